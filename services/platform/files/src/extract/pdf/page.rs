//! One page as it is drawn: letters with their places, ruled lines, the number of pictures.
//!
//! Places are in points from the top left corner, after the page's own rotation.

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};

use crate::Limits;

/// A filled shape not thicker than this is a line, points.
const THIN: f64 = 3.0;
/// A line is straight when it leans by less than this, points.
const LEAN: f64 = 1.0;
/// Pieces of lines kept for a page, for each ruled line that is allowed: dashes are many.
const PIECES: usize = 25;

/// A letter, or several that one shape stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    pub text: String,
    /// Left and right edge.
    pub x0: f64,
    pub x1: f64,
    /// The base line.
    pub y: f64,
    /// The height of the font.
    pub size: f64,
    /// Letters drawn by one instruction have the same number; later ones have higher numbers.
    pub run: u32,
}

/// A straight line along an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub is_vertical: bool,
    /// Its place across: x of a vertical one, y of a horizontal one.
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

/// What was seen on a page.
#[derive(Debug)]
pub(super) struct Scan {
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
    /// Letters without Unicode.
    pub unknown: u64,
    pub images: u64,
    /// Letters of text that does not run from left to right.
    pub turned: u64,
    /// More letters than the limit allows.
    pub overflow: bool,
    run: u32,
    most_glyphs: usize,
    most_rules: usize,
}

impl Scan {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            glyphs: Vec::new(),
            rules: Vec::new(),
            unknown: 0,
            images: 0,
            turned: 0,
            overflow: false,
            run: 0,
            most_glyphs: limits.pdf_glyphs as usize,
            most_rules: limits.pdf_rules as usize * PIECES,
        }
    }

    fn glyph(&mut self, glyph: &Drawn<'_>, place: Affine) {
        if self.glyphs.len() >= self.most_glyphs {
            self.overflow = true;
            return;
        }
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => String::new(),
        };
        if text.is_empty() || text.chars().any(is_meaningless) {
            self.unknown += 1;
            return;
        }
        let width = match glyph {
            Drawn::Outline(outline) => outline.advance_width(),
            Drawn::Type3(shape) => shape.advance_width(),
        };
        let from = place * Point::ZERO;
        let to = place * Point::new(f64::from(width.unwrap_or(500.0)), 0.0);
        let up = place * Point::new(0.0, 1000.0);
        if (to.y - from.y).abs() > (to.x - from.x).abs() || to.x < from.x {
            self.turned += 1;
            return;
        }
        let size = (up - from).hypot();
        let run = self.run;
        self.glyphs.push(Glyph { text, x0: from.x, x1: to.x, y: from.y, size, run });
    }

    fn line(&mut self, a: Point, b: Point) {
        if self.rules.len() >= self.most_rules {
            return;
        }
        let (width, height) = ((a.x - b.x).abs(), (a.y - b.y).abs());
        if width <= LEAN && height > LEAN {
            let (at, from, to) = (f64::midpoint(a.x, b.x), a.y.min(b.y), a.y.max(b.y));
            self.rules.push(Rule { is_vertical: true, at, from, to });
        } else if height <= LEAN && width > LEAN {
            let (at, from, to) = (f64::midpoint(a.y, b.y), a.x.min(b.x), a.x.max(b.x));
            self.rules.push(Rule { is_vertical: false, at, from, to });
        }
    }

    /// A filled shape that is thin enough is a line along its middle.
    fn filled(&mut self, shape: Rect) {
        let middle = shape.center();
        if shape.width() <= THIN && shape.height() > shape.width() {
            self.line(Point::new(middle.x, shape.y0), Point::new(middle.x, shape.y1));
        } else if shape.height() <= THIN {
            self.line(Point::new(shape.x0, middle.y), Point::new(shape.x1, middle.y));
        }
    }

    fn stroked(&mut self, path: &BezPath) {
        let (mut start, mut here) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(to) => (start, here) = (to, to),
                PathEl::LineTo(to) => {
                    self.line(here, to);
                    here = to;
                }
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => here = to,
                PathEl::ClosePath => {
                    self.line(here, start);
                    here = start;
                }
            }
        }
    }
}

impl<'a> Device<'a> for Scan {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let path = props.transform * path;
        match mode {
            DrawMode::Fill(_) => {
                for part in parts(&path) {
                    self.filled(part.bounding_box());
                }
            }
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => self.stroked(&path),
            DrawMode::Invisible => {}
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.run += 1;
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.images += 1;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// The closed parts of a path: Word draws all borders of a row as one path of many rectangles.
fn parts(path: &BezPath) -> Vec<BezPath> {
    let mut parts: Vec<BezPath> = Vec::new();
    for element in path.elements() {
        match (element, parts.last_mut()) {
            (PathEl::MoveTo(_), _) | (_, None) => parts.push(BezPath::from_vec(vec![*element])),
            (_, Some(part)) => part.push(*element),
        }
    }
    parts.retain(|part| matches!(part.elements().first(), Some(PathEl::MoveTo(_))));
    parts
}

/// Control characters, private use, and the sign for "unknown": no text.
fn is_meaningless(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}
