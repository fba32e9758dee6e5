//! "Why this date", in one sentence that an officer or a school reads: names of the definition are
//! said by their titles, moments in words.

use crate::definition::{Definition, Role};
use crate::machine::moment;
use chrono::NaiveDate;
use vekha_model::due::{english_unit, unit_word};
use vekha_model::{Basis, Due, Lang, Shift, ShiftRule};

/// Why a duty of this definition has this date.
pub fn why(definition: &Definition, role: Role, due: &Due, lang: Lang) -> String {
    let written = lang.of("Дата указана в письме", "The date is set in the letter");
    let mut text = match &due.basis {
        Basis::Fixed => written.to_owned(),
        Basis::Parameter { name } => match definition.parameters.get(name) {
            Some(parameter) if parameter.title != *name => {
                format!("{written}: «{}»", parameter.title)
            }
            _ => written.to_owned(),
        },
        Basis::Relative { amount, unit, after, since } => {
            let unit = match lang {
                Lang::Ru => unit_word(*unit, *amount),
                Lang::En => english_unit(*unit, *amount),
            };
            let event = moment(definition, role, after, lang);
            relative((*amount, unit), &format!("{event}, {}", lang.date(*since)), lang)
        }
        Basis::Recurring { occurrence, .. } => match lang {
            Lang::Ru => format!("Повторение № {occurrence} по графику из письма"),
            Lang::En => format!("Occurrence {occurrence} of the schedule in the letter"),
        },
        Basis::Extended { from, reason } => {
            let moved = lang.of("Срок перенесён с", "The date was moved from");
            format!("{moved} {}: {reason}", lang.date(*from))
        }
    };
    text.extend(due.shift.as_ref().map(|shift| shifted(shift, lang)));
    text
}

/// What is said of a duty that cannot be done yet. What comes before its day counts all the same.
pub fn not_yet(opens: NaiveDate, lang: Lang) -> String {
    let day = lang.day(opens);
    match lang {
        Lang::Ru => format!("Принимаем с {day} Пришлёте раньше — сохраним и учтём."),
        Lang::En => format!("Accepted from {day}. What comes earlier is kept and counted."),
    }
}

/// A term before or after an event.
fn relative((amount, unit): (i64, &str), event: &str, lang: Lang) -> String {
    let n = amount.unsigned_abs();
    match (lang, amount < 0) {
        (Lang::Ru, true) => format!("За {n} {unit} до события: {event}"),
        (Lang::Ru, false) => {
            format!("{n} {unit} от события: {event}; счёт идёт со следующего дня")
        }
        (Lang::En, true) => format!("{n} {unit} before this: {event}"),
        (Lang::En, false) => {
            format!("{n} {unit} from this: {event}; counted from the next day")
        }
    }
}

fn shifted(shift: &Shift, lang: Lang) -> String {
    let from = lang.date(shift.from);
    match lang {
        Lang::Ru => {
            let to = match shift.rule {
                ShiftRule::Previous => "на предшествующий рабочий день",
                ShiftRule::Next => "на следующий рабочий день",
                ShiftRule::None => "без переноса",
            };
            format!("; {from} — нерабочий день ({}), перенесено {to}", shift.day_off)
        }
        Lang::En => {
            let to = match shift.rule {
                ShiftRule::Previous => "moved to the working day before",
                ShiftRule::Next => "moved to the next working day",
                ShiftRule::None => "not moved",
            };
            format!("; {from} ({}) is a day off, {to}", lang.weekday(shift.from))
        }
    }
}
