//! Who may say and hear what on NATS, made from the subject table.
//!
//! A service may publish the events that the table says it says, and no other: whoever takes over
//! the notifier cannot make the engine believe that a document was accepted. It may make the
//! stream and its own consumers and acknowledge what it was given; it may neither delete nor purge
//! anything. `deploy/nats/users.conf` and `users-nkey.conf` are this text; a test holds them to it.

use super::subjects::{Durable, EVENTS, STREAM, all_of, inbox, name_of, wake};
use std::fmt::Write as _;
use vekha_proto::{Consumer, SUBJECTS};

/// The user who may listen along and nothing else.
pub const READER: &str = "reader";

/// How a user shows who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// A password, in the variable `NATS_<USER>_PASSWORD` of the server's environment.
    Password,
    /// A public nkey (`U…`), in the variable `NATS_<USER>_NKEY`.
    Nkey,
}

/// The `authorization` block of a server's configuration: a user for each service on its own, one
/// for a process that plays all of them, and the reader.
pub fn authorization(proof: Proof) -> String {
    let alone = Consumer::ALL.map(|service| vec![service]);
    let played = alone.into_iter().chain([Consumer::ALL.to_vec()]);
    let users = played.map(|services| Grant::of(&services)).chain([Grant::reader()]);
    let mut text = format!("{HEAD}authorization {{\n  users: [\n");
    users.for_each(|user| user.write(proof, &mut text));
    text.push_str("  ]\n}\n");
    text
}

const HEAD: &str = "\
# Who may say and hear what. Made from the subject table of proto; do not edit.
# To make it anew: VEKHA_WRITE_GOLDEN=1 cargo test -p vekha-bus authorization
# The variables are the server's environment. A value that begins with a digit needs quotes.

";

/// What one user may do.
struct Grant {
    user: String,
    publish: Vec<String>,
    subscribe: Vec<String>,
    /// Answers to `$SRV` questions go where the one who asks waits.
    answers: bool,
}

impl Grant {
    fn of(services: &[Consumer]) -> Self {
        let user = name_of(services);
        let said = SUBJECTS.iter().filter(|subject| services.contains(&subject.said_by));
        let mut publish: Vec<_> = said.map(|subject| all_of(subject.kind)).collect();
        publish.push("vekha.wake.*".to_owned());
        publish.extend(["INFO", "CREATE"].map(|verb| format!("$JS.API.STREAM.{verb}.{STREAM}")));
        publish.extend(services.iter().copied().flat_map(Durable::of).flat_map(pulling));
        let mut subscribe = vec![format!("{}.>", inbox(&user)), "$SRV.>".to_owned()];
        subscribe.extend(services.iter().map(|service| wake(*service)));
        if services.contains(&Consumer::Dashboard) {
            subscribe.push(EVENTS.to_owned());
        }
        Self { user, publish, subscribe, answers: true }
    }

    fn reader() -> Self {
        let subscribe = vec![EVENTS.to_owned(), format!("{}.>", inbox(READER))];
        Self { user: READER.to_owned(), publish: Vec::new(), subscribe, answers: false }
    }

    fn write(&self, proof: Proof, text: &mut String) {
        let variable = self.user.to_uppercase();
        let identity = match proof {
            Proof::Password => {
                format!("user: {}, password: $NATS_{variable}_PASSWORD", self.user)
            }
            Proof::Nkey => format!("nkey: $NATS_{variable}_NKEY"),
        };
        let publish = match self.publish.is_empty() {
            true => "{ deny: \">\" }".to_owned(),
            false => format!("{{ allow: {} }}", list(&self.publish)),
        };
        let subscribe = list(&self.subscribe);
        let answers = if self.answers { "        allow_responses: true\n" } else { "" };
        // A String takes everything: writing to it cannot fail.
        let _written = write!(
            text,
            "    # {user}\n    {{\n      {identity}\n      permissions: {{\n        publish: \
             {publish}\n        subscribe: {{ allow: {subscribe} }}\n{answers}      }}\n    }}\n",
            user = self.user,
        );
    }
}

/// What it takes to make a consumer, to pull from it and to acknowledge.
fn pulling(durable: Durable) -> [String; 4] {
    let name = durable.name();
    [
        format!("$JS.API.CONSUMER.INFO.{STREAM}.{name}"),
        format!("$JS.API.CONSUMER.CREATE.{STREAM}.{name}.>"),
        format!("$JS.API.CONSUMER.MSG.NEXT.{STREAM}.{name}"),
        format!("$JS.ACK.{STREAM}.{name}.>"),
    ]
}

fn list(subjects: &[String]) -> String {
    let lines: String =
        subjects.iter().map(|subject| format!("          \"{subject}\"\n")).collect();
    format!("[\n{lines}        ]")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn file(proof: Proof) -> PathBuf {
        let name = match proof {
            Proof::Password => "users.conf",
            Proof::Nkey => "users-nkey.conf",
        };
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../deploy/nats").join(name)
    }

    #[test]
    fn the_files_in_deploy_are_the_subject_table() {
        for proof in [Proof::Password, Proof::Nkey] {
            let (path, made) = (file(proof), authorization(proof));
            if std::env::var_os("VEKHA_WRITE_GOLDEN").is_some() {
                std::fs::write(&path, &made).unwrap();
            }
            let kept = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(kept == made, "{} is out of date; its head says what to do", path.display());
        }
    }

    #[test]
    fn a_service_may_say_what_the_table_says_and_nothing_else() {
        let notifier = Grant::of(&[Consumer::Notifier]);
        let events: Vec<_> =
            notifier.publish.iter().filter(|s| s.starts_with("vekha.evt.")).collect();
        assert_eq!(events, ["vekha.evt.*.NoticeSent.*", "vekha.evt.*.NoticeFailed.*"]);
        assert!(!notifier.publish.iter().any(|s| s.contains("DELETE") || s.contains("PURGE")));
        assert!(!notifier.publish.iter().any(|s| s.contains("engine")), "others' consumers");
        assert_eq!(Grant::reader().publish, Vec::<String>::new());
    }
}
