//! The sheet: A4 with the margins and places of ГОСТ Р 7.0.97-2016, in points.
//!
//! The standard gives the least: 20 mm at the left, above and below, 10 mm at the right, and 30 mm
//! at the left for what is kept longer than ten years, as letters to a whole region are.

/// Points in a millimetre.
const MM: f32 = 72.0 / 25.4;

/// Width of the sheet.
pub const WIDTH: f32 = 210.0 * MM;
/// Height of the sheet.
pub const HEIGHT: f32 = 297.0 * MM;
/// The left margin.
pub const LEFT: f32 = 30.0 * MM;
/// The right margin.
pub const RIGHT: f32 = 15.0 * MM;
/// The margin above.
pub const ABOVE: f32 = 20.0 * MM;
/// The margin below.
pub const BELOW: f32 = 20.0 * MM;
/// How far below the edge the page number stands; at least 10 mm.
pub const NUMBER: f32 = 10.0 * MM;
/// What text has.
pub const TEXT: f32 = WIDTH - LEFT - RIGHT;
/// The first line of a paragraph begins so far in.
pub const INDENT: f32 = 12.5 * MM;
/// The corner letterhead.
pub const CORNER: f32 = 80.0 * MM;
/// Between letterhead and addressee.
pub const GUTTER: f32 = 10.0 * MM;
/// The addressee.
pub const ADDRESSEE: f32 = TEXT - CORNER - GUTTER;
/// The heading is a block at the left.
pub const HEADING: f32 = 90.0 * MM;
/// The post of who signs; the name stands to the right of it.
pub const POST: f32 = 85.0 * MM;
/// The mark over an attachment is a block at the right.
pub const MARK: f32 = 75.0 * MM;
/// Within a cell, at both sides.
pub const PADDING: f32 = 1.5 * MM;
/// Within a cell, above and below.
pub const AIR: f32 = 1.5;
/// The rules of a table.
pub const RULE: f32 = 0.5;

/// Twentieths of a point, in which Word measures.
pub fn twips(points: f32) -> i32 {
    // Sheets are small: the whole range of i16 is never reached.
    (points * 20.0).round() as i32
}
