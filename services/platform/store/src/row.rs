//! A row of an answer, read by column name, the same for every database.

use crate::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use serde::de::DeserializeOwned;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, TypeInfo as _, ValueRef as _};
use uuid::Uuid;

/// One row.
#[derive(Debug)]
pub struct Row {
    statement: &'static str,
    inner: Inner,
}

#[derive(Debug)]
enum Inner {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident -> $type:ty;)+) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// [`Error::Column`] when the column is missing or of another type.
        pub fn $name(&self, column: &'static str) -> Result<$type> {
            let found = match &self.inner {
                Inner::Sqlite(row) => row.try_get::<$type, _>(column),
                Inner::Postgres(row) => row.try_get::<$type, _>(column),
            };
            found.map_err(|error| self.bad(column, &error))
        }
    )+};
}

impl Row {
    pub(crate) fn sqlite(statement: &'static str, row: SqliteRow) -> Self {
        Self { statement, inner: Inner::Sqlite(row) }
    }

    pub(crate) fn postgres(statement: &'static str, row: PgRow) -> Self {
        Self { statement, inner: Inner::Postgres(row) }
    }

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
        let text = match &self.inner {
            Inner::Sqlite(row) => row.try_get_unchecked::<String, _>(column),
            Inner::Postgres(row) => json_text(row, column),
        };
        text.map_err(|error| self.bad(column, &error))
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

/// The text as the server sent it: JSON is its own bytes, JSONB has a byte for its version before.
fn json_text(row: &PgRow, column: &str) -> std::result::Result<String, sqlx::Error> {
    let value = row.try_get_raw(column)?;
    if value.is_null() {
        return Err(sqlx::Error::Decode("null".into()));
    }
    let skip = usize::from(value.type_info().name() == "JSONB");
    let bytes = value.as_bytes().map_err(sqlx::Error::Decode)?;
    let text = std::str::from_utf8(bytes.get(skip..).unwrap_or_default());
    text.map(str::to_owned).map_err(|error| sqlx::Error::Decode(error.into()))
}
