//! The confirmed obligations as the library's builder of workflows takes them.

use crate::draft::Draft;
use crate::item::{Binds, Item, When};
use chrono::NaiveDate;
use vekha_core::definition::CaseFor;
use vekha_library::letter::{self, Confirmed, Formats, Obligation};
use vekha_reading::circular::Kind;

/// What a person has confirmed, with the day from which recurring terms count.
pub(crate) fn confirmed(draft: &Draft, from: NaiveDate) -> Confirmed {
    let case_for = draft.case_for();
    let kept = draft.kept();
    Confirmed {
        name: name(draft),
        title: draft.title(),
        case_for,
        obligations: kept.iter().map(|(at, item)| obligation(*at, item, case_for, from)).collect(),
    }
}

fn obligation(at: usize, item: &Item, case_for: CaseFor, from: NaiveDate) -> Obligation {
    let words: Vec<&str> = item.formats.iter().map(String::as_str).collect();
    Obligation {
        id: format!("point_{}", at + 1),
        title: item.what.clone(),
        kind: kind(item.kind),
        modality: item.modality,
        opens: item.opens,
        due: match &item.when {
            When::Undated => letter::When::Undated,
            When::On { day } => letter::When::On(*day),
            When::After { amount, unit } => {
                letter::When::AfterIssue { amount: *amount, unit: *unit }
            }
            When::Every { rule, until } => letter::When::Every {
                rule: rule.clone(),
                from: item.opens.unwrap_or(from),
                until: *until,
            },
        },
        time: item.time,
        formats: Formats::read(&words),
        who: item.who.clone(),
        // Only organizations have an authority with a case of its own.
        of_authority: item.binds == Binds::Authority && case_for == CaseFor::Organization,
        external: item.binds == Binds::Other,
        counted: false,
    }
}

/// «18288/15-02» → `letter-18288-15-02`.
fn name(draft: &Draft) -> String {
    let number = draft.requisites().number.unwrap_or_default();
    let digits = number.chars().map(|c| if c.is_ascii_digit() { c } else { '-' });
    let digits: String = digits.collect();
    let parts = digits.split('-').filter(|part| !part.is_empty());
    std::iter::once("letter").chain(parts).collect::<Vec<_>>().join("-")
}

const fn kind(kind: Kind) -> letter::Kind {
    match kind {
        Kind::Publish => letter::Kind::Publish,
        Kind::SubmitPlan => letter::Kind::SubmitPlan,
        Kind::SubmitReport => letter::Kind::SubmitReport,
        Kind::SubmitInfo => letter::Kind::SubmitInfo,
        Kind::Approve => letter::Kind::Approve,
        Kind::Appoint => letter::Kind::Appoint,
        Kind::Conduct => letter::Kind::Conduct,
        Kind::SelfAssessment => letter::Kind::SelfAssessment,
        Kind::Survey => letter::Kind::Survey,
        Kind::Inform => letter::Kind::Inform,
        Kind::ExplainExemption => letter::Kind::ExplainExemption,
        Kind::Attend | Kind::Other => letter::Kind::Other,
    }
}
