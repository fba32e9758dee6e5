//! Parts onto pages, from the top down.

use super::page::{Mark, Page};
use super::table;
use crate::Result;
use crate::face::Face;
use crate::flow::{self, Line};
use crate::measure::{ABOVE, ADDRESSEE, BELOW, CORNER, GUTTER, HEIGHT, LEFT, NUMBER, TEXT, WIDTH};
use crate::part::Part;
use crate::style::{Look, Side, Style};

/// What must find room under something that stays with what follows: a heading and two rows, the
/// place for a signature.
const COMPANY: f32 = 90.0;

/// Lays out each section; each begins on a page of its own.
pub(super) fn press(sections: &[Vec<Part<'_>>]) -> Result<Vec<Vec<Page>>> {
    let faces = Faces { regular: Face::open(false)?, bold: Face::open(true)? };
    let lay = |parts: &Vec<Part<'_>>| {
        let mut press = Press { faces: &faces, down: ABOVE, page: Page::new(), done: Vec::new() };
        for (at, part) in parts.iter().enumerate() {
            press.part(part, at == 0);
        }
        press.done.push(press.page);
        press.done
    };
    Ok(sections.iter().map(lay).collect())
}

/// The two faces.
pub(super) struct Faces {
    regular: Face,
    bold: Face,
}

impl Faces {
    /// The face of a look.
    pub fn of(&self, look: &Look) -> &Face {
        if look.bold { &self.bold } else { &self.regular }
    }
}

/// The page under work and those before it.
pub(super) struct Press<'f> {
    pub faces: &'f Faces,
    /// How far down the page is full.
    pub down: f32,
    page: Page,
    done: Vec<Page>,
}

impl Press<'_> {
    fn part(&mut self, part: &Part<'_>, first: bool) {
        match part {
            Part::Space(space) => self.down += space,
            Part::Paragraph(style, words) => self.paragraph(style.look(), words, first),
            Part::Table(grid) => table::lay(self, grid),
            Part::Head { corner, addressee } => self.head(corner, addressee),
            Part::Signed { post, name } => self.signed(post, name),
        }
    }

    /// Ends the page and begins another, with its number.
    pub fn turn(&mut self) {
        self.done.push(std::mem::take(&mut self.page));
        self.down = ABOVE;
        let (look, number) = (Style::PageNumber.look(), (self.done.len() + 1).to_string());
        let face = self.faces.of(&look);
        let x = (WIDTH - face.measure(&number, look.size)) / 2.0;
        let y = NUMBER + face.ascent(look.size);
        self.words(&look, number, (x, y), 0.0);
    }

    /// What is left of the page.
    pub fn room(&self) -> f32 {
        HEIGHT - BELOW - self.down
    }

    /// One line of words at its place.
    pub fn words(&mut self, look: &Look, words: String, (x, y): (f32, f32), stretch: f32) {
        let (bold, size) = (look.bold, look.size);
        self.page.push(Mark::Words { words, bold, size, x, y, stretch });
    }

    /// A rule.
    pub fn rule(&mut self, from: (f32, f32), to: (f32, f32)) {
        self.page.push(Mark::Rule { from, to });
    }

    fn paragraph(&mut self, look: Look, words: &str, first: bool) {
        let wide = TEXT - look.left - look.right;
        let lines = flow::lines(self.faces.of(&look), words, look.size, (look.indent, wide));
        let leading = self.faces.of(&look).leading(look.size);
        if !first {
            self.down += look.above;
        }
        let company = if look.keep { COMPANY } else { 0.0 };
        // Neither the first line alone at the foot of a page, nor the last alone on the next.
        let together = if lines.len() < 4 { lines.len() } else { 2 };
        if self.room() < count(together) * leading + company {
            self.turn();
        }
        let all = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            let left = all - at;
            let keep = if left == 2 { 2 } else { 1 };
            if self.room() < count(keep) * leading {
                self.turn();
            }
            let indent = if at == 0 { look.indent } else { 0.0 };
            self.line(&look, line, (LEFT + look.left + indent, wide - indent));
        }
        self.down += look.below;
    }

    /// One line between its edges; the page goes on under it.
    pub fn line(&mut self, look: &Look, line: Line, (left, wide): (f32, f32)) {
        let face = self.faces.of(look);
        let (ascent, leading) = (face.ascent(look.size), face.leading(look.size));
        let free = (wide - line.width).max(0.0);
        let spaces = line.words.matches(' ').count();
        let (x, stretch) = match look.side {
            Side::Left => (left, 0.0),
            Side::Middle => (left + free / 2.0, 0.0),
            Side::Both if line.last || spaces == 0 => (left, 0.0),
            Side::Both => (left, free / count(spaces)),
        };
        self.words(look, line.words, (x, self.down + ascent), stretch);
        self.down += leading;
    }

    fn head(&mut self, corner: &[(Style, String)], addressee: &[String]) {
        let top = self.down;
        for (at, (style, words)) in corner.iter().enumerate() {
            let above = if at == 0 { 0.0 } else { style.look().above };
            self.down += above;
            self.column(style.look(), words, (LEFT, CORNER));
            self.down += style.look().below;
        }
        let corner = std::mem::replace(&mut self.down, top);
        for words in addressee {
            self.column(Style::Addressee.look(), words, (LEFT + CORNER + GUTTER, ADDRESSEE));
        }
        self.down = self.down.max(corner);
    }

    /// A paragraph in a column of the head, which is on one page whatever it holds.
    fn column(&mut self, look: Look, words: &str, (left, wide): (f32, f32)) {
        for line in flow::lines(self.faces.of(&look), words, look.size, (0.0, wide)) {
            self.line(&look, line, (left, wide));
        }
    }

    fn signed(&mut self, post: &str, name: &str) {
        let look = Style::Signature.look();
        let face = self.faces.of(&look);
        let (ascent, leading) = (face.ascent(look.size), face.leading(look.size));
        let right = LEFT + TEXT - face.measure(name, look.size);
        if self.room() < leading {
            self.turn();
        }
        let y = self.down + ascent;
        self.words(&look, post.to_owned(), (LEFT, y), 0.0);
        self.words(&look, name.to_owned(), (right, y), 0.0);
        self.down += leading;
    }
}

/// A count as a factor of lengths.
pub(super) fn count(n: usize) -> f32 {
    f32::from(u16::try_from(n).unwrap_or(u16::MAX))
}
