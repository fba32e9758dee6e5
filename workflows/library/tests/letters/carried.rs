//! What a letter says, and whether a definition carries it.

use std::collections::BTreeSet;
use vekha_core::Definition;
use vekha_core::definition::{DateRef, DocumentRule, DueRule, DutyRule, Role, Wants};
use vekha_model::{Level, Value};

/// A letter with the campaign that was made from it.
pub(crate) struct Letter {
    pub(crate) campaign: &'static str,
    /// The file of what is known of it.
    pub(crate) truth: &'static str,
    pub(crate) level: Level,
    pub(crate) rows: &'static [Row],
    /// Duties that the letter does not spell out: counts, reading.
    pub(crate) ours: &'static [&'static str],
    /// Duty, reason, guard, documents.
    pub(crate) exemptions: &'static [Exemption],
    /// Duty and expression.
    pub(crate) expressions: &'static [(&'static str, &'static str)],
}

pub(crate) type Exemption =
    (&'static str, &'static str, Option<&'static str>, &'static [&'static str]);

/// One obligation of a letter.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub(crate) what: &'static str,
    pub(crate) modality: &'static str,
    pub(crate) opens: Option<&'static str>,
    pub(crate) due: Option<&'static str>,
    pub(crate) formats: &'static [&'static str],
    pub(crate) external: bool,
    pub(crate) by: By,
}

/// What carries it.
#[derive(Clone, Copy)]
pub(crate) enum By {
    /// These duties, each at its level.
    Duties(&'static [(&'static str, Level)]),
    /// It has no date of its own and is part of a duty that has one.
    PartOf(&'static str),
    /// It is owed only instead of this duty, by this document.
    Instead(&'static str, &'static str),
}

/// What both the table and the known truth say: modality, opens, due, formats, external.
pub(crate) type Told = (String, Option<String>, Option<String>, Vec<String>, bool);

impl Row {
    pub(crate) fn told(&self) -> Told {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let formats = self.formats.iter().map(|format| (*format).to_owned()).collect();
        (self.modality.into(), owned(self.opens), owned(self.due), formats, self.external)
    }
}

#[cfg(test)]
pub(crate) fn told(truth: &serde_json::Value) -> Told {
    let text = |key: &str| truth[key].as_str().map(str::to_owned);
    let formats = truth["formats"].as_array().expect("formats").iter();
    let formats = formats.filter_map(|format| format.as_str().map(str::to_owned)).collect();
    let external = truth["external"].as_bool().expect("external");
    (text("modality").expect("modality"), text("opens"), text("due"), formats, external)
}

/// The duties that carry a row.
pub(crate) fn duties(row: &Row) -> Vec<&'static str> {
    match row.by {
        By::Duties(duties) => duties.iter().map(|(duty, _)| *duty).collect(),
        By::PartOf(duty) | By::Instead(duty, _) => vec![duty],
    }
}

/// What of a row the definition does not carry.
pub(crate) fn wrong(definition: &Definition, row: &Row) -> Vec<String> {
    match row.by {
        By::Duties(duties) => duties
            .iter()
            .flat_map(|(id, level)| match definition.duty(id) {
                Some(duty) => wrong_duty(definition, duty, *level, row),
                None => vec![format!("no duty {id}")],
            })
            .collect(),
        By::PartOf(id) => {
            let part = definition.duty(id).is_some_and(|duty| duty.due.is_some());
            let undated = row.due.is_none() && row.formats.is_empty();
            if part && undated { Vec::new() } else { vec![format!("no part of {id}")] }
        }
        By::Instead(id, kind) => instead(definition, id, kind, row),
    }
}

fn wrong_duty(definition: &Definition, duty: &DutyRule, level: Level, row: &Row) -> Vec<String> {
    let opens = duty.opens.as_ref().and_then(|opens| written(definition, opens));
    let due = match &duty.due {
        Some(DueRule::Fixed(date)) => Some(date.to_string()),
        Some(DueRule::Parameter(name)) => written(definition, &DateRef::Parameter(name.clone())),
        _ => None,
    };
    let (modality, _, _, _, external) = row.told();
    let checks = [
        ("modality", modality == duty.modality.as_str()),
        ("opens", opens.as_deref() == row.opens),
        ("due", due.as_deref() == row.due),
        ("external", external == duty.external),
        ("level", level_of(definition, duty) == level),
        ("formats", formats_fit(definition, duty, row.formats)),
        ("ladder", duty.ladder.is_some() == due.is_some()),
    ];
    checks.iter().filter(|(_, right)| !right).map(|(what, _)| (*what).to_owned()).collect()
}

fn instead(definition: &Definition, id: &str, kind: &str, row: &Row) -> Vec<String> {
    let mut stages = definition.tracks.iter().flat_map(|track| &track.stages);
    let stage = stages.find(|stage| stage.duty.as_ref().is_some_and(|duty| duty.id == id));
    let rules = stage.map_or(&[][..], |stage| &stage.exempt_when);
    let wanted = |rule: &vekha_core::definition::ExemptionRule| {
        rule.proof == kind || rule.also.iter().any(|also| also == kind)
    };
    let form = definition.documents.get(kind).map(|document| document.form.as_str());
    let letter = row.formats != ["letter"] || form == Some("letter");
    let right = !rules.is_empty() && rules.iter().all(wanted) && row.due.is_none() && letter;
    if right { Vec::new() } else { vec![format!("{kind} does not exempt from {id}")] }
}

fn written(definition: &Definition, date: &DateRef) -> Option<String> {
    match date {
        DateRef::Fixed(date) => Some(date.to_string()),
        DateRef::Parameter(name) => match definition.parameters.get(name)?.default {
            Some(Value::Date(date)) => Some(date.to_string()),
            _ => None,
        },
    }
}

fn level_of(definition: &Definition, duty: &DutyRule) -> Level {
    let main = definition.case_for.level();
    let in_role = |role| {
        let mut stages = definition.tracks_of(role).iter().flat_map(|track| &track.stages);
        stages.any(|stage| stage.duty.as_ref().is_some_and(|other| other.id == duty.id))
    };
    match (in_role(Role::Main), main) {
        (false, Level::Organization) => Level::Municipality,
        (false, Level::Municipality) => Level::Region,
        _ => main,
    }
}

/// Every format of the letter is taken, and each file that must come is one the letter names.
fn formats_fit(definition: &Definition, duty: &DutyRule, told: &[&str]) -> bool {
    let told: BTreeSet<_> = told.iter().copied().collect();
    let document = match &duty.wants {
        Wants::Document(kind) => definition.documents.get(kind),
        // A form on a portal is no file; its completion is reported.
        Wants::Measure { .. } => return told.is_empty() || told == BTreeSet::from(["form"]),
        _ => None,
    };
    let Some(document) = document else { return told.is_empty() };
    if told.is_empty() {
        return true;
    }
    let with = document.with.iter().filter_map(|kind| definition.documents.get(kind));
    let documents: Vec<&DocumentRule> = [document].into_iter().chain(with).collect();
    let groups: Vec<BTreeSet<&str>> = documents
        .iter()
        .flat_map(|document| &document.files)
        .map(|group| group.iter().map(|format| format.as_str()).collect())
        .collect();
    let letter = documents.iter().any(|document| document.form == "letter");
    let taken = |format: &&str| match *format {
        "letter" => letter,
        file => groups.iter().any(|group| group.contains(file)),
    };
    told.iter().all(taken) && groups.iter().all(|group| !group.is_disjoint(&told))
}
