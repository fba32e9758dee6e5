//! Letters into lines of text, by their places.

use super::page::Glyph;

/// Letters whose base lines differ by less than this part of the font's height share a line.
const SAME_LINE: f64 = 0.4;
/// A gap wider than this part of the font's height is a space.
const SPACE: f64 = 0.15;
/// The same letter nearer than this part of the height is a bold letter drawn twice.
const OVERPRINT: f64 = 0.1;

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
    groups.into_iter().map(line).filter(|line| !line.text.trim().is_empty()).collect()
}

fn share_line(upper: &Glyph, lower: &Glyph) -> bool {
    lower.y - upper.y < SAME_LINE * upper.size.min(lower.size).max(1.0)
}

fn line(mut glyphs: Vec<Glyph>) -> Line {
    glyphs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let y = glyphs.first().map_or(0.0, |glyph| glyph.y);
    let mut text = String::new();
    let mut last: Option<&Glyph> = None;
    for glyph in &glyphs {
        if let Some(last) = last {
            let twice = last.text == glyph.text && glyph.x0 - last.x0 < OVERPRINT * glyph.size;
            if twice && !glyph.text.trim().is_empty() {
                continue;
            }
            if glyph.x0 - last.x1 > SPACE * glyph.size {
                text.push(' ');
            }
        }
        text.push_str(&glyph.text);
        last = Some(glyph);
    }
    Line { text, y }
}

/// Joins the wrapped lines of one cell. A hyphen at the end of a line is kept and the parts are
/// joined: «финансово-» + «хозяйственной»; a soft hyphen was made by the typesetter and goes.
pub(super) fn joined(lines: &[Line]) -> String {
    lines.iter().fold(String::new(), |mut text, line| {
        let next = line.text.trim();
        if text.ends_with('\u{ad}') {
            text.pop();
        } else if !text.is_empty() && !(text.ends_with('-') && starts_small(next)) {
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
            Glyph { text: c.to_string(), x0, x1: x0 + 5.0, y, size: 10.0 }
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
