//! One SQL text, rendered for each database.
//!
//! Five things cannot be written the same way on SQLite and PostgreSQL, and each has a token:
//! - `{values $1: id uuid, n bigint}` — rows to insert: bound one by one on SQLite, in a few fixed
//!   shapes so that the statement stays prepared, `UNNEST` on PostgreSQL. The first column is never
//!   null: rows of nulls fill the shape up and are left out;
//! - `{rows $1: id uuid, n bigint}` — a parameter that is a whole table: `jsonb_each` on SQLite
//!   (3.51 or later: rows stay binary, they are not written out and parsed again for each column),
//!   `UNNEST` on PostgreSQL;
//! - `{ids $1}`, `{texts $1}` — a parameter that is a list, for `IN`; `= ANY` on PostgreSQL;
//! - `/*pg FOR UPDATE */` — words only PostgreSQL needs: a comment to SQLite. Row locks are left out
//!   in a transaction that only reads;
//! - `/*sqlite OR FAIL */` — words only SQLite needs. These spare it a copy of every page that a
//!   statement of many rows touches, kept to undo that statement alone: whoever sees such a
//!   statement fail gives up its transaction.
//!
//! A column of JSON is `jsonb` where its table says so, and `json` where its bytes must stay.
//!
//! Parameters are numbered once. On PostgreSQL a `{rows}` parameter is one array per column, so
//! rendering renumbers the parameters after it.

pub(crate) mod postgres;
mod sqlite;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

/// A named statement.
#[derive(Debug)]
pub struct Sql {
    name: &'static str,
    text: &'static str,
    sqlite: [OnceLock<String>; SHAPES.len()],
    postgres: [OnceLock<String>; 2],
}

/// How many rows a `{values}` token is rendered for. A batch is at most the last.
pub(crate) const SHAPES: [usize; 7] = [1, 4, 16, 64, 128, 256, 1024];

/// The smallest shape that holds so many rows.
pub(crate) fn shape_for(rows: usize) -> usize {
    SHAPES.iter().position(|shape| *shape >= rows).unwrap_or(SHAPES.len() - 1)
}

/// Declares statements and lists them for the test that prepares each one.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $text:expr;)+) => {
        $($(#[$doc])* static $name: $crate::sql::Sql =
            $crate::sql::Sql::new(concat!(module_path!(), "::", stringify!($name)), $text);)+
        /// Every statement of this file.
        pub(crate) static ALL: &[&$crate::sql::Sql] = &[$(&$name),+];
    };
}
pub(crate) use statements;

impl Sql {
    /// A statement with the name that errors and spans show.
    pub const fn new(name: &'static str, text: &'static str) -> Self {
        Self {
            name,
            text,
            sqlite: [const { OnceLock::new() }; SHAPES.len()],
            postgres: [const { OnceLock::new() }; 2],
        }
    }

    /// Its name: module and constant.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The text for SQLite, with room for so many rows where it has a `{values}` token.
    pub(crate) fn sqlite(&'static self, shape: usize) -> &'static str {
        self.sqlite[shape].get_or_init(|| sqlite::render(self.text, SHAPES[shape]))
    }

    /// Whether its rows are bound one by one on SQLite.
    pub(crate) fn binds_values(&self) -> bool {
        self.text.contains("{values ")
    }

    /// The text for PostgreSQL, with its row locks or without.
    pub(crate) fn postgres(&'static self, locks: bool) -> &'static str {
        self.postgres[usize::from(locks)].get_or_init(|| postgres::render(self.text, locks))
    }
}

/// A token found in the text.
enum Token<'a> {
    Rows { parameter: usize, columns: Vec<(&'a str, &'a str)> },
    Values { parameter: usize, columns: Vec<(&'a str, &'a str)> },
    List { parameter: usize, kind: &'a str },
}

/// Splits the text into plain pieces and tokens.
fn pieces(text: &str) -> Vec<(&str, Option<Token<'_>>)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once('{') {
        let Some((inside, after)) = tail.split_once('}') else { break };
        found.push((before, parse_token(inside)));
        rest = after;
    }
    found.push((rest, None));
    found
}

fn parse_token(inside: &str) -> Option<Token<'_>> {
    let (kind, tail) = inside.split_once(" $")?;
    let Some((parameter, columns)) = tail.split_once(':') else {
        return Some(Token::List { parameter: tail.trim().parse().ok()?, kind });
    };
    let columns = columns.split(',').filter_map(|column| column.trim().split_once(' ')).collect();
    let parameter = parameter.trim().parse().ok()?;
    match kind {
        "rows" => Some(Token::Rows { parameter, columns }),
        "values" => Some(Token::Values { parameter, columns }),
        _ => None,
    }
}

/// Opens the comments that begin so: words for one database. Words not kept are left out.
fn opened(text: &str, begin: &str, keep: impl Fn(&str) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once(begin) {
        let Some((words, after)) = tail.split_once("*/") else { break };
        out.push_str(before);
        if keep(words) {
            out.push_str(words);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Rewrites `$n` by the given rule.
fn renumber(text: &str, place: impl Fn(usize) -> usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('$');
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        match part[..digits].parse::<usize>() {
            Ok(parameter) => out.push_str(&format!("${}{}", place(parameter), &part[digits..])),
            Err(_) => {
                out.push('$');
                out.push_str(part);
            }
        }
    }
    out
}
