//! Which obligation a document to be sorted is for, as far as what was read tells: one, or none.
//!
//! A wrong choice made beforehand is clicked through by a person in a hurry; where two fit, none is.

use crate::evidence::forms;
use vekha_model::CampaignId;
use vekha_store::view_document::DocumentView;

/// The form of letters: they accompany what matters.
const LETTER: &str = "letter";

/// An obligation that a document can fulfil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fulfils {
    /// Its campaign.
    pub campaign: CampaignId,
    /// Its id.
    pub duty: String,
    /// The kind of document that it wants.
    pub kind: String,
    /// The form of that kind.
    pub form: String,
}

/// The place of the one that fits; none when nothing does, or more than one.
pub fn likely(document: &DocumentView, all: &[Fulfils]) -> Option<usize> {
    let forms = forms(&document.evidence);
    let papers: Vec<&String> = forms.iter().filter(|form| *form != LETTER).collect();
    let seen = if papers.is_empty() { forms.iter().collect() } else { papers };
    let of_campaign = |it: &Fulfils| document.campaign.is_none_or(|known| known == it.campaign);
    let fits = |it: &Fulfils| match (&document.kind, seen.as_slice()) {
        (Some(kind), _) => *kind == it.kind,
        (None, [only]) => **only == it.form,
        (None, _) => false,
    };
    let same_duty = |it: &Fulfils| document.duty.as_ref().is_none_or(|duty| *duty == it.duty);
    let mut fitting = all.iter().enumerate().filter(|(_, it)| of_campaign(it) && fits(it));
    let (place, found) = fitting.next()?;
    // What was said and what was read must agree.
    (fitting.next().is_none() && same_duty(found)).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use uuid::Uuid;
    use vekha_model::{DocumentId, Trust};

    fn document(forms: &[&str]) -> DocumentView {
        let files: Vec<_> = forms.iter().map(|form| json!({ "name": "ф", "form": form })).collect();
        DocumentView {
            id: DocumentId(Uuid::nil()),
            receipt: "В-42-2024-000001".into(),
            channel: "mail".into(),
            trust: Trust::Unproven,
            sender: None,
            subject: None,
            campaign: None,
            case: None,
            organization: None,
            duty: None,
            kind: None,
            link: None,
            state: "unsorted".into(),
            note: None,
            evidence: json!({ "files": files }),
            received_at: chrono::DateTime::UNIX_EPOCH,
            files: Vec::new(),
            findings: Vec::new(),
        }
    }

    fn campaign(n: u128) -> CampaignId {
        CampaignId(Uuid::from_u128(n))
    }

    fn fulfils(n: u128, duty: &str, kind: &str, form: &str) -> Fulfils {
        let (duty, kind, form) = (duty.into(), kind.into(), form.into());
        Fulfils { campaign: campaign(n), duty, kind, form }
    }

    fn all() -> Vec<Fulfils> {
        vec![
            fulfils(1, "publication", "publication", "link"),
            fulfils(1, "plan", "plan", "plan-457"),
            fulfils(1, "last_year", "report", "plan-457-filled"),
        ]
    }

    #[test]
    fn what_was_read_chooses_and_letters_go_with_it() {
        assert_eq!(likely(&document(&["plan-457"]), &all()), Some(1));
        assert_eq!(likely(&document(&["letter", "plan-457-filled"]), &all()), Some(2));
        assert_eq!(likely(&document(&["plan-457", "plan-457"]), &all()), Some(1));
    }

    #[test]
    fn where_it_is_unclear_nothing_is_chosen() {
        assert_eq!(likely(&document(&[]), &all()), None, "nothing was read");
        assert_eq!(likely(&document(&["plan-457", "plan-457-filled"]), &all()), None, "two kinds");
        assert_eq!(likely(&document(&["letter"]), &all()), None, "nobody wants a letter");
        let hinted = DocumentView { duty: Some("last_year".into()), ..document(&["plan-457"]) };
        assert_eq!(likely(&hinted, &all()), None, "the answered mail says something else");
        let mut two = all();
        two.push(fulfils(2, "plan", "plan", "plan-457"));
        assert_eq!(likely(&document(&["plan-457"]), &two), None, "two campaigns want it");
        let known = DocumentView { campaign: Some(campaign(2)), ..document(&["plan-457"]) };
        assert_eq!(likely(&known, &two), Some(3));
    }
}
