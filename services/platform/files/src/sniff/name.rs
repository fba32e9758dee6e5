//! A sender's file name made safe to show. It is data: never a path, never a format.

/// The longest name shown, characters.
const LONGEST: usize = 200;

/// Cleans a name for screens and mails: the part after the last slash of either kind, composed
/// Cyrillic, no control or direction-changing characters, at most 200 characters.
///
/// Direction changes (U+202E and its kin) make `план[U+202E]fdp.exe` look like `планexe.pdf`.
pub fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = composed(last).chars().filter(|c| !is_hidden(*c)).collect();
    let folded = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = shorten(folded.trim_matches('.'));
    if name.is_empty() { "без имени".to_owned() } else { name }
}

/// The ending of a name in lower case, without the dot.
pub fn ending(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    let sound = !stem.is_empty() && ending.len() <= 8 && ending.chars().all(char::is_alphanumeric);
    sound.then(|| ending.to_lowercase())
}

/// Joins the two letters that macOS takes apart: й and ё. The rest of Russian has no such pairs.
fn composed(name: &str) -> String {
    let pairs = [("и\u{306}", "й"), ("И\u{306}", "Й"), ("е\u{308}", "ё"), ("Е\u{308}", "Ё")];
    pairs.iter().fold(name.to_owned(), |name, (apart, joined)| name.replace(apart, joined))
}

/// Characters that are not seen, or change how the others are seen.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{feff}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}')
}

/// Cuts the middle, so that the ending stays.
fn shorten(name: &str) -> String {
    let length = name.chars().count();
    if length <= LONGEST {
        return name.to_owned();
    }
    let tail: String = name.chars().skip(length - 20).collect();
    let head: String = name.chars().take(LONGEST - 21).collect();
    format!("{head}…{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shown_without_tricks() {
        for (sent, shown) in [
            ("План НОКО.docx", "План НОКО.docx"),
            ("../../etc/passwd", "passwd"),
            (r"C:\Windows\evil.exe", "evil.exe"),
            ("plan\u{202e}fdp.exe", "planfdp.exe"),
            ("a\r\nBcc: x@y.example\t.pdf", "a Bcc: x@y.example .pdf"),
            ("Отче\u{308}т за май\u{306}.pdf", "Отчёт за май\u{306}.pdf"),
            ("школа Заи\u{306}ка.odt", "школа Зайка.odt"),
            ("..", "без имени"),
            ("", "без имени"),
        ] {
            assert_eq!(clean(sent), shown, "{sent:?}");
        }
        let long = clean(&format!("{}.docx", "ш".repeat(500)));
        assert_eq!(long.chars().count(), 200);
        assert!(long.ends_with("ш.docx"));
    }

    #[test]
    fn an_ending_is_what_follows_the_last_dot() {
        assert_eq!(ending("План.v2.DOCX").as_deref(), Some("docx"));
        assert_eq!(ending(".gitignore"), None);
        assert_eq!(ending("без точки"), None);
        assert_eq!(ending("письмо от 18.04 по плану"), None);
    }

    proptest::proptest! {
        #[test]
        fn no_name_gets_out_of_its_place(name in "\\PC*|.*") {
            let shown = clean(&name);
            proptest::prop_assert!(!shown.is_empty() && shown.chars().count() <= 200);
            let forbidden = ['/', '\\', '\n', '\r', '\0', '\u{202e}'];
            proptest::prop_assert!(!shown.contains(forbidden));
        }
    }
}
