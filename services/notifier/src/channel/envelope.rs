//! From a mail to the message that travels: headers by lettre's builder only, so that no text of
//! ours or of a school can add a header (CWE-93).
//!
//! The headers say that a machine wrote it, so that no machine answers (RFC 3834), and which
//! campaign it belongs to, so that mail programs make one thread of each (RFC 5322, 3.6.4).

use crate::compose::Mail;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use std::error::Error;
use std::time::SystemTime;

/// In whose name mails go out.
#[derive(Clone, Debug)]
pub struct Sender {
    /// `Веха <vekha@example.ru>`.
    pub from: Mailbox,
    /// The domain of ids.
    pub domain: String,
}

/// Why a mail has no envelope.
#[derive(Debug, thiserror::Error)]
pub enum EnvelopeError {
    /// An address that is none.
    #[error("the address {0:?} is no e-mail address: correct it in the register")]
    Address(String),
    /// The builder refuses.
    #[error("the message cannot be built: {0}")]
    Build(#[from] lettre::error::Error),
}

macro_rules! marks {
    ($($(#[$doc:meta])* $type:ident = $name:literal, $value:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Clone)]
        struct $type;
        impl Header for $type {
            fn name() -> HeaderName { HeaderName::new_from_ascii_str($name) }
            fn parse(_: &str) -> Result<Self, Box<dyn Error + Send + Sync>> { Ok(Self) }
            fn display(&self) -> HeaderValue {
                HeaderValue::new(Self::name(), $value.to_owned())
            }
        }
    )+};
}

marks! {
    /// RFC 3834, section 5: written by a machine without being asked.
    Generated = "Auto-Submitted", "auto-generated";
    /// The same: a machine answers a mail.
    Replied = "Auto-Submitted", "auto-replied";
    /// Exchange and its kin: send no automatic answer.
    Suppress = "X-Auto-Response-Suppress", "All";
    /// Our own mark: intake answers nothing that carries it.
    Loop = "X-Vekha-Loop", "1";
    /// Mail programs open a draft as something to send.
    Unsent = "X-Unsent", "1";
}

/// Builds the message. The same mail gives the same bytes.
///
/// # Errors
/// When an address is none.
pub fn message(sender: &Sender, mail: &Mail) -> Result<Message, EnvelopeError> {
    let mut builder = Message::builder()
        .from(sender.from.clone())
        .date(SystemTime::from(mail.at))
        .message_id(Some(mail.message_id.clone()))
        .subject(mail.subject.clone())
        .header(Suppress)
        .header(Loop);
    builder = match mail.answers.as_deref().filter(|id| is_plain(id)) {
        Some(id) => {
            let id = format!("<{id}>");
            builder.header(Replied).in_reply_to(id.clone()).references(id)
        }
        None => builder.header(Generated),
    };
    if !mail.campaigns.is_empty() {
        let thread = |id: &_| format!("<campaign-{id}@{}>", sender.domain);
        let threads: Vec<String> = mail.campaigns.iter().take(THREADS_MAX).map(thread).collect();
        builder = builder.references(threads.join(" "));
    }
    if let Some(reply_to) = &mail.reply_to {
        builder = builder.reply_to(mailbox(reply_to)?);
    }
    builder = match mail.to.as_str() {
        // A draft may have no addressee yet.
        "" if mail.draft => builder.to(sender.from.clone()),
        to => builder.to(mailbox(to)?),
    };
    if mail.draft {
        builder = builder.header(Unsent);
    }
    Ok(builder.multipart(body(mail))?)
}

/// A digest over many campaigns belongs to no thread more than to another.
const THREADS_MAX: usize = 5;

/// An id that a stranger wrote is repeated only when it is one: no space, no bracket, no line end,
/// and not longer than a header line may be.
fn is_plain(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>');
    id.len() < 200 && id.contains('@') && id.chars().all(plain)
}

fn mailbox(address: &str) -> Result<Mailbox, EnvelopeError> {
    let parsed = address.parse::<Address>();
    parsed.map(Mailbox::from).map_err(|_| EnvelopeError::Address(address.to_owned()))
}

/// Text first, page second. The boundary comes from the id, so that a repeat has the same bytes.
fn body(mail: &Mail) -> MultiPart {
    let boundary: String = mail.message_id.chars().filter(char::is_ascii_alphanumeric).collect();
    let part = |kind, body: &str| SinglePart::builder().header(kind).body(body.to_owned());
    MultiPart::alternative()
        .boundary(format!("vekha-{}", boundary.get(..32).unwrap_or(&boundary)))
        .singlepart(part(ContentType::TEXT_PLAIN, &mail.text))
        .singlepart(part(ContentType::TEXT_HTML, &mail.html))
}
