//! Header lines of a letter or a part, decoded.
//!
//! Encoded words (RFC 2047) and continued parameters (RFC 2231) are decoded by the MIME library.
//! Bytes that declare nothing are decoded first, with the charset that the whole mail seems to be
//! in: one name of twenty letters is too short for a guess.

use encoding_rs::Encoding;
use mailparse::{MailAddr, ParsedMail};
use serde::{Deserialize, Serialize};

/// A mailbox.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    /// The name beside the address.
    pub name: Option<String>,
    /// The address, in lower case.
    pub address: String,
}

/// The header lines of one part.
pub(super) struct Headers {
    /// Names as written, and whole lines in UTF-8.
    lines: Vec<(String, Vec<u8>)>,
}

impl Headers {
    pub(super) fn of(part: &ParsedMail<'_>, undeclared: &'static Encoding) -> Self {
        let line = |header: &mailparse::MailHeader<'_>| {
            let raw = header.get_value_raw();
            let text = match std::str::from_utf8(raw) {
                Ok(text) => text.into(),
                Err(_) => undeclared.decode_without_bom_handling(raw).0,
            };
            let key = header.get_key();
            let line = format!("{key}: {text}").into_bytes();
            (key, line)
        };
        Self { lines: part.headers.iter().map(line).collect() }
    }

    /// The first value of a header.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        self.values(name).into_iter().next()
    }

    /// All values of a header, from the top.
    pub(super) fn values(&self, name: &str) -> Vec<String> {
        let named = self.lines.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        named
            .filter_map(|(_, line)| Some(mailparse::parse_header(line).ok()?.0.get_value()))
            .collect()
    }

    /// Whether a header is there whose name begins so.
    pub(super) fn has_prefix(&self, prefix: &str) -> bool {
        let begins = |key: &String| {
            key.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        };
        self.lines.iter().any(|(key, _)| begins(key))
    }

    /// The mailboxes of a header, groups taken apart.
    pub(super) fn mailboxes(&self, name: &str) -> Vec<Mailbox> {
        let mut found = Vec::new();
        for (_, line) in self.lines.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name)) {
            let parsed = mailparse::parse_header(line)
                .and_then(|(header, _)| mailparse::addrparse_header(&header));
            for address in parsed.map(mailparse::MailAddrList::into_inner).unwrap_or_default() {
                match address {
                    MailAddr::Single(one) => found.push(mailbox(one)),
                    MailAddr::Group(group) => found.extend(group.addrs.into_iter().map(mailbox)),
                }
            }
        }
        found
    }

    /// Message ids without their angle brackets.
    pub(super) fn ids(&self, name: &str) -> Vec<String> {
        let values = self.values(name).join(" ");
        let id = |word: &str| {
            let id = word.trim_matches(['<', '>', ',', ';']);
            (id.contains('@') && !id.is_empty()).then(|| id.to_owned())
        };
        values.replace("><", "> <").split_whitespace().filter_map(id).collect()
    }

    /// The name of a part's file, if it has one.
    pub(super) fn file_name(&self) -> Option<String> {
        let disposition = self.value("Content-Disposition").unwrap_or_default();
        let kind = self.value("Content-Type").unwrap_or_default();
        mailparse::parse_content_disposition(&disposition)
            .params
            .remove("filename")
            .or_else(|| mailparse::parse_content_type(&kind).params.remove("name"))
            .filter(|name| !name.trim().is_empty())
    }

    /// A part says of itself that it is an attachment.
    pub(super) fn is_attachment(&self) -> bool {
        let disposition = self.value("Content-Disposition").unwrap_or_default();
        disposition.trim_start().to_ascii_lowercase().starts_with("attachment")
    }
}

fn mailbox(one: mailparse::SingleInfo) -> Mailbox {
    let name = one.display_name.map(|name| name.trim().to_owned()).filter(|n| !n.is_empty());
    Mailbox { name, address: one.addr.trim().to_lowercase() }
}
