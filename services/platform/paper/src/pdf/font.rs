//! A face in the file: only the glyphs that were used, with what each means for search and copy.

use crate::face::Face;
use crate::{Error, Result};
use flate2::{Compression, write::ZlibEncoder};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish as _, Name, Pdf, Rect, Ref, Str};
use std::io::Write as _;
use subsetter::GlyphRemapper;

/// What PDF calls the order of our glyphs: their own.
const IDENTITY: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// How thick the stems of letters are, thousandths; viewers use it for a substitute alone.
const STEM: f32 = 84.0;

/// A face and the glyphs of it that the letter uses.
pub(super) struct Used {
    face: Face,
    glyphs: GlyphRemapper,
    /// The first letter that each glyph showed, by the glyph's number in the file.
    letters: Vec<char>,
}

impl Used {
    /// Nothing of it is used yet.
    pub fn new(face: Face) -> Self {
        // Glyph 0 is the one for what is missing; the remapper keeps it.
        Self { face, glyphs: GlyphRemapper::new(), letters: vec!['\u{fffd}'] }
    }

    /// The code of a letter in the file.
    pub fn code(&mut self, letter: char) -> u16 {
        let code = self.glyphs.remap(self.face.glyph(letter));
        if usize::from(code) == self.letters.len() {
            self.letters.push(if letter == '\u{a0}' { ' ' } else { letter });
        }
        code
    }

    /// Writes the five objects of a font, the first of which is `first`.
    pub fn write(&self, pdf: &mut Pdf, first: i32) -> Result<()> {
        let [font, cid, descriptor, program, meanings] =
            [0, 1, 2, 3, 4].map(|n| Ref::new(first + n));
        let name = format!("{}+{}", self.tag(), self.face.name);
        let name = Name(name.as_bytes());
        pdf.type0_font(font)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(meanings);
        let mut described = pdf.cid_font(cid);
        described
            .subtype(CidFontType::Type2)
            .base_font(name)
            .system_info(IDENTITY)
            .font_descriptor(descriptor)
            .default_width(0.0)
            .cid_to_gid_map_predefined(Name(b"Identity"));
        let widths = self.glyphs.remapped_gids().map(|glyph| self.face.width(glyph));
        described.widths().consecutive(0, widths);
        described.finish();
        self.describe(pdf, name, descriptor, program);
        let subset = subsetter::subset(self.face.bytes, 0, &self.glyphs)
            .map_err(|error| Error::Subset(error.to_string()))?;
        let length = i32::try_from(subset.len()).unwrap_or(i32::MAX);
        let packed = packed(&subset)?;
        pdf.stream(program, &packed).filter(Filter::FlateDecode).pair(Name(b"Length1"), length);
        let mut map = UnicodeCmap::<u16>::new(Name(b"Vekha"), IDENTITY);
        for (code, letter) in (0_u16..).zip(&self.letters).skip(1) {
            map.pair(code, *letter);
        }
        pdf.cmap(meanings, map.finish().as_slice());
        Ok(())
    }

    fn describe(&self, pdf: &mut Pdf, name: Name<'_>, id: Ref, program: Ref) {
        let Face { metrics, .. } = &self.face;
        let units = |units: f32| self.face.thousandths(units);
        let all = metrics.bounds.unwrap_or_default();
        pdf.font_descriptor(id)
            .name(name)
            .flags(FontFlags::SERIF | FontFlags::SYMBOLIC)
            .bbox(Rect::new(units(all.x_min), units(all.y_min), units(all.x_max), units(all.y_max)))
            .italic_angle(0.0)
            .ascent(units(metrics.ascent))
            .descent(units(metrics.descent))
            .cap_height(units(metrics.cap_height.unwrap_or(metrics.ascent)))
            .stem_v(STEM)
            .font_file2(program);
    }

    /// Six capitals that differ where the glyphs differ, as the format asks of a part of a font.
    fn tag(&self) -> String {
        let mix = |hash: u32, glyph: u16| (hash ^ u32::from(glyph)).wrapping_mul(0x0100_0193);
        let mut hash = self.glyphs.remapped_gids().fold(0x811C_9DC5, mix);
        let letter = |_| {
            let letter = char::from(b'A' + u8::try_from(hash % 26).unwrap_or(0));
            hash /= 26;
            letter
        };
        (0..6).map(letter).collect()
    }
}

/// Bytes as the format packs them.
pub(super) fn packed(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes)?;
    Ok(packer.finish()?)
}
