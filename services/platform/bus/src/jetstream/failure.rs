//! What can be wrong with NATS when a service starts: what, where, and what to do.

/// The bus cannot be used; trying again does not help until somebody has done what it says. A NATS
/// that merely does not answer is no failure: the service starts without it.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The configuration does not fit.
    #[error("`{key}` {message}")]
    Settings {
        /// Which key.
        key: &'static str,
        /// How it must be.
        message: String,
    },
    /// The server does not know us.
    #[error(
        "NATS at {url} refuses us: {why}; compare nats.user, nats.nkey or nats.credentials with the \
         server's users (deploy/nats/users.conf)"
    )]
    Refused {
        /// Where.
        url: String,
        /// What the client library says.
        why: String,
    },
    /// No encrypted connection came about.
    #[error("no TLS with NATS at {url}: {why}; check nats.tls.ca, nats.tls.cert and the host name")]
    Tls {
        /// Where.
        url: String,
        /// What the client library says.
        why: String,
    },
    /// The server is older than what we use.
    #[error("NATS at {url} is version {found}, {least} or newer is needed: upgrade nats-server")]
    TooOld {
        /// Where.
        url: String,
        /// Its version.
        found: String,
        /// The least one that will do.
        least: &'static str,
    },
    /// The server keeps no streams.
    #[error("NATS at {url} runs without JetStream: start nats-server with -js or `jetstream {{}}`")]
    NoJetStream {
        /// Where.
        url: String,
    },
    /// The stream or a consumer can neither be found nor made.
    #[error(
        "NATS at {url} does not let us {what}: {why}; where no answer comes a right may be missing, \
         compare deploy/nats/users.conf"
    )]
    SetUp {
        /// Where.
        url: String,
        /// What was tried.
        what: String,
        /// What the server or the client library says.
        why: String,
    },
}
