//! Walks through a mail: which parts are words, which are files, which are other mails.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::Encoding;
use mailparse::ParsedMail;

use super::header::Headers;
use super::parts::Parts;
use super::{Letter, OpenedMail, Unpacked, automatic, charset, html};
use crate::{Limits, Obstacle};

/// Base64 that may have been cut anywhere.
const CUT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Opens a mail.
pub(crate) fn open(bytes: &[u8], limits: &Limits) -> Result<OpenedMail, Obstacle> {
    if bytes.is_empty() {
        return Err(Obstacle::Empty);
    }
    if bytes.len() as u64 > limits.mail_bytes {
        return Err(Obstacle::limit("mail_bytes"));
    }
    let mail = mailparse::parse_mail(bytes).map_err(Obstacle::damaged)?;
    let undeclared = charset::detect(bytes);
    let headers = Headers::of(&mail, undeclared);
    let mut parts = Parts::new(limits);
    let letter = parts.read_letter(&mail, undeclared)?;
    Ok(OpenedMail {
        letter,
        nature: automatic::nature(&mail, &headers),
        never_answer: automatic::never_answer(&mail, &headers),
        forwarded: parts.letters,
        parts: parts.parts,
        notes: parts.notes,
    })
}

/// Unpacks an uploaded archive, `winmail.dat` or mail file. Any other file is its only part.
pub(crate) fn unpack(bytes: Vec<u8>, name: &str, limits: &Limits) -> Result<Unpacked, Obstacle> {
    if bytes.is_empty() {
        return Err(Obstacle::Empty);
    }
    if bytes.len() as u64 > limits.mail_bytes.max(limits.file_bytes) {
        return Err(Obstacle::limit("file_bytes"));
    }
    let mut parts = Parts::new(limits);
    parts.take(bytes, name, false)?;
    Ok(Unpacked { parts: parts.parts, letters: parts.letters, notes: parts.notes })
}

