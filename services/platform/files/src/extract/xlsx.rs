//! Workbooks: each sheet a table of strings, dates as dd.mm.yyyy, merged cells as spans.
//!
//! Cells are read one by one as the file has them: a sheet that claims a million columns costs
//! nothing until a cell is there.

use std::io::Cursor;

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, Xlsx, XlsxError};
use vekha_model::{Cell, Extracted, Row, Table};

use super::collect::{Collector, fold};
use crate::package::Package;
use crate::{Limits, Obstacle};

/// Reads a workbook. The names of its sheets are the text.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Extracted, Obstacle> {
    check_sizes(bytes, limits)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| obstacle(&e))?;
    let mut collector = Collector::new(limits);
    for name in book.sheet_names() {
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let rows = sheet(&mut book, &name, &merged, &mut collector)?;
        if !rows.is_empty() {
            let place = collector.begin_table();
            collector.end_table(place, Table { rows });
            collector.paragraph(&name)?;
        }
    }
    Ok(collector.finish())
}

/// The library unpacks without limits, so what it will unpack is measured first.
fn check_sizes(bytes: &[u8], limits: &Limits) -> Result<(), Obstacle> {
    let mut package = Package::open(bytes, limits)?;
    for entry in package.entries()? {
        if entry.name.ends_with(".xml") {
            package.read_at(entry.index)?;
        }
    }
    Ok(())
}

/// The rows of one sheet. Rows without a cell are left out.
fn sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    merged: &[Dimensions],
    collector: &mut Collector<'_>,
) -> Result<Vec<Row>, Obstacle> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|e| obstacle(&e))?;
    let mut rows: Vec<(u32, Row)> = Vec::new();
    while let Some(found) = cells.next_cell().map_err(|e| obstacle(&e))? {
        let (at, column) = found.get_position();
        let text = fold(&shown(found.get_value()));
        let region = merged.iter().find(|region| region.contains(at, column));
        // Only the first cell of a merged region has content; the others are its shadow.
        if region.is_some_and(|r| (at, column) != r.start) || (text.is_empty() && region.is_none())
        {
            continue;
        }
        collector.text(&text)?;
        let span = region.map_or(1, |region| region.end.1 - region.start.1 + 1);
        if rows.last().is_none_or(|(last, _)| *last != at) {
            rows.push((at, Row::default()));
        }
        if let Some((_, row)) = rows.last_mut() {
            row.cells.push(Cell { text, column, span, merged_down: false });
        }
    }
    carry_down(&mut rows, merged, collector)?;
    rows.into_iter()
        .map(|(_, row)| collector.row(row.cells.len()).map(|()| row))
        .collect::<Result<_, _>>()
}

/// Repeats the text of cells merged over several rows in the rows below that have cells.
fn carry_down(
    rows: &mut [(u32, Row)],
    merged: &[Dimensions],
    collector: &mut Collector<'_>,
) -> Result<(), Obstacle> {
    for region in merged.iter().filter(|region| region.end.0 > region.start.0) {
        let first = rows.iter().find(|(at, _)| *at == region.start.0);
        let origin =
            first.and_then(|(_, row)| row.cells.iter().find(|c| c.column == region.start.1));
        let Some(origin) = origin.cloned() else { continue };
        let below =
            rows.iter_mut().filter(|(at, _)| (region.start.0 + 1..=region.end.0).contains(at));
        for (_, row) in below {
            collector.text(&origin.text)?;
            let place = row.cells.partition_point(|cell| cell.column < origin.column);
            row.cells.insert(place, Cell { merged_down: true, ..origin.clone() });
        }
    }
    Ok(())
}

/// A value as an officer would write it.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "да".to_owned(),
        DataRef::Bool(false) => "нет".to_owned(),
        DataRef::DateTime(date) => day(*date),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A date as dd.mm.yyyy; with the time when there is one.
fn day(date: ExcelDateTime) -> String {
    if date.is_duration() {
        return date.as_f64().to_string();
    }
    let (year, month, day, hour, minute, _, _) = date.to_ymd_hms_milli();
    let shown = format!("{day:02}.{month:02}.{year:04}");
    if (hour, minute) == (0, 0) { shown } else { format!("{shown} {hour:02}:{minute:02}") }
}

fn obstacle(error: &XlsxError) -> Obstacle {
    match error {
        XlsxError::Password => Obstacle::Password,
        other => Obstacle::damaged(other),
    }
}
