//! An obligation as an officer sees and corrects it: what, who, by when, what to send.

use crate::reading::Found;
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use vekha_model::{Modality, Unit};
use vekha_reading::circular::{self, Format, Kind, Relative};

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The act, in the letter's or the officer's words.
    pub what: String,
    /// Who does it, when the letter says so.
    pub who: Option<String>,
    /// Whom it binds.
    pub binds: Binds,
    /// How binding.
    pub modality: Modality,
    /// Its sort: what proves it.
    pub kind: Kind,
    /// By when.
    pub when: When,
    /// The clock on the last day.
    pub time: Option<NaiveTime>,
    /// The first day it can be done.
    pub opens: Option<NaiveDate>,
    /// In which formats, in the reader's words: `doc`, `docx`, `pdf`, `xlsx`, `letter`.
    pub formats: Vec<String>,
    /// Where to send it.
    pub emails: Vec<String>,
    /// Where to do it.
    pub sites: Vec<String>,
    /// A person struck it out.
    pub dropped: bool,
}

/// Whom an obligation binds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Binds {
    /// Whoever the campaign's cases are for.
    #[default]
    Addressee,
    /// The authority above them, itself.
    Authority,
    /// Somebody else: it is only watched.
    Other,
}

/// By when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum When {
    /// No date.
    #[default]
    Undated,
    /// A day, inclusive.
    On {
        /// Which.
        day: NaiveDate,
    },
    /// So long after the letter goes out.
    After {
        /// How many.
        amount: u32,
        /// Of what.
        unit: Unit,
    },
    /// Again and again.
    Every {
        /// RFC 5545 RRULE of days, without `RRULE:`.
        rule: String,
        /// The last day; without one a person ends it.
        until: Option<NaiveDate>,
    },
}

impl Item {
    /// As read.
    pub fn of(found: &Found) -> Self {
        let read = &found.obligation;
        Self {
            what: read.what.clone(),
            who: read.who.clone(),
            binds: if read.external { Binds::Other } else { Binds::Addressee },
            modality: modality(read.modality),
            kind: read.kind,
            when: when(read),
            time: read.due_time.as_deref().and_then(clock),
            opens: read.opens,
            formats: read.formats.iter().filter_map(|it| word(*it)).map(str::to_owned).collect(),
            emails: read.emails.clone(),
            sites: read.sites.clone(),
            dropped: false,
        }
    }

    /// Added by hand, nothing filled in yet.
    pub fn blank() -> Self {
        Self::of(&Found::default())
    }

    /// The last day, where it is one.
    pub fn due(&self) -> Option<NaiveDate> {
        match self.when {
            When::On { day } => Some(day),
            _ => None,
        }
    }

    /// It can be late.
    pub fn is_dated(&self) -> bool {
        self.when != When::Undated
    }
}

/// A term that the letter counts from something Vekha does not see; the words name it.
pub(crate) fn unseen_event(found: &Found) -> Option<&str> {
    let relative = found.obligation.relative.as_ref()?;
    let undated = found.obligation.due.is_none() && after(relative).is_none();
    undated.then_some(relative.after.as_str())
}

fn modality(read: circular::Modality) -> Modality {
    match read {
        circular::Modality::Required => Modality::Required,
        circular::Modality::Requested => Modality::Requested,
        circular::Modality::Recommended => Modality::Recommended,
    }
}

fn when(read: &circular::Obligation) -> When {
    if let Some(rule) = &read.recurrence {
        return When::Every { rule: rule.clone(), until: read.due };
    }
    if let Some(day) = read.due {
        return When::On { day };
    }
    read.relative.as_ref().and_then(after).unwrap_or_default()
}

/// Only what is counted from the letter itself; any other event would be a guess.
fn after(relative: &Relative) -> Option<When> {
    let folded = relative.after.to_lowercase();
    let of_letter = ["получен", "поступлен", "письм", "запрос"];
    if !of_letter.iter().any(|word| folded.contains(word)) {
        return None;
    }
    let amount = u32::try_from(relative.amount).ok()?;
    let unit = match relative.unit {
        circular::Unit::CalendarDays => Unit::Days,
        circular::Unit::WorkingDays => Unit::WorkingDays,
        circular::Unit::Weeks => Unit::Weeks,
        circular::Unit::Months => Unit::Months,
    };
    Some(When::After { amount, unit })
}

fn clock(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M").ok()
}

/// A given form and paper are no file that can be asked for.
const fn word(format: Format) -> Option<&'static str> {
    match format {
        Format::Doc => Some("doc"),
        Format::Docx => Some("docx"),
        Format::Pdf => Some("pdf"),
        Format::Xlsx => Some("xlsx"),
        Format::Letter => Some("letter"),
        Format::Form | Format::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(after: &str) -> Found {
        let relative =
            Relative { amount: 5, unit: circular::Unit::WorkingDays, after: after.to_owned() };
        let obligation = circular::Obligation { relative: Some(relative), ..Default::default() };
        Found { obligation, ..Found::default() }
    }

    #[test]
    fn only_a_term_counted_from_the_letter_becomes_a_term() {
        let found = counted("со дня получения настоящего письма");
        let term = When::After { amount: 5, unit: Unit::WorkingDays };
        assert_eq!((Item::of(&found).when, unseen_event(&found)), (term, None));
        let found = counted("после утверждения плана");
        assert_eq!(Item::of(&found).when, When::Undated);
        assert_eq!(unseen_event(&found), Some("после утверждения плана"));
    }
}
