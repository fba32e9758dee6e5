//! What came in, as facts: formats, extracted text and tables, findings with their place.

use serde::{Deserialize, Serialize};

/// A file format, told by content, not by the name's ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Word 97–2003.
    Doc,
    /// Word 2007 and later.
    Docx,
    /// OpenDocument text.
    Odt,
    /// Rich text.
    Rtf,
    /// PDF.
    Pdf,
    /// Excel 2007 and later.
    Xlsx,
    /// A scan: JPEG, PNG or TIFF.
    Image,
    /// A ZIP archive.
    Zip,
    /// A mail as a file.
    Eml,
    /// Plain text.
    Txt,
    /// A link instead of a file: «размещено на сайте по адресу …».
    Link,
    /// Anything else.
    Other,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 12] = [
        Self::Doc,
        Self::Docx,
        Self::Odt,
        Self::Rtf,
        Self::Pdf,
        Self::Xlsx,
        Self::Image,
        Self::Zip,
        Self::Eml,
        Self::Txt,
        Self::Link,
        Self::Other,
    ];

    /// The name stored in tables and written in definitions.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Doc => "doc",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Rtf => "rtf",
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Image => "image",
            Self::Zip => "zip",
            Self::Eml => "eml",
            Self::Txt => "txt",
            Self::Link => "link",
            Self::Other => "other",
        }
    }

    /// Reads back what [`Format::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == text)
    }
}

/// How sure it is who sent a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// Nobody vouches: a person decides, whatever the document says.
    Unproven,
    /// Known, but no file could be read by the program: a person looks at it.
    Unread,
    /// The reply token is valid, but the sender's domain is not proven.
    TokenOnly,
    /// A valid reply token and an aligned DKIM signature.
    TokenAndDkim,
    /// Uploaded through the organization's signed link.
    SignedLink,
    /// Uploaded or entered by a logged-in person with the right.
    Person,
}

impl Trust {
    /// Whether such a document may close a duty without a person.
    pub const fn may_close(self) -> bool {
        matches!(self, Self::TokenAndDkim | Self::SignedLink | Self::Person)
    }

    /// The name stored in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unproven => "unproven",
            Self::Unread => "unread",
            Self::TokenOnly => "token_only",
            Self::TokenAndDkim => "token_and_dkim",
            Self::SignedLink => "signed_link",
            Self::Person => "person",
        }
    }

    /// Reads back what [`Trust::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let all = [
            Self::Unproven,
            Self::Unread,
            Self::TokenOnly,
            Self::TokenAndDkim,
            Self::SignedLink,
            Self::Person,
        ];
        all.into_iter().find(|trust| trust.as_str() == text)
    }
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Said to the sender, blocks nothing.
    Remark,
    /// The document is returned.
    Blocking,
}

/// Where in a document a finding is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file's name as the sender wrote it.
    pub file: Option<String>,
    /// The table, counted from 1.
    pub table: Option<u32>,
    /// The row as printed in its «№ п/п» column, or counted from 1.
    pub row: Option<String>,
    /// The column's heading.
    pub column: Option<String>,
}

/// One thing a check found in a document, with the place and the rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's id, e.g. `plan.responsible_empty`; documented beside the rule.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What is wrong and what to do, in Russian, for the sender.
    pub message: String,
    /// The text that was found there.
    pub quote: Option<String>,
}

/// A cell of an extracted table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its text, spaces folded, paragraphs joined by `\n`.
    pub text: String,
    /// The leftmost grid column it covers, from 0.
    pub column: u32,
    /// How many grid columns it covers, at least 1.
    pub span: u32,
    /// The text comes from the cell above (a vertical merge).
    pub merged_down: bool,
}

/// A row of an extracted table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its cells, left to right.
    pub cells: Vec<Cell>,
    /// The file marks it as a repeated heading.
    pub heading: bool,
}

/// A table as a grid with spans.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its rows, top to bottom.
    pub rows: Vec<Row>,
}

/// What an extractor read out of one file. Order of text and tables is not kept between the two.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extracted {
    /// Paragraphs outside tables, one a line.
    pub text: String,
    /// Tables in reading order.
    pub tables: Vec<Table>,
    /// Pages, where the format has them.
    pub pages: Option<u32>,
    /// The file has pages but no readable text: a scan or broken fonts.
    pub unreadable: bool,
    /// What the extractor left out or found strange, for the journal.
    pub notes: Vec<String>,
}
