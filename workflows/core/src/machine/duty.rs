//! How a duty moves: the whole table, and nothing but the table.
//!
//! workflows/README.md prints it under "How a case moves"; a test compares the two.

use vekha_model::DutyLabel;

/// What can be done to a duty. Each is one kind of fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A part came and counts.
    File,
    /// Everything came; a person decides.
    Submit,
    /// Sent back with findings.
    Return,
    /// Done.
    Accept,
    /// An exemption is asked for.
    Claim,
    /// The exemption is not agreed to.
    Refuse,
    /// Need not be done.
    Exempt,
    /// The due date moves.
    Extend,
    /// No longer wanted.
    Close,
}

impl Step {
    /// Every step, in the order of the table's columns.
    pub const ALL: [Self; 9] = [
        Self::File,
        Self::Submit,
        Self::Return,
        Self::Accept,
        Self::Claim,
        Self::Refuse,
        Self::Exempt,
        Self::Extend,
        Self::Close,
    ];
}

/// Where a duty stands after a step; none when the step is not possible there. From a final state
/// no step leads anywhere.
pub const fn after(state: DutyLabel, step: Step) -> Option<DutyLabel> {
    use DutyLabel::{Accepted, Claimed, Closed, Exempt, Open, Returned, Submitted};
    match (state, step) {
        (Accepted | Exempt | Closed, _) => None,

        (Open | Returned | Submitted | Claimed, Step::File | Step::Extend) => Some(state),
        (Open | Returned | Submitted | Claimed, Step::Submit) => Some(Submitted),
        (Open | Returned | Submitted, Step::Return) => Some(Returned),
        (Open | Returned | Submitted | Claimed, Step::Accept) => Some(Accepted),
        (Open | Returned | Submitted | Claimed, Step::Claim) => Some(Claimed),
        (Open | Returned | Submitted | Claimed, Step::Exempt) => Some(Exempt),
        (Open | Returned | Submitted | Claimed, Step::Close) => Some(Closed),

        // A claim is answered by granting or refusing it, not by sending a document back.
        (Claimed, Step::Return) => None,
        (Claimed, Step::Refuse) => Some(Open),
        (Open | Returned, Step::Refuse) => Some(state),
        (Submitted, Step::Refuse) => None,
    }
}
