//! The forecast as an aligned table, as `vekha workflow simulate` prints it.

use super::{Day, Forecast, Kind, Sent, TrackTitle};
use chrono::{Datelike, NaiveDate};
use std::fmt;
use vekha_model::Addressee;

/// How many squares a full bar has.
const BAR: u32 = 10;

impl fmt::Display for Forecast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.title)?;
        let (cases, municipalities, seed) = (self.cases, self.municipalities, self.seed);
        writeln!(f, "Дел: {cases}, муниципалитетов: {municipalities}, зерно: {seed}\n")?;
        let mut rows = vec![heading(&self.tracks)];
        rows.extend(self.days.iter().map(|day| self.row(day)));
        write(f, &rows)?;
        if self.cut {
            writeln!(f, "… дальше не показано: достигнут предел дней")?;
        }
        self.write_ends(f)?;
        self.write_total(f)
    }
}

fn heading(tracks: &[TrackTitle]) -> Vec<String> {
    let columns = ["день", "организациям", "муниц. органам", "сотруднику", "руководителю"];
    let mut heading: Vec<_> = columns.map(str::to_owned).into();
    heading.extend(["просрочено".to_owned(), "на проверке".to_owned()]);
    heading.extend(tracks.iter().map(|track| track.title.clone()));
    heading
}

impl Forecast {
    fn row(&self, day: &Day) -> Vec<String> {
        let mut row = vec![date(day.date)];
        let addressees =
            [Addressee::Organization, Addressee::Municipality, Addressee::Officer, Addressee::Head];
        row.extend(addressees.map(|to| cell(day, to)));
        row.extend([number(day.overdue), number(day.in_review)]);
        row.extend(self.tracks.iter().map(|track| bar(day, track, self.cases)));
        row
    }

    /// Where the cases of each track stand at the end.
    fn write_ends(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(last) = self.days.last() else { return Ok(()) };
        writeln!(f, "\nК концу:")?;
        for track in &self.tracks {
            let stages = track.stages.iter().filter_map(|stage| {
                let cases = last.at(&track.name, &stage.name);
                (cases > 0).then(|| format!("{} {cases}", stage.title))
            });
            writeln!(f, "  {}: {}", track.title, stages.collect::<Vec<_>>().join(", "))?;
        }
        Ok(())
    }

    fn write_total(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nВсего сообщений:")?;
        let mut rows = Vec::new();
        for sent in self.total() {
            let mut note = String::new();
            if sent.items != sent.messages {
                note = format!("дел: {}, в одной сводке до {}", sent.items, sent.largest_digest);
            }
            let whom = crate::words::addressee(sent.to).to_owned();
            rows.push(vec![
                format!("  {}", word(sent.kind)),
                whom,
                sent.messages.to_string(),
                note,
            ]);
        }
        write(f, &rows)
    }
}

/// «письма 600», «сводки 12 (45)»: kinds in the order of [`Kind`], things told in brackets.
fn cell(day: &Day, to: Addressee) -> String {
    let sent = day.sent.iter().filter(|sent| sent.to == to);
    let cells: Vec<_> = sent.map(counted).collect();
    cells.join(" · ")
}

fn counted(sent: &Sent) -> String {
    let word = word(sent.kind);
    match sent.items == sent.messages {
        true => format!("{word} {}", sent.messages),
        false => format!("{word} {} ({})", sent.messages, sent.items),
    }
}

const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Circular => "письмо",
        Kind::Receipt => "квитанция",
        Kind::Verdict => "решение",
        Kind::Change => "изменение",
        Kind::Reminder => "напоминание",
        Kind::Escalation => "просрочка",
        Kind::Draft => "проект",
    }
}

/// How much of a track has ended: a bar and a number.
fn bar(day: &Day, track: &TrackTitle, cases: u32) -> String {
    let ended = track.stages.iter().filter(|stage| stage.end);
    let ended: u32 = ended.map(|stage| day.at(&track.name, &stage.name)).sum();
    let full = (ended * BAR).checked_div(cases).unwrap_or(0).min(BAR);
    let repeat = |square: &str, n: u32| square.repeat(usize::try_from(n).unwrap_or(0));
    format!("{}{} {ended}", repeat("█", full), repeat("░", BAR - full))
}

fn date(date: NaiveDate) -> String {
    let weekday = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"];
    let day = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0);
    format!("{} {}", date.format("%d.%m.%Y"), weekday.get(day).unwrap_or(&""))
}

fn number(n: u32) -> String {
    if n == 0 { "·".to_owned() } else { n.to_string() }
}

/// Pads every column to its widest cell; empty columns shrink to their heading.
fn write(f: &mut fmt::Formatter<'_>, rows: &[Vec<String>]) -> fmt::Result {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
    };
    let widths: Vec<_> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    for row in rows {
        let cells: Vec<_> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        writeln!(f, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
}
