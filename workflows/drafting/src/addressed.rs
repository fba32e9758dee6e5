//! Whom a circular binds: a choice as a person made it, and the nodes of the register that it means.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use vekha_core::definition::CaseFor;
use vekha_model::{CampaignId, Level, Organization, OrganizationId};

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Chosen {
    /// Everybody below these nodes, of these kinds; all kinds when empty.
    Below {
        /// Path prefixes.
        paths: Vec<String>,
        /// `school`, `kindergarten` …
        kinds: Vec<String>,
    },
    /// Those with these taxpayer numbers.
    Listed {
        /// As typed or read out of a sheet.
        inns: Vec<String>,
    },
    /// Those who still owe something in a running campaign.
    Silent {
        /// Which.
        campaign: CampaignId,
    },
}

/// What a choice comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bound {
    /// Who gets a case, in the order of the register.
    pub main: Vec<Organization>,
    /// The authorities above them (themselves, where authorities have the cases).
    pub authorities: Vec<Organization>,
    /// Numbers that nobody of that level has.
    pub unknown: Vec<String>,
    /// The same as path prefixes: subtrees, or one path for each.
    pub paths: Vec<String>,
}

impl Chosen {
    /// Whom it means. `silent` are those who still owe something in the campaign chosen.
    pub fn resolve(
        &self,
        case_for: CaseFor,
        register: &[Organization],
        silent: &BTreeSet<OrganizationId>,
    ) -> Bound {
        let level = case_for.level();
        let at_level = || register.iter().filter(move |node| node.level == level);
        let below = |node: &&Organization, paths: &[String]| {
            paths.iter().any(|path| node.path.starts_with(path.as_str()))
        };
        let mut unknown = Vec::new();
        let main: Vec<Organization> = match self {
            Self::Below { paths, kinds } => at_level()
                .filter(|node| below(node, paths))
                .filter(|node| kinds.is_empty() || kinds.contains(&node.kind))
                .cloned()
                .collect(),
            Self::Listed { inns } => {
                let known: BTreeSet<&str> = at_level().filter_map(|o| o.inn.as_deref()).collect();
                let strange = inns.iter().filter(|inn| !known.contains(inn.as_str()));
                unknown = strange.cloned().collect();
                let listed =
                    |node: &&Organization| node.inn.as_ref().is_some_and(|inn| inns.contains(inn));
                at_level().filter(listed).cloned().collect()
            }
            Self::Silent { .. } => {
                at_level().filter(|node| silent.contains(&node.id)).cloned().collect()
            }
        };
        let paths = match self {
            Self::Below { paths, kinds } if kinds.is_empty() => paths.clone(),
            _ => main.iter().map(|node| node.path.clone()).collect(),
        };
        Bound { authorities: above(&main, register), main, unknown, paths }
    }
}

fn above(main: &[Organization], register: &[Organization]) -> Vec<Organization> {
    let wanted: BTreeSet<OrganizationId> = main
        .iter()
        .filter_map(|node| match node.level {
            Level::Organization => node.parent,
            _ => Some(node.id),
        })
        .collect();
    register.iter().filter(|node| wanted.contains(&node.id)).cloned().collect()
}

/// The kinds of organizations that a register has, with how many, most first.
pub fn kinds(register: &[Organization], case_for: CaseFor) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for node in register.iter().filter(|node| node.level == case_for.level()) {
        *counts.entry(&node.kind).or_default() += 1;
    }
    let mut kinds: Vec<_> = counts.into_iter().map(|(kind, n)| (kind.to_owned(), n)).collect();
    kinds.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    kinds
}

/// Taxpayer numbers in typed or extracted text: ten or twelve digits on their own.
pub fn numbers(text: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let words = text.split(|c: char| !c.is_ascii_digit());
    let inns = words.filter(|word| matches!(word.len(), 10 | 12));
    inns.filter(|inn| seen.insert((*inn).to_owned())).map(str::to_owned).collect()
}
