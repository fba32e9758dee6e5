//! A circular in execution: its parameters, and the counts an authority's case waits for.

use crate::DutyLabel;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A parameter's value. Dates are ISO text in JSON and told from text by their form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// true or false.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// A calendar day.
    Date(NaiveDate),
    /// Anything else.
    Text(String),
}

/// The parameters of a campaign, by name.
pub type Parameters = BTreeMap<String, Value>;

/// How the duties of an authority's organizations stand: (obligation, label) to count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Organizations of this campaign below the authority.
    pub organizations: i64,
    /// Duties by obligation and label.
    pub duties: BTreeMap<(String, DutyLabel), i64>,
}

impl Counts {
    /// How many duties of an obligation stand at a label.
    pub fn of(&self, obligation: &str, label: DutyLabel) -> i64 {
        self.duties.get(&(obligation.to_owned(), label)).copied().unwrap_or(0)
    }
}
