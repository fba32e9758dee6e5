//! How dates, terms and names are said to one reader at one moment.

use crate::light::{Light, Standing};
use crate::page::{File, Paper, Remark};
use crate::words::{Lang, Words, grouped};
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use fluent_bundle::FluentArgs;
use std::sync::Arc;
use vekha_campaigns::Running;
use vekha_model::{Calendar, DutyLabel, Finding, Modality, Place, RungAt, Severity, Trust, Zone};
use vekha_store::view_document::{DocumentView, FileView};

/// Further than this nobody needs working days counted.
const FAR_DAYS: i64 = 800;
const KIB: i64 = 1024;

/// A reader: language, the issuer's zone, the present moment.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// The reader's words.
    pub words: &'a Words,
    /// The zone in which everything is said.
    pub zone: Zone,
    /// Now.
    pub now: DateTime<Utc>,
}

impl Desk<'_> {
    /// The reader's language.
    pub fn lang(&self) -> Lang {
        self.words.lang()
    }

    /// «26.02.2024 14:02».
    pub fn moment(&self, at: DateTime<Utc>) -> String {
        self.lang().moment(self.zone.local(at))
    }

    /// «26.02.2024 14:02 по Кемерову (МСК+4)».
    pub fn clock(&self) -> String {
        format!("{} {}", self.moment(self.now), self.zone.spoken_in(self.lang(), self.now))
    }

    /// «до 01.03.2024 включительно, 23:59 по Кемерову (МСК+4)», from the last instant in time.
    pub fn due(&self, at: DateTime<Utc>) -> String {
        let time = self.zone.local(at).format("%H:%M");
        format!("{}, {time} {}", self.last_day(at), self.zone.spoken_in(self.lang(), at))
    }

    /// «до 01.03.2024 включительно», where the page names the zone already.
    pub fn last_day(&self, at: DateTime<Utc>) -> String {
        self.say("due-day", &[("day", &self.day(at))])
    }

    /// «01.03.2024».
    pub fn day(&self, at: DateTime<Utc>) -> String {
        self.lang().date(self.zone.date(at))
    }

    /// Why nobody works on a day: «суббота», «День России»; none when somebody does.
    pub fn day_off(&self, calendar: &Calendar, day: NaiveDate) -> Option<String> {
        let why = calendar.day_off(day)?;
        let weekend = day.weekday().num_days_from_monday() > 4;
        Some(match self.lang() {
            Lang::Ru => why,
            Lang::En if weekend => Lang::En.weekday(day).to_owned(),
            Lang::En => self.words.say("public-holiday"),
        })
    }

    /// Working days from now to an instant; by the federal calendar when the campaign's is unknown.
    pub fn working_days(&self, due: DateTime<Utc>, calendar: Option<&Calendar>) -> i64 {
        let (today, day) = (self.zone.date(self.now), self.zone.date(due));
        match calendar {
            Some(calendar) => working_days(calendar, today, day),
            None => working_days(&vekha_core::calendar::federal(), today, day),
        }
    }

    /// The light of a duty.
    pub fn light(
        &self,
        label: DutyLabel,
        modality: Modality,
        due_at: Option<DateTime<Utc>>,
        calendar: &Calendar,
    ) -> Light {
        let days = due_at.map_or(0, |due| self.working_days(due, Some(calendar)));
        let escalates = modality != Modality::Recommended;
        let standing = Standing { label, escalates, due_at, working_days: days };
        Light::of(&standing, self.now, self.words)
    }

    /// A message with text arguments.
    pub fn say(&self, key: &str, args: &[(&'static str, &str)]) -> String {
        let mut fluent = FluentArgs::new();
        for (name, value) in args {
            fluent.set(*name, (*value).to_owned());
        }
        self.words.say_with(key, Some(&fluent))
    }

    /// «3 раб. дн.» with its sign.
    pub fn rung(&self, at: RungAt) -> String {
        let key = if at.working { "rung-working" } else { "rung-calendar" };
        let sign = if at.days > 0 { "+" } else { "" };
        let days = format!("{sign}{}", at.days).replace('-', "−");
        self.say(key, &[("days", &days)])
    }

    /// A document as pages show it.
    pub fn paper(&self, document: &DocumentView, running: Option<&Arc<Running>>) -> Paper {
        let kind = document.kind.as_deref();
        let rule = kind.zip(running).and_then(|(kind, r)| r.definition.documents.get(kind));
        let title = rule.map(|rule| rule.title.clone()).or_else(|| document.kind.clone());
        let mut channel = self.words.say(&format!("channel-{}", document.channel));
        if matches!(document.trust, Trust::Unproven | Trust::TokenOnly) {
            let trust = self.words.say(&format!("trust-{}", document.trust.as_str()));
            channel = format!("{channel}, {trust}");
        }
        let href = |file: &FileView| format!("/documents/{}/files/{}", document.id, file.position);
        Paper {
            receipt: document.receipt.clone(),
            title: title.unwrap_or_else(|| self.words.say("paper-other")),
            at: self.moment(document.received_at),
            channel,
            sender: document.sender.clone(),
            link: document.link.clone().filter(|link| is_web(link)),
            note: document.note.as_deref().map(|note| self.recorded(note)),
            files: document
                .files
                .iter()
                .map(|file| File {
                    name: file.name.clone(),
                    kind: format!("{}, {}", file.format.as_str(), self.size(file.size)),
                    href: href(file),
                })
                .collect(),
            remarks: document.findings.iter().map(|finding| self.remark(finding)).collect(),
        }
    }

    fn remark(&self, finding: &Finding) -> Remark {
        Remark {
            blocking: finding.severity == Severity::Blocking,
            place: self.place(&finding.place),
            message: finding.message.clone(),
            quote: finding.quote.clone(),
        }
    }

    fn place(&self, place: &Place) -> String {
        let table = place.table.map(|n| n.to_string());
        let parts = [
            place.file.as_deref().map(|file| self.say("place-file", &[("file", file)])),
            table.map(|table| self.say("place-table", &[("table", &table)])),
            place.row.as_deref().map(|row| self.say("place-row", &[("row", row)])),
            place.column.as_deref().map(|c| self.say("place-column", &[("column", c)])),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn size(&self, bytes: i64) -> String {
        let kib = (bytes + KIB - 1) / KIB;
        match kib {
            0..KIB => self.say("size-kb", &[("n", &grouped(kib))]),
            _ => self.say("size-mb", &[("n", &grouped((kib + KIB / 2) / KIB))]),
        }
    }
}

/// Only web addresses become links: a sender writes this text.
fn is_web(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

/// Working days from one day to another: those after `from` up to `to`, negative when `to` is past.
pub fn working_days(calendar: &Calendar, from: NaiveDate, to: NaiveDate) -> i64 {
    let (first, last, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
    let far = (last - first).num_days().min(FAR_DAYS);
    let days = first.iter_days().skip(1).take(usize::try_from(far).unwrap_or(0));
    sign * i64::try_from(days.filter(|day| calendar.is_working(*day)).count()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_days_leave_out_the_weekend_and_know_the_past() {
        let calendar = Calendar::five_day_week();
        let day = |d| NaiveDate::from_ymd_opt(2024, 3, d).expect("date");
        assert_eq!(working_days(&calendar, day(1), day(4)), 1, "Friday to Monday");
        assert_eq!(working_days(&calendar, day(6), day(1)), -3, "Friday before Wednesday");
        assert_eq!(working_days(&calendar, day(1), day(1)), 0);
    }

    #[test]
    fn a_due_date_is_inclusive_and_names_its_zone() {
        let words = Words::load(Lang::Ru).expect("messages");
        let zone: Zone = "Asia/Novokuznetsk".parse().expect("zone");
        let at = zone.end_of_day(NaiveDate::from_ymd_opt(2024, 3, 1).expect("date"));
        let desk = Desk { words: &words, zone, now: at };
        assert_eq!(desk.due(at), "до 01.03.2024 включительно, 23:59 по Кемерову (МСК+4)");
        let english = Words::load(Lang::En).expect("messages");
        let reader = Desk { words: &english, ..desk };
        assert_eq!(reader.due(at), "by 1 Mar 2024 inclusive, 23:59 Kemerovo time (MSK+4)");
        assert_eq!(reader.moment(at), "1 Mar 2024, 23:59");
        assert_eq!(desk.size(48 * 1024), "48 КБ");
        assert_eq!(desk.size(3 * 1024 * 1024), "3 МБ");
    }

    #[test]
    fn what_a_sender_writes_is_no_script() {
        assert!(is_web("https://school.test/noko"));
        assert!(!is_web("javascript:alert(1)"));
    }
}
