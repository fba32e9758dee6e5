//! `CaseAdvanced` in the model's own types, for those who say it and those who read facts out of it.
//!
//! The same JSON as `v1::CaseAdvanced`. What is told is a parameter, because its type is the core's.

use crate::{Event, EventKind, v1};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use vekha_model::{EventId, Fact};

/// A case moved. `T` has the JSON of `v1::Tell`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Advanced<T = v1::Tell> {
    /// The event that caused it.
    pub cause: EventId,
    /// The kind of that event.
    pub cause_kind: EventKind,
    /// What was decided, in order.
    pub facts: Vec<Fact>,
    /// What the notifier must say.
    #[serde(default = "Vec::new")]
    pub tell: Vec<T>,
}

impl<T: Serialize + DeserializeOwned> Event for Advanced<T> {
    const KIND: EventKind = EventKind::CaseAdvanced;
}
