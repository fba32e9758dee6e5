//! A mail or an archive into its letters and files. Runs in the confined child.
//!
//! Forwarded mails and archives are opened too, down to the limits; what is not opened is kept as
//! a file with the reason, so nothing that was sent is lost. Must not know: who the sender is to
//! us, which case a letter belongs to, or whether its header lines tell the truth.

mod automatic;
pub(crate) mod charset;
mod header;
mod html;
mod open;
mod parts;
mod tnef;

use serde::{Deserialize, Serialize};

use crate::{Obstacle, Sniffed};

pub use automatic::{Bounce, Nature};
pub use header::Mailbox;
pub(crate) use open::{open, unpack};

/// The header lines that matter, and the words of a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The first author. Proves nothing by itself.
    pub from: Option<Mailbox>,
    /// To and Cc.
    pub to: Vec<Mailbox>,
    /// Where the mail servers delivered it (`Delivered-To`, `X-Original-To`, `Envelope-To`): our
    /// address with its token, even when the letter is addressed otherwise.
    pub delivered_to: Vec<String>,
    /// Decoded.
    pub subject: String,
    /// Seconds since 1970 by the sender's clock. The time of receipt is ours to keep.
    pub sent_at: Option<i64>,
    /// Without angle brackets, like all ids here.
    pub message_id: Option<String>,
    /// What it answers.
    pub in_reply_to: Vec<String>,
    /// The thread, oldest first.
    pub references: Vec<String>,
    /// `Authentication-Results` (RFC 8601) from the top: only those of our own server count.
    pub authentication_results: Vec<String>,
    /// The words, from plain text or HTML.
    pub text: String,
}

/// A file out of a mail or an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it is, with its name cleaned for display.
    pub sniffed: Sniffed,
    /// The names of the archives it lay in, the outermost first.
    pub within: Vec<String>,
    /// The letter that carried it: 0 is the mail itself, n is the n-th of the forwarded.
    pub letter: usize,
    /// It did not arrive whole.
    pub is_damaged: bool,
    /// A container that was not opened, and why.
    pub obstacle: Option<Obstacle>,
    /// The content. Travels outside of the JSON.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// An opened mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedMail {
    /// The mail itself.
    pub letter: Letter,
    /// Mails that came inside it, in order. Their sender is evidence; the outer one is the channel.
    pub forwarded: Vec<Letter>,
    /// The files, in order.
    pub parts: Vec<Part>,
    /// Somebody's letter, an automatic answer, or a bounce.
    pub nature: Nature,
    /// Why nothing may be answered automatically; `None` when it may.
    pub never_answer: Option<String>,
    /// What was left out or is strange, for the journal.
    pub notes: Vec<String>,
}

/// An unpacked archive, `winmail.dat` or mail file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpacked {
    /// The files, in order.
    pub parts: Vec<Part>,
    /// Letters that were in it.
    pub letters: Vec<Letter>,
    /// What was left out or is strange, for the journal.
    pub notes: Vec<String>,
}

#[cfg(test)]
mod tests;
