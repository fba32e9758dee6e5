//! A letter as a value. The numbers in brackets are those of the requisites in ГОСТ Р 7.0.97-2016.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A letter on a form with a corner letterhead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Who writes (05–08).
    pub letterhead: Letterhead,
    /// The date (10); none leaves its place to the registrar.
    pub dated: Option<NaiveDate>,
    /// The registration number without «№» (11); none leaves its place.
    pub number: Option<String>,
    /// The letter that this one answers (12).
    pub answers: Option<Reference>,
    /// To whom, in the dative, a line each (15).
    pub addressee: Vec<String>,
    /// «О …» (17).
    pub heading: String,
    /// The text (18).
    pub body: Vec<Block>,
    /// What is attached; the note about it (19) follows from this.
    pub attachments: Vec<Attachment>,
    /// Who signs (22).
    pub signature: Signature,
    /// Whom to ask (25).
    pub executor: Option<Executor>,
}

/// The sender's name and addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    /// The official name.
    pub name: String,
    /// Address, telephone, mail, registration numbers: a line each.
    pub details: Vec<String>,
}

/// Another letter, by its number and date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Its number without «№».
    pub number: String,
    /// Its date.
    pub dated: NaiveDate,
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// «Уважаемые коллеги!», in the middle.
    Greeting(String),
    /// A paragraph.
    Paragraph(String),
    /// A point of a list, with its dash or number.
    Item(String),
    /// The name of what follows it, as of a table; stays on the page of that.
    Caption(String),
    /// A table.
    Table(Table),
}

/// A ruled table with one heading row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// How wide, in hundredths of the table's width.
    pub share: u32,
    /// Where its words stand.
    pub align: Align,
}

/// Where words stand in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// At the left: words.
    Left,
    /// In the middle: numbers.
    Middle,
}

/// An attachment that is made together with the letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its name.
    pub title: String,
    /// On how many sheets; none until somebody has laid it out.
    pub sheets: Option<u32>,
    /// What stands in it.
    pub body: Vec<Block>,
}

/// Who signs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The post, with a capital.
    pub post: String,
    /// Initials, then the surname; empty leaves a place for them.
    pub name: String,
}

/// The officer who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Executor {
    /// The name.
    pub name: String,
    /// The telephone.
    pub phone: Option<String>,
}

/// What a registrar fills in by hand.
const BLANK: &str = "__________";

impl Letter {
    /// «от 15.12.2023 № 2147/15-02», with places for what is not known.
    pub fn registration(&self) -> String {
        let date = self.dated.map_or_else(|| BLANK.to_owned(), short);
        format!("от {date} № {}", self.number.as_deref().unwrap_or(BLANK))
    }

    /// «На № 12 от 01.02.2024», when it answers something.
    pub fn reference(&self) -> Option<String> {
        let answers = self.answers.as_ref()?;
        Some(format!("На № {} от {}", answers.number, short(answers.dated)))
    }

    /// The note about attachments (19), a line each: the first begins with «Приложение:».
    pub fn attachment_note(&self) -> Vec<String> {
        let many = self.attachments.len() > 1;
        let line = |(at, attachment): (usize, &Attachment)| {
            let number = if many { format!("{}. ", at + 1) } else { String::new() };
            let sheets = attachment.sheets.map_or_else(|| "__".to_owned(), |n| n.to_string());
            let before = if at == 0 { "Приложение: " } else { "" };
            format!("{before}{number}{} на {sheets} л. в 1 экз.", attachment.title)
        };
        self.attachments.iter().enumerate().map(line).collect()
    }

    /// What stands over an attachment: «Приложение 2 / к письму / от … № …».
    pub fn attachment_mark(&self, at: usize) -> [String; 2] {
        let number =
            if self.attachments.len() > 1 { format!(" {}", at + 1) } else { String::new() };
        [format!("Приложение{number}"), format!("к письму {}", self.registration())]
    }

    /// The executor's lines: name, telephone.
    pub fn executor_lines(&self) -> Vec<String> {
        let lines = |executor: &Executor| {
            std::iter::once(executor.name.clone()).chain(executor.phone.clone()).collect()
        };
        self.executor.as_ref().map(lines).unwrap_or_default()
    }
}

fn short(date: NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}
