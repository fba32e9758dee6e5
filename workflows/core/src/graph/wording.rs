//! How a definition is said in Russian, for people who will never read its YAML.

use crate::definition::{
    CaseFor, DateRef, Definition, DocumentStep, DueRule, DutyRule, ExemptionStep, Stage, Track,
    Transition, Trigger, Wants,
};
use crate::guard::Guard;
use tera::{Context, Tera};
use vekha_model::due::unit_word;
use vekha_model::{Addressee, Modality, Rung, RungAt, ShiftRule};

/// The title with the names of its parameters in place of values.
pub(super) fn title(definition: &Definition) -> String {
    let mut context = Context::new();
    for name in definition.parameters.keys() {
        context.insert(name.clone(), &format!("‹{name}›"));
    }
    Tera::one_off(&definition.title, &context, false).unwrap_or_else(|_| definition.title.clone())
}

/// One paragraph for those who hear the picture instead of seeing it.
pub(super) fn description(definition: &Definition) -> String {
    let whose = match definition.case_for {
        CaseFor::Organization => "каждой организации",
        CaseFor::Municipality => "каждого муниципалитета",
        CaseFor::Region => "каждого региона",
    };
    let tracks = definition.tracks.iter().map(|track| {
        let stages = track.stages.iter().map(|stage| stage.title.as_str());
        format!("{}: {}", track.title, stages.collect::<Vec<_>>().join(", "))
    });
    format!("Линии дела {whose}. {}.", tracks.collect::<Vec<_>>().join(". "))
}

/// What fulfils a duty.
pub(super) fn wants(definition: &Definition, duty: &DutyRule) -> String {
    match &duty.wants {
        Wants::Document(kind) => document(definition, kind),
        Wants::Measure { quota, .. } => {
            format!("сообщить число, не меньше чем {}", spoken(definition, quota))
        }
        Wants::Acknowledgement => "отметка «ознакомлен»".to_owned(),
        Wants::Decision(name) => format!("решение {name}"),
        Wants::Counts(rule) => format!("чтобы {}", spoken(definition, rule)),
    }
}

/// An expression with its words in Russian; who wrote it still recognises it.
fn spoken(definition: &Definition, guard: &Guard) -> String {
    const WORDS: [(&str, &str); 21] = [
        ("organizations", "всего организаций"),
        ("organization.score", "баллы"),
        ("organization.pupils", "число учеников"),
        ("organization.kind", "вид организации"),
        ("accepted(", "принято ("),
        ("exempt(", "освобождено ("),
        ("submitted(", "на проверке ("),
        ("returned(", "на доработке ("),
        ("claimed(", "заявлено ("),
        ("closed(", "снято ("),
        ("open(", "ожидается ("),
        ("min(", "меньшее из ("),
        ("max(", "большее из ("),
        ("ceil(", "округлив вверх ("),
        ("floor(", "округлив вниз ("),
        ("==", "="),
        (">=", "≥"),
        ("<=", "≤"),
        ("&&", "и"),
        ("||", "или"),
        ("*", "×"),
    ];
    let said =
        WORDS.iter().fold(guard.source().to_owned(), |text, (word, said)| text.replace(word, said));
    let sign = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
    let words = said.split_inclusive(sign).map(|piece| {
        let name = piece.trim_end_matches(sign);
        match definition.parameters.get(name) {
            Some(rule) => piece.replacen(name, &format!("‹{}›", rule.title), 1),
            None => piece.to_owned(),
        }
    });
    words.collect()
}

fn document(definition: &Definition, kind: &str) -> String {
    let Some(rule) = definition.documents.get(kind) else { return kind.to_owned() };
    let groups = rule
        .files
        .iter()
        .map(|group| group.iter().map(|format| format.as_str()).collect::<Vec<_>>().join("/"));
    let groups = groups.collect::<Vec<_>>().join(" + ");
    let mut text = rule.title.clone();
    if !groups.is_empty() && groups != "link" {
        text.push_str(&format!(" ({groups})"));
    }
    for kind in &rule.with {
        text.push_str(&format!(" + {}", titled(definition, kind)));
    }
    text
}

fn titled<'d>(definition: &'d Definition, kind: &'d str) -> &'d str {
    definition.documents.get(kind).map_or(kind, |rule| rule.title.as_str())
}

/// By when.
pub(super) fn due(definition: &Definition, duty: &DutyRule) -> String {
    let from = duty.opens.as_ref();
    let from = from.map(|from| format!("с {} ", date(definition, from))).unwrap_or_default();
    let term = match &duty.due {
        None => return format!("{from}без срока"),
        Some(DueRule::Fixed(date)) => format!("до {}", date.format("%d.%m.%Y")),
        Some(DueRule::Parameter(name)) => format!("до ‹{}›", parameter(definition, name)),
        Some(DueRule::Relative { after, amount, unit }) => {
            format!("{amount} {} {}", unit_word(*unit, *amount), moment(definition, after))
        }
        Some(DueRule::Recurring { rule, until, .. }) => {
            format!(
                "{}{}",
                series(rule),
                until.as_ref().map_or_else(String::new, |until| {
                    format!(", до {}", date(definition, until))
                })
            )
        }
    };
    let mut text = format!("{from}{term}");
    if let Some(time) = duty.time {
        text.push_str(&format!(", {}", time.format("%H:%M")));
    }
    text.push_str(match duty.shift.unwrap_or(definition.calendar.shift) {
        ShiftRule::Previous => ", с выходного — раньше",
        ShiftRule::Next => ", с выходного — позже",
        ShiftRule::None => "",
    });
    text
}

