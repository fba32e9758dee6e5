//! How a step of a case changes the sums that the dashboard reads.
//!
//! The engine adds these changes to the roll-up in the transaction of the transition, so that a page
//! shows its own write and a million duties falling due together write nothing.

use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use vekha_model::{Case, Duty, DutyLabel, Modality};

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    /// Duties of an obligation with a label and a last instant.
    Duty {
        /// The obligation.
        obligation: String,
        /// Where they stand.
        label: DutyLabel,
        /// When they become overdue; none when they never do: no term, or a recommendation.
        due_at: Option<DateTime<Utc>>,
    },
    /// Tracks that stand at a stage.
    Stage {
        /// The track.
        track: String,
        /// The stage.
        stage: String,
    },
}

/// One sum changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub counted: Counted,
    /// By how much; never zero.
    pub by: i64,
}

/// What changes between two versions of one case; `before` is none when the case is new. Adding
/// these changes to the sums before gives the sums after.
pub fn delta(before: Option<&Case>, after: &Case) -> Vec<Change> {
    let mut sums: BTreeMap<Counted, i64> = BTreeMap::new();
    for (case, by) in before.map(|case| (case, -1)).into_iter().chain([(after, 1)]) {
        for counted in counted(case) {
            *sums.entry(counted).or_default() += by;
        }
    }
    let changed = sums.into_iter().filter(|(_, by)| *by != 0);
    changed.map(|(counted, by)| Change { counted, by }).collect()
}

fn counted(case: &Case) -> impl Iterator<Item = Counted> {
    let duties = case.duties.values().map(|duty| Counted::Duty {
        obligation: duty.key.obligation.clone(),
        label: duty.state.label(),
        due_at: overdue_from(duty),
    });
    let stages = case
        .tracks
        .iter()
        .map(|(track, state)| Counted::Stage { track: track.clone(), stage: state.stage.clone() });
    duties.chain(stages)
}

fn overdue_from(duty: &Duty) -> Option<DateTime<Utc>> {
    let binding = duty.modality != Modality::Recommended;
    duty.due.as_ref().filter(|_| binding).map(|due| due.at)
}
