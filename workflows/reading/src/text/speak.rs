//! How messages to officers and schools show numbers, days and quotations.

use chrono::{Datelike, NaiveDate};

/// The Russian form of a noun beside a number: `plural(21, ["замечание", "замечания", "замечаний"])`.
pub const fn plural(count: usize, forms: [&'static str; 3]) -> &'static str {
    match (count % 10, count % 100) {
        (_, 11..=14) => forms[2],
        (1, _) => forms[0],
        (2..=4, _) => forms[1],
        _ => forms[2],
    }
}

/// A day as official letters write it: `24.04.2024`.
pub fn day(date: NaiveDate) -> String {
    format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
}

/// Text on one line, cut after a whole word where it is longer than `chars` characters.
pub fn shorten(text: &str, chars: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let wanted = word.chars().count() + usize::from(length > 0);
        if length + wanted > chars {
            if length == 0 {
                line.extend(word.chars().take(chars));
            }
            line.push('…');
            return line;
        }
        if length > 0 {
            line.push(' ');
        }
        line.push_str(word);
        length += wanted;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_follow_their_number() {
        let forms = ["замечание", "замечания", "замечаний"];
        let said: Vec<_> = [1, 2, 5, 11, 12, 21, 104, 111].map(|n| plural(n, forms)).into();
        assert_eq!(
            said.join(" "),
            "замечание замечания замечаний замечаний замечаний замечание замечания замечаний"
        );
    }

    #[test]
    fn a_quotation_is_cut_after_a_word() {
        assert_eq!(
            shorten("Плановый срок\nреализации мероприятия", 24),
            "Плановый срок реализации…"
        );
        assert_eq!(shorten("срок", 10), "срок");
        assert_eq!(shorten("бесконечность", 5), "беско…");
    }
}
