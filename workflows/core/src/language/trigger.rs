//! The words for what moves a track: `plan.accepted`, `deadline`, `track.plan.planned`.

use super::nearest;
use crate::definition::{DocumentStep, ExemptionStep, Trigger};
use std::fmt;
use std::str::FromStr;

/// The word names no trigger.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is no trigger")]
pub struct BadTrigger {
    /// The word.
    pub word: String,
    /// What to write instead.
    pub instead: String,
}

const STEPS: [(&str, DocumentStep); 4] = [
    ("filed", DocumentStep::Filed),
    ("submitted", DocumentStep::Submitted),
    ("accepted", DocumentStep::Accepted),
    ("returned", DocumentStep::Returned),
];

const EXEMPTIONS: [(&str, ExemptionStep); 3] = [
    ("claimed", ExemptionStep::Claimed),
    ("granted", ExemptionStep::Granted),
    ("refused", ExemptionStep::Refused),
];

const ALONE: [(&str, Trigger); 4] = [
    ("deadline", Trigger::Deadline),
    ("fulfilled", Trigger::Fulfilled),
    ("acknowledged", Trigger::Acknowledged),
    ("series.ended", Trigger::SeriesEnded),
];

impl FromStr for Trigger {
    type Err = BadTrigger;

    fn from_str(word: &str) -> Result<Self, BadTrigger> {
        if let Some((_, trigger)) = ALONE.iter().find(|(alone, _)| *alone == word) {
            return Ok(trigger.clone());
        }
        let parts: Vec<_> = word.split('.').collect();
        match parts.as_slice() {
            ["exemption", step] => exemption(word, step),
            ["decision", name] if !name.is_empty() => Ok(Self::Decision((*name).to_owned())),
            ["track", track, stage] if !track.is_empty() && !stage.is_empty() => {
                Ok(Self::Track { track: (*track).to_owned(), stage: (*stage).to_owned() })
            }
            ["track", ..] => {
                Err(form(word, "`track.`, a track, `.` and a stage: `track.plan.planned`"))
            }
            ["decision", ..] => Err(form(word, "`decision.` and its name: `decision.approve`")),
            ["series", ..] => Err(form(word, "`series.ended`")),
            [kind, step] if !kind.is_empty() => document(word, kind, step),
            _ => Err(unknown(word)),
        }
    }
}

fn exemption(word: &str, step: &str) -> Result<Trigger, BadTrigger> {
    match EXEMPTIONS.iter().find(|(name, _)| *name == step) {
        Some((_, step)) => Ok(Trigger::Exemption(*step)),
        None => Err(wrong_step(word, "exemption", step, EXEMPTIONS.iter().map(|(name, _)| *name))),
    }
}

fn document(word: &str, kind: &str, step: &str) -> Result<Trigger, BadTrigger> {
    match STEPS.iter().find(|(name, _)| *name == step) {
        Some((_, step)) => Ok(Trigger::Document { kind: kind.to_owned(), step: *step }),
        None => Err(wrong_step(word, kind, step, STEPS.iter().map(|(name, _)| *name))),
    }
}

fn wrong_step<'a>(
    word: &str,
    owner: &str,
    step: &str,
    known: impl Iterator<Item = &'a str>,
) -> BadTrigger {
    let known: Vec<_> = known.map(|step| format!("{owner}.{step}")).collect();
    let step = format!("{owner}.{step}");
    let instead = nearest::suggest(&step, known.iter().map(String::as_str));
    BadTrigger { word: word.to_owned(), instead }
}

fn form(word: &str, form: &str) -> BadTrigger {
    BadTrigger { word: word.to_owned(), instead: format!("write {form}") }
}

fn unknown(word: &str) -> BadTrigger {
    let alone = ALONE.iter().map(|(alone, _)| *alone);
    let forms = ["plan.accepted", "exemption.granted", "decision.approve", "track.plan.planned"];
    let known: Vec<_> = alone.chain(forms).collect();
    BadTrigger { word: word.to_owned(), instead: nearest::suggest(word, known) }
}

impl fmt::Display for Trigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |found: Option<&'static str>| found.unwrap_or_default();
        match self {
            Self::Document { kind, step } => {
                let step = STEPS.iter().find(|(_, known)| known == step).map(|(step, _)| *step);
                write!(f, "{kind}.{}", name(step))
            }
            Self::Exemption(step) => {
                let step = EXEMPTIONS.iter().find(|(_, known)| known == step);
                write!(f, "exemption.{}", name(step.map(|(step, _)| *step)))
            }
            Self::Decision(decision) => write!(f, "decision.{decision}"),
            Self::Track { track, stage } => write!(f, "track.{track}.{stage}"),
            alone => {
                let word = ALONE.iter().find(|(_, known)| known == alone);
                f.write_str(name(word.map(|(word, _)| *word)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trigger_reads_back() {
        for word in [
            "plan.filed",
            "plan.submitted",
            "plan.accepted",
            "plan.returned",
            "exemption.claimed",
            "exemption.granted",
            "exemption.refused",
            "decision.approve",
            "track.plan.planned",
            "deadline",
            "fulfilled",
            "acknowledged",
            "series.ended",
        ] {
            assert_eq!(word.parse::<Trigger>().map(|trigger| trigger.to_string()), Ok(word.into()));
        }
    }

    #[test]
    fn a_wrong_word_gets_the_possible_ones() {
        let instead = |word: &str| word.parse::<Trigger>().expect_err(word).instead;
        assert_eq!(instead("plan.acepted"), "did you mean `plan.accepted`?");
        assert_eq!(instead("exemption.grant"), "did you mean `exemption.granted`?");
        assert_eq!(instead("deadlines"), "did you mean `deadline`?");
        assert_eq!(
            instead("track.plan"),
            "write `track.`, a track, `.` and a stage: `track.plan.planned`"
        );
        assert_eq!(
            instead("when it is done"),
            "write one of: deadline, fulfilled, acknowledged, series.ended, plan.accepted, \
             exemption.granted, decision.approve, track.plan.planned"
        );
    }
}
