//! What commands say: answers to standard output, remarks to standard error.
//!
//! A reader that has had enough (`| head`) is no failure.

use serde::Serialize;
use std::io::{ErrorKind, Write, stderr, stdout};

/// One line or more of the answer.
///
/// # Errors
/// When standard output cannot be written to.
pub fn say(text: impl AsRef<str>) -> anyhow::Result<()> {
    forgiving(write_line(&mut stdout().lock(), text.as_ref()))
}

/// The answer for a program: JSON, indented.
///
/// # Errors
/// When standard output cannot be written to.
pub fn say_json(value: &impl Serialize) -> anyhow::Result<()> {
    say(serde_json::to_string_pretty(value)?)
}

/// A remark: not part of the answer. Nobody is left to tell when even this cannot be written.
pub fn remark(text: impl AsRef<str>) {
    let _ = write_line(&mut stderr().lock(), text.as_ref());
}

/// A list: as JSON when a program asked for it, else as a table with these headings.
///
/// # Errors
/// When standard output cannot be written to.
pub fn say_list<T: Serialize, const N: usize>(
    items: &[T],
    json: bool,
    headings: [&str; N],
    cells: impl Fn(&T) -> [String; N],
) -> anyhow::Result<()> {
    if json {
        return say_json(&items);
    }
    let mut rows = vec![headings.map(str::to_owned)];
    rows.extend(items.iter().map(cells));
    say(table(&rows))
}

/// Columns as wide as their widest cell.
fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let wide = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: [usize; N] = std::array::from_fn(|column| wide(column).unwrap_or(0));
    let line = |row: &[String; N]| {
        let cells: Vec<String> =
            row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        cells.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn write_line(to: &mut impl Write, text: &str) -> std::io::Result<()> {
    writeln!(to, "{}", text.trim_end_matches('\n'))?;
    to.flush()
}

fn forgiving(written: std::io::Result<()>) -> anyhow::Result<()> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_by_letters_not_bytes() {
        let rows =
            [["код", "что"], ["1", "письмо"], ["12345", "я"]].map(|row| row.map(str::to_owned));
        assert_eq!(table(&rows), "код    что\n1      письмо\n12345  я");
    }

    #[test]
    fn a_closed_pipe_is_no_failure_and_a_full_disk_is() {
        assert!(forgiving(Err(ErrorKind::BrokenPipe.into())).is_ok());
        assert!(forgiving(Err(ErrorKind::StorageFull.into())).is_err());
    }
}
