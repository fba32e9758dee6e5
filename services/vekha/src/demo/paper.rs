//! A document before it has a format: paragraphs and tables, which `docx` and `pdf` both write.
//!
//! **Must not know:** a file format, or what the words mean.

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// A table with many columns wants the long side of the sheet.
    pub landscape: bool,
    /// What stands on it, from the top.
    pub blocks: Vec<Block>,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Text(Text),
    /// A table.
    Grid(Grid),
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Its words.
    pub words: String,
    /// Where it stands.
    pub side: Side,
    /// A heading.
    pub bold: bool,
}

/// Where a paragraph stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// At the left edge.
    #[default]
    Left,
    /// In the middle: titles.
    Middle,
    /// At the right edge: the approval.
    Right,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// The widths of its columns, in hundredths of the table's.
    pub widths: Vec<u32>,
    /// How many rows at the top are the heading, repeated on each page.
    pub heading: usize,
    /// Its rows; the cells of each cover all columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its words.
    pub words: String,
    /// How many columns it covers beyond the first.
    pub wider: usize,
    /// Its place in a merge over rows.
    pub merge: Merge,
}

/// A cell's place in a merge over rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Merge {
    /// It stands alone.
    #[default]
    None,
    /// The cells below are one with it.
    Top,
    /// It is one with the cell above.
    Below,
}

impl Cell {
    /// A cell of one column.
    pub fn of(words: impl Into<String>) -> Self {
        Self { words: words.into(), ..Self::default() }
    }

    /// How many columns it covers.
    pub const fn columns(&self) -> usize {
        self.wider + 1
    }
}

impl Paper {
    /// One more paragraph.
    pub fn say(&mut self, side: Side, words: impl Into<String>) {
        self.blocks.push(Block::Text(Text { words: words.into(), side, bold: false }));
    }

    /// One more heading.
    pub fn head(&mut self, words: impl Into<String>) {
        let text = Text { words: words.into(), side: Side::Middle, bold: true };
        self.blocks.push(Block::Text(text));
    }
}
