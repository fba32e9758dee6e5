//! A whole table as one argument: columns, and how each database takes them.

use super::clean;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use sqlx::Arguments as _;
use sqlx::error::BoxDynError;
use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use std::io::Write as _;
use uuid::Uuid;

/// One column of a table-valued argument.
#[derive(Clone, Debug)]
enum Column {
    Uuid(Vec<Option<Uuid>>),
    I64(Vec<Option<i64>>),
    F64(Vec<Option<f64>>),
    Bool(Vec<bool>),
    Text(Vec<Option<String>>),
    Time(Vec<Option<DateTime<Utc>>>),
    Day(Vec<NaiveDate>),
}

impl Column {
    fn len(&self) -> usize {
        match self {
            Self::Uuid(v) => v.len(),
            Self::I64(v) => v.len(),
            Self::F64(v) => v.len(),
            Self::Bool(v) => v.len(),
            Self::Text(v) => v.len(),
            Self::Time(v) => v.len(),
            Self::Day(v) => v.len(),
        }
    }

    fn part(&self, from: usize, to: usize) -> Self {
        match self {
            Self::Uuid(v) => Self::Uuid(v[from..to].to_vec()),
            Self::I64(v) => Self::I64(v[from..to].to_vec()),
            Self::F64(v) => Self::F64(v[from..to].to_vec()),
            Self::Bool(v) => Self::Bool(v[from..to].to_vec()),
            Self::Text(v) => Self::Text(v[from..to].to_vec()),
            Self::Time(v) => Self::Time(v[from..to].to_vec()),
            Self::Day(v) => Self::Day(v[from..to].to_vec()),
        }
    }

    /// Binds one cell; a row beyond the last is null. Texts are moved out.
    fn bind(&mut self, row: usize, out: &mut SqliteArguments) -> Result<(), BoxDynError> {
        match self {
            Self::Uuid(v) => out.add(v.get(row).copied().flatten()),
            Self::I64(v) => out.add(v.get(row).copied().flatten()),
            Self::F64(v) => out.add(v.get(row).copied().flatten()),
            Self::Bool(v) => out.add(v.get(row).copied()),
            Self::Text(v) => out.add(v.get_mut(row).and_then(Option::take).map(clean)),
            Self::Time(v) => out.add(v.get(row).copied().flatten()),
            Self::Day(v) => out.add(v.get(row).copied()),
        }
    }

    /// Binds the column as an array.
    fn into_array(self, out: &mut PgArguments) -> Result<(), BoxDynError> {
        match self {
            Self::Uuid(v) => out.add(v),
            Self::I64(v) => out.add(v),
            Self::F64(v) => out.add(v),
            Self::Bool(v) => out.add(v),
            Self::Text(v) => out.add(v.into_iter().map(|text| text.map(clean)).collect::<Vec<_>>()),
            Self::Time(v) => out.add(v),
            Self::Day(v) => out.add(v),
        }
    }

    /// Writes one cell as JSON. Writing to memory cannot fail, so results are let go.
    fn write(&self, row: usize, out: &mut Vec<u8>) {
        let _ = match self {
            Self::Uuid(v) => match v[row] {
                Some(id) => {
                    let mut hex = Uuid::encode_buffer();
                    write!(out, "\"{}\"", id.simple().encode_lower(&mut hex))
                }
                None => out.write_all(NULL),
            },
            Self::I64(v) => match v[row] {
                Some(n) => write!(out, "{n}"),
                None => out.write_all(NULL),
            },
            Self::F64(v) => match v[row].filter(|n| n.is_finite()) {
                Some(n) => write!(out, "{n}"),
                None => out.write_all(NULL),
            },
            Self::Bool(v) => write!(out, "{}", i64::from(v[row])),
            Self::Text(v) => match &v[row] {
                Some(text) if text.contains('\0') => {
                    serde_json::to_writer(out, &clean(text.clone())).map_err(Into::into)
                }
                Some(text) => serde_json::to_writer(out, text).map_err(Into::into),
                None => out.write_all(NULL),
            },
            Self::Time(v) => match v[row] {
                Some(at) => write!(out, "\"{}\"", at.to_rfc3339_opts(SecondsFormat::AutoSi, false)),
                None => out.write_all(NULL),
            },
            Self::Day(v) => write!(out, "\"{}\"", v[row]),
        };
    }
}

const NULL: &[u8] = b"null";

/// A table as one argument: columns of equal length, in the order of `{rows $n: …}`.
#[derive(Clone, Debug, Default)]
pub struct Rows(Vec<Column>);

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident($item:ty) => $variant:ident, $wrap:expr;)+) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(mut self, values: impl IntoIterator<Item = $item>) -> Self {
            self.0.push(Column::$variant(values.into_iter().map($wrap).collect()));
            self
        }
    )+};
}

impl Rows {
    /// No columns yet.
    pub fn new() -> Self {
        Self::default()
    }

    columns! {
        /// Ids.
        uuid(Uuid) => Uuid, Some;
        /// Ids or nulls.
        opt_uuid(Option<Uuid>) => Uuid, |v| v;
        /// Whole numbers.
        i64(i64) => I64, Some;
        /// Whole numbers or nulls.
        opt_i64(Option<i64>) => I64, |v| v;
        /// Numbers or nulls.
        opt_f64(Option<f64>) => F64, |v| v;
        /// Truths.
        bool(bool) => Bool, |v| v;
        /// Texts.
        text(String) => Text, Some;
        /// Texts or nulls.
        opt_text(Option<String>) => Text, |v| v;
        /// Instants.
        time(DateTime<Utc>) => Time, Some;
        /// Instants or nulls.
        opt_time(Option<DateTime<Utc>>) => Time, |v| v;
        /// Calendar days.
        day(NaiveDate) => Day, |v| v;
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.0.first().map_or(0, Column::len)
    }

    /// Whether there are none: the statement need not run.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn part(&self, from: usize, to: usize) -> Self {
        Self(self.0.iter().map(|column| column.part(from, to)).collect())
    }

    pub(super) fn bind(
        mut self,
        rows: usize,
        out: &mut SqliteArguments,
    ) -> Result<(), BoxDynError> {
        for row in 0..rows {
            for column in &mut self.0 {
                column.bind(row, out)?;
            }
        }
        Ok(())
    }

    pub(super) fn into_arrays(self, out: &mut PgArguments) -> Result<(), BoxDynError> {
        self.0.into_iter().try_for_each(|column| column.into_array(out))
    }

    pub(super) fn to_json(&self) -> String {
        debug_assert!(self.0.iter().all(|column| column.len() == self.len()));
        let mut out = Vec::with_capacity(64 * self.len() * self.0.len() + 2);
        out.push(b'[');
        for row in 0..self.len() {
            out.extend_from_slice(if row == 0 { b"[" } else { b",[" });
            for (at, column) in self.0.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                column.write(row, &mut out);
            }
            out.push(b']');
        }
        out.push(b']');
        // Every byte written above is UTF-8.
        String::from_utf8(out).unwrap_or_default()
    }
}
