//! Letters as codes: the Cyrillic code page 1251, how wide each is, what a reader must take it for.

use std::fmt::Write as _;

/// The first code that has a width of ours.
const FIRST: u8 = 32;

/// Signs of the code page besides ASCII and the alphabet: code, letter, glyph name, width.
const SIGNS: [(u8, char, &str, u32); 10] = [
    (0x84, '„', "quotedblbase", 333),
    (0x85, '…', "ellipsis", 1000),
    (0x93, '“', "quotedblleft", 333),
    (0x96, '–', "endash", 556),
    (0x97, '—', "emdash", 1000),
    (0xA8, 'Ё', "afii10023", 667),
    (0xAB, '«', "guillemotleft", 556),
    (0xB8, 'ё', "afii10071", 556),
    (0xB9, '№', "afii61352", 1073),
    (0xBB, '»', "guillemotright", 556),
];

/// Widths of ASCII from the space on, thousandths of the size; Helvetica's, and Arial's.
const ASCII: [u32; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Widths of А to я, Arial's.
const ALPHABET: [u32; 64] = [
    667, 656, 667, 542, 677, 667, 923, 604, 719, 719, 583, 656, 833, 722, 778, 719, 667, 722, 611,
    635, 760, 667, 740, 667, 917, 938, 792, 885, 656, 719, 1010, 722, 556, 573, 531, 365, 583, 556,
    669, 458, 559, 559, 438, 583, 688, 552, 556, 542, 556, 500, 458, 500, 823, 500, 573, 521, 802,
    823, 625, 719, 521, 510, 750, 542,
];

/// The code of А.
const ALPHABET_FIRST: u8 = 0xC0;

/// The code of a letter; a question mark for what the code page has not.
fn code(letter: char) -> u8 {
    let sign = SIGNS.iter().find(|(_, sign, ..)| *sign == letter).map(|(code, ..)| *code);
    match letter {
        ' '..='~' => u8::try_from(letter).unwrap_or(b'?'),
        '\u{a0}' => b' ',
        'А'..='я' => u8::try_from(u32::from(letter) - 0x410)
            .map_or(b'?', |place| ALPHABET_FIRST.wrapping_add(place)),
        _ => sign.unwrap_or(b'?'),
    }
}

fn width_of(code: u8) -> u32 {
    let ascii = || ASCII.get(usize::from(code.checked_sub(FIRST)?)).copied();
    let sign = || SIGNS.iter().find(|(sign, ..)| *sign == code).map(|(.., width)| *width);
    match code {
        ALPHABET_FIRST.. => ALPHABET.get(usize::from(code - ALPHABET_FIRST)).copied(),
        _ => ascii().or_else(sign),
    }
    .unwrap_or(0)
}

/// How wide words are at a size, points.
pub(super) fn width(words: &str, size: f64) -> f64 {
    let thousandths: u32 = words.chars().map(|letter| width_of(code(letter))).sum();
    f64::from(thousandths) * size / 1000.0
}

/// Words as a string of a page's content.
pub(super) fn string(words: &str) -> String {
    words.chars().fold("<".to_owned(), |mut text, letter| {
        let _ = write!(text, "{:02X}", code(letter));
        text
    }) + ">"
}

/// The font's object.
pub(super) fn font(to_unicode: &str) -> String {
    let widths: Vec<String> = (FIRST..=255).map(|code| width_of(code).to_string()).collect();
    let mut names = String::new();
    for (code, _, name, _) in SIGNS {
        let _ = write!(names, "{code}/{name} ");
    }
    let _ = write!(names, "{ALPHABET_FIRST}");
    for place in 0..64_u32 {
        let _ = write!(names, "/afii{}", glyph_number(place));
    }
    format!(
        "<</Type/Font/Subtype/TrueType/BaseFont/Arial/FirstChar {FIRST}/LastChar 255\
         /Widths[{}]/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[{names}]>>\
         /FontDescriptor<</Type/FontDescriptor/FontName/Arial/Flags 32/FontBBox[-665 -325 2000 1040]\
         /ItalicAngle 0/Ascent 905/Descent -212/CapHeight 716/StemV 80>>/ToUnicode {to_unicode}>>",
        widths.join(" ")
    )
}

/// Adobe's number of the n-th letter from А: Ё and ё stand in the row, after Е and е.
const fn glyph_number(place: u32) -> u32 {
    match place {
        0..=5 => 10_017 + place,
        6..=31 => 10_018 + place,
        32..=37 => 10_033 + place,
        _ => 10_034 + place,
    }
}

/// What each code means, for readers and for copying.
pub(super) fn to_unicode() -> String {
    let mut pairs: Vec<(u8, u32)> = (FIRST..127).map(|code| (code, u32::from(code))).collect();
    pairs.extend(SIGNS.iter().map(|(code, letter, ..)| (*code, u32::from(*letter))));
    pairs.extend((ALPHABET_FIRST..=255).map(|code| (code, u32::from(code) + 0x350)));
    let mut map = "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n\
        /CMapName/Vekha def/CMapType 2 def\n1 begincodespacerange<00><FF>endcodespacerange\n"
        .to_owned();
    // The format allows a hundred lines in a block.
    for block in pairs.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", block.len());
        for (code, letter) in block {
            let _ = writeln!(map, "<{code:02X}><{letter:04X}>");
        }
        map.push_str("endbfchar\n");
    }
    map + "endcmap CMapName currentdict/CMap defineresource pop end end\n"
}
