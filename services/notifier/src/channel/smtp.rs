//! A mail server by SMTP (RFC 5321): lettre with a pool of connections and TLS.
//!
//! 5xx is for good, 4xx is for later (greylisting, a full mailbox). A connection that cannot be made
//! or is refused at the door is the channel's trouble, not the message's. A connection that breaks
//! in the middle leaves it unknown whether the server took the message: it is repeated with the same
//! id, by which mail programs show it once.

use super::envelope::Sender;
use super::{Channel, SendError, Sent, message};
use crate::compose::Mail;
use lettre::transport::smtp::{Error, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::time::Duration;

/// Where the server is and how long it is waited for. Every number is a named limit.
#[derive(Clone, Debug)]
pub struct SmtpOptions {
    /// `smtps://user:password@host`, `smtp://host:25?tls=required`; see lettre's `from_url`.
    pub url: String,
    /// Open connections at most.
    pub connections: u32,
    /// How long one command may take.
    pub timeout: Duration,
}

/// A mail server.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    sender: Sender,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Smtp(server)")
    }
}

impl Smtp {
    /// Prepares connections; none is made before the first mail.
    ///
    /// # Errors
    /// When the URL does not name a server.
    pub fn new(options: &SmtpOptions, sender: Sender) -> Result<Self, Error> {
        let pool = PoolConfig::new().max_size(options.connections);
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&options.url)?
            .timeout(Some(options.timeout))
            .pool_config(pool)
            .build();
        Ok(Self { transport, sender })
    }

    /// Connects and logs in, and sends nothing.
    ///
    /// # Errors
    /// In the server's words.
    pub async fn reach(&self) -> Result<(), SendError> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(SendError::Down("connected, but it does not answer".to_owned())),
            Err(error) => Err(SendError::Down(error.to_string())),
        }
    }
}

impl Channel for Smtp {
    async fn send(&self, mail: &Mail) -> Result<Sent, SendError> {
        let message = message(&self.sender, mail)?;
        match self.transport.send(message).await {
            Ok(response) => Ok(Sent { by: response.message().collect::<Vec<_>>().join(" ") }),
            Err(error) => Err(sorted(&error)),
        }
    }
}

/// Said to everybody, not about one message: closing (421), and all that concerns the login
/// (RFC 4954, section 6).
const ABOUT_THE_CHANNEL: [&str; 6] = ["421", "454", "530", "534", "535", "538"];

fn sorted(error: &Error) -> SendError {
    let said = error.to_string();
    let code = error.status().map(|code| code.to_string());
    let ours = code.is_some_and(|code| ABOUT_THE_CHANNEL.contains(&code.as_str()));
    // Of a connection that was never made lettre has only the words; a test holds them.
    let never_made = said.starts_with("Connection error") || error.is_tls();
    if ours || never_made {
        SendError::Down(said)
    } else if error.is_permanent() || error.is_client() {
        SendError::GiveUp(said)
    } else {
        SendError::Retry(said)
    }
}
