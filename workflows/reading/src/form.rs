//! The forms that a definition may ask of a document, and the check of each.
//!
//! The names are those of a definition's `form:`; `any` is no form and is not here.

use crate::letter::{self, Reference};
use crate::link;
use crate::plan::check::{Context as PlanContext, check_plan, check_report};
use crate::recognise::Kind;
use chrono::NaiveDate;
use vekha_model::{Extracted, Finding, Severity};

/// A form of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// The plan of ПП РФ № 457.
    Plan,
    /// The same, filled: the report.
    FilledPlan,
    /// An official letter; an explanation is one.
    Letter,
    /// The address of a publication.
    Link,
}

/// What the checks must know of the campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// The file's name as the sender wrote it.
    pub file: Option<String>,
    /// The year that a plan is for; `None` when any year will do.
    pub plan_year: Option<i32>,
    /// The day of receipt in the issuer's zone.
    pub today: NaiveDate,
    /// Our letters that this document may answer.
    pub ours: Vec<Reference>,
    /// How much a missing section of a plan matters.
    pub missing_section: Severity,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 4] = [Self::Plan, Self::FilledPlan, Self::Letter, Self::Link];

    /// The name in a definition.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Plan => "plan-457",
            Self::FilledPlan => "plan-457-filled",
            Self::Letter => "letter",
            Self::Link => "link",
        }
    }

    /// Reads back what [`Form::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.as_str() == text)
    }

    /// The form of a recognised kind.
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Plan => Self::Plan,
            Kind::FilledPlan => Self::FilledPlan,
            Kind::Letter | Kind::Explanation => Self::Letter,
            Kind::Link => Self::Link,
        }
    }

    /// Checks a document by its form; empty when all is well. [`crate::verdict`] puts
    /// the findings in words for the sender.
    pub fn check(self, extracted: &Extracted, context: &Context) -> Vec<Finding> {
        let file = context.file.as_deref();
        let plan = || PlanContext {
            file: context.file.clone(),
            year: context.plan_year,
            today: context.today,
            missing_section: context.missing_section,
        };
        match self {
            Self::Plan => check_plan(extracted, &plan()).findings,
            Self::FilledPlan => check_report(extracted, &plan()).findings,
            Self::Letter => letter::check(extracted, letter::Context { file, ours: &context.ours }),
            Self::Link => link::check(&extracted.text, file),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::tests::any_extracted;
    use proptest::prelude::*;

    #[test]
    fn names_read_back() {
        for form in Form::ALL {
            assert_eq!(Form::parse(form.as_str()), Some(form));
        }
        assert_eq!(Form::parse("any"), None);
    }

    proptest! {
        #[test]
        fn any_file_can_be_checked_as_any_form(extracted in any_extracted(), file in any::<String>()) {
            let context = Context {
                file: Some(file.clone()),
                plan_year: Some(2024),
                today: NaiveDate::from_ymd_opt(2024, 2, 1).expect("date"),
                ours: vec![Reference { number: "1/2".to_owned(), date: None }],
                missing_section: Severity::Remark,
            };
            for form in Form::ALL {
                let findings = form.check(&extracted, &context);
                prop_assert!(findings.iter().all(|it| it.place.file.as_deref() == Some(file.as_str())));
            }
        }
    }
}
