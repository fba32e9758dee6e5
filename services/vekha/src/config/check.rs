//! What the types of single keys cannot say: values that must fit each other or the world.

use super::{Channel, Config};
use vekha_runtime::config::{Loaded, Origin, Problem};

/// Everything that does not fit, each at the key that has to change.
pub fn check(loaded: &Loaded<Config>) -> Vec<Problem> {
    let config = &loaded.config;
    let mut wrong = Vec::new();
    let mut when = |is_wrong: bool, key: &str, message: &str| {
        if is_wrong {
            wrong.push(Problem {
                origin: origin(loaded, key),
                message: format!("`{key}` {message}"),
            });
        }
    };
    let code = &config.issuer.code;
    let url = &config.base_url;
    let schemes = ["http://", "https://"];
    when(
        code.is_empty() || !code.chars().all(|c| c.is_ascii_alphanumeric()),
        "issuer.code",
        "must be letters and digits, such as 42: paths of organizations begin with it",
    );
    when(config.roles.is_empty(), "roles", "must name a service; leave it out for all of them");
    when(config.issuer.name.trim().is_empty(), "issuer.name", "must name who issues the circulars");
    when(config.admin.login.trim().is_empty(), "admin.login", "must not be empty");
    when(
        !url.is_empty() && !schemes.iter().any(|scheme| url.starts_with(scheme)),
        "base_url",
        "must begin with https:// or http://",
    );
    when(
        config.mail.channel == Channel::Smtp && config.mail.smtp.is_empty(),
        "mail.smtp",
        "must name the server when `mail.channel` is smtp: smtps://user:password@host",
    );
    when(
        !config.mail.from.contains('@'),
        "mail.from",
        "must be an address: Веха <vekha@example.ru>",
    );
    when(config.mail.domain.is_empty(), "mail.domain", "must be the domain that receives answers");
    for (key, value) in positive(config) {
        when(value <= 0, key, "must be at least 1");
    }
    let sections = config.nats.problems().into_iter().chain(config.telemetry.problems());
    for (key, message) in sections {
        when(true, key, message);
    }
    wrong
}

/// Limits that stop everything when they are nothing.
fn positive(config: &Config) -> [(&'static str, i64); 11] {
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let (engine, scheduler, notifier) = (&config.engine, &config.scheduler, &config.notifier);
    [
        ("store.readers", i64::from(config.store.readers)),
        ("store.connections", i64::from(config.store.connections)),
        ("engine.batch", engine.batch),
        ("engine.attempts", engine.attempts),
        ("engine.tick_ms", count(engine.tick_ms)),
        ("scheduler.open", scheduler.open),
        ("scheduler.sweep", scheduler.sweep),
        ("scheduler.tick_ms", count(scheduler.tick_ms)),
        ("notifier.batch", notifier.batch),
        ("notifier.send", notifier.send),
        ("notifier.tick_ms", count(notifier.tick_ms)),
    ]
}

fn origin(loaded: &Loaded<Config>, key: &str) -> Option<Origin> {
    loaded.settings.iter().find(|setting| setting.key == key).map(|found| found.origin.clone())
}
