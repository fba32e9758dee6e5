//! Every obligation gets a name that the language accepts and that no other has.

use super::{Kind, Obligation};
use std::collections::BTreeSet;

/// An obligation under its name.
#[derive(Clone, Debug)]
pub(super) struct Named<'a> {
    pub(super) id: String,
    pub(super) obligation: &'a Obligation,
    /// Proves exemptions from the plans instead of being owed.
    pub(super) proof: bool,
}

impl Named<'_> {
    /// What people read: the demand, and who meets it when the letter says so.
    pub(super) fn title(&self) -> String {
        match &self.obligation.who {
            Some(who) => format!("{} ({who})", self.obligation.title),
            None => self.obligation.title.clone(),
        }
    }

    /// Whether the authority's own case counts those who have met it.
    pub(super) fn counts(&self) -> bool {
        self.obligation.counted && !self.obligation.of_authority && !self.proof
    }

    /// Whether an explanation can take its place.
    pub(super) fn is_plan(&self) -> bool {
        let plan = matches!(self.obligation.kind, Kind::SubmitPlan | Kind::Approve);
        plan && !self.obligation.of_authority && !self.obligation.external
    }
}

/// The obligations in their order.
pub(super) fn named(obligations: &[Obligation]) -> Vec<Named<'_>> {
    let mut taken = BTreeSet::new();
    let mut named: Vec<Named<'_>> = Vec::new();
    for (obligation, number) in obligations.iter().zip(1..) {
        let own = is_name(&obligation.id) && taken.insert(obligation.id.clone());
        let id = if own { obligation.id.clone() } else { free(&mut taken, number) };
        named.push(Named { id, obligation, proof: false });
    }
    let plans = named.iter().any(Named::is_plan);
    for named in &mut named {
        named.proof = plans && named.obligation.kind == Kind::ExplainExemption;
    }
    named
}

fn free(taken: &mut BTreeSet<String>, number: usize) -> String {
    let names = (number..).map(|number| format!("obligation_{number}"));
    let free = names.into_iter().find(|name| !taken.contains(name)).unwrap_or_default();
    taken.insert(free.clone());
    free
}

/// Words that mean something else: in triggers, as the track of a letter without demands, and in
/// YAML, whose readers may take `n` for «no».
const RESERVED: [&str; 15] = [
    "exemption",
    "decision",
    "track",
    "series",
    "deadline",
    "reading",
    "y",
    "n",
    "yes",
    "no",
    "on",
    "off",
    "true",
    "false",
    "null",
];

fn is_name(id: &str) -> bool {
    let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let derived =
        id.starts_with("all_") || id.starts_with("obligation_") || id.ends_with("_letter");
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(letters)
        && !RESERVED.contains(&id)
        && !derived
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn a_name_is_what_the_language_takes_and_nothing_else_is_named_by() {
        for name in ["plan", "report_2022", "p1"] {
            assert!(is_name(name), "{name}");
        }
        for none in ["", "n", "План", "2nd", "to-do", "deadline", "all_plan", "plan_letter"] {
            assert!(!is_name(none), "{none}");
        }
    }
}
