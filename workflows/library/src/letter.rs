//! The workflow that is built from the confirmed obligations of any circular.
//!
//! A letter needs no hand-written workflow. Each obligation becomes a track: open → submitted →
//! accepted, with the standard ladder; a recommendation is recalled once and never escalated; what
//! somebody else does is only watched; what is above the cases goes into the authority's own case.
//! The result is YAML, so that an officer who wants more can go on from it by hand.
//!
//! **Must not know:** how obligations were found in the text, who confirmed them.

mod document;
mod ladders;
mod names;
mod track;
mod yaml;

pub use document::Formats;

use chrono::{NaiveDate, NaiveTime};
use std::fmt::Write as _;
use vekha_core::Definition;
use vekha_core::definition::CaseFor;
use vekha_core::language::Report;
use vekha_model::{Modality, Unit};

/// What a person has confirmed about a letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Confirmed {
    /// The workflow's name: small latin letters, digits, `-`.
    pub name: String,
    /// What officers and schools read; no template.
    pub title: String,
    /// Who has the main cases.
    pub case_for: CaseFor,
    /// What the letter demands, in its order.
    pub obligations: Vec<Obligation>,
}

/// One thing that a letter demands.
#[derive(Clone, Debug, PartialEq)]
pub struct Obligation {
    /// Names its track, duty and document; replaced by `obligation_N` where it is no name or not
    /// the first of its name.
    pub id: String,
    /// What is demanded, in the officer's words.
    pub title: String,
    /// Of what sort.
    pub kind: Kind,
    /// How binding.
    pub modality: Modality,
    /// The first day it can be done.
    pub opens: Option<NaiveDate>,
    /// By when.
    pub due: When,
    /// The clock on the last day.
    pub time: Option<NaiveTime>,
    /// In which formats.
    pub formats: Formats,
    /// Who does it, when the letter says so: «руководители организаций».
    pub who: Option<String>,
    /// It is the authority's own work, above the level of the main cases.
    pub of_authority: bool,
    /// Somebody other than the addressees does it.
    pub external: bool,
    /// The letter wants as many as there are organizations: the authority's own case counts them.
    pub counted: bool,
}

/// Of what sort an obligation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// «Разместить»: a link proves it.
    Publish,
    /// «Направить планы»: the plan of постановление № 457.
    SubmitPlan,
    /// «Отчитаться»: the plan, filled.
    SubmitReport,
    /// «Сообщить», «представить информацию».
    SubmitInfo,
    /// «Назначить ответственных».
    Appoint,
    /// «Утвердить».
    Approve,
    /// «Провести».
    Conduct,
    /// «Проинформировать».
    Inform,
    /// «Провести самооценку».
    SelfAssessment,
    /// «Обеспечить опрос».
    Survey,
    /// «При невозможности … пояснить»: not owed by all, it proves exemptions from the plans.
    ExplainExemption,
    /// «Ознакомиться».
    Acknowledge,
    /// Anything else.
    Other,
}

impl Kind {
    /// Every sort, in the order of the list above.
    pub const ALL: [Self; 13] = [
        Self::Publish,
        Self::SubmitPlan,
        Self::SubmitReport,
        Self::SubmitInfo,
        Self::Appoint,
        Self::Approve,
        Self::Conduct,
        Self::Inform,
        Self::SelfAssessment,
        Self::Survey,
        Self::ExplainExemption,
        Self::Acknowledge,
        Self::Other,
    ];
}

/// By when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// The letter names no date.
    Undated,
    /// A day, inclusive.
    On(NaiveDate),
    /// So long after the letter went out.
    AfterIssue {
        /// How many.
        amount: u32,
        /// Of what.
        unit: Unit,
    },
    /// Again and again.
    Every {
        /// RFC 5545 RRULE of days.
        rule: String,
        /// The first day it may fall on.
        from: NaiveDate,
        /// The last day; without one a person ends it by the decision `finish_ID`.
        until: Option<NaiveDate>,
    },
}

/// The workflow as YAML. It depends on its argument alone.
pub fn build(confirmed: &Confirmed) -> String {
    let named = names::named(&confirmed.obligations);
    let mut text = String::new();
    let case_for = match confirmed.case_for {
        CaseFor::Organization => "organization",
        CaseFor::Municipality => "municipality",
        CaseFor::Region => "region",
    };
    let title = yaml::template(&confirmed.title);
    let name = &confirmed.name;
    let _ = writeln!(text, "workflow: {name}\nversion: 1\ntitle: {title}\ncase_for: {case_for}");
    text.push_str("calendar: { days: calendar, shift: none }\n");
    document::write(&mut text, &named);
    ladders::write(&mut text, &named);
    track::write(&mut text, &named);
    text
}

/// The same, read.
///
/// # Errors
/// The report of the reader, when the name is no name, or a rule no rule.
pub fn definition(confirmed: &Confirmed) -> Result<Definition, Report> {
    Definition::parse(&confirmed.name, &build(confirmed))
}
