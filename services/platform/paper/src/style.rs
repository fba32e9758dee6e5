//! How each kind of paragraph looks. One table for both formats: Word gets it as named styles.

use crate::measure::{HEADING, INDENT, MARK, TEXT};

/// A kind of paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The sender's name.
    Sender,
    /// The sender's addresses.
    Detail,
    /// Date and number, the reference.
    Registration,
    /// To whom.
    Addressee,
    /// «О …».
    Heading,
    /// «Уважаемые коллеги!».
    Greeting,
    /// A paragraph of the text, a point of a list.
    Text,
    /// The name of a table.
    Caption,
    /// The note about attachments.
    Note,
    /// Its lines after the first, under the number of the first.
    MoreNote,
    /// Post and name of who signs.
    Signature,
    /// The executor.
    Executor,
    /// «Приложение 1 к письму …».
    Mark,
    /// The name of an attachment.
    Title,
    /// A cell of a heading row.
    HeadCell,
    /// A cell.
    Cell,
    /// The number of a page.
    PageNumber,
}

/// Where the lines stand between their edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// At the left edge.
    Left,
    /// In the middle.
    Middle,
    /// At both edges, but for the last line.
    Both,
}

/// The look of a style; lengths in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// What Word calls it.
    pub name: &'static str,
    /// The size of its letters.
    pub size: f32,
    /// Bold.
    pub bold: bool,
    /// Where its lines stand.
    pub side: Side,
    /// The first line begins so far in.
    pub indent: f32,
    /// Every line begins so far in.
    pub left: f32,
    /// Every line ends so much earlier.
    pub right: f32,
    /// Free space above.
    pub above: f32,
    /// Free space below.
    pub below: f32,
    /// Stays on the page of what follows.
    pub keep: bool,
}

/// Letters of the text: the standard recommends 12, 13 and 14.
const SIZE: f32 = 14.0;

/// How wide «Приложение: » is in letters of the text.
const NOTE: f32 = 80.0;

/// What a look has unless its style says otherwise.
const PLAIN: Look = Look {
    name: "",
    size: SIZE,
    bold: false,
    side: Side::Left,
    indent: 0.0,
    left: 0.0,
    right: 0.0,
    above: 0.0,
    below: 0.0,
    keep: false,
};

impl Style {
    /// Every style.
    pub const ALL: [Self; 17] = [
        Self::Sender,
        Self::Detail,
        Self::Registration,
        Self::Addressee,
        Self::Heading,
        Self::Greeting,
        Self::Text,
        Self::Caption,
        Self::Note,
        Self::MoreNote,
        Self::Signature,
        Self::Executor,
        Self::Mark,
        Self::Title,
        Self::HeadCell,
        Self::Cell,
        Self::PageNumber,
    ];

    /// Its look.
    pub const fn look(self) -> Look {
        match self {
            Self::Sender => {
                Look {
                    name: "Отправитель", bold: true, side: Side::Middle, below: 6.0, ..PLAIN
                }
            }
            Self::Detail => {
                Look {
                    name: "Справочные данные", size: 10.0, side: Side::Middle, ..PLAIN
                }
            }
            Self::Registration => {
                Look {
                    name: "Дата и номер", size: 12.0, side: Side::Middle, above: 10.0, ..PLAIN
                }
            }
            Self::Addressee => Look { name: "Адресат", ..PLAIN },
            Self::Heading => Look {
                name: "Заголовок письма",
                right: TEXT - HEADING,
                above: 24.0,
                below: 18.0,
                keep: true,
                ..PLAIN
            },
            Self::Greeting => {
                Look {
                    name: "Обращение", side: Side::Middle, below: 12.0, keep: true, ..PLAIN
                }
            }
            Self::Text => {
                Look {
                    name: "Текст письма", side: Side::Both, indent: INDENT, below: 4.0, ..PLAIN
                }
            }
            Self::Caption => Look {
                name: "Название таблицы",
                size: 12.0,
                above: 12.0,
                below: 4.0,
                keep: true,
                ..PLAIN
            },
            Self::Note => Look {
                name: "Отметка о приложении", above: 6.0, keep: true, ..PLAIN
            },
            Self::MoreNote => {
                Look {
                    name: "Отметка о приложении, далее", left: NOTE, keep: true, ..PLAIN
                }
            }
            Self::Signature => Look { name: "Подпись", ..PLAIN },
            Self::Executor
            | Self::Mark
            | Self::Title
            | Self::HeadCell
            | Self::Cell
            | Self::PageNumber => self.small_look(),
        }
    }

    /// The looks of what stands under the letter, in attachments and in tables.
    const fn small_look(self) -> Look {
        match self {
            Self::Executor => Look { name: "Исполнитель", size: 10.0, ..PLAIN },
            Self::Mark => {
                Look {
                    name: "Отметка приложения", size: 12.0, left: TEXT - MARK, ..PLAIN
                }
            }
            Self::Title => Look {
                name: "Заголовок приложения",
                bold: true,
                side: Side::Middle,
                above: 18.0,
                below: 12.0,
                keep: true,
                ..PLAIN
            },
            Self::HeadCell => Look { name: "Графа", size: 10.0, side: Side::Middle, ..PLAIN },
            Self::Cell => Look { name: "Ячейка", size: 11.0, ..PLAIN },
            Self::PageNumber => {
                Look {
                    name: "Номер страницы", size: 12.0, side: Side::Middle, ..PLAIN
                }
            }
            _ => PLAIN,
        }
    }

    /// The name by which a Word file refers to it.
    pub fn id(self) -> String {
        format!("Vekha{self:?}")
    }
}
