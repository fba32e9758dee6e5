//! The font: how wide a letter is, and which glyph shows it.

use crate::{Error, Result};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::{GlyphMetrics, Metrics};
use skrifa::{FontRef, MetadataProvider as _};

/// What is shown for a letter that the font has not.
const MISSING: char = '?';

/// One of the two faces.
#[derive(Clone)]
pub struct Face {
    /// Its PostScript name.
    pub name: &'static str,
    /// The file.
    pub bytes: &'static [u8],
    /// Heights and the box of all letters, in units.
    pub metrics: Metrics,
    letters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    units: f32,
}

const REGULAR: &[u8] = include_bytes!("../fonts/LiberationSerif-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/LiberationSerif-Bold.ttf");

impl Face {
    /// The regular face, or the bold one.
    pub fn open(bold: bool) -> Result<Self> {
        let (name, bytes) = match bold {
            false => ("LiberationSerif", REGULAR),
            true => ("LiberationSerif-Bold", BOLD),
        };
        let font = FontRef::new(bytes).map_err(|_| Error::Font(name))?;
        let (size, place) = (Size::unscaled(), LocationRef::default());
        let metrics = font.metrics(size, place);
        let units = f32::from(metrics.units_per_em.max(1));
        let (letters, widths) = (font.charmap(), font.glyph_metrics(size, place));
        Ok(Self { name, bytes, metrics, letters, widths, units })
    }

    /// The glyph of a letter.
    pub fn glyph(&self, letter: char) -> u16 {
        // A space that keeps words together looks like any other.
        let letter = if letter == '\u{a0}' { ' ' } else { letter };
        let found = self.letters.map(letter).or_else(|| self.letters.map(MISSING));
        found.and_then(|glyph| u16::try_from(glyph.to_u32()).ok()).unwrap_or(0)
    }

    /// How wide a glyph is, in thousandths of the size.
    pub fn width(&self, glyph: u16) -> f32 {
        self.widths.advance_width(u32::from(glyph).into()).unwrap_or(0.0) * 1000.0 / self.units
    }

    /// How wide words are at a size, points.
    pub fn measure(&self, words: &str, size: f32) -> f32 {
        words.chars().map(|letter| self.width(self.glyph(letter))).sum::<f32>() * size / 1000.0
    }

    /// Units of the font as thousandths of the size.
    pub fn thousandths(&self, units: f32) -> f32 {
        units * 1000.0 / self.units
    }

    /// From one base line to the next at a size, points: as word processors set single spacing.
    pub fn leading(&self, size: f32) -> f32 {
        let Metrics { ascent, descent, leading, .. } = self.metrics;
        (ascent - descent + leading) * size / self.units
    }

    /// From the top of a line to its base line at a size, points.
    pub fn ascent(&self, size: f32) -> f32 {
        self.metrics.ascent * size / self.units
    }
}
