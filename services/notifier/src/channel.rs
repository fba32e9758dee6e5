//! How a message leaves: a folder of .eml files, or a mail server.
//!
//! **Must not know:** notices, cases, words; it is given a finished mail.

pub mod envelope;
pub mod outbox;
pub mod smtp;

use crate::compose::Mail;
use envelope::Sender;
use outbox::Outbox;
use smtp::Smtp;

/// What took a message: the folder, or the server's words, for the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// In the taker's words.
    pub by: String,
}

/// Why a message did not leave, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The channel itself does not work: no message can leave now, and none is to blame.
    #[error("the channel is down: {0}; every message waits")]
    Down(String),
    /// This message was put off, or nobody knows whether it was taken: try it again.
    #[error("put off: {0}; try again")]
    Retry(String),
    /// This message is refused for good.
    #[error("refused: {0}; give up")]
    GiveUp(String),
}

/// A way for a message to leave. Repeating a message must do no harm: it has the same id.
pub trait Channel: Send + Sync {
    /// Sends one mail.
    ///
    /// # Errors
    /// [`SendError`] says whether to wait, try again or give up.
    fn send(&self, mail: &Mail) -> impl Future<Output = Result<Sent, SendError>> + Send;
}

/// The channel of an installation. A draft is never sent: it lies in the outbox's folder of drafts.
#[derive(Debug)]
pub enum Way {
    /// Into a folder.
    Outbox(Outbox),
    /// Through a mail server; drafts into the folder.
    Smtp {
        /// The server.
        smtp: Box<Smtp>,
        /// For drafts.
        drafts: Outbox,
    },
}

impl Channel for Way {
    async fn send(&self, mail: &Mail) -> Result<Sent, SendError> {
        match self {
            Self::Smtp { smtp, .. } if !mail.draft => smtp.send(mail).await,
            Self::Outbox(folder) | Self::Smtp { drafts: folder, .. } => folder.send(mail).await,
        }
    }
}

/// The message of a mail. When it cannot be made an address is wrong, and no retry helps.
fn message(sender: &Sender, mail: &Mail) -> Result<lettre::Message, SendError> {
    envelope::message(sender, mail).map_err(|error| SendError::GiveUp(error.to_string()))
}

#[cfg(test)]
mod tests;
