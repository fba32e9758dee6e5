//! A mail as a file (RFC 5322, MIME): how a school's answer reaches the watched folder.
//!
//! The mail server of the demo is the one who puts it there, so its `Authentication-Results` (RFC
//! 8601) stands on top.

use super::parcel::NamedFile;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use std::fmt::Write as _;

/// The name under which the demo's mail server signs what it proved.
pub const AUTHSERV_ID: &str = "mx.priozernaya.example";

/// A mail to be written.
#[derive(Clone, Debug)]
pub struct Outgoing<'a> {
    /// Its id, without angle brackets.
    pub id: String,
    /// The sender's name and address.
    pub from: (&'a str, &'a str),
    /// Where it goes.
    pub to: &'a str,
    /// The subject.
    pub subject: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What it answers, with angle brackets.
    pub answers: Option<&'a str>,
    /// The server saw a valid signature of this domain.
    pub signed_by: Option<&'a str>,
    /// A machine wrote it (RFC 3834).
    pub automatic: bool,
    /// The words.
    pub text: String,
    /// The files.
    pub files: &'a [NamedFile],
}

/// Characters of a base64 line (RFC 2045, section 6.8).
const LINE: usize = 76;
/// Bytes of text in one encoded word: it may be 75 characters long (RFC 2047, section 2).
const WORD: usize = 42;

/// Writes it.
pub fn write(mail: &Outgoing<'_>) -> Vec<u8> {
    let mut head = String::new();
    let mut line = |name: &str, value: &str| {
        let _ = write!(head, "{name}: {value}\r\n");
    };
    let domain = mail.from.1.rsplit('@').next().unwrap_or_default();
    line("Authentication-Results", &results(mail.signed_by, domain));
    line("From", &format!("{} <{}>", encoded(mail.from.0), mail.from.1));
    line("To", mail.to);
    line("Delivered-To", mail.to);
    line("Subject", &encoded(&mail.subject));
    line("Date", &mail.at.to_rfc2822());
    line("Message-ID", &format!("<{}>", mail.id));
    if let Some(answers) = mail.answers {
        line("In-Reply-To", answers);
        line("References", answers);
    }
    if mail.automatic {
        line("Auto-Submitted", "auto-replied");
    }
    line("MIME-Version", "1.0");
    let boundary = format!("part-{}", mail.id.replace(|c: char| !c.is_ascii_alphanumeric(), ""));
    line("Content-Type", &format!("multipart/mixed; boundary=\"{boundary}\""));
    let mut body = part(&boundary, "text/plain; charset=utf-8", "", mail.text.as_bytes());
    for file in mail.files {
        let name = encoded(&file.name);
        let kind = format!("{}; name=\"{name}\"", file.media);
        let place = format!("Content-Disposition: attachment; filename=\"{name}\"\r\n");
        body.push_str(&part(&boundary, &kind, &place, &file.bytes));
    }
    format!("{head}\r\n{body}--{boundary}--\r\n").into_bytes()
}

fn results(signed_by: Option<&str>, domain: &str) -> String {
    match signed_by {
        Some(signer) => format!(
            "{AUTHSERV_ID}; dkim=pass header.d={signer}; spf=pass smtp.mailfrom={domain}; \
             dmarc=pass header.from={domain}"
        ),
        None => format!("{AUTHSERV_ID}; dkim=none; spf=neutral smtp.mailfrom={domain}"),
    }
}

fn part(boundary: &str, kind: &str, more: &str, content: &[u8]) -> String {
    let base64 = STANDARD.encode(content);
    let mut text = format!(
        "--{boundary}\r\nContent-Type: {kind}\r\n{more}Content-Transfer-Encoding: base64\r\n\r\n"
    );
    let mut rest = base64.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(LINE));
        text.push_str(line);
        text.push_str("\r\n");
        rest = after;
    }
    text
}

/// A text as encoded words; as it is when it is plain.
fn encoded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut pieces = vec![String::new()];
    for letter in text.chars() {
        match pieces.last_mut() {
            Some(piece) if piece.len() + letter.len_utf8() <= WORD => piece.push(letter),
            _ => pieces.push(letter.to_string()),
        }
    }
    let words = pieces.iter().map(|piece| format!("=?utf-8?B?{}?=", STANDARD.encode(piece)));
    words.collect::<Vec<_>>().join("\r\n ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use mailparse::MailHeaderMap as _;

    #[test]
    fn a_mail_reads_back() {
        let files = [NamedFile {
            name: "План НОКО 2023 МБОУ СОШ № 12 с. Верхний Стан.docx".into(),
            media: "application/x",
            bytes: vec![7; 500],
        }];
        let mail = Outgoing {
            id: "1@sosh12.example".into(),
            from: ("МБОУ «СОШ № 12»", "info@sosh12.example"),
            to: "reply+abc@in.example",
            subject: "Re: До 01.03.2024: План по устранению недостатков".into(),
            at: DateTime::UNIX_EPOCH,
            answers: Some("<a@b>"),
            signed_by: Some("sosh12.example"),
            automatic: false,
            text: "Направляем план.".into(),
            files: &files,
        };
        let bytes = write(&mail);
        let read = mailparse::parse_mail(&bytes).unwrap();
        assert_eq!(read.headers.get_first_value("Subject").unwrap(), mail.subject);
        assert_eq!(read.headers.get_first_value("In-Reply-To").unwrap(), "<a@b>");
        assert!(read.headers.get_first_value("From").unwrap().contains("СОШ № 12"));
        assert_eq!(read.subparts[0].get_body().unwrap(), mail.text);
        assert_eq!(read.subparts[1].get_body_raw().unwrap(), files[0].bytes);
        assert_eq!(read.subparts[1].get_content_disposition().params["filename"], files[0].name);
        assert!(bytes.split(|b| *b == b'\n').all(|line| line.len() <= 200));
    }
}
