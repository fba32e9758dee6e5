//! Why a file was not read, as a value that can be stored, counted and told to its sender.
//!
//! An obstacle is about the file and stays true however often it is tried; a crash or a timeout of
//! the reader is not an obstacle but an [`crate::jail::ExtractError`].

use serde::{Deserialize, Serialize};
use vekha_model::Format;

/// Who can remove an obstacle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    /// The sender: the file is answered with the reason.
    Sender,
    /// A person on our side: the file is kept and put into the queue "to sort".
    Person,
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Obstacle {
    /// No bytes at all.
    Empty,
    /// A limit of [`crate::Limits`] is exceeded; the field's name.
    Limit {
        /// The field of `Limits`.
        limit: String,
    },
    /// Encrypted: a password is needed.
    Password,
    /// Contains macros (`vbaProject.bin`), whatever its name says.
    Macros,
    /// Loads a template from elsewhere when opened.
    ExternalTemplate,
    /// XML with a document type declaration: entity bombs and stolen files hide there.
    Declaration,
    /// A PDF that runs scripts, starts programs or carries files.
    ActivePdf,
    /// A program, a script or a web page instead of a document.
    Program,
    /// An archive of a kind that is not opened (RAR, 7z).
    OtherArchive,
    /// An archive or a mail where a document was expected: open it first.
    Container,
    /// Broken: cut off, or not what its first bytes promise.
    Damaged {
        /// What the reader says, for the journal.
        detail: String,
    },
    /// A good file of a format that this version does not read. Never the same as "empty".
    NotRead {
        /// Its format.
        format: Format,
    },
}

impl Obstacle {
    /// A damaged file, with what the reader says.
    pub fn damaged(detail: impl std::fmt::Display) -> Self {
        Self::Damaged { detail: detail.to_string() }
    }

    /// An exceeded limit, by the name of its field.
    pub fn limit(name: &str) -> Self {
        Self::Limit { limit: name.to_owned() }
    }

    /// Who can help.
    pub const fn remedy(&self) -> Remedy {
        match self {
            Self::NotRead { .. } | Self::Container => Remedy::Person,
            Self::Empty
            | Self::Limit { .. }
            | Self::Password
            | Self::Macros
            | Self::ExternalTemplate
            | Self::Declaration
            | Self::ActivePdf
            | Self::Program
            | Self::OtherArchive
            | Self::Damaged { .. } => Remedy::Sender,
        }
    }

    /// What is wrong and what to do, in Russian: told to the sender, or to the person who sorts.
    pub const fn message(&self) -> &'static str {
        match self {
            Self::Empty => "Файл пустой. Проверьте его и пришлите ещё раз.",
            Self::Limit { .. } => {
                "Файл слишком большой или слишком сложный. Пришлите его частями или в простом виде."
            }
            Self::Password => "Файл защищён паролем. Снимите пароль и пришлите ещё раз.",
            Self::Macros => "В файле есть макросы. Сохраните его как .docx или .xlsx без макросов.",
            Self::ExternalTemplate => {
                "Файл загружает шаблон из сети. Сохраните его в новый документ и пришлите ещё раз."
            }
            Self::Declaration => {
                "В файле есть запрещённые описания XML. Сохраните его заново в текстовом редакторе."
            }
            Self::ActivePdf => {
                "PDF содержит сценарии или вложенные файлы. Пришлите обычный PDF без них."
            }
            Self::Program => "Это не документ, а программа или веб-страница. Пришлите документ.",
            Self::OtherArchive => "Такой архив не открывается. Пришлите ZIP или сами файлы.",
            Self::Container => "Файл содержит другие файлы: их нужно открыть по отдельности.",
            Self::Damaged { .. } => "Файл повреждён или передан не полностью. Пришлите ещё раз.",
            Self::NotRead { format: Format::Doc } => {
                "Файл в старом формате Word (.doc) программа не читает: его посмотрит сотрудник. \
                 Чтобы не ждать, сохраните его в Word как .docx и пришлите ещё раз."
            }
            Self::NotRead { .. } => {
                "Файл этого формата программа пока не читает: его посмотрит сотрудник."
            }
        }
    }
}

impl std::fmt::Display for Obstacle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Limit { limit } => write!(f, "exceeds the limit {limit}"),
            Self::Damaged { detail } => write!(f, "damaged: {detail}"),
            Self::NotRead { format } => {
                write!(f, "the format {} is not read, kept for a person", format.as_str())
            }
            Self::Empty => f.write_str("no bytes"),
            Self::Password => f.write_str("encrypted, needs a password"),
            Self::Macros => f.write_str("contains macros"),
            Self::ExternalTemplate => f.write_str("loads an external template"),
            Self::Declaration => f.write_str("XML with a document type declaration"),
            Self::ActivePdf => f.write_str("a PDF with scripts, launches or embedded files"),
            Self::Program => f.write_str("a program, script or web page"),
            Self::OtherArchive => f.write_str("an archive of a kind that is not opened"),
            Self::Container => f.write_str("holds other files: open it instead"),
        }
    }
}

impl std::error::Error for Obstacle {}
