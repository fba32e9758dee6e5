//! Which earlier letters this one changes, and how: named by number and date, as a campaign knows
//! its own letter.
//!
//! A letter is named somewhere («письмом от 15.01.2026 № 9-10/61»); what happens to it is said in the
//! same sentence, in one of the next («указанное письмо считать недействительным») or in the heading.
//! A letter only cited as a ground is not changed. **Must not know:** campaigns.

use super::change::relation;
use super::sheet::Line;
use super::term::atom::{Place, Row, Year, days};
use super::token::{Sort, Token, tokens};
use crate::text::fold;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a letter does to an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Asks for something more.
    Supplements,
    /// Repeats it: what was asked is not there.
    Reminds,
    /// Moves a deadline.
    Extends,
    /// Mends a mistake in it.
    Corrects,
    /// Takes it back, or a part of it.
    Cancels,
}

/// An earlier letter that this one changes, repeats or takes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// What happens to it.
    pub relation: Relation,
    /// Its number without «№»; `None` where only its day is named.
    pub number: Option<String>,
    /// Its day; `None` where only its number is named.
    pub date: Option<NaiveDate>,
    /// Bytes of the extracted text: the number and the day as printed.
    pub span: Option<Range<usize>>,
}

/// Sentences behind a letter's name in which it may still be meant.
const NEAR: usize = 3;
/// Words before a number among which the letter's noun stands.
const NOUN: usize = 10;

/// A letter named in a sentence.
struct Named {
    earlier: Earlier,
    /// What the sentence itself says of it.
    said: Option<Relation>,
    sentence: usize,
}

/// The earlier letters of a heading and the sentences below it, in order; `repeated` says that the
/// letter calls itself a reminder.
pub(super) fn earlier(heading: Option<&Line>, body: &[&Line], repeated: bool) -> Vec<Earlier> {
    let title = heading.and_then(|it| relation(&fold(&it.text)));
    let general = title.or(repeated.then_some(Relation::Reminds));
    let mut found: Vec<Named> = Vec::new();
    for (at, line) in heading.into_iter().chain(body.iter().copied()).enumerate() {
        let said = relation(&fold(&line.text));
        let named = named(line);
        if named.is_empty() {
            let last = found.iter().map(|it| it.sentence).max();
            let open = |it: &&mut Named| Some(it.sentence) == last && it.sentence + NEAR >= at;
            for it in found.iter_mut().filter(open) {
                it.said = it.said.max(said);
            }
        }
        found.extend(named.into_iter().map(|earlier| Named { earlier, said, sentence: at }));
    }
    let mut out: Vec<Earlier> = Vec::new();
    for it in found {
        let Some(relation) = it.said.max(general) else { continue };
        let one = Earlier { relation, ..it.earlier };
        let same = |it: &&mut Earlier| is_one(it, &one);
        match out.iter_mut().find(same) {
            Some(known) => {
                known.relation = known.relation.max(one.relation);
                known.number = known.number.take().or(one.number);
                known.date = known.date.or(one.date);
            }
            None => out.push(one),
        }
    }
    out
}

/// Both name one letter.
fn is_one(one: &Earlier, other: &Earlier) -> bool {
    let dates = one.date.zip(other.date);
    match (&one.number, &other.number) {
        (Some(mine), Some(theirs)) => mine == theirs && dates.is_none_or(|it| it.0 == it.1),
        _ => dates.is_some_and(|it| it.0 == it.1),
    }
}

/// The letters that a sentence names.
fn named(line: &Line) -> Vec<Earlier> {
    let list = tokens(&line.text);
    let row = Row(&list);
    let mut found: Vec<(Range<usize>, Earlier)> = Vec::new();
    for at in 0..list.len() {
        let taken = found.last().is_some_and(|it| at < it.0.end);
        let Some((place, number, date)) =
            (!taken).then(|| numbered(&line.text, row, at).or_else(|| dated(row, at))).flatten()
        else {
            continue;
        };
        if !is_letter(&list, place.start, found.last().map(|it| it.0.end)) {
            continue;
        }
        let from = list.get(place.start).map_or(0, |it| it.at.start);
        let to = place.end.checked_sub(1).and_then(|it| list.get(it)).map_or(from, |it| it.at.end);
        let span = line.source(from, to);
        let relation = Relation::Supplements;
        found.push((place, Earlier { relation, number, date, span }));
    }
    found.into_iter().map(|it| it.1).collect()
}

type Mention = (Range<usize>, Option<String>, Option<NaiveDate>);

/// «от 15.01.2026 № 9-10/61», «№ 9-10/61 от 15 января 2026 г.», «№ 9-10/61»; begins at its first word.
fn numbered(text: &str, row: Row<'_>, at: usize) -> Option<Mention> {
    let before = day_behind(row, at);
    let sign = before.map_or(at, |it| it.1);
    if row.text(sign) != "№" {
        return None;
    }
    let first = row.get(sign + 1)?;
    let length = text.get(first.at.start..)?.find(char::is_whitespace);
    let rest = text.get(first.at.start..)?;
    let word = rest.get(..length.unwrap_or(rest.len()))?;
    let number = word.trim_matches(|it: char| !it.is_alphanumeric());
    let stop = first.at.start + word.find(number)? + number.len();
    let end = (sign + 1..row.0.len()).find(|it| row.0[*it].at.start >= stop);
    let end = end.unwrap_or(row.0.len());
    number.chars().any(|it| it.is_ascii_digit()).then_some(())?;
    let behind = if before.is_none() { day_behind(row, end) } else { None };
    let end = behind.map_or(end, |it| it.1);
    Some((at..end, Some(number.to_owned()), before.or(behind).map(|it| it.0)))
}

