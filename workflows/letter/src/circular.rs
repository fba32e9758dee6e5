//! The circular itself as a letter: what was issued, on the form of who issued it.

use crate::wording::term;
use crate::{Executor, Letter, Letterhead, body, signature};
use chrono::NaiveDate;

/// A circular as it was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// Who issued it.
    pub letterhead: Letterhead,
    /// The registration number, without «№».
    pub number: Option<String>,
    /// The date on it.
    pub dated: Option<NaiveDate>,
    /// Its heading.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// Who signed.
    pub signer: Option<String>,
    /// Whom to ask.
    pub executor: Option<Executor>,
    /// Where answers go.
    pub reply_to: Option<String>,
}

/// One thing that the circular asks, for a circular that has no text of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What.
    pub title: String,
    /// By when, as far as that is one day for everybody.
    pub due: Option<NaiveDate>,
}

impl Issued {
    /// «от 15.12.2023 № 2147/15-02», as far as it has them.
    pub fn reference(&self) -> Option<String> {
        let dated = self.dated.map(|day| format!("от {}", day.format("%d.%m.%Y")));
        let number = self.number.as_ref().map(|number| format!("№ {number}"));
        let parts: Vec<String> = dated.into_iter().chain(number).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// The same with the heading: «от 15.12.2023 № 2147/15-02 «Итоги НОКО»».
    pub fn quoted(&self) -> String {
        let reference = self.reference().map(|it| format!("{it} ")).unwrap_or_default();
        format!("{reference}«{}»", self.subject)
    }
}

/// Writes the letter: its own text or, where it has none, what its workflow asks.
pub fn letter(issued: &Issued, addressee: Vec<String>, asked: &[Asked]) -> Letter {
    let text = match issued.text.trim() {
        "" => generated(issued, asked),
        text => text.to_owned(),
    };
    Letter {
        letterhead: issued.letterhead.clone(),
        dated: issued.dated,
        number: issued.number.clone(),
        answers: None,
        addressee,
        heading: heading(&issued.subject),
        body: body::blocks(&text),
        attachments: Vec::new(),
        signature: signature(issued.signer.as_deref()),
        executor: issued.executor.clone(),
    }
}

/// A heading says «О чём»; a title that does not is quoted as it is.
fn heading(subject: &str) -> String {
    subject.trim().trim_matches(['«', '»', '"']).to_owned()
}

fn generated(issued: &Issued, asked: &[Asked]) -> String {
    let mut text = "Необходимо исполнить:\n".to_owned();
    for (at, one) in asked.iter().enumerate() {
        let end = if at + 1 == asked.len() { '.' } else { ';' };
        let dues: Vec<NaiveDate> = one.due.into_iter().collect();
        let due = if dues.is_empty() { String::new() } else { format!(" ({})", term(&dues)) };
        text.push_str(&format!("– {}{due}{end}\n", one.title));
    }
    if let Some(address) = &issued.reply_to {
        text.push_str(&format!("\nОтветы направляются на адрес электронной почты: {address}.\n"));
    }
    text
}
