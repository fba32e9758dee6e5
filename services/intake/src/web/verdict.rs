//! What has become of a document, for its sender.

use super::duty_card::{DutyCard, Light};
use super::failure::Failure;
use super::visit::Visit;
use chrono::{DateTime, Utc};
use serde::Serialize;
use vekha_model::{Finding, Severity};
use vekha_store::document::{Document, State};
use vekha_store::{Store, finding};

/// How far a document has come.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Verdict {
    /// received, read, unsorted, ignored.
    pub state: &'static str,
    /// Nothing more will change without a person: the page stops asking.
    pub is_final: bool,
    /// One sentence on it.
    pub said: String,
    /// What must be mended.
    pub blocking: Vec<String>,
    /// What is only said.
    pub remarks: Vec<String>,
    /// The duties that the document counts towards, as they stand now.
    pub duties: Vec<Standing>,
}

/// A duty in a few words.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Standing {
    /// What it is called.
    pub title: String,
    /// How it stands.
    pub light: Light,
    /// What is still missing.
    pub missing: Vec<String>,
}

impl Verdict {
    /// What is known of a document now.
    pub async fn of(
        store: &Store,
        visit: &Visit,
        document: &Document,
        now: DateTime<Utc>,
    ) -> Result<Self, Failure> {
        let mut tx = store.read().await?;
        let found = finding::of_documents(&mut tx, [document.id]).await?.remove(&document.id);
        let found = found.unwrap_or_default();
        let duties = visit.duties(&mut tx).await?;
        let touched = duties
            .iter()
            .filter(|duty| Some(&duty.key) == document.duty.as_ref() || touches(duty, document));
        let cards = touched.filter_map(|duty| DutyCard::of(visit, duty, now));
        let of = |severity| {
            let found = found.iter().filter(move |finding: &&Finding| finding.severity == severity);
            found.map(|finding| finding.message.clone()).collect::<Vec<_>>()
        };
        let blocking = of(Severity::Blocking);
        Ok(Self {
            state: document.state.as_str(),
            is_final: document.state != State::Received,
            said: said(document, !blocking.is_empty()),
            blocking,
            remarks: of(Severity::Remark),
            duties: cards
                .map(|card| Standing {
                    title: card.title,
                    light: card.light,
                    missing: card.missing,
                })
                .collect(),
        })
    }
}

/// Whether a duty has this document among what came, or stands where it brought it.
fn touches(duty: &vekha_model::Duty, document: &Document) -> bool {
    use vekha_model::DutyState::{Accepted, Claimed, Closed, Exempt, Open, Returned, Submitted};
    let filed = duty.filed.iter().any(|part| part.document == document.id);
    filed
        || match &duty.state {
            Submitted { document: by, .. } | Returned { document: by, .. } => *by == document.id,
            Accepted { document: by, .. } => *by == Some(document.id),
            Claimed { proof, .. } | Exempt { proof, .. } => *proof == Some(document.id),
            Open | Closed { .. } => false,
        }
}

fn said(document: &Document, has_blocking: bool) -> String {
    match document.state {
        State::Received => "Читаем документ. Обычно это занимает несколько секунд.".to_owned(),
        State::Read if has_blocking => {
            "Документ прочитан. Его нужно исправить и отправить ещё раз.".to_owned()
        }
        State::Read => "Документ прочитан, замечаний, мешающих приёму, нет.".to_owned(),
        State::Unsorted => format!(
            "Документ разберёт сотрудник: {}. Дата получения сохранена.",
            document.note.as_deref().unwrap_or("его не удалось разобрать автоматически")
        ),
        State::Ignored => document.note.clone().unwrap_or_default(),
    }
}
