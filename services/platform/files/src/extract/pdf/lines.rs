//! Letters into lines of text, by their places.

use std::collections::BTreeMap;

use super::page::Glyph;

/// Letters whose base lines differ by less than this part of the font's height share a line.
const SAME_LINE: f64 = 0.4;
/// A gap wider than this part of the font's height is a space.
const SPACE: f64 = 0.15;
/// The same letter nearer than this part of the height is a bold letter drawn twice.
const OVERPRINT: f64 = 0.1;
/// A line with so many letters over letters is two lines printed over each other.
const OVERPRINTED: usize = 2;

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub text: String,
    /// Its base line.
    pub y: f64,
}

/// Groups letters into lines, top to bottom.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut groups: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| share_line(last, &glyph)) => {
                group.push(glyph);
            }
            _ => groups.push(vec![glyph]),
        }
    }
    let lines = groups.into_iter().flat_map(apart);
    lines.map(|line| spaced(&once(line))).filter(|line| !line.text.trim().is_empty()).collect()
}

fn share_line(upper: &Glyph, lower: &Glyph) -> bool {
    lower.y - upper.y < SAME_LINE * upper.size.min(lower.size).max(1.0)
}

/// Drops letters that are drawn twice to look bold.
fn once(mut glyphs: Vec<Glyph>) -> Vec<Glyph> {
    glyphs.dedup_by(|next, kept| is_twin(kept, next));
    glyphs
}

fn is_twin(one: &Glyph, other: &Glyph) -> bool {
    one.text == other.text
        && !one.text.trim().is_empty()
        && (one.x0 - other.x0).abs() < OVERPRINT * one.size
}

/// Takes a line apart that was printed over another: typesetters do that with a repeated heading
/// that is higher than its place. Each strand is what was drawn without going back over itself.
fn apart(mut glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    glyphs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let covered = |pair: &&[Glyph]| {
        let width = (pair[1].x1 - pair[1].x0).min(pair[0].x1 - pair[0].x0);
        pair[0].run != pair[1].run && pair[0].x1 - pair[1].x0 > width / 2.0
    };
    if glyphs.windows(2).filter(covered).count() < OVERPRINTED {
        return vec![glyphs];
    }
    let mut runs: BTreeMap<u32, Vec<Glyph>> = BTreeMap::new();
    for glyph in glyphs {
        runs.entry(glyph.run).or_default().push(glyph);
    }
    let mut strands: Vec<Vec<Glyph>> = Vec::new();
    for run in runs.into_values() {
        let is_bold = |strand: &Vec<Glyph>| {
            run.iter().all(|glyph| strand.iter().any(|other| is_twin(other, glyph)))
        };
        if strands.iter().any(is_bold) {
            continue;
        }
        let after = |strand: &&mut Vec<Glyph>| match (strand.last(), run.first()) {
            (Some(last), Some(first)) => first.x0 > last.x1 - first.size * SAME_LINE,
            _ => false,
        };
        match strands.iter_mut().find(after) {
            Some(strand) => strand.extend(run),
            None => strands.push(run),
        }
    }
    strands
}

/// The text of a line, with spaces where the gaps are.
fn spaced(glyphs: &[Glyph]) -> Line {
    let mut text = String::new();
    let mut end = f64::INFINITY;
    for glyph in glyphs {
        if glyph.x0 - end > SPACE * glyph.size {
            text.push(' ');
        }
        text.push_str(&glyph.text);
        end = glyph.x1;
    }
    Line { text, y: glyphs.first().map_or(0.0, |glyph| glyph.y) }
}

/// Joins the wrapped lines of one cell. A hyphen at the end of a line is kept and the parts are
/// joined: «финансово-» + «хозяйственной»; a soft hyphen was made by the typesetter and goes.
pub(super) fn joined(lines: &[Line]) -> String {
    lines.iter().fold(String::new(), |mut text, line| {
        let next = line.text.trim();
        if text.ends_with('\u{ad}') {
            text.pop();
        } else if !(text.is_empty() || text.ends_with('-') && starts_small(next)) {
            text.push(' ');
        }
        text.push_str(next);
        text
    })
}

fn starts_small(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, x: f64, y: f64) -> Vec<Glyph> {
        let at = |(i, c): (usize, char)| {
            let x0 = x + 5.0 * i as f64;
            Glyph { text: c.to_string(), x0, x1: x0 + 5.0, y, size: 10.0, run: 0 }
        };
        text.chars().enumerate().map(at).collect()
    }

    fn texts(glyphs: Vec<Glyph>) -> Vec<String> {
        lines(glyphs).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn letters_in_any_order_become_lines_with_spaces() {
        let mut page =
            [word("года", 40.0, 30.2), word("План", 10.0, 30.0), word("ПЛАН", 0.0, 10.0)];
        page.reverse();
        assert_eq!(texts(page.concat()), ["ПЛАН", "План года"]);
    }

    #[test]
    fn bold_letters_drawn_twice_are_read_once() {
        let twice = [word("аа", 0.0, 10.0), word("аа", 0.3, 10.0)].concat();
        assert_eq!(texts(twice), ["аа"]);
        let mut bold = word("НОКО", 50.3, 10.0);
        bold.iter_mut().for_each(|glyph| glyph.run = 1);
        assert_eq!(
            texts([word("План", 0.0, 10.0), word("НОКО", 50.0, 10.0), bold].concat()),
            ["План НОКО"]
        );
    }

    #[test]
    fn a_line_printed_over_another_is_taken_apart() {
        let mut over = word("Отсутствует", 1.5, 10.0);
        over.iter_mut().for_each(|glyph| glyph.run = 1);
        let both = [word("организацией", 0.0, 10.0), over].concat();
        assert_eq!(texts(both), ["организацией", "Отсутствует"]);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let line = |text: &str| Line { text: text.to_owned(), y: 0.0 };
        assert_eq!(
            joined(&[
                line("план финансово-"),
                line("хозяйственной"),
                line("деятель\u{ad}"),
                line("ности — 2024")
            ]),
            "план финансово-хозяйственной деятельности — 2024"
        );
    }
}
