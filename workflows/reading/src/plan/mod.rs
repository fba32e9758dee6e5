//! The plan form of ПП РФ от 17.04.2018 № 457, recognised in extracted tables.
//!
//! Plan and report are one document: a report is the plan with its last two columns filled. Copies
//! differ: «№ п/п» is added, the last columns are missing, swapped or merged, tables are split by
//! pages. [`read`] maps whatever came to a [`Plan`]; [`check`] judges it. Reading goes `grid`
//! (merges undone) → `columns` (headings to meanings) → `rows` (sections and measures), with
//! `head` for title and approval. The module knows no file format and no campaign.
//!
//! The form was rebuilt from memory of the act; its headings are certain, its small lines are not.

pub mod check;
mod columns;
mod grid;
mod head;
mod person;
mod rows;
mod section;

#[cfg(test)]
pub(crate) mod notation;
#[cfg(test)]
pub(crate) mod tests;

use crate::dates::When;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use vekha_model::Extracted;

pub use columns::Column;
pub use person::Person;
pub use section::SectionKind;

/// A plan, or a report when its last columns are filled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The title as written, on one line.
    pub title: Option<String>,
    /// The organization as the title names it.
    pub organization: Option<String>,
    /// The year of «на 20__ год».
    pub year: Option<i32>,
    /// The title calls the document a report.
    pub called_report: bool,
    /// The approval block, if there is one.
    pub approval: Option<Approval>,
    /// What each column is headed, in the order of the table.
    pub columns: Vec<(Column, String)>,
    /// The section rows, in order; sections of a table without section rows are none.
    pub sections: Vec<Section>,
    /// The rows with measures, in order.
    pub measures: Vec<Measure>,
}

/// «УТВЕРЖДАЮ» and the date under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// When it was approved, where the block says so.
    pub date: Option<NaiveDate>,
}

/// A section row and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Which of the five.
    pub kind: SectionKind,
    /// The row's text.
    pub title: String,
    /// The table, counted from 1 among all tables of the file.
    pub table: u32,
    /// How many measures stand under it.
    pub measures: u32,
    /// It says that nothing was found («Недостатков не выявлено», a dash, an empty row).
    pub nothing_found: bool,
}

/// One row of the plan: a defect and what will be, or was, done about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// The table, counted from 1 among all tables of the file.
    pub table: u32,
    /// The row as printed in «№ п/п», or counted from 1 over the whole plan.
    pub row: String,
    /// The section above it.
    pub section: Option<SectionKind>,
    /// The defect; for a merged cell that of the row above.
    pub defect: String,
    /// What will be done.
    pub measure: String,
    /// The planned time as written.
    pub due_text: String,
    /// The planned time as read.
    pub due: When,
    /// Who answers for it, as written.
    pub responsible: String,
    /// What was done, or why not.
    pub done: String,
    /// The actual time as written.
    pub done_date_text: String,
    /// The actual time as read.
    pub done_date: When,
}

impl Plan {
    /// How a column is headed in this file, or as the form heads it.
    pub fn heading(&self, column: Column) -> &str {
        self.columns
            .iter()
            .find(|(found, _)| *found == column)
            .map_or_else(|| column.form_heading(), |(_, heading)| heading.as_str())
    }

    /// Whether the table has such a column.
    pub fn has(&self, column: Column) -> bool {
        self.columns.iter().any(|(found, _)| *found == column)
    }

    /// Whether any row says what was done: then it is a report.
    pub fn is_filled(&self) -> bool {
        self.measures.iter().any(Measure::is_reported)
    }
}

impl Measure {
    /// Whether the row says anything of its execution.
    pub fn is_reported(&self) -> bool {
        !crate::text::is_blank(&self.done) || !crate::text::is_blank(&self.done_date_text)
    }
}

/// Finds and reads the plan of a file; `None` when no table has the headings of a plan.
/// `year` is the plan's year where the file names none.
pub fn read(extracted: &Extracted, year: Option<i32>) -> Option<Plan> {
    let head = head::read(extracted);
    let body = rows::read(&extracted.tables, head.year.or(year))?;
    Some(Plan {
        title: head.title,
        organization: head.organization,
        year: head.year,
        called_report: head.called_report,
        approval: head.approval,
        columns: body.columns,
        sections: body.sections,
        measures: body.measures,
    })
}
