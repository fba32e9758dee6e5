//! Text in a picture: lines that fit a width, and characters that XML reserves.

/// Splits into lines of at most `width` characters at spaces; a longer word is cut.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for piece in letters.chunks(width.max(1)) {
            let piece: String = piece.iter().collect();
            match lines.last_mut() {
                Some(line) if line.chars().count() + 1 + piece.chars().count() <= width => {
                    line.push(' ');
                    line.push_str(&piece);
                }
                _ => lines.push(piece),
            }
        }
    }
    lines
}

/// At most `count` lines; what does not fit ends with «…».
pub(super) fn at_most(count: usize, mut lines: Vec<String>) -> Vec<String> {
    if lines.len() > count {
        lines.truncate(count);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

/// Text as XML content or attribute. Control characters, which XML 1.0 forbids, are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_markup_is_only_text() {
        assert_eq!(
            wrapped("План по устранению недостатков", 12),
            ["План по", "устранению", "недостатков"]
        );
        assert_eq!(wrapped("недостатками", 6), ["недост", "атками"]);
        assert_eq!(at_most(1, wrapped("раз два", 4)), ["раз…"]);
        assert_eq!(
            escaped("<script>a & 'b'\u{1}</script>"),
            "&lt;script&gt;a &amp; &#39;b&#39;&lt;/script&gt;"
        );
    }
}
