//! Words inside XML.

/// Words with what XML would misread written otherwise; control letters, which it forbids, dropped.
pub fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\t' | '\n' | '\r' => text.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_would_misread_is_written_otherwise() {
        assert_eq!(escaped("<а> & \"б\"\u{0}\n№"), "&lt;а&gt; &amp; &quot;б&quot; №");
    }
}
