//! The monitoring letter: how far a campaign had come at a moment, in which territories it is done,
//! what remains, by when an answer is wanted. A draft for signature; «Как считали» is attached.

mod by_territory;
mod how_counted;
mod told;

use crate::circular::Issued;
use crate::{Attachment, Block, Letter, Standing, Tally, body, signature};
use chrono::NaiveDate;
use vekha_core::Definition;
use vekha_core::definition::DutyRule;
use vekha_model::{Modality, OrganizationId, Zone};

/// What the letter is about.
#[derive(Clone, Copy, Debug)]
pub struct Matter<'a> {
    /// The circular whose execution is looked at.
    pub circular: &'a Issued,
    /// The workflow it runs by.
    pub definition: &'a Definition,
    /// The issuer's zone.
    pub zone: Zone,
    /// What was counted.
    pub tally: &'a Tally,
    /// The names of the territories, in the order of the register.
    pub territories: &'a [(OrganizationId, String)],
}

/// What whoever asks for the letter decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The last day for the answer.
    pub answer_by: NaiveDate,
    /// To whom, a line each; none: to the heads of the municipal authorities.
    pub addressee: Vec<String>,
    /// The date of the letter; none leaves its place.
    pub dated: Option<NaiveDate>,
    /// Its number; none leaves its place.
    pub number: Option<String>,
}

/// Why there is no letter.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Nothing was asked of anybody by then, or everything had been taken off.
    #[error(
        "at that moment the campaign asked nothing of anybody: it had not been issued yet, asks \
         nothing, or was cancelled; take another moment"
    )]
    Nothing,
    /// The template of the letter is broken: a mistake of ours.
    #[error("the text of the monitoring letter cannot be made: {0}")]
    Template(#[from] tera::Error),
}

/// Writes the letter.
///
/// # Errors
/// [`Refusal::Nothing`] when there is nothing to say.
pub fn letter(matter: Matter<'_>, wish: &Wish) -> Result<Letter, Refusal> {
    let picture = Picture::of(matter);
    if picture.obligations.is_empty() {
        return Err(Refusal::Nothing);
    }
    let circular = matter.circular;
    Ok(Letter {
        letterhead: circular.letterhead.clone(),
        dated: wish.dated,
        number: wish.number.clone(),
        answers: None,
        addressee: match wish.addressee.as_slice() {
            [] => vec!["Руководителям муниципальных органов управления образованием".to_owned()],
            lines => lines.to_vec(),
        },
        heading: heading(circular),
        body: body::blocks(&told::text(&picture, wish)?),
        attachments: vec![
            attachment("Сведения об исполнении по территориям", by_territory::blocks(&picture)),
            attachment("Как считали", how_counted::blocks(&picture)),
        ],
        signature: signature(circular.signer.as_deref()),
        executor: circular.executor.clone(),
    })
}

fn attachment(title: &str, body: Vec<Block>) -> Attachment {
    Attachment { title: title.to_owned(), sheets: None, body }
}

fn heading(circular: &Issued) -> String {
    match circular.reference() {
        Some(reference) => format!("О ходе исполнения письма {reference}"),
        None => format!("О ходе исполнения письма «{}»", circular.subject),
    }
}

/// The matter, looked at once: which obligations and territories count, and what each still owes.
struct Picture<'a> {
    matter: Matter<'a>,
    /// Obligations of which something counts, in the order of the workflow.
    obligations: Vec<&'a DutyRule>,
    /// Those by which a territory is judged: whose term had run out or, while there is none such,
    /// every one that binds.
    judged: Vec<&'a DutyRule>,
    /// They are judged because their term had run out.
    has_run_out: bool,
    /// Territories that are judged, with the number of their duties that are not done.
    territories: Vec<(OrganizationId, &'a str, i64)>,
}

impl<'a> Picture<'a> {
    fn of(matter: Matter<'a>) -> Self {
        let tally = matter.tally;
        let counts = |rule: &&DutyRule| tally.sum(&rule.id).total() > 0;
        let obligations: Vec<&DutyRule> = matter.definition.duties().filter(counts).collect();
        let today = matter.zone.date(tally.until().as_of);
        let ran_out =
            |rule: &&&DutyRule| tally.sum(&rule.id).dues().max().is_some_and(|last| last < today);
        let binding = || obligations.iter().filter(|rule| binds(rule));
        let mut judged: Vec<&DutyRule> = binding().filter(ran_out).copied().collect();
        let has_run_out = !judged.is_empty();
        if !has_run_out {
            judged = binding().copied().collect();
        }
        let left = |id| -> Option<i64> {
            let standings = || judged.iter().filter_map(|rule| tally.of(id, &rule.id));
            let counted = standings().any(|standing| standing.total() > 0);
            counted.then(|| standings().map(Standing::left).sum())
        };
        let territories = matter.territories.iter();
        let territories =
            territories.filter_map(|(id, name)| Some((*id, name.as_str(), left(*id)?))).collect();
        Self { matter, obligations, judged, has_run_out, territories }
    }

    /// In how many territories an obligation is done, and in how many it is asked for.
    fn done(&self, rule: &DutyRule) -> (usize, usize) {
        let tally = self.matter.tally;
        let asked = self.matter.territories.iter().filter_map(|(id, _)| tally.of(*id, &rule.id));
        let asked: Vec<&Standing> = asked.filter(|standing| standing.total() > 0).collect();
        (asked.iter().filter(|standing| standing.left() == 0).count(), asked.len())
    }
}

/// Whether it is held against the addressee: a recommendation is not, nor another's work.
fn binds(rule: &DutyRule) -> bool {
    rule.modality != Modality::Recommended && !rule.external
}
