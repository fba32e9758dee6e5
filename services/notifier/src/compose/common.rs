//! What every mail has: its first line, the letters behind it, the button, the signature.

use super::{Page, spoken};
use serde::Serialize;
use std::collections::BTreeMap;

/// A mail names no more letters than this as its reasons; a digest has one line each.
const LETTERS_MAX: usize = 5;

/// The fields of `parts/`.
#[derive(Debug, Serialize)]
pub struct Common {
    subject: String,
    lead: String,
    letters: Vec<Reason>,
    link: Option<String>,
    button: &'static str,
    can_reply: bool,
    asks: bool,
}

/// A letter as the reason of a mail.
#[derive(Debug, Serialize)]
struct Reason {
    reference: String,
    title: String,
    executor: Option<String>,
    phone: Option<String>,
}

impl Common {
    pub(super) fn new(page: &Page<'_>, subject: String, lead: &str, asks: bool) -> Self {
        let by_campaign: BTreeMap<_, _> =
            page.told.iter().map(|told| (told.item.campaign, told.letter)).collect();
        let letters = by_campaign.into_values().take(LETTERS_MAX).map(|letter| Reason {
            reference: spoken::reference(letter),
            title: letter.title.clone(),
            executor: letter.executor.clone(),
            phone: letter.phone.clone(),
        });
        let asks = asks && page.to_doer();
        let case = page.told.first().map(|told| told.item.case);
        Self {
            subject,
            lead: spoken::sentence(lead),
            letters: letters.collect(),
            link: case.filter(|_| asks).map(|case| page.link(case)),
            button: "Открыть страницу для отправки",
            can_reply: asks && page.only_case().is_some(),
            asks,
        }
    }

    /// The same for an answer: «если вы уже отправили» would be wrong, they have.
    #[must_use]
    pub fn answering(self) -> Self {
        Self { asks: false, ..self }
    }

    /// The same for a letter that asks for nothing but to be read: it has its page, no files.
    #[must_use]
    pub fn for_information(self) -> Self {
        Self { button: "Открыть письмо", can_reply: false, asks: false, ..self }
    }
}
