//! The rules of the plan form, a file each: a plan as sent in, and a report (the filled plan).
//!
//! A rule has a stable id (`plan.…`, `report.…`), a severity and a message that names table, row
//! and column, quotes the cell and says what to do. Rules never stop at the first finding: a school
//! wants the whole list at once.

mod done;
mod due;
mod file;
mod measure;
mod responsible;
mod sections;

#[cfg(test)]
mod tests;

use super::{Column, Measure, Plan, read};
use crate::findings::Findings;
use chrono::NaiveDate;
use vekha_model::{Extracted, Finding, Place, Severity};

/// What a check must know of the campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// The file's name as the sender wrote it.
    pub file: Option<String>,
    /// The year that the plan is for; `None` when any year will do.
    pub year: Option<i32>,
    /// The day of receipt in the issuer's zone.
    pub today: NaiveDate,
    /// How much a missing section matters. The form has all five, but a school without defects in
    /// one often leaves it out; the issuer decides whether that returns the plan.
    pub missing_section: Severity,
}

impl Context {
    /// A context in which a missing section is only remarked.
    pub const fn on(today: NaiveDate) -> Self {
        Self { file: None, year: None, today, missing_section: Severity::Remark }
    }
}

/// The outcome of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// In the order of the document; empty when all is well.
    pub findings: Vec<Finding>,
    /// The plan, when there is one.
    pub plan: Option<Plan>,
}

/// Checks a plan: what will be done, by when, by whom.
pub fn check_plan(extracted: &Extracted, context: &Context) -> Checked {
    checked(extracted, context, |plan, findings| {
        for measure in &plan.measures {
            measure::check(plan, measure, findings);
            due::check(plan, measure, context, findings);
            responsible::check(plan, measure, findings);
        }
    })
}

/// Checks a report: what was done and when, or why not and when it will be.
pub fn check_report(extracted: &Extracted, context: &Context) -> Checked {
    checked(extracted, context, |plan, findings| {
        if !file::has_progress(plan, findings) {
            return;
        }
        for measure in &plan.measures {
            done::check(plan, measure, context, findings);
        }
    })
}

fn checked(
    extracted: &Extracted,
    context: &Context,
    rows: impl FnOnce(&Plan, &mut Findings),
) -> Checked {
    let mut findings = Findings::of_file(context.file.as_deref());
    let plan = read(extracted, context.year);
    match &plan {
        None => file::not_found(extracted, &mut findings),
        Some(plan) if plan.measures.is_empty() => file::no_measures(&mut findings),
        Some(plan) => {
            file::check(plan, context, &mut findings);
            sections::check(plan, context, &mut findings);
            rows(plan, &mut findings);
        }
    }
    Checked { findings: findings.into_list(), plan }
}

/// The place of a cell of the plan.
fn place(plan: &Plan, measure: &Measure, column: Column) -> Place {
    Place {
        file: None,
        table: Some(measure.table),
        row: Some(measure.row.clone()),
        column: Some(plan.heading(column).to_owned()),
    }
}
