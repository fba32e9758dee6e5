//! Draws a definition as one SVG picture: a lane for each track, a box for each stage, arrows with
//! what must happen, a badge with what is owed, and the ladders below.
//!
//! `wording` says things in Russian, `layout` gives them places, `draw` writes SVG. The picture has
//! no script and follows the reader's light or dark theme.
//!
//! **Must not know:** cases, counts, how a page embeds the picture.

mod draw;
mod ladders;
mod layout;
mod text;
mod wording;

use crate::definition::{Definition, Role};
use draw::Canvas;

/// The picture of a definition. All texts in it are escaped.
pub fn svg(definition: &Definition) -> String {
    let mut canvas = Canvas::default();
    let title = wording::title(definition);
    canvas.heading(&title, &format!("{}, версия {}", definition.name, definition.version));
    let laid = |role| {
        let tracks = definition.tracks_of(role).iter();
        tracks.map(|track| layout::lane(definition, track)).collect::<Vec<_>>()
    };
    let (main, above) = (laid(Role::Main), laid(Role::Authority));
    let width = main.iter().chain(&above).map(|lane| lane.width).max().unwrap_or_default();
    main.iter().for_each(|lane| canvas.lane(lane, width));
    if !above.is_empty() {
        canvas.section("Дело органа управления: ждёт свои организации");
        above.iter().for_each(|lane| canvas.lane(lane, width));
    }
    if !definition.ladders.is_empty() {
        canvas.section("Лестницы: кому и когда напоминают");
        ladders::draw(&mut canvas, definition);
    }
    canvas.finish(&title, &wording::description(definition))
}

#[cfg(test)]
mod tests;
