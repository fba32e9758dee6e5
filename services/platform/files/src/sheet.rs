//! Workbooks that we write: the rows an import could not take, later reports.
//!
//! A table with a heading and a comment on every cell that is wrong: an officer corrects it in
//! place and sends the same file again.

use rust_xlsxwriter::{Format, FormatBorder, Note, Workbook, XlsxError};

/// The widest column, characters.
const WIDEST: usize = 60;

/// A sheet to be written. Everything is text: an INN is no number, it may begin with a zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name: at most 31 characters, none of `[]:*?/\`.
    pub name: String,
    /// The heading; stays in sight when the rows are scrolled.
    pub heading: Vec<String>,
    /// The rows, as long as the heading or shorter.
    pub rows: Vec<Vec<String>>,
    /// What is wrong with single cells.
    pub comments: Vec<Comment>,
}

/// What is wrong with one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comment {
    /// The row among `rows`, from 0.
    pub row: u32,
    /// The column, from 0.
    pub column: u16,
    /// What is wrong and what to do, in Russian.
    pub text: String,
}

/// A workbook of these sheets (.xlsx).
///
/// # Errors
/// When a name or a size is more than Excel takes. Give up.
pub fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    for sheet in sheets {
        write(workbook.add_worksheet(), sheet)?;
    }
    workbook.save_to_buffer()
}

fn write(page: &mut rust_xlsxwriter::Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let heading = Format::new().set_bold().set_text_wrap().set_border(FormatBorder::Thin);
    let wrong = Format::new().set_background_color("#FFE0B2").set_text_wrap();
    page.set_name(&sheet.name)?.set_freeze_panes(1, 0)?;
    for (column, title) in (0..).zip(&sheet.heading) {
        page.write_string_with_format(0, column, title, &heading)?;
        let texts = sheet.rows.iter().filter_map(|row| row.get(usize::from(column)));
        let widest = texts.chain([title]).map(|text| text.chars().count()).max().unwrap_or(0);
        page.set_column_width(column, widest.clamp(8, WIDEST) as f64 + 1.0)?;
    }
    for (number, row) in (1..).zip(&sheet.rows) {
        for (column, text) in (0..).zip(row) {
            page.write_string(number, column, text)?;
        }
    }
    for comment in &sheet.comments {
        let row = comment.row + 1;
        page.set_cell_format(row, comment.column, &wrong)?;
        page.insert_note(row, comment.column, &Note::new(&comment.text).set_width(260))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read_and_says_what_is_wrong() {
        let sheet = Sheet {
            name: "Ошибки".into(),
            heading: vec!["Наименование".into(), "ИНН".into()],
            rows: vec![vec!["МБОУ СОШ № 1".into(), "0000000101".into()]],
            comments: vec![Comment {
                row: 0,
                column: 1,
                text: "Контрольное число не сходится".into(),
            }],
        };
        let file = workbook(&[sheet]).unwrap();
        let read = crate::extract::read(&file, "errors.xlsx", &crate::Limits::default());
        let table = &read.outcome.unwrap().tables[0];
        let rows: Vec<Vec<&str>> = table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|c| c.text.as_str()).collect())
            .collect();
        assert_eq!(rows, [["Наименование", "ИНН"], ["МБОУ СОШ № 1", "0000000101"]]);
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
        let mut notes = String::new();
        std::io::Read::read_to_string(&mut zip.by_name("xl/comments1.xml").unwrap(), &mut notes)
            .unwrap();
        assert!(notes.contains("Контрольное число не сходится") && notes.contains("ref=\"B2\""));
    }

    #[test]
    fn a_name_that_excel_refuses_is_an_error() {
        assert!(workbook(&[Sheet { name: "a/b".into(), ..Sheet::default() }]).is_err());
    }
}
