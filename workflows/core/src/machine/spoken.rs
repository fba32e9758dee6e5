//! Triggers in an officer's words: «принятие документа «План»».

use super::filing;
use super::trigger;
use crate::definition::{Definition, DocumentStep, ExemptionStep, Role, Trigger};

/// A trigger as a Russian noun phrase.
pub(super) fn spoken(definition: &Definition, role: Role, trigger: &Trigger) -> String {
    match trigger {
        Trigger::Document { kind, step } => {
            let step = match step {
                DocumentStep::Filed => "поступление документа",
                DocumentStep::Submitted => "передача на проверку документа",
                DocumentStep::Accepted => "принятие документа",
                DocumentStep::Returned => "возврат документа",
            };
            format!("{step} {}", filing::title(definition, kind))
        }
        Trigger::Exemption(ExemptionStep::Claimed) => "заявление об освобождении".to_owned(),
        Trigger::Exemption(ExemptionStep::Granted) => "освобождение".to_owned(),
        Trigger::Exemption(ExemptionStep::Refused) => "отказ в освобождении".to_owned(),
        Trigger::Deadline => "истечение срока".to_owned(),
        Trigger::Fulfilled => "исполнение поручения".to_owned(),
        Trigger::SeriesEnded => "исполнение последнего повторения".to_owned(),
        Trigger::Decision(name) => format!("решение «{name}»"),
        Trigger::Acknowledged => "подтверждение ознакомления".to_owned(),
        Trigger::Track { track, stage } => {
            let line = definition.tracks_of(role).iter().find(|t| t.name == *track);
            let line = line.map_or(track, |track| &track.title);
            let at = definition.stage(role, track, stage).map_or(stage, |stage| &stage.title);
            format!("переход линии «{line}» на этап «{at}»")
        }
    }
}

/// A number as people write it: whole where it is whole, else two digits after a comma.
pub fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').replace('.', ",")
}

/// What led to a stage, from the text that the fact keeps: `plan.accepted` becomes «принятие
/// документа «План»». None for the first stage; a trigger that the definition no longer has stays as
/// it was written.
pub fn because(definition: &Definition, role: Role, written: &str) -> Option<String> {
    if written == "start" {
        return None;
    }
    let stages = definition.tracks_of(role).iter().flat_map(|track| &track.stages);
    let triggers = stages.flat_map(|stage| &stage.on).map(|transition| &transition.trigger);
    // A person's exemption counts also where no stage lists it.
    let mut triggers = triggers.chain([&Trigger::Exemption(ExemptionStep::Granted)]);
    let known = triggers.find(|trigger| trigger::written(trigger) == written);
    Some(known.map_or_else(|| written.to_owned(), |known| spoken(definition, role, known)))
}
