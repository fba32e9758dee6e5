//! One SQL text, rendered for each database.
//!
//! Four things cannot be written the same way on SQLite and PostgreSQL, and each has a token:
//! - `{values $1: id uuid, n bigint}` — rows to insert: bound one by one on SQLite, in a few fixed
//!   shapes so that the statement stays prepared, `UNNEST` on PostgreSQL. The first column is never
//!   null: rows of nulls fill the shape up and are left out;
//! - `{rows $1: id uuid, n bigint}` — a parameter that is a whole table: `jsonb_each` on SQLite
//!   (3.51 or later: rows stay binary, they are not written out and parsed again for each column),
//!   `UNNEST` on PostgreSQL;
//! - `{ids $1}`, `{texts $1}` — a parameter that is a list, for `IN`;
//! - `/*pg FOR UPDATE */` — words only PostgreSQL needs: a comment to SQLite.
//!
//! Parameters are numbered once. On PostgreSQL a `{rows}` parameter is one array per column, so
//! rendering renumbers the parameters after it.

use std::sync::OnceLock;

/// A named statement.
#[derive(Debug)]
pub struct Sql {
    name: &'static str,
    text: &'static str,
    sqlite: [OnceLock<String>; SHAPES.len()],
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
        Self { name, text, sqlite: [const { OnceLock::new() }; SHAPES.len()] }
    }

    /// Its name: module and constant.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The text for SQLite, with room for so many rows where it has a `{values}` token.
    pub(crate) fn sqlite(&'static self, shape: usize) -> &'static str {
        self.sqlite[shape].get_or_init(|| render_sqlite(self.text, SHAPES[shape]))
    }

    /// Whether its rows are bound one by one on SQLite.
    pub(crate) fn binds_values(&self) -> bool {
        self.text.contains("{values ")
    }

    /// The text for PostgreSQL.
    pub fn postgres(&self) -> String {
        render_postgres(self.text)
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

fn render_sqlite(text: &str, rows: usize) -> String {
    let pieces = pieces(text);
    let bound = pieces.iter().find_map(|(_, token)| match token {
        Some(Token::Values { parameter, columns }) => Some((*parameter, columns.len() * rows)),
        _ => None,
    });
    // Rows bound one by one take the numbers of all their cells.
    let place = |parameter: usize| match bound {
        Some((at, cells)) if parameter > at => parameter + cells - 1,
        _ => parameter,
    };
    let mut out = String::with_capacity(text.len() * 2);
    for (plain, token) in &pieces {
        out.push_str(&renumber(plain, place));
        match token {
            Some(Token::Rows { parameter, columns }) => {
                let columns: Vec<String> = columns
                    .iter()
                    .enumerate()
                    .map(|(at, (name, kind))| match *kind {
                        "uuid" => format!("unhex(value->>{at}) AS {name}"),
                        _ => format!("value->>{at} AS {name}"),
                    })
                    .collect();
                let (columns, place) = (columns.join(", "), place(*parameter));
                out.push_str(&format!("(SELECT {columns} FROM jsonb_each(${place}))"));
            }
            Some(Token::Values { columns, .. }) => out.push_str(&values(columns, rows)),
            Some(Token::List { parameter, kind }) => {
                let value = if *kind == "ids" { "unhex(value)" } else { "value" };
                let place = place(*parameter);
                out.push_str(&format!("(SELECT {value} FROM json_each(${place}))"));
            }
            None => {}
        }
    }
    out
}

/// Rows bound one by one: without numbers, because numbered parameters are looked up one by one.
fn values(columns: &[(&str, &str)], rows: usize) -> String {
    let names: Vec<String> = columns
        .iter()
        .enumerate()
        .map(|(at, (name, _))| format!("column{} AS {name}", at + 1))
        .collect();
    let row = format!("({})", vec!["?"; columns.len()].join(","));
    let rows = vec![row; rows].join(",");
    format!("(SELECT {} FROM (VALUES {rows}) WHERE column1 IS NOT NULL)", names.join(", "))
}

fn render_postgres(text: &str) -> String {
    let pieces = pieces(text);
    let tables: Vec<(usize, usize)> = pieces
        .iter()
        .filter_map(|(_, token)| match token {
            Some(Token::Rows { parameter, columns } | Token::Values { parameter, columns }) => {
                Some((*parameter, columns.len()))
            }
            _ => None,
        })
        .collect();
    // A table parameter before this one takes the place of its columns, not of one.
    let place = |parameter: usize| {
        let shift: usize =
            tables.iter().filter(|(at, _)| *at < parameter).map(|(_, columns)| columns - 1).sum();
        parameter + shift
    };
    let mut out = String::with_capacity(text.len() * 2);
    for (plain, token) in &pieces {
        out.push_str(&renumber(&plain.replace("/*pg", "").replace("*/", ""), place));
        match token {
            Some(Token::Rows { parameter, columns } | Token::Values { parameter, columns }) => {
                let arrays: Vec<String> = columns
                    .iter()
                    .enumerate()
                    .map(|(at, (_, kind))| format!("${}::{}[]", place(*parameter) + at, pg(kind)))
                    .collect();
                let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
                out.push_str(&format!(
                    "(SELECT * FROM UNNEST({}) AS t({}))",
                    arrays.join(", "),
                    names.join(", ")
                ));
            }
            Some(Token::List { parameter, kind }) => {
                let kind = if *kind == "ids" { "uuid" } else { "text" };
                out.push_str(&format!("(SELECT UNNEST(${}::{kind}[]))", place(*parameter)));
            }
            None => {}
        }
    }
    out
}

/// The PostgreSQL type of a column word.
fn pg(kind: &str) -> &str {
    match kind {
        "time" => "timestamptz",
        "json" => "jsonb",
        "float" => "float8",
        "day" => "date",
        other => other,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "UPDATE a SET n = v.n, at = $2 FROM {rows $1: id uuid, n bigint} AS v \
                        WHERE a.id = v.id AND a.k IN {ids $3} /*pg FOR UPDATE */";

    #[test]
    fn one_text_renders_for_sqlite() {
        assert_eq!(
            render_sqlite(TEXT, 1),
            "UPDATE a SET n = v.n, at = $2 FROM (SELECT unhex(value->>0) AS id, value->>1 AS n \
             FROM jsonb_each($1)) AS v WHERE a.id = v.id AND a.k IN (SELECT unhex(value) FROM \
             json_each($3)) /*pg FOR UPDATE */"
        );
    }

    #[test]
    fn the_same_text_renders_for_postgres() {
        assert_eq!(
            render_postgres(TEXT),
            "UPDATE a SET n = v.n, at = $3 FROM (SELECT * FROM UNNEST($1::uuid[], $2::bigint[]) \
             AS t(id, n)) AS v WHERE a.id = v.id AND a.k IN (SELECT UNNEST($4::uuid[]))  FOR UPDATE "
        );
    }

    #[test]
    fn rows_to_insert_are_bound_one_by_one_on_sqlite() {
        let text = "INSERT INTO a (id, n, at) SELECT id, n, $2 FROM {values $1: id uuid, n bigint}";
        assert_eq!(
            render_sqlite(text, 4),
            "INSERT INTO a (id, n, at) SELECT id, n, $9 FROM (SELECT column1 AS id, column2 AS n \
             FROM (VALUES (?,?),(?,?),(?,?),(?,?)) WHERE column1 IS NOT NULL)"
        );
        assert_eq!(
            render_postgres(text),
            "INSERT INTO a (id, n, at) SELECT id, n, $3 FROM (SELECT * FROM UNNEST($1::uuid[], \
             $2::bigint[]) AS t(id, n))"
        );
        assert_eq!([1, 4, 5, 1000].map(|rows| SHAPES[shape_for(rows)]), [1, 4, 16, 1024]);
    }
}
