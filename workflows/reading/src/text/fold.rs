//! One spelling for comparing: lower case, «е» for «ё», one hyphen, single spaces.

/// Folds text for comparison. Invisible characters go, dashes become `-`, runs of white space one
/// space; nothing leads or trails.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for char in text.chars().filter(|char| !is_invisible(*char)) {
        if char.is_whitespace() {
            gap = !folded.is_empty();
            continue;
        }
        if gap {
            folded.push(' ');
            gap = false;
        }
        match dash_to_hyphen(char) {
            'ё' | 'Ё' => folded.push('е'),
            char => folded.extend(char.to_lowercase()),
        }
    }
    folded
}

/// Every dash and minus as the plain hyphen; other characters as they are.
pub const fn dash_to_hyphen(char: char) -> char {
    match char {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' | '\u{fe58}' | '\u{ff0d}' => '-',
        other => other,
    }
}

/// Whether a cell says nothing: empty, dashes, dots, underscores.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|char| {
        char.is_whitespace()
            || is_invisible(char)
            || matches!(dash_to_hyphen(char), '-' | '_' | '.' | '…' | '*' | '/')
    })
}

const fn is_invisible(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_meet() {
        assert_eq!(fold(" Утверждён\u{a0}\n 2024–2026\u{ad} "), "утвержден 2024-2026");
        assert_eq!(fold("\u{200b}"), "");
    }

    #[test]
    fn a_dash_says_nothing_and_a_word_does() {
        for blank in ["", " ", "—", "- -", "____", "\u{a0}–\u{a0}", "..."] {
            assert!(is_blank(blank), "{blank:?}");
        }
        assert!(!is_blank("нет"));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
