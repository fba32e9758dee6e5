//! Words of a person inside YAML.

/// A text as YAML reads it back, whatever is in it: double-quoted, on one line.
pub(super) fn text(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let escaped = line.chars().filter(|c| !c.is_control()).flat_map(|character| {
        let escape = matches!(character, '"' | '\\').then_some('\\');
        escape.into_iter().chain([character])
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// A text where the language wants a template: a space takes apart what would begin one.
pub(super) fn template(words: &str) -> String {
    let mut harmless = String::with_capacity(words.len());
    for character in words.chars() {
        if harmless.ends_with('{') && matches!(character, '{' | '%' | '#') {
            harmless.push(' ');
        }
        harmless.push(character);
    }
    text(&harmless)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_lines_do_no_harm() {
        assert_eq!(text("О «НОКО»:\n \"до\" \\ 1"), r#""О «НОКО»: \"до\" \\ 1""#);
        assert_eq!(template("{{{ x }} {% if"), r#""{ { { x }} { % if""#);
    }
}
