//! The ladders below the lanes: rungs on a line, the due date marked among them.

use super::draw::Canvas;
use super::text::wrapped;
use super::wording;
use crate::definition::Definition;

const LEFT: i32 = 150;
const STEP: i32 = 152;
const HEIGHT: i32 = 122;

/// Draws every ladder, a line each.
pub(super) fn draw(canvas: &mut Canvas, definition: &Definition) {
    for (name, rungs) in &definition.ladders {
        let top = canvas.claim(LEFT + STEP * (count(rungs.len()) + 1), HEIGHT);
        let line = top + 54;
        let before = rungs.iter().filter(|rung| rung.at.days < 0).count();
        let on_the_day = rungs.iter().any(|rung| rung.at.days == 0);
        // The due date has a place of its own, unless a rung stands on that very day.
        let slot = |index: usize| index + usize::from(index >= before && !on_the_day);
        let due = LEFT + STEP * count(before);
        let last = LEFT + STEP * count(slot(rungs.len()).saturating_sub(1).max(before));
        canvas.words(24, line + 5, "lane-title", "start", name);
        canvas.line("rail", &[(LEFT, line), (last, line)]);
        canvas.line("due", &[(due, line - 14), (due, line + 14)]);
        canvas.words(due, line - 34, "fact", "middle", "срок");
        for (index, rung) in rungs.iter().enumerate() {
            let x = LEFT + STEP * count(slot(index));
            canvas.circle(if rung.draft { "rung draft" } else { "rung" }, x, line, 7);
            canvas.words(x, line - 18, "fact", "middle", &wording::rung_at(rung.at));
            for (row, text) in (0..).zip(wrapped(&wording::rung(rung), 20)) {
                canvas.words(x, line + 30 + 16 * row, "small", "middle", &text);
            }
        }
    }
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or_default()
}
