//! Triggers and moments in an officer's words: «принятие документа «План»».

use super::filing;
use super::trigger;
use crate::definition::{Definition, DocumentStep, ExemptionStep, Role, Trigger};
use vekha_model::Lang;

/// A trigger as a noun phrase.
pub(super) fn spoken(definition: &Definition, role: Role, trigger: &Trigger, lang: Lang) -> String {
    match trigger {
        Trigger::Document { kind, step } => {
            let step = match step {
                DocumentStep::Filed => lang.of("поступление документа", "arrival of"),
                DocumentStep::Submitted => lang.of("передача на проверку документа", "review of"),
                DocumentStep::Accepted => lang.of("принятие документа", "acceptance of"),
                DocumentStep::Returned => lang.of("возврат документа", "return of"),
            };
            format!("{step} {}", filing::title(definition, kind))
        }
        Trigger::Exemption(ExemptionStep::Claimed) => {
            lang.of("заявление об освобождении", "claim of an exemption").to_owned()
        }
        Trigger::Exemption(ExemptionStep::Granted) => {
            lang.of("освобождение", "exemption").to_owned()
        }
        Trigger::Exemption(ExemptionStep::Refused) => {
            lang.of("отказ в освобождении", "refusal of the exemption").to_owned()
        }
        Trigger::Deadline => lang.of("истечение срока", "passing of the due date").to_owned(),
        Trigger::Fulfilled => lang.of("исполнение поручения", "fulfilment").to_owned(),
        Trigger::SeriesEnded => lang
            .of("исполнение последнего повторения", "fulfilment of the last occurrence")
            .to_owned(),
        Trigger::Decision(name) => format!("{} «{name}»", lang.of("решение", "decision")),
        Trigger::Acknowledged => {
            lang.of("подтверждение ознакомления", "acknowledgement").to_owned()
        }
        Trigger::Track { track, stage } => {
            let line = definition.tracks_of(role).iter().find(|t| t.name == *track);
            let line = line.map_or(track, |track| &track.title);
            let at = definition.stage(role, track, stage).map_or(stage, |stage| &stage.title);
            match lang {
                Lang::Ru => format!("переход линии «{line}» на этап «{at}»"),
                Lang::En => format!("track «{line}» entering the stage «{at}»"),
            }
        }
    }
}

/// A moment that a term counts from, as a noun phrase: `issue`, `stage`, `plan.accepted`.
pub(crate) fn moment(definition: &Definition, role: Role, after: &str, lang: Lang) -> String {
    match (after, after.parse::<Trigger>()) {
        ("issue", _) => lang.of("выпуск письма", "issue of the letter").to_owned(),
        ("stage", _) => lang.of("начало этапа", "beginning of the stage").to_owned(),
        (_, Ok(trigger)) => spoken(definition, role, &trigger, lang),
        (other, Err(_)) => format!("«{other}»"),
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
pub fn because(definition: &Definition, role: Role, written: &str, lang: Lang) -> Option<String> {
    if written == "start" {
        return None;
    }
    let stages = definition.tracks_of(role).iter().flat_map(|track| &track.stages);
    let triggers = stages.flat_map(|stage| &stage.on).map(|transition| &transition.trigger);
    // A person's exemption counts also where no stage lists it.
    let mut triggers = triggers.chain([&Trigger::Exemption(ExemptionStep::Granted)]);
    let known = triggers.find(|trigger| trigger::written(trigger) == written);
    Some(known.map_or_else(|| written.to_owned(), |known| spoken(definition, role, known, lang)))
}

/// The reasons of a return, one each, without numbers: the reader's list has its own marks.
pub fn reasons(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| without_number(line).to_owned()).collect()
}

/// «1. Не заполнено» without its number.
fn without_number(line: &str) -> &str {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.strip_prefix(". ").filter(|_| rest.len() < line.len()).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::reasons;

    #[test]
    fn a_list_of_reasons_has_no_numbers_of_its_own() {
        let text = "1. Строка 2: пусто.\n\n2. Строка 3. Тоже пусто.\nСтрока 4. Пусто.";
        let said = ["Строка 2: пусто.", "Строка 3. Тоже пусто.", "Строка 4. Пусто."];
        assert_eq!(reasons(text), said);
    }
}
