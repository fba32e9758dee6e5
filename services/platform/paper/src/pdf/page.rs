//! A page before it is written: words and rules at their places.

/// What stands on a page; places in points from the top left corner of the sheet.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mark {
    /// A line of words.
    Words {
        /// The words.
        words: String,
        /// The bold face.
        bold: bool,
        /// The size of the letters.
        size: f32,
        /// Where they begin.
        x: f32,
        /// Their base line.
        y: f32,
        /// What each space is wider than the font says.
        stretch: f32,
    },
    /// A rule from one point to another.
    Rule {
        /// From.
        from: (f32, f32),
        /// To.
        to: (f32, f32),
    },
}

/// A page.
pub(super) type Page = Vec<Mark>;
