//! What an import would change: shown before anything is changed.

use super::{Entry, Field};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One field before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which field.
    pub field: Field,
    /// What is recorded; empty for nothing.
    pub before: String,
    /// What the register says.
    pub after: String,
}

/// An organization whose record differs from the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Changed {
    /// Its place in the list of existing ones.
    pub existing: usize,
    /// The register's entry.
    pub entry: Entry,
    /// What differs; never empty.
    pub changes: Vec<Change>,
}

/// The difference between what is recorded and a register.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// In the register only.
    pub added: Vec<Entry>,
    /// In both, and different.
    pub changed: Vec<Changed>,
    /// Recorded, and not in the register: places in the list of existing ones. Nobody is deleted
    /// by an import; a person decides.
    pub missing: Vec<usize>,
    /// In both, and the same.
    pub unchanged: usize,
}

/// Compares. Organizations meet by ИНН, else ОГРН, else name and municipality. What the register
/// does not say changes nothing.
pub fn difference(existing: &[Entry], wanted: &[Entry]) -> Difference {
    let mut by_key: BTreeMap<(Field, String), Vec<usize>> = BTreeMap::new();
    for (at, entry) in existing.iter().enumerate() {
        for key in keys(entry) {
            by_key.entry(key).or_default().push(at);
        }
    }
    let mut difference = Difference::default();
    let mut met: BTreeSet<usize> = BTreeSet::new();
    for entry in wanted {
        let met_first = |key| by_key.get(key)?.iter().find(|at| !met.contains(at)).copied();
        let at = keys(entry).iter().find_map(met_first);
        let Some((at, before)) = at.and_then(|at| Some((at, existing.get(at)?))) else {
            difference.added.push(entry.clone());
            continue;
        };
        met.insert(at);
        let changes = changes(before, entry);
        if changes.is_empty() {
            difference.unchanged += 1;
        } else {
            difference.changed.push(Changed { existing: at, entry: entry.clone(), changes });
        }
    }
    difference.missing = (0..existing.len()).filter(|at| !met.contains(at)).collect();
    difference
}

/// Numbers first, the name always: an old record may lack its numbers.
fn keys(entry: &Entry) -> Vec<(Field, String)> {
    let mut keys = entry.keys();
    let name = (Field::Name, entry.folded_name());
    if !keys.contains(&name) {
        keys.push(name);
    }
    keys
}

fn changes(before: &Entry, after: &Entry) -> Vec<Change> {
    let said = |entry: &Entry| -> [(Field, Option<String>); 10] {
        [
            (Field::Name, Some(entry.name.clone())),
            (Field::Municipality, entry.municipality.clone()),
            (Field::Inn, entry.inn.clone()),
            (Field::Ogrn, entry.ogrn.clone()),
            (Field::Email, entry.email.clone()),
            (Field::Phone, entry.phone.clone()),
            (Field::Kind, entry.kind.clone()),
            (Field::Pupils, entry.pupils.map(|it| it.to_string())),
            (Field::Score, entry.score.map(|it| it.to_string())),
            (Field::Zone, entry.zone.map(|it| it.name().to_owned())),
        ]
    };
    said(before)
        .into_iter()
        .zip(said(after))
        .filter_map(|((field, before), (_, after))| {
            let after = after?;
            let before = before.unwrap_or_default();
            (before != after).then_some(Change { field, before, after })
        })
        .collect()
}
