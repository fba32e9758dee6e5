//! Letters that nobody wrote: vacation answers (RFC 3834) and bounces (RFC 3464).
//!
//! Two programs that acknowledge each other's acknowledgements fill mailboxes in a night. So what
//! may never be answered is told apart from what is no document: a plan sent through a mailing
//! list is a plan, but nothing is answered to the list.

use mailparse::ParsedMail;
use serde::{Deserialize, Serialize};

use super::header::Headers;

/// What kind of letter it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Nature {
    /// Written or sent by somebody.
    #[default]
    Personal,
    /// A vacation answer or the like: no document.
    AutoReply,
    /// A letter of ours came back.
    Bounce(Bounce),
}

/// What a bounce says (RFC 3464).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounce {
    /// Who was not reached.
    pub recipients: Vec<String>,
    /// The status, e.g. `5.1.1`; the first one.
    pub status: Option<String>,
    /// It will not get better by itself: the action is "failed" and the status does not say
    /// "later".
    pub is_permanent: bool,
    /// The Message-ID of our letter, when the bounce carries it.
    pub about: Option<String>,
}

/// What kind of letter it is.
pub(super) fn nature(mail: &ParsedMail<'_>, headers: &Headers) -> Nature {
    if let Some(bounce) = bounce(mail) {
        return Nature::Bounce(bounce);
    }
    let submitted = headers.value("Auto-Submitted").unwrap_or_default().to_ascii_lowercase();
    let marked = ["X-Autoreply", "X-Autorespond", "X-Vekha-Loop"];
    let precedence = headers.value("Precedence").unwrap_or_default();
    let replied = submitted.trim_start().starts_with("auto-")
        || marked.iter().any(|name| headers.value(name).is_some())
        || precedence.trim().eq_ignore_ascii_case("auto_reply");
    if replied { Nature::AutoReply } else { Nature::Personal }
}

/// Why nothing may ever be answered to this letter by itself; `None` when it may.
pub(super) fn never_answer(mail: &ParsedMail<'_>, headers: &Headers) -> Option<String> {
    let value = |name: &str| headers.value(name).map(|v| v.trim().to_ascii_lowercase());
    let from = headers.mailboxes("From").into_iter().next().unwrap_or_default().address;
    let robot = from.split('@').next().unwrap_or_default().replace(['-', '_', '.'], "");
    let reasons = [
        (value("Return-Path").is_some_and(|path| path == "<>"), "null return path"),
        (value("Auto-Submitted").is_some_and(|v| v != "no"), "Auto-Submitted"),
        (
            value("Precedence")
                .is_some_and(|v| ["bulk", "list", "junk", "auto_reply"].contains(&v.as_str())),
            "Precedence",
        ),
        (headers.has_prefix("List-"), "mailing list"),
        (value("X-Auto-Response-Suppress").is_some(), "X-Auto-Response-Suppress"),
        (value("X-Autoreply").is_some() || value("X-Loop").is_some(), "marked by a robot"),
        (value("X-Vekha-Loop").is_some(), "our own letter"),
        (mail.ctype.mimetype == "multipart/report", "a report"),
        (
            ["mailerdaemon", "postmaster", "noreply", "donotreply"].contains(&robot.as_str()),
            "sent by a robot's address",
        ),
        (from.is_empty(), "no sender"),
    ];
    reasons.into_iter().find(|(applies, _)| *applies).map(|(_, why)| why.to_owned())
}

/// Reads a delivery status notification.
fn bounce(mail: &ParsedMail<'_>) -> Option<Bounce> {
    let status = mail.parts().find(|part| part.ctype.mimetype == "message/delivery-status")?;
    let text = String::from_utf8_lossy(&status.get_body_raw().ok()?).into_owned();
    let field = |name: &str| -> Vec<String> {
        let line = |line: &str| {
            let (key, value) = line.split_once(':')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        };
        text.lines().filter_map(line).collect()
    };
    let address = |value: &String| {
        let address = value.rsplit(';').next().unwrap_or_default();
        address.trim().trim_matches(['<', '>']).to_lowercase()
    };
    let status = field("Status").into_iter().next();
    let failed = field("Action").iter().any(|action| action.eq_ignore_ascii_case("failed"));
    Some(Bounce {
        recipients: field("Final-Recipient").iter().map(address).collect(),
        is_permanent: failed && !status.as_ref().is_some_and(|status| status.starts_with('4')),
        status,
        about: about(mail),
    })
}

/// The Message-ID in the copy of our letter that a bounce carries.
fn about(mail: &ParsedMail<'_>) -> Option<String> {
    let copy = mail.parts().find(|part| {
        matches!(part.ctype.mimetype.as_str(), "message/rfc822" | "text/rfc822-headers")
    })?;
    let bytes = copy.get_body_raw().ok()?;
    let (headers, _) = mailparse::parse_headers(&bytes).ok()?;
    let id =
        headers.iter().find(|header| header.get_key_ref().eq_ignore_ascii_case("message-id"))?;
    Some(id.get_value().trim_matches(['<', '>', ' ']).to_owned())
}
