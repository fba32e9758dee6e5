//! Facts of a letter in the reader's words.

use crate::desk::Desk;
use chrono::NaiveDate;
use vekha_drafting::item::{Binds, Item, When};
use vekha_drafting::{CaseFor, Kind};
use vekha_model::{Calendar, Unit};

/// The sorts of proof that a person may choose from.
pub const KINDS: [Kind; 8] = [
    Kind::SubmitPlan,
    Kind::SubmitReport,
    Kind::SubmitInfo,
    Kind::Publish,
    Kind::Appoint,
    Kind::Approve,
    Kind::ExplainExemption,
    Kind::Other,
];

/// What proves an obligation: the sorts that a person tells apart.
pub const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::SubmitPlan => "plan",
        Kind::SubmitReport => "report",
        Kind::SubmitInfo => "information",
        Kind::Publish => "link",
        Kind::Appoint => "order",
        Kind::Approve => "approved",
        Kind::ExplainExemption => "explanation",
        Kind::Conduct
        | Kind::SelfAssessment
        | Kind::Survey
        | Kind::Inform
        | Kind::Attend
        | Kind::Other => "any",
    }
}

/// Whom it binds, for keys and forms.
pub const fn binds(binds: Binds) -> &'static str {
    match binds {
        Binds::Addressee => "addressee",
        Binds::Authority => "authority",
        Binds::Other => "other",
    }
}

/// Who has the main cases, for keys and forms.
pub const fn level(case_for: CaseFor) -> &'static str {
    case_for.level().as_str()
}

/// Units of a term, for keys and forms.
pub const UNITS: [(Unit, &str); 4] = [
    (Unit::WorkingDays, "working"),
    (Unit::Days, "days"),
    (Unit::Weeks, "weeks"),
    (Unit::Months, "months"),
];

/// «до 31.01.2024 включительно, среда».
pub fn term(item: &Item, desk: &Desk<'_>) -> String {
    let words = match &item.when {
        When::Undated => desk.words.say("due-none"),
        When::On { day } => last_day(*day, desk),
        When::After { amount, unit } => {
            let found = UNITS.iter().find(|(known, _)| known == unit);
            let unit = found.map_or("days", |(_, word)| word);
            desk.words.count(&format!("draft-after-{unit}"), i64::from(*amount))
        }
        When::Every { rule, until } => {
            let until = until.map(|day| format!(", {}", last_day(day, desk))).unwrap_or_default();
            format!("{}{until}", repetition(rule, desk))
        }
    };
    let time = item.time.map(|time| format!(", {}", time.format("%H:%M"))).unwrap_or_default();
    let opens = item
        .opens
        .map(|day| format!(" ({})", desk.say("draft-opens", &[("day", &desk.lang().date(day))])));
    format!("{words}{time}{}", opens.unwrap_or_default())
}

fn last_day(day: NaiveDate, desk: &Desk<'_>) -> String {
    let date = desk.say("due-day", &[("day", &desk.lang().date(day))]);
    format!("{date}, {}", desk.lang().weekday(day))
}

/// What is wrong with a day, if anything: nobody works on it, or it is over.
pub fn warning(day: NaiveDate, calendar: &Calendar, desk: &Desk<'_>) -> Option<String> {
    if day < desk.zone.date(desk.now) {
        return Some(desk.words.say("draft-past"));
    }
    let why = desk.day_off(calendar, day)?;
    Some(desk.say("draft-day-off", &[("why", &why)]))
}

/// «каждый месяц, 5 числа»; a rule of another shape is shown as it is.
pub fn repetition(rule: &str, desk: &Desk<'_>) -> String {
    let part = |name: &str| {
        let mut parts = rule.trim_start_matches("RRULE:").split(';');
        parts.find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
    };
    let often = match (part("FREQ"), part("INTERVAL").unwrap_or("1")) {
        (Some("DAILY"), "1") => "draft-daily",
        (Some("WEEKLY"), "1") => "draft-weekly",
        (Some("MONTHLY"), "1") => "draft-monthly",
        (Some("MONTHLY"), "3") => "draft-quarterly",
        (Some("YEARLY"), "1") => "draft-yearly",
        _ => return desk.say("draft-by-rule", &[("rule", rule)]),
    };
    let often = desk.words.say(often);
    match (part("BYMONTHDAY"), part("BYDAY")) {
        (Some(day), _) if !day.starts_with('-') => {
            format!("{often}, {}", desk.say("draft-on-day", &[("day", day)]))
        }
        (None, Some(day)) => match weekday(day) {
            Some(day) => format!("{often} ({})", desk.lang().weekday(day)),
            None => often,
        },
        _ => often,
    }
}

/// Some day of that name: the first week of 2024 began on a Monday.
fn weekday(code: &str) -> Option<NaiveDate> {
    let codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let at = codes.iter().position(|known| *known == code)?;
    NaiveDate::from_ymd_opt(2024, 1, u32::try_from(at).ok()? + 1)
}

/// «Word, PDF».
pub fn formats(item: &Item, desk: &Desk<'_>) -> String {
    let chosen = FORMATS.iter().filter(|(_, formats)| has(item, formats));
    let words = chosen.map(|(name, _)| desk.words.say(&format!("draft-format-{name}")));
    words.collect::<Vec<_>>().join(", ")
}

/// What a person ticks, and the reader's words for it.
pub const FORMATS: [(&str, &[&str]); 4] =
    [("word", &["doc", "docx"]), ("pdf", &["pdf"]), ("xlsx", &["xlsx"]), ("letter", &["letter"])];

/// Whether an obligation wants one of these formats.
pub fn has(item: &Item, formats: &[&str]) -> bool {
    item.formats.iter().any(|format| formats.contains(&format.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Lang, Words};
    use vekha_model::Zone;

    #[test]
    fn a_repetition_is_said_in_words() {
        let words = Words::load(Lang::Ru).expect("messages");
        let desk = Desk { words: &words, zone: Zone::MOSCOW, now: chrono::DateTime::UNIX_EPOCH };
        let said = |rule| repetition(rule, &desk);
        assert_eq!(said("FREQ=MONTHLY;BYMONTHDAY=5"), "каждый месяц, 5 числа");
        assert_eq!(said("FREQ=WEEKLY;BYDAY=TH"), "каждую неделю (четверг)");
        assert_eq!(said("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=3"), "каждый квартал, 3 числа");
        assert_eq!(said("FREQ=HOURLY"), "по правилу FREQ=HOURLY");
    }
}
