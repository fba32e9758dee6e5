//! A circular that recurs: when it has gone out, its successor is scheduled, with every date moved
//! by as much as the issue itself.
//!
//! A yearly campaign moves by whole years, so that «до 1 марта» stays the first of March; a campaign
//! year among the parameters moves with it.

use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use vekha_model::{CircularId, Value};
use vekha_store::circular::Circular;

/// The next circular of a series, if it is one and goes on.
pub fn successor(letter: &Circular, id: CircularId, now: DateTime<Utc>) -> Option<Circular> {
    let months = letter.repeat_months?;
    let issue_at = letter.issue_at.unwrap_or(now).checked_add_months(Months::new(months))?;
    let moved = |date: NaiveDate| date.checked_add_months(Months::new(months)).unwrap_or(date);
    let years = i64::from(issue_at.year() - letter.issue_at.unwrap_or(now).year());
    let parameters = letter.parameters.iter().map(|(name, value)| {
        let value = match value {
            Value::Date(date) => Value::Date(moved(*date)),
            Value::Integer(year) if name.ends_with("year") => Value::Integer(year + years),
            other => other.clone(),
        };
        (name.clone(), value)
    });
    Some(Circular {
        id,
        number: None,
        dated: None,
        parameters: parameters.collect(),
        state: "scheduled".to_owned(),
        issue_at: Some(issue_at),
        campaign: None,
        cursor: String::new(),
        created_at: now,
        ..letter.clone()
    })
}
