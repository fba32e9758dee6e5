//! Words into lines.

use crate::face::Face;

/// A line and how much of its place it leaves free.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its words.
    pub words: String,
    /// How wide they are, points.
    pub width: f32,
    /// Nothing of the paragraph follows.
    pub last: bool,
}

/// Breaks words at a size into lines that are not wider than `wide`, the first one shorter by
/// `indent`. A word that is wider than a line is broken where the line ends.
pub fn lines(face: &Face, words: &str, size: f32, (indent, wide): (f32, f32)) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let space = face.measure(" ", size);
    // A space that must not break is no white space for Vekha, whatever Unicode says.
    let parts = words.split([' ', '\t', '\n']).filter(|word| !word.is_empty());
    for word in parts {
        let width = face.measure(word, size);
        let room = if lines.len() == 1 { wide - indent } else { wide };
        match lines.last_mut() {
            Some(line) if line.width + space + width <= room => {
                line.words.push(' ');
                line.words.push_str(word);
                line.width += space + width;
            }
            _ => {
                let room = if lines.is_empty() { wide - indent } else { wide };
                begin(&mut lines, face, word, size, (room, wide));
            }
        }
    }
    if let Some(line) = lines.last_mut() {
        line.last = true;
    }
    lines
}

/// A line, or several for a word that none holds.
fn begin(lines: &mut Vec<Line>, face: &Face, word: &str, size: f32, (room, wide): (f32, f32)) {
    let (mut part, mut width, mut room) = (String::new(), 0.0, room);
    for letter in word.chars() {
        let more = face.measure(letter.encode_utf8(&mut [0; 4]), size);
        if width + more > room && !part.is_empty() {
            lines.push(Line { words: std::mem::take(&mut part), width, last: false });
            (width, room) = (0.0, wide);
        }
        part.push(letter);
        width += more;
    }
    lines.push(Line { words: part, width, last: false });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lines_hold_every_word_and_none_is_too_wide(
            words in "[а-яА-Я ]{0,200}", wide in 40.0_f32..500.0, indent in 0.0_f32..30.0,
        ) {
            let face = Face::open(false).expect("font");
            let lines = lines(&face, &words, 14.0, (indent, wide));
            let letters = |text: &str| text.replace(' ', "");
            let joined: String = lines.iter().map(|line| letters(&line.words)).collect();
            prop_assert_eq!(joined, letters(&words));
            for (at, line) in lines.iter().enumerate() {
                let room = if at == 0 { wide - indent } else { wide };
                let single = line.words.chars().count() == 1;
                prop_assert!(line.width <= room + 0.01 || single, "{line:?} in {room}");
                prop_assert!((line.width - face.measure(&line.words, 14.0)).abs() < 0.1);
            }
        }
    }
}
