//! Mails as their readers see them.

use std::collections::BTreeMap;

/// A mail as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub headers: BTreeMap<String, String>,
    pub size: usize,
}

impl Told {
    pub fn read(bytes: &[u8]) -> Self {
        let mail = mailparse::parse_mail(bytes).expect("a mail");
        let headers: BTreeMap<String, String> =
            mail.headers.iter().map(|header| (header.get_key(), header.get_value())).collect();
        let body = |n: usize| mail.subparts[n].get_body().expect("body").replace("\r\n", "\n");
        Self {
            to: headers["To"].clone(),
            subject: headers["Subject"].clone(),
            text: body(0),
            html: body(1),
            size: bytes.len(),
            headers,
        }
    }
}

/// Mails as a transcript; tokens are cut, because they are random to a reader.
pub fn transcript(told: &[Told]) -> String {
    let mut out = String::new();
    for mail in told {
        let text = cut_tokens(mail.text.trim_end());
        out.push_str(&format!("Кому: {}\nТема: {}\n\n{text}\n", mail.to, mail.subject));
        out.push_str("----\n");
    }
    out
}

fn cut_tokens(text: &str) -> String {
    let cut = |line: &str| match line.split_once("/u/") {
        Some((before, _)) => format!("{before}/u/…"),
        None => line.to_owned(),
    };
    text.lines().map(cut).collect::<Vec<_>>().join("\n")
}
