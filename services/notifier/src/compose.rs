//! The words of mails: from a notice and the letters behind it to a subject, a text and a page.
//!
//! Plain office Russian. The first line says what to do and by when; then why, by whose letter, and
//! who answers questions. The texts are in `templates/<class>/`, their contexts in the file of the
//! same name here. No mail is larger than [`SIZE_MAX`], has images, or needs its HTML to be read.
//!
//! **Must not know:** headers, servers, whether the mail will be sent at all.

mod answer;
mod change;
mod circular;
mod common;
mod digest;
mod draft;
mod listing;
pub mod source;
pub mod spoken;
mod standing;
mod templates;
mod unsorted;

use crate::plan::item::{Detail, RUNG};
use chrono::{DateTime, Duration, Utc};
use common::Common;
use serde::Serialize;
use source::{Letter, Source};
use std::collections::HashMap;
use vekha_model::{CampaignId, CaseId};
use vekha_store::link::Signer;
use vekha_store::notice::NoticeClass;
use vekha_store::notice::claim::{DueItem, DueNotice};

pub use templates::Templates;

/// No mail is larger, in bytes as sent: it must open on a telephone in a village.
pub const SIZE_MAX: usize = 30 * 1024;

/// A mail, ready but for its envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The header of every attempt, with angle brackets.
    pub message_id: String,
    /// Where to.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The text, always.
    pub text: String,
    /// The same as a page.
    pub html: String,
    /// Where an answer goes; with a token, an answer with a file is a submission.
    pub reply_to: Option<String>,
    /// Campaigns: mail programs make one thread of each.
    pub campaigns: Vec<CampaignId>,
    /// The Message-ID of the mail that this one answers by itself, without angle brackets.
    pub answers: Option<String>,
    /// For signature: it is kept, not sent.
    pub draft: bool,
    /// When it was written.
    pub at: DateTime<Utc>,
}

/// Why a mail cannot be written: the notice is given up with this.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    /// A template does not fit its context.
    #[error("template of {class}: {source}")]
    Template {
        /// Which mail.
        class: &'static str,
        /// What tera says.
        source: tera::Error,
    },
    /// The letter behind an item is not in the record.
    #[error("the campaign {0} of an item is not in the record")]
    Campaign(CampaignId),
}

/// Writes mails.
#[derive(Clone, Debug)]
pub struct Composer {
    templates: Templates,
    signer: Signer,
    public_url: String,
    reply_domain: String,
    link_life: Duration,
}

/// An item with its meaning and its letter.
#[derive(Clone, Debug)]
struct Told<'a> {
    item: &'a DueItem,
    detail: Detail,
    letter: &'a Letter,
}

impl Composer {
    /// A writer whose links lead to `public_url` and whose answers come to `reply_domain`. A link
    /// works for `link_life` from the day its notice was planned.
    ///
    /// # Errors
    /// When a template of this program does not parse.
    pub fn new(
        signer: Signer,
        public_url: &str,
        reply_domain: &str,
        link_life: Duration,
    ) -> Result<Self, tera::Error> {
        Ok(Self {
            templates: Templates::new()?,
            signer,
            public_url: public_url.trim_end_matches('/').to_owned(),
            reply_domain: reply_domain.to_owned(),
            link_life,
        })
    }

    /// Writes the mail of a notice.
    ///
    /// # Errors
    /// [`ComposeError`]: trying again will not help.
    pub fn compose(
        &self,
        notice: &DueNotice,
        source: &Source,
        now: DateTime<Utc>,
    ) -> Result<Mail, ComposeError> {
        let told = told(notice, source)?;
        let page = Page { composer: self, notice, told: &told, source, now };
        let waits = notice.document.and_then(|document| source.receipts.get(&document));
        let (subject, text, html) = match notice.class {
            _ if notice.draft => draft::write(&page)?,
            _ if let Some(receipt) = waits => unsorted::write(&page, receipt)?,
            NoticeClass::Circular => circular::write(&page)?,
            NoticeClass::Receipt | NoticeClass::Verdict => answer::write(&page)?,
            NoticeClass::Change => change::write(&page)?,
            NoticeClass::Reminder | NoticeClass::Escalation => digest::write(&page)?,
        };
        Ok(Mail {
            message_id: notice.message_id.clone(),
            to: notice.address.clone(),
            subject,
            text,
            html,
            reply_to: page.reply_to(),
            campaigns: page.campaigns(),
            answers: waits.and_then(|receipt| receipt.message_id.clone()),
            draft: notice.draft,
            at: now,
        })
    }
}

