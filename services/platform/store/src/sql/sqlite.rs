//! Rendering for SQLite: tables are JSON or single values, lists are JSON.

use super::{Token, opened, pieces, renumber};

/// The text, with room for so many rows where it has a `{values}` token.
pub(super) fn render(text: &str, rows: usize) -> String {
    let text = &opened(text, "/*sqlite", |_| true);
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
