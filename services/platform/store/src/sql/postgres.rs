//! Rendering for PostgreSQL: tables are arrays, one for each column; lists are arrays.

use super::{Token, opened, pieces, renumber};

/// The text. A transaction that only reads locks nothing: without `locks`, `/*pg FOR … */` stays
/// the comment that it is for SQLite.
pub(super) fn render(text: &str, locks: bool) -> String {
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
        out.push_str(&renumber(&uncomment(plain, locks), place));
        match token {
            Some(Token::Rows { parameter, columns } | Token::Values { parameter, columns }) => {
                out.push_str(&table(columns, place(*parameter)));
            }
            Some(Token::List { parameter, kind }) => {
                let kind = if *kind == "ids" { "uuid" } else { "text" };
                list(&mut out, &format!("(${}::{kind}[])", place(*parameter)));
            }
            None => {}
        }
    }
    out
}

/// Opens the comments that are words for PostgreSQL.
pub(crate) fn uncomment(text: &str, locks: bool) -> String {
    opened(text, "/*pg", |words| locks || !words.trim_start().starts_with("FOR "))
}

/// A table of arrays. JSON travels as text: the driver would have to parse it.
fn table(columns: &[(&str, &str)], place: usize) -> String {
    let arrays: Vec<String> = columns
        .iter()
        .enumerate()
        .map(|(at, (_, kind))| format!("${}::{}[]", place + at, array(kind)))
        .collect();
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let cells: Vec<String> = columns
        .iter()
        .map(|(name, kind)| match *kind {
            "json" | "jsonb" => format!("{name}::{kind} AS {name}"),
            _ => (*name).to_owned(),
        })
        .collect();
    let (cells, arrays, names) = (cells.join(", "), arrays.join(", "), names.join(", "));
    format!("(SELECT {cells} FROM UNNEST({arrays}) AS t({names}))")
}

/// A list is compared as an array, not as a subquery: the planner then walks the index.
fn list(out: &mut String, array: &str) {
    for (word, comparison) in [("NOT IN ", "<> ALL "), ("IN ", "= ANY ")] {
        if out.ends_with(word) {
            out.truncate(out.len() - word.len());
            out.push_str(comparison);
            break;
        }
    }
    out.push_str(array);
}

/// The PostgreSQL type of a column word.
fn array(kind: &str) -> &str {
    match kind {
        "time" => "timestamptz",
        "json" | "jsonb" => "text",
        "float" => "float8",
        "day" => "date",
        other => other,
    }
}