/// The items with their letters. After an outage a duty may stand on several rungs: the last counts.
fn told<'a>(notice: &'a DueNotice, source: &'a Source) -> Result<Vec<Told<'a>>, ComposeError> {
    let mut told: Vec<Told<'_>> = Vec::with_capacity(notice.items.len());
    let mut places = HashMap::new();
    for item in &notice.items {
        let letter =
            source.letters.get(&item.campaign).ok_or(ComposeError::Campaign(item.campaign))?;
        // What cannot be read was left out by `sending::sift` already.
        let Ok(detail) = serde_json::from_value::<Detail>(item.detail.clone()) else { continue };
        let place = (item.case, &item.duty, &item.what, detail.to);
        let new = Told { item, detail, letter };
        match places.get(&place).filter(|_| item.what == RUNG) {
            Some(at) => told[*at] = new,
            None => {
                places.insert(place, told.len());
                told.push(new);
            }
        }
    }
    Ok(told)
}

/// Everything a mail of any class is written from.
struct Page<'a> {
    composer: &'a Composer,
    notice: &'a DueNotice,
    told: &'a [Told<'a>],
    source: &'a Source,
    now: DateTime<Utc>,
}

/// Subject, text and page.
type Written = (String, String, String);

impl Page<'_> {
    /// Renders a class's three templates.
    fn render(
        &self,
        class: &'static str,
        context: &impl Serialize,
    ) -> Result<Written, ComposeError> {
        let failed = |source| ComposeError::Template { class, source };
        let context = tera::Context::from_serialize(context).map_err(failed)?;
        let render = |part| self.composer.templates.render(class, part, &context).map_err(failed);
        let subject = spoken::one_line(&render("subject.txt")?);
        Ok((subject, spoken::squeezed(&render("body.txt")?), render("body.html")?))
    }

    /// The upload page of a case.
    fn link(&self, case: CaseId) -> String {
        let expires = self.notice.created_at + self.composer.link_life;
        let token = self.composer.signer.upload_link(case, expires);
        format!("{}/u/{token}", self.composer.public_url)
    }

    /// The one case that all items are about.
    fn only_case(&self) -> Option<CaseId> {
        let first = self.told.first()?.item.case;
        self.told.iter().all(|told| told.item.case == first).then_some(first)
    }

    /// Whether the reader is the one who must do it.
    fn to_doer(&self) -> bool {
        self.told.iter().all(|told| told.detail.to == vekha_model::Addressee::Organization)
    }

    /// The address that knows the case, for the one who must do it; for others the letter's own.
    fn reply_to(&self) -> Option<String> {
        match self.only_case().filter(|_| self.to_doer()) {
            Some(case) => {
                let token = self.composer.signer.reply_token(case);
                Some(format!("reply+{token}@{}", self.composer.reply_domain))
            }
            None => self.told.first().and_then(|told| told.letter.reply_to.clone()),
        }
    }

    fn campaigns(&self) -> Vec<CampaignId> {
        let mut campaigns: Vec<_> = self.told.iter().map(|told| told.item.campaign).collect();
        campaigns.sort_unstable();
        campaigns.dedup();
        campaigns
    }

    /// What every mail has. `asks`: the reader is asked to do something.
    fn common(&self, subject: String, lead: &str, asks: bool) -> Common {
        Common::new(self, subject, lead, asks)
    }
}

#[cfg(test)]
mod tests;
