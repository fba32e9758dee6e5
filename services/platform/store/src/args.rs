//! Arguments of a statement, the same for every database.

mod rows;

pub use rows::Rows;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::Arguments as _;
use sqlx::error::BoxDynError;
use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use uuid::Uuid;

/// One argument.
#[derive(Clone, Debug)]
enum Arg {
    Uuid(Option<Uuid>),
    I64(Option<i64>),
    F64(Option<f64>),
    Bool(bool),
    Text(Option<String>),
    Time(Option<DateTime<Utc>>),
    Day(Option<NaiveDate>),
    Ids(Vec<Uuid>),
    Texts(Vec<String>),
    Rows(Rows),
}

/// The arguments of one call, in the order of the statement's numbers.
#[derive(Clone, Debug, Default)]
pub struct Args(Vec<Arg>);

macro_rules! pushes {
    ($($(#[$doc:meta])* $name:ident($type:ty) => $make:expr;)+) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(mut self, value: $type) -> Self {
            let make: fn($type) -> Arg = $make;
            self.0.push(make(value));
            self
        }
    )+};
}

impl Args {
    /// No arguments yet.
    pub fn new() -> Self {
        Self::default()
    }

    pushes! {
        /// An id.
        uuid(Uuid) => |v| Arg::Uuid(Some(v));
        /// An id, or null.
        opt_uuid(Option<Uuid>) => Arg::Uuid;
        /// A whole number.
        i64(i64) => |v| Arg::I64(Some(v));
        /// A whole number, or null.
        opt_i64(Option<i64>) => Arg::I64;
        /// A number, or null.
        opt_f64(Option<f64>) => Arg::F64;
        /// true or false.
        bool(bool) => Arg::Bool;
        /// An instant; SQL never makes one.
        time(DateTime<Utc>) => |v| Arg::Time(Some(v));
        /// An instant, or null.
        opt_time(Option<DateTime<Utc>>) => Arg::Time;
        /// A calendar day.
        day(NaiveDate) => |v| Arg::Day(Some(v));
        /// A calendar day, or null.
        opt_day(Option<NaiveDate>) => Arg::Day;
        /// A whole table, for `{rows $n: …}`.
        rows(Rows) => Arg::Rows;
    }

    /// Text. A NUL, which PostgreSQL cannot hold, is dropped.
    #[must_use]
    pub fn text(mut self, value: impl Into<String>) -> Self {
        self.0.push(Arg::Text(Some(clean(value.into()))));
        self
    }

    /// Text, or null.
    #[must_use]
    pub fn opt_text(mut self, value: Option<&str>) -> Self {
        self.0.push(Arg::Text(value.map(|text| clean(text.to_owned()))));
        self
    }

    /// A list of ids, for `{ids $n}`.
    #[must_use]
    pub fn ids(mut self, ids: impl IntoIterator<Item = Uuid>) -> Self {
        self.0.push(Arg::Ids(ids.into_iter().collect()));
        self
    }

    /// A list of texts, for `{texts $n}`.
    #[must_use]
    pub fn texts(mut self, texts: impl IntoIterator<Item = String>) -> Self {
        self.0.push(Arg::Texts(texts.into_iter().collect()));
        self
    }

    /// How many rows the table argument has; 0 without one.
    pub(crate) fn row_count(&self) -> usize {
        let rows = self.0.iter().find_map(|arg| match arg {
            Arg::Rows(rows) => Some(rows.len()),
            _ => None,
        });
        rows.unwrap_or(0)
    }

    /// The same arguments with a part of the rows.
    pub(crate) fn part(&self, from: usize, to: usize) -> Self {
        let part = |arg: &Arg| match arg {
            Arg::Rows(rows) => Arg::Rows(rows.part(from, to)),
            other => other.clone(),
        };
        Self(self.0.iter().map(part).collect())
    }

    /// For SQLite: rows as one JSON text, or cell by cell, filled up to `bound` rows of nulls.
    pub(crate) fn into_sqlite(self, bound: Option<usize>) -> Result<SqliteArguments, BoxDynError> {
        let mut out = SqliteArguments::default();
        for arg in self.0 {
            match arg {
                Arg::Uuid(v) => out.add(v)?,
                Arg::I64(v) => out.add(v)?,
                Arg::F64(v) => out.add(v)?,
                Arg::Bool(v) => out.add(v)?,
                Arg::Text(v) => out.add(v)?,
                Arg::Time(v) => out.add(v)?,
                Arg::Day(v) => out.add(v)?,
                Arg::Ids(v) => {
                    let hex: Vec<_> = v.iter().map(|id| id.simple().to_string()).collect();
                    out.add(serde_json::to_string(&hex)?)?;
                }
                Arg::Texts(v) => out.add(serde_json::to_string(&v)?)?,
                Arg::Rows(v) => match bound {
                    Some(rows) => v.bind(rows, &mut out)?,
                    None => out.add(v.to_json())?,
                },
            }
        }
        Ok(out)
    }

    /// For PostgreSQL: rows as one array for each column.
    pub(crate) fn into_postgres(self) -> Result<PgArguments, BoxDynError> {
        let mut out = PgArguments::default();
        for arg in self.0 {
            match arg {
                Arg::Uuid(v) => out.add(v)?,
                Arg::I64(v) => out.add(v)?,
                Arg::F64(v) => out.add(v)?,
                Arg::Bool(v) => out.add(v)?,
                Arg::Text(v) => out.add(v)?,
                Arg::Time(v) => out.add(v)?,
                Arg::Day(v) => out.add(v)?,
                Arg::Ids(v) => out.add(v)?,
                Arg::Texts(v) => out.add(v)?,
                Arg::Rows(v) => v.into_arrays(&mut out)?,
            }
        }
        Ok(out)
    }
}

/// Arguments in a driver's own form.
#[derive(Debug)]
pub(crate) enum Bound {
    /// For SQLite.
    Sqlite(SqliteArguments),
    /// For PostgreSQL.
    Postgres(PgArguments),
}

fn clean(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "") } else { text }
}
