//! One stacked bar: how the duties of an obligation stand.

use super::{Markup, escape};
use crate::words::grouped;

/// One part of a bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The class of its colour: `accepted`, `late`.
    pub class: &'static str,
    /// What it is, for those who read it aloud: «принято».
    pub word: String,
    /// How many.
    pub n: i64,
}

/// Percent of the bar's width that a digit needs; in a narrower part the number stands only in the
/// legend and the title.
const ROOM_PER_DIGIT: f64 = 1.3;

/// Draws the segments in the given order; empty ones are left out. `label` names the bar.
pub fn bar(label: &str, segments: &[Segment]) -> Markup {
    let total: i64 = segments.iter().map(|s| s.n.max(0)).sum();
    let words: Vec<_> = segments
        .iter()
        .filter(|s| s.n > 0)
        .map(|s| format!("{} {}", s.word, grouped(s.n)))
        .collect();
    let mut svg = format!(
        "<svg class=\"bar\" role=\"img\" aria-label=\"{}\">",
        escape(&format!("{label}: {}", words.join(", ")))
    );
    let mut x = 0.0;
    for segment in segments.iter().filter(|s| s.n > 0) {
        let width = 100.0 * segment.n as f64 / total as f64;
        svg.push_str(&part(segment, x, width));
        x += width;
    }
    svg.push_str("</svg>");
    Markup(svg)
}

fn part(segment: &Segment, x: f64, width: f64) -> String {
    let number = grouped(segment.n);
    let mut svg = format!(
        "<g class=\"seg {}\"><title>{}: {number}</title>\
         <rect x=\"{x:.2}%\" width=\"{width:.2}%\" height=\"100%\"/>",
        segment.class,
        escape(&segment.word)
    );
    if width > ROOM_PER_DIGIT * (number.chars().count() as f64 + 1.0) {
        svg.push_str(&format!(
            "<text x=\"{:.2}%\" y=\"68%\" text-anchor=\"middle\">{number}</text>",
            x + width / 2.0
        ));
    }
    svg.push_str("</g>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(class: &'static str, n: i64) -> Segment {
        Segment { class, word: class.to_owned(), n }
    }

    #[test]
    fn widths_are_shares_and_small_parts_keep_their_number_in_the_title() {
        let svg = bar("План", &[segment("accepted", 990), segment("late", 10), segment("open", 0)]);
        let svg = svg.as_str();
        assert!(svg.contains("width=\"99.00%\""), "{svg}");
        assert!(svg.contains("<title>late: 10</title>"), "{svg}");
        assert!(!svg.contains(">10</text>"), "no room for a number: {svg}");
        assert!(!svg.contains("open"), "an empty part is not drawn: {svg}");
        assert!(svg.contains("aria-label=\"План: accepted 990, late 10\""), "{svg}");
    }

    #[test]
    fn nothing_to_draw_is_an_empty_bar() {
        assert!(!bar("План", &[]).as_str().contains("NaN"));
    }
}
