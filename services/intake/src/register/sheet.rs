//! The rows of a sheet: of a workbook by the confined reader, of a CSV by its separators.

use super::ImportError;
use encoding_rs::WINDOWS_1251;
use vekha_files::Extractor;
use vekha_model::Table;

/// The rows of the biggest table.
pub(super) async fn rows(
    extractor: &Extractor,
    bytes: &[u8],
    name: &str,
) -> Result<Vec<Vec<String>>, ImportError> {
    if name.to_lowercase().ends_with(".csv") {
        return Ok(csv(&decoded(bytes)));
    }
    let read = extractor.extract(bytes, name).await?.outcome?;
    let table = read.tables.iter().max_by_key(|table| table.rows.len());
    let none =
        || ImportError::NoSheet("В файле нет таблицы. Нужен лист .xlsx или .csv.".to_owned());
    table.map(grid).ok_or_else(none)
}

/// Each cell in its column.
fn grid(table: &Table) -> Vec<Vec<String>> {
    let row = |row: &vekha_model::Row| {
        let mut cells = Vec::new();
        for cell in &row.cells {
            let column = cell.column as usize;
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column].clone_from(&cell.text);
        }
        cells
    };
    table.rows.iter().map(row).collect()
}

/// Excel in Russian writes CSV in windows-1251; everybody else in UTF-8.
fn decoded(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1251.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// RFC 4180, with the separator that the first line has most of: Excel in Russian writes `;`.
fn csv(text: &str) -> Vec<Vec<String>> {
    let first = text.lines().next().unwrap_or_default();
    let separator =
        [';', '\t', ','].into_iter().rev().max_by_key(|c| first.matches(*c).count()).unwrap_or(';');
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut is_quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if is_quoted || cell.is_empty() => is_quoted = !is_quoted,
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter if letter == separator && !is_quoted => row.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_of_text_is_read_as_excel_writes_it() {
        let text =
            "Наименование;ИНН\r\n\"МБОУ \"\"СОШ № 1\"\"; г. Образцовск\";0000000101\r\n;\r\n";
        let rows = csv(text);
        assert_eq!(
            rows,
            [
                vec!["Наименование", "ИНН"],
                vec!["МБОУ \"СОШ № 1\"; г. Образцовск", "0000000101"],
                vec!["", ""]
            ]
        );
        let (bytes, ..) = WINDOWS_1251.encode(text);
        assert_eq!(decoded(&bytes), text);
        assert_eq!(csv("a,b\n1,2"), [["a", "b"], ["1", "2"]]);
    }
}
