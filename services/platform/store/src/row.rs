//! A row of an answer, read by column name, the same for every database.

use crate::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use serde::de::DeserializeOwned;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

/// One row.
#[derive(Debug)]
pub struct Row {
    pub(crate) statement: &'static str,
    pub(crate) inner: SqliteRow,
}

macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident -> $type:ty;)+) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// [`Error::Column`] when the column is missing or of another type.
        pub fn $name(&self, column: &'static str) -> Result<$type> {
            self.inner.try_get::<$type, _>(column).map_err(|error| self.bad(column, &error))
        }
    )+};
}

impl Row {
    getters! {
        /// An id.
        uuid -> Uuid;
        /// An id, or null.
        opt_uuid -> Option<Uuid>;
        /// A whole number.
        i64 -> i64;
        /// A whole number, or null.
        opt_i64 -> Option<i64>;
        /// A number, or null.
        opt_f64 -> Option<f64>;
        /// true or false.
        bool -> bool;
        /// Text.
        text -> String;
        /// Text, or null.
        opt_text -> Option<String>;
        /// An instant.
        time -> DateTime<Utc>;
        /// An instant, or null.
        opt_time -> Option<DateTime<Utc>>;
        /// A calendar day.
        day -> NaiveDate;
        /// A calendar day, or null.
        opt_day -> Option<NaiveDate>;
    }

    /// A JSON column as a value.
    ///
    /// # Errors
    /// [`Error::Column`] when the JSON is not of that shape.
    pub fn json<T: DeserializeOwned>(&self, column: &'static str) -> Result<T> {
        let text = self.json_text(column)?;
        serde_json::from_str(&text).map_err(|error| self.bad(column, &error))
    }

    /// A JSON column as its text.
    ///
    /// # Errors
    /// [`Error::Column`] when the column is missing or null.
    pub fn json_text(&self, column: &'static str) -> Result<String> {
        self.inner.try_get_unchecked::<String, _>(column).map_err(|error| self.bad(column, &error))
    }

    /// A typed id or label from its text or bytes.
    ///
    /// # Errors
    /// [`Error::Column`] when `parse` does not know the text.
    pub fn parsed<T>(
        &self,
        column: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T> {
        let text = self.text(column)?;
        parse(&text).ok_or_else(|| self.bad(column, &format_args!("{text:?}, an unknown word")))
    }

    fn bad(&self, column: &'static str, found: &dyn std::fmt::Display) -> Error {
        Error::Column { statement: self.statement, column, found: found.to_string() }
    }
}
