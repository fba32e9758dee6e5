//! The screens, a file each: the typed context its template is filled with.
//!
//! Contexts hold what is shown, already in the reader's language and the issuer's zone. They are
//! made in `show`, which reads the store; this folder must not know the store or a request.

pub mod authority;
pub mod campaign;
pub mod campaigns;
pub mod cancel;
pub mod case;
pub mod dead_letters;
pub mod draft;
pub mod draft_follow;
pub mod draft_launch;
pub mod draft_recipients;
pub mod drafts;
pub mod escalations;
pub mod extend;
pub mod letter;
pub mod login;
pub mod my_day;
pub mod organization;
pub mod organizations;
pub mod review;
pub mod shell;
pub mod trouble;
pub mod unsorted;

use serde::Serialize;

/// A link to a list's next page.
#[derive(Clone, Debug, Serialize)]
pub struct Next {
    /// The address, filters kept.
    pub href: String,
}

/// A choice in a form.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the reader sees.
    pub title: String,
    /// Chosen beforehand.
    pub chosen: bool,
}

/// A file that can be downloaded.
#[derive(Clone, Debug, Serialize)]
pub struct File {
    /// Its name as the sender wrote it.
    pub name: String,
    /// «docx, 48 КБ».
    pub kind: String,
    /// Where it is.
    pub href: String,
}

/// One thing a check found.
#[derive(Clone, Debug, Serialize)]
pub struct Remark {
    /// It blocks acceptance.
    pub blocking: bool,
    /// «таблица 1, строка 3, столбец „Ответственный“»; empty when the whole file is meant.
    pub place: String,
    /// What is wrong and what to do.
    pub message: String,
    /// What stands there now.
    pub quote: Option<String>,
}

/// A document with its files and what was found in it.
#[derive(Clone, Debug, Serialize)]
pub struct Paper {
    /// The number its sender was given.
    pub receipt: String,
    /// What it is: «План по устранению недостатков».
    pub title: String,
    /// When it came.
    pub at: String,
    /// How, and how sure it is who sent it: «по ссылке организации».
    pub channel: String,
    /// The sender's address or name.
    pub sender: Option<String>,
    /// A publication's address.
    pub link: Option<String>,
    /// What recognition noted.
    pub note: Option<String>,
    /// Its files.
    pub files: Vec<File>,
    /// What was found.
    pub remarks: Vec<Remark>,
}
