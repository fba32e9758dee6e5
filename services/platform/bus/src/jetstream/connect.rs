//! From settings to a connection.

use super::failure::Failure;
use super::link::Link;
use super::settings::{Settings, Tls};
use super::subjects::inbox;
use async_nats::{Client, ConnectError, ConnectErrorKind, ConnectOptions};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tracing::warn;
use vekha_runtime::config::Secret;

/// The oldest server that has all we use.
const LEAST: (i64, i64, i64) = (2, 9, 0);
const LEAST_TEXT: &str = "2.9.0";

/// A server that does not say hello within this is not there.
const HELLO: Duration = Duration::from_secs(5);
/// How often we ask whether the server still lives; twice without an answer is gone.
const PING: Duration = Duration::from_secs(5);

/// A connection; if nobody answers, one that will be made when somebody does.
///
/// # Errors
/// When the settings are wrong or the server does not want us.
pub(super) async fn connect(
    settings: &Settings,
    name: &str,
    link: &Arc<Link>,
) -> Result<Client, Failure> {
    if let Some((key, message)) = settings.problems().into_iter().next() {
        return Err(Failure::Settings { key, message: message.to_owned() });
    }
    let servers = settings.servers();
    if servers.is_empty() || name.is_empty() {
        let message = "must say where NATS is, and the process must play a service".to_owned();
        return Err(Failure::Settings { key: "nats.url", message });
    }
    let error = match options(settings, name, link).await?.connect(&servers).await {
        Ok(client) => return Ok(client),
        Err(error) => error,
    };
    let (url, why) = (settings.url.clone(), error.to_string());
    if is_about_tls(&error) {
        return Err(Failure::Tls { url, why });
    }
    match error.kind() {
        ConnectErrorKind::ServerParse => Err(Failure::Settings { key: "nats.url", message: why }),
        ConnectErrorKind::Authentication | ConnectErrorKind::AuthorizationViolation => {
            Err(Failure::Refused { url, why })
        }
        ConnectErrorKind::Tls
        | ConnectErrorKind::Dns
        | ConnectErrorKind::TimedOut
        | ConnectErrorKind::Io
        | ConnectErrorKind::MaxReconnects => {
            warn!(%url, %why, "NATS does not answer: services start without it, on their tick");
            link.is_away();
            let options = options(settings, name, link).await?.retry_on_initial_connect();
            let later = options.connect(&servers).await;
            later.map_err(|error| Failure::Refused { url, why: error.to_string() })
        }
    }
}

/// Says whether the server that answers will do.
///
/// # Errors
/// [`Failure::TooOld`] or [`Failure::NoJetStream`].
pub(super) fn check_server(client: &Client, url: &str) -> Result<(), Failure> {
    let server = client.server_info();
    let (major, minor, patch) = LEAST;
    if !client.is_server_compatible(major, minor, patch) {
        let url = url.to_owned();
        return Err(Failure::TooOld { url, found: server.version, least: LEAST_TEXT });
    }
    if server.jetstream { Ok(()) } else { Err(Failure::NoJetStream { url: url.to_owned() }) }
}

/// A handshake that failed comes as bad data on the wire: nobody is away, somebody is a stranger.
fn is_about_tls(error: &ConnectError) -> bool {
    let source = std::error::Error::source(error).and_then(|source| source.downcast_ref());
    let bad_data = |error: &io::Error| error.kind() == io::ErrorKind::InvalidData;
    error.kind() == ConnectErrorKind::Tls || source.is_some_and(bad_data)
}

async fn options(
    settings: &Settings,
    name: &str,
    link: &Arc<Link>,
) -> Result<ConnectOptions, Failure> {
    let link = Arc::clone(link);
    let options = ConnectOptions::new()
        .name(format!("vekha {name}"))
        .custom_inbox_prefix(inbox(name))
        .connection_timeout(HELLO)
        .ping_interval(PING)
        .event_callback(move |event| {
            let link = Arc::clone(&link);
            async move { link.tell(event) }
        });
    identified(encrypted(options, &settings.tls)?, settings).await
}

fn encrypted(mut options: ConnectOptions, tls: &Tls) -> Result<ConnectOptions, Failure> {
    if let Some(ca) = &tls.ca {
        options = options.add_root_certificates(readable("nats.tls.ca", ca)?.to_owned());
    }
    if let (Some(cert), Some(key)) = (&tls.cert, &tls.key) {
        let cert = readable("nats.tls.cert", cert)?.to_owned();
        options = options.add_client_certificate(cert, readable("nats.tls.key", key)?.to_owned());
    }
    Ok(options.require_tls(tls.required || tls.ca.is_some()))
}

async fn identified(
    options: ConnectOptions,
    settings: &Settings,
) -> Result<ConnectOptions, Failure> {
    if !settings.user.is_empty() {
        let password = revealed("nats.password", &settings.password)?;
        return Ok(options.user_and_password(settings.user.clone(), password));
    }
    if !settings.nkey.is_empty() {
        return Ok(options.nkey(revealed("nats.nkey", &settings.nkey)?));
    }
    let Some(path) = &settings.credentials else { return Ok(options) };
    let unusable = |error| unusable("nats.credentials", path, &error);
    options.credentials_file(path).await.map_err(unusable)
}

/// The client library would only say «No such file».
fn readable<'a>(key: &'static str, path: &'a Path) -> Result<&'a Path, Failure> {
    std::fs::File::open(path).map(|_| path).map_err(|error| unusable(key, path, &error))
}

fn unusable(key: &'static str, path: &Path, error: &io::Error) -> Failure {
    Failure::Settings { key, message: format!("names {}: {error}", path.display()) }
}

fn revealed(key: &'static str, secret: &Secret) -> Result<String, Failure> {
    secret.reveal().map_err(|error| Failure::Settings { key, message: error.to_string() })
}