fn parameter<'d>(definition: &'d Definition, name: &'d str) -> &'d str {
    definition.parameters.get(name).map_or(name, |parameter| parameter.title.as_str())
}

fn date(definition: &Definition, date: &DateRef) -> String {
    match date {
        DateRef::Fixed(date) => date.format("%d.%m.%Y").to_string(),
        DateRef::Parameter(name) => format!("‹{}›", parameter(definition, name)),
    }
}

fn moment(definition: &Definition, after: &str) -> String {
    match after {
        "issue" => "после выхода письма".to_owned(),
        "stage" => "после начала этапа".to_owned(),
        "acknowledged" => "после ознакомления".to_owned(),
        other => match other.parse::<Trigger>() {
            Ok(trigger) => format!("после: {}", what_happens(definition, &trigger)),
            Err(_) => format!("после: {other}"),
        },
    }
}

/// «ежемесячно до 5-го числа», or the rule itself when it is rarer than that.
fn series(rule: &str) -> String {
    let part = |name: &str| {
        let parts = rule.split(';').filter_map(|part| part.split_once('='));
        parts.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    };
    let often = match (part("FREQ"), part("INTERVAL").unwrap_or("1")) {
        (Some("DAILY"), "1") => "ежедневно",
        (Some("WEEKLY"), "1") => "еженедельно",
        (Some("MONTHLY"), "1") => "ежемесячно",
        (Some("MONTHLY"), "3") => "ежеквартально",
        (Some("YEARLY"), "1") => "ежегодно",
        _ => return format!("по правилу {rule}"),
    };
    match part("BYMONTHDAY") {
        Some("-1") => format!("{often}, в последний день"),
        Some(day) => format!("{often}, {day}-го числа"),
        None => often.to_owned(),
    }
}

/// How binding, when it is not simply required; and whose work it is.
pub(super) fn weight(duty: &DutyRule) -> Option<&'static str> {
    match (duty.external, duty.modality) {
        (true, _) => Some("делают другие, только наблюдаем"),
        (false, Modality::Requested) => Some("просьба"),
        (false, Modality::Recommended) => Some("рекомендация, без напоминаний сверху"),
        (false, Modality::Required) => None,
    }
}

/// What an arrow waits for. What the stage itself wants is not named again.
pub(super) fn arrow(definition: &Definition, stage: &Stage, transition: &Transition) -> String {
    let own = stage.duty.as_ref().map(|duty| &duty.wants);
    let mut text = match (&transition.trigger, own) {
        (Trigger::Document { kind, step }, Some(Wants::Document(wanted))) if kind == wanted => {
            step_word(*step).to_owned()
        }
        (trigger, _) => what_happens(definition, trigger),
    };
    if let Some(guard) = &transition.guard {
        text.push_str(&format!(", если {}", spoken(definition, guard)));
    }
    text
}

fn step_word(step: DocumentStep) -> &'static str {
    match step {
        DocumentStep::Filed => "получено",
        DocumentStep::Submitted => "на проверке",
        DocumentStep::Accepted => "принято",
        DocumentStep::Returned => "на доработке",
    }
}

fn what_happens(definition: &Definition, trigger: &Trigger) -> String {
    match trigger {
        Trigger::Document { kind, step } => {
            let title = match definition.documents.get(kind) {
                Some(rule) => rule.title.as_str(),
                None => definition.duty(kind).map_or(kind.as_str(), |duty| duty.title.as_str()),
            };
            format!("{title}: {}", step_word(*step))
        }
        Trigger::Exemption(ExemptionStep::Claimed) => "заявлено освобождение".to_owned(),
        Trigger::Exemption(ExemptionStep::Granted) => "освобождение".to_owned(),
        Trigger::Exemption(ExemptionStep::Refused) => "в освобождении отказано".to_owned(),
        Trigger::Deadline => "срок прошёл".to_owned(),
        Trigger::Fulfilled => "выполнено".to_owned(),
        Trigger::SeriesEnded => "серия закончена".to_owned(),
        Trigger::Decision(name) => format!("решение {name}"),
        Trigger::Acknowledged => "ознакомлен".to_owned(),
        Trigger::Track { track, stage } => {
            let tracks = || definition.tracks.iter().chain(&definition.authority);
            let found = tracks().find(|known| known.name == *track);
            let stages = |track: &'_ Track| {
                track.stages.iter().find(|known| known.name == *stage).map(|s| s.title.clone())
            };
            let stage_title = found.and_then(stages).unwrap_or_else(|| stage.clone());
            format!("{}: {stage_title}", found.map_or(track.as_str(), |track| &track.title))
        }
    }
}

/// «−10 р. д.»
pub(super) fn rung_at(at: RungAt) -> String {
    let sign = match at.days {
        ..0 => "−",
        0 => "",
        _ => "+",
    };
    let unit = if at.working { "р. д." } else { "дн." };
    format!("{sign}{} {unit}", at.days.unsigned_abs())
}

/// Whom a rung tells, and how.
pub(super) fn rung(rung: &Rung) -> String {
    let mut text = match rung.tell {
        Addressee::Organization => "организации",
        Addressee::Municipality => "муниципалитету",
        Addressee::Officer => "ответственному",
        Addressee::Head => "руководителю",
    }
    .to_owned();
    for (said, words) in [
        (rung.digest, ", сводкой"),
        (rung.acknowledge, ", с отметкой о получении"),
        (rung.draft, ", проект на подпись"),
    ] {
        text.push_str(if said { words } else { "" });
    }
    text
}
