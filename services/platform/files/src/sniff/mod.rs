//! What a file is, told by its content. The ending of its name is only compared with it.
//!
//! Office packages are opened to look at their parts: `plan.docx` with macros inside, or an
//! archive called `.docx`, are found here. So this runs in the confined child like every reader.

mod compound;
mod magic;
mod name;
mod office;

use serde::{Deserialize, Serialize};
use vekha_model::Format;

use crate::Limits;

pub use name::{clean, ending};

/// What the content is: finer than [`Format`], because what is refused needs a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// No bytes.
    Empty,
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
    /// Excel 97–2003.
    Xls,
    /// Excel 2007 and later.
    Xlsx,
    /// OpenDocument spreadsheet.
    Ods,
    /// An office file of another kind: slides, drawings.
    OtherOffice,
    /// A picture: JPEG, PNG, TIFF, GIF, BMP.
    Image,
    /// A ZIP archive.
    Zip,
    /// RAR or 7z.
    OtherArchive,
    /// A mail as a file.
    Eml,
    /// `winmail.dat` of Outlook.
    Tnef,
    /// Plain text.
    Txt,
    /// A web page.
    Html,
    /// A program or a script.
    Program,
    /// None of these.
    Unknown,
}

impl Content {
    /// The format as documents and definitions name it.
    pub const fn format(self) -> Format {
        match self {
            Self::Doc => Format::Doc,
            Self::Docx => Format::Docx,
            Self::Odt => Format::Odt,
            Self::Rtf => Format::Rtf,
            Self::Pdf => Format::Pdf,
            Self::Xlsx => Format::Xlsx,
            Self::Image => Format::Image,
            Self::Zip => Format::Zip,
            Self::Eml => Format::Eml,
            Self::Txt => Format::Txt,
            Self::Empty
            | Self::Xls
            | Self::Ods
            | Self::OtherOffice
            | Self::OtherArchive
            | Self::Tnef
            | Self::Html
            | Self::Program
            | Self::Unknown => Format::Other,
        }
    }

    /// The endings that agree with the content; empty when any ending will do.
    const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Doc => &["doc", "dot"],
            Self::Docx => &["docx", "dotx"],
            Self::Odt => &["odt", "ott"],
            Self::Rtf => &["rtf"],
            Self::Pdf => &["pdf"],
            Self::Xls => &["xls"],
            Self::Xlsx => &["xlsx"],
            Self::Ods => &["ods"],
            Self::Image => &["jpg", "jpeg", "png", "tif", "tiff", "gif", "bmp"],
            Self::Zip => &["zip"],
            Self::Eml => &["eml"],
            Self::Empty
            | Self::OtherOffice
            | Self::OtherArchive
            | Self::Tnef
            | Self::Txt
            | Self::Html
            | Self::Program
            | Self::Unknown => &[],
        }
    }
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sniffed {
    /// Its name, cleaned for display.
    pub name: String,
    /// By its content.
    pub content: Content,
    /// It carries macros, whatever its name says.
    pub macros: bool,
    /// It is encrypted as a whole. (A PDF tells this only when it is read.)
    pub password: bool,
    /// The ending of its name, when it promises something else: accepted, but worth a remark.
    pub mismatch: Option<String>,
}

impl Sniffed {
    /// The format as documents and definitions name it.
    pub const fn format(&self) -> Format {
        self.content.format()
    }
}

/// Looks at a file. Never fails: what cannot be told is [`Content::Unknown`].
pub fn sniff(bytes: &[u8], name: &str, limits: &Limits) -> Sniffed {
    let name = clean(name);
    let ending = ending(&name);
    let mut found = Look::plain(magic::look(bytes, ending.as_deref()));
    match found.content {
        Content::Zip => found = office::look(bytes, limits),
        Content::OtherOffice => found = compound::look(bytes),
        _ => {}
    }
    let agreed = found.content.endings();
    let mismatch = ending.filter(|e| !agreed.is_empty() && !agreed.contains(&e.as_str()));
    let Look { content, macros, password } = found;
    Sniffed { name, content, macros, password, mismatch }
}

/// What one look found.
#[derive(Clone, Copy, Debug)]
struct Look {
    content: Content,
    macros: bool,
    password: bool,
}

impl Look {
    const fn plain(content: Content) -> Self {
        Self { content, macros: false, password: false }
    }
}

#[cfg(test)]
mod tests;
