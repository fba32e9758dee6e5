//! The subject table as data: event, said by, heard by, about what.
//!
//! `vekha-store` makes `delivery` rows from it; README.md prints it; a test compares the two.

use crate::Consumer::{Dashboard, Engine, Intake, Notifier, Scheduler};
use crate::{Consumer, EventKind};
use uuid::Uuid;
use vekha_model::TenantId;

/// What the key of an event's deliveries is. Order is kept within one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// One case.
    Case,
    /// Several cases: a delivery for each.
    Cases,
    /// A document that has no case yet.
    Document,
    /// A campaign.
    Campaign,
    /// Nobody is owed it; it is said for the record.
    Record,
}

impl About {
    /// The word in README.md.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Cases => "each case",
            Self::Document => "document",
            Self::Campaign => "campaign",
            Self::Record => "the record",
        }
    }
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    /// The event.
    pub kind: EventKind,
    /// The service that says it.
    pub said_by: Consumer,
    /// The services that are owed it. `CaseAdvanced` and `DocumentUnsorted` are owed to the notifier
    /// only when there is something to tell: whoever says it gives no key then, and no delivery is
    /// made.
    pub heard_by: &'static [Consumer],
    /// The key of the deliveries.
    pub about: About,
}

/// Every event, once.
pub const SUBJECTS: &[Subject] = &[
    line(EventKind::CircularIssued, Scheduler, &[], About::Campaign),
    line(EventKind::CasesOpened, Scheduler, &[Engine], About::Cases),
    line(EventKind::CaseAdvanced, Engine, &[Notifier], About::Case),
    line(EventKind::CountsChanged, Engine, &[Engine], About::Case),
    line(EventKind::DocumentReceived, Intake, &[Intake], About::Document),
    line(EventKind::DocumentRead, Intake, &[Engine], About::Case),
    line(EventKind::DocumentUnsorted, Intake, &[Notifier], About::Document),
    line(EventKind::DocumentAssigned, Dashboard, &[Intake], About::Document),
    line(EventKind::DocumentIgnored, Dashboard, &[Intake], About::Document),
    line(EventKind::DocumentAccepted, Dashboard, &[Engine], About::Case),
    line(EventKind::DocumentReturned, Dashboard, &[Engine], About::Case),
    line(EventKind::ExemptionClaimed, Intake, &[Engine], About::Case),
    line(EventKind::ExemptionGranted, Dashboard, &[Engine], About::Case),
    line(EventKind::ExemptionRefused, Dashboard, &[Engine], About::Case),
    line(EventKind::ExtensionGranted, Dashboard, &[Engine], About::Cases),
    line(EventKind::DecisionTaken, Dashboard, &[Engine], About::Case),
    line(EventKind::Acknowledged, Intake, &[Engine], About::Case),
    line(EventKind::MeasureReported, Intake, &[Engine], About::Case),
    line(EventKind::CampaignCancelled, Dashboard, &[Engine], About::Cases),
    line(EventKind::ReminderGiven, Dashboard, &[Engine], About::Cases),
    line(EventKind::AddressCorrected, Dashboard, &[Engine], About::Cases),
    line(EventKind::RungsReached, Scheduler, &[Notifier], About::Campaign),
    line(EventKind::DeadlinesPassed, Scheduler, &[Engine], About::Cases),
    line(EventKind::NoticeSent, Notifier, &[], About::Record),
    line(EventKind::NoticeFailed, Notifier, &[], About::Record),
];

const fn line(
    kind: EventKind,
    said_by: Consumer,
    heard_by: &'static [Consumer],
    about: About,
) -> Subject {
    Subject { kind, said_by, heard_by, about }
}

impl EventKind {
    /// Its line of the table. The table is in the order of the kinds; a test holds it there.
    pub const fn subject(self) -> &'static Subject {
        &SUBJECTS[self as usize]
    }
}

/// The subject that an event is published on: `vekha.evt.<tenant>.<type>.<case>`.
/// What has no case stands under `-`.
pub fn subject_of(tenant: TenantId, kind: EventKind, key: Option<Uuid>) -> String {
    match key {
        Some(key) => format!("vekha.evt.{tenant}.{kind}.{key}"),
        None => format!("vekha.evt.{tenant}.{kind}.-"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_line_and_only_one() {
        let lines: Vec<_> = SUBJECTS.iter().map(|subject| subject.kind).collect();
        assert_eq!(lines, EventKind::ALL);
        for kind in EventKind::ALL {
            assert_eq!(kind.subject().kind, *kind);
            assert_eq!(EventKind::parse(kind.as_str()), Some(*kind));
        }
    }

    #[test]
    fn what_is_only_for_the_record_is_owed_to_nobody() {
        for subject in SUBJECTS.iter().filter(|subject| subject.about == About::Record) {
            assert!(subject.heard_by.is_empty(), "{} has a hearer but no key", subject.kind);
        }
    }

    #[test]
    fn a_subject_names_tenant_type_and_case() {
        let (tenant, case) = (TenantId(Uuid::from_u128(1)), Uuid::from_u128(2));
        assert_eq!(
            subject_of(tenant, EventKind::DocumentRead, Some(case)),
            "vekha.evt.00000000-0000-0000-0000-000000000001.DocumentRead.\
             00000000-0000-0000-0000-000000000002"
        );
        assert!(subject_of(tenant, EventKind::NoticeSent, None).ends_with(".NoticeSent.-"));
    }
}
