//! Pieces of Russian that several mails share: counts, distances in days, letters, first capitals.

use crate::compose::source::Letter;
use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, Utc};
use vekha_model::due::plural;
use vekha_model::{Basis, Due, Zone};

/// «3 поручения».
pub fn duties(n: usize) -> String {
    counted(n, ["поручение", "поручения", "поручений"])
}

/// «12 организаций».
pub fn organizations(n: usize) -> String {
    counted(n, ["организация", "организации", "организаций"])
}

/// A count with its noun in the form that the number wants.
pub fn counted(n: usize, forms: [&str; 3]) -> String {
    let amount = i64::try_from(n).unwrap_or(i64::MAX);
    format!("{n} {}", forms[plural(amount)])
}

/// How a due date stands to today: «осталось 5 дней», «срок сегодня», «просрочено на 2 дня».
pub fn distance(due: NaiveDate, today: NaiveDate) -> String {
    let days = due.signed_duration_since(today).num_days();
    let count = days.unsigned_abs();
    let noun = ["день", "дня", "дней"][plural(days)];
    match days {
        0 => "срок сегодня".to_owned(),
        1.. if plural(days) == 0 => format!("остался {count} {noun}"),
        1.. => format!("осталось {count} {noun}"),
        _ => format!("просрочено на {count} {noun}"),
    }
}

/// An instant as the letter meant it: a day, and a clock unless it is the day's end.
pub fn due(at: DateTime<Utc>, zone: Zone) -> Due {
    let local = zone.local(at);
    let whole_day = zone.end_of_day(local.date()) == at;
    let time = (!whole_day).then(|| local.time());
    Due {
        date: local.date(),
        time: time.filter(|t| *t != NaiveTime::MIN),
        zone,
        at,
        basis: Basis::Fixed,
        shift: None,
    }
}

/// «до пятницы 01.03.2024 включительно, 23:59 по Кемерову (МСК+4)».
pub fn until(due: &Due) -> String {
    let time = due.time.map_or_else(|| "23:59".to_owned(), |time| time.format("%H:%M").to_string());
    let (weekday, zone) = (weekday(due.date), due.zone.spoken(due.at));
    format!("до {weekday} {} включительно, {time} {zone}", day(due.date))
}

/// «пятницы»: as «до» wants it.
fn weekday(date: NaiveDate) -> &'static str {
    const DAYS: [&str; 7] =
        ["понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья"];
    usize::try_from(date.weekday().num_days_from_monday()).map_or("", |day| DAYS[day])
}

/// «20.02.2024 в 22:10 по Кемерову (МСК+4)».
pub fn moment(at: DateTime<Utc>, zone: Zone) -> String {
    format!("{} {}", zone.local(at).format("%d.%m.%Y в %H:%M"), zone.spoken(at))
}

/// «01.03.2024».
pub fn day(date: NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

/// By when something is wanted, seen from now: «до пятницы 01.03.2024 включительно, 23:59 по
/// Кемерову (МСК+4)», or «как можно скорее: срок истёк 01.03.2024».
pub fn by(at: DateTime<Utc>, zone: Zone, now: DateTime<Utc>) -> String {
    let due = due(at, zone);
    if due.is_past(now) {
        format!("как можно скорее: срок истёк {}", day(due.date))
    } else {
        until(&due)
    }
}

/// The letter as a reason: «письмо от 12.02.2024 № 45/24 (Минобразования)».
pub fn reference(letter: &Letter) -> String {
    let mut text = "письмо".to_owned();
    if let Some(dated) = letter.dated {
        text.push_str(&format!(" от {}", day(dated)));
    }
    if let Some(number) = &letter.number {
        text.push_str(&format!(" № {number}"));
    }
    text.push_str(&format!(" ({})", letter.issuer));
    text
}

/// The text with a capital first letter, and a dot at the end unless it ends a sentence already.
pub fn sentence(text: &str) -> String {
    let mut out = capital(text.trim());
    if !out.is_empty() && !out.ends_with(['.', '!', '?']) {
        out.push('.');
    }
    out
}

/// The text with at most one empty line in a row, whatever parts a template left out.
pub fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && (out.is_empty() || out.ends_with("\n\n"))) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// One line: what a subject may hold.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