/// «письмом от 15.01.2026» without a number.
fn dated(row: Row<'_>, at: usize) -> Option<Mention> {
    let (day, end) = day_behind(row, at)?;
    Some((at..end, None, Some(day)))
}

/// The day of «от …» that begins here, and the place behind it.
fn day_behind(row: Row<'_>, at: usize) -> Option<(NaiveDate, usize)> {
    let atom = (row.text(at) == "от").then(|| row.atom(at + 1)).flatten()?;
    let (Place::Day { .. }, Some(Year::Full(year))) = (atom.place, atom.year) else { return None };
    Some((days(atom.place, year)?.0, atom.tokens.end))
}

/// The noun before a number is that of a letter or order of ours; a law or a ground is none. A number
/// behind another one («и от 10.03.2026 № 340») is of the same noun.
fn is_letter(list: &[Token], at: usize, last: Option<usize>) -> bool {
    const LETTERS: [&str; 12] = [
        "письм",
        "запрос",
        "телефонограмм",
        "телеграмм",
        "факсограмм",
        "циркуляр",
        "приказ",
        "распоряжени",
        "поручени",
        "указани",
        "уведомлени",
        "напоминани",
    ];
    const GROUNDS: [&[&str]; 3] = [&["на", "основании"], &["во", "исполнение"], &["в", "ответ"]];
    let goes_on = last.is_some_and(|end| {
        let between = list.get(end..at).unwrap_or_default();
        !between.is_empty()
            && between.iter().all(|it| it.is(",") || it.is("и") || it.is("а") || it.is("также"))
    });
    let from = at.saturating_sub(NOUN);
    let near = list.get(from..at).unwrap_or_default();
    let noun = near.iter().rposition(|it| {
        it.sort == Sort::Word && LETTERS.iter().any(|stem| it.text.starts_with(stem))
    });
    let Some(noun) = noun else { return goes_on };
    let ground = GROUNDS.iter().any(|words| {
        near[..noun]
            .windows(words.len())
            .any(|it| it.iter().zip(*words).all(|(it, word)| it.is(word)))
    });
    !ground
}

#[cfg(test)]
mod tests {
    use super::*;
    use vekha_model::Extracted;

    fn told(text: &str) -> Vec<(Relation, Option<String>, Option<String>)> {
        let extracted = Extracted { text: text.to_owned(), ..Extracted::default() };
        let sheet = super::super::sheet::sheet(&extracted);
        let lines: Vec<&Line> = sheet.lines.iter().collect();
        let all = earlier(lines.first().copied(), lines.get(1..).unwrap_or_default(), false);
        for it in &all {
            let span = it.span.clone().expect("a place");
            assert!(text.get(span).is_some_and(|it| it.contains(char::is_numeric)));
        }
        all.into_iter()
            .map(|it| (it.relation, it.number, it.date.map(|it| it.to_string())))
            .collect()
    }

    fn one(
        relation: Relation,
        number: &str,
        date: &str,
    ) -> (Relation, Option<String>, Option<String>) {
        let or = |it: &str| (!it.is_empty()).then(|| it.to_owned());
        (relation, or(number), or(date))
    }

    #[test]
    fn an_earlier_letter_is_named_with_what_happens_to_it() {
        use Relation::{Cancels, Corrects, Extends, Reminds, Supplements};
        for (text, expected) in [
            (
                "О сроке\nСрок планов, установленный письмом от 15.01.2026 № 9-10/61, продлевается до 20.03.2026.",
                vec![one(Extends, "9-10/61", "2026-01-15")],
            ),
            (
                "О планах\nВ письме № 199 от 12 марта 2026 г. допущена опечатка.",
                vec![one(Corrects, "199", "2026-03-12")],
            ),
            (
                "О планах\nПовторно напоминаем, что в соответствии с письмом от 10.11.2025 № 07-03/702 ждём отчёты.",
                vec![one(Reminds, "07-03/702", "2025-11-10")],
            ),
            (
                "Об отзыве письма\nНаправленное ранее письмо от 13.04.2026 № 15/60.",
                vec![one(Cancels, "15/60", "2026-04-13")],
            ),
            (
                "О планах\nВам направлено письмо от 13.04.2026 № 15/60.\nУказанное письмо отзываем.",
                vec![one(Cancels, "15/60", "2026-04-13")],
            ),
            (
                "О планах\nВ дополнение к письму от 13.04.2026 просим прислать фото.",
                vec![one(Supplements, "", "2026-04-13")],
            ),
            (
                "О сроке\nВзамен сроков в письмах от 02.03.2026 № 301 и от 10.03.2026 № 340 устанавливается единый срок.",
                vec![one(Extends, "301", "2026-03-02"), one(Extends, "340", "2026-03-10")],
            ),
            (
                "О продлении срока\nВо исполнение письма Минпросвещения от 02.03.2026 № 301 направляем перечень.",
                vec![],
            ),
            ("О законе\nФедеральный закон от 02.03.2026 № 301 вступает в силу.", vec![]),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