impl Parts<'_> {
    /// Opens a mail that lies in another mail or in an archive.
    pub(super) fn nested(&mut self, bytes: &[u8]) -> Result<(), Obstacle> {
        let mail = mailparse::parse_mail(bytes).map_err(Obstacle::damaged)?;
        let outer = self.letter;
        self.depth += 1;
        self.letters.push(Letter::default());
        self.letter = self.letters.len();
        let place = self.letters.len() - 1;
        let read = self.read_letter(&mail, charset::detect(bytes));
        self.depth -= 1;
        self.letter = outer;
        if let Some(letter) = self.letters.get_mut(place) {
            *letter = read?;
        }
        Ok(())
    }

    fn read_letter(
        &mut self,
        mail: &ParsedMail<'_>,
        undeclared: &'static Encoding,
    ) -> Result<Letter, Obstacle> {
        let headers = Headers::of(mail, undeclared);
        let mut text = String::new();
        self.walk(mail, undeclared, true, &mut text)?;
        if is_cut(mail)
            && let Some(last) = self.parts.last_mut()
        {
            last.is_damaged = true;
            self.note("the mail breaks off: its last file is not whole");
        }
        let delivered = ["Delivered-To", "X-Original-To", "Envelope-To"];
        Ok(Letter {
            from: headers.mailboxes("From").into_iter().next(),
            to: ["To", "Cc"].iter().flat_map(|name| headers.mailboxes(name)).collect(),
            delivered_to: delivered.iter().flat_map(|name| headers.values(name)).collect(),
            subject: headers.value("Subject").unwrap_or_default(),
            sent_at: headers.value("Date").and_then(|date| mailparse::dateparse(&date).ok()),
            message_id: headers.ids("Message-ID").into_iter().next(),
            in_reply_to: headers.ids("In-Reply-To"),
            references: headers.ids("References"),
            authentication_results: headers.values("Authentication-Results"),
            text: text.trim().to_owned(),
        })
    }

    /// One MIME part and those inside it. `html` says whether HTML is read: it is not where the
    /// same words stand beside it as plain text.
    fn walk(
        &mut self,
        part: &ParsedMail<'_>,
        undeclared: &'static Encoding,
        html: bool,
        text: &mut String,
    ) -> Result<(), Obstacle> {
        self.mime_parts += 1;
        if self.mime_parts > self.limits.mime_parts {
            return Err(Obstacle::limit("mime_parts"));
        }
        let kind = part.ctype.mimetype.as_str();
        if kind.starts_with("multipart/") {
            let plain = kind == "multipart/alternative"
                && part.parts().any(|inner| inner.ctype.mimetype == "text/plain");
            for inner in &part.subparts {
                self.walk(inner, undeclared, html && !plain, text)?;
            }
            return Ok(());
        }
        let headers = Headers::of(part, undeclared);
        let name = headers.file_name();
        let is_file = name.is_some() || headers.is_attachment();
        match kind {
            "text/plain" | "text/html" if !is_file => {
                self.words(part, kind == "text/html", html, undeclared, text)
            }
            "message/delivery-status" | "text/rfc822-headers" => Ok(()),
            "application/pkcs7-signature"
            | "application/x-pkcs7-signature"
            | "application/pgp-signature" => {
                self.note("a signature of the mail is left out");
                Ok(())
            }
            "message/rfc822" => self.file(part, &headers, name.as_deref().unwrap_or("письмо.eml")),
            _ => self.file(part, &headers, name.as_deref().unwrap_or_default()),
        }
    }

    /// Adds the words of a text part.
    fn words(
        &mut self,
        part: &ParsedMail<'_>,
        is_html: bool,
        html_wanted: bool,
        undeclared: &'static Encoding,
        text: &mut String,
    ) -> Result<(), Obstacle> {
        if is_html && !html_wanted {
            return Ok(());
        }
        let (bytes, _) = content(part);
        let declared = part.ctype.params.get("charset").map(String::as_str);
        let decoded = charset::decode(&bytes, declared.or(Some(undeclared.name())));
        let words = if is_html { html::text(&decoded) } else { decoded };
        if (text.len() + words.len()) as u64 > self.limits.text_bytes {
            return Err(Obstacle::limit("text_bytes"));
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(words.trim());
        Ok(())
    }

    /// Takes an attached file, unless it is a logo inside the text.
    fn file(
        &mut self,
        part: &ParsedMail<'_>,
        headers: &Headers,
        name: &str,
    ) -> Result<(), Obstacle> {
        let (bytes, is_damaged) = content(part);
        let kind = part.ctype.mimetype.as_str();
        let is_inside_text = headers.value("Content-ID").is_some() && !headers.is_attachment();
        if kind.starts_with("image/")
            && is_inside_text
            && (bytes.len() as u64) < self.limits.logo_bytes
        {
            self.note(format!("a small picture inside the text is left out: {}", bytes.len()));
            return Ok(());
        }
        if kind == "message/rfc822" && self.depth < self.limits.nested_mails {
            return self.nested(&bytes);
        }
        let name = if name.is_empty() { kind.replace('/', ".") } else { name.to_owned() };
        self.take(bytes, &name, is_damaged)
    }
}

/// The content of a part without its transfer encoding, and whether some of it is missing.
fn content(part: &ParsedMail<'_>) -> (Vec<u8>, bool) {
    match part.get_body_encoded() {
        mailparse::body::Body::Base64(body) => match body.get_decoded() {
            Ok(bytes) => (bytes, false),
            Err(_) => (decode_cut(body.get_raw()), true),
        },
        mailparse::body::Body::QuotedPrintable(body) => match body.get_decoded() {
            Ok(bytes) => (bytes, false),
            Err(_) => (body.get_raw().to_vec(), true),
        },
        mailparse::body::Body::SevenBit(body) | mailparse::body::Body::EightBit(body) => {
            (body.get_raw().to_vec(), false)
        }
        mailparse::body::Body::Binary(body) => (body.get_raw().to_vec(), false),
    }
}

/// As much of broken Base64 as can be decoded.
fn decode_cut(raw: &[u8]) -> Vec<u8> {
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let mut digits: Vec<u8> = raw.iter().copied().filter(is_digit).collect();
    if digits.len() % 4 == 1 {
        digits.pop();
    }
    CUT.decode(digits).unwrap_or_default()
}

/// Whether the closing boundary of a mail with several parts is missing (RFC 2046, 5.1.1).
fn is_cut(mail: &ParsedMail<'_>) -> bool {
    let Some(boundary) = mail.ctype.params.get("boundary") else { return false };
    let end = format!("--{boundary}--");
    !mail.raw_bytes.windows(end.len()).any(|window| window == end.as_bytes())
}
