//! «Ответственный исполнитель»: whether a cell names a person and a post, as the form asks.

use crate::text::fold;

/// What a cell says of the person. Both parts are guesses by form, never a check against a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// A surname with initials or with a name is there.
    pub named: bool,
    /// A post is there.
    pub post: bool,
}

/// Beginnings of words that are posts even when capitalised.
const POSTS: [&str; 34] = [
    "директор",
    "завед",
    "замест",
    "зам",
    "учител",
    "воспитат",
    "методист",
    "завхоз",
    "админист",
    "секретар",
    "специалист",
    "педагог",
    "психолог",
    "инженер",
    "бухгалт",
    "начальн",
    "руковод",
    "ответств",
    "инструкт",
    "логопед",
    "библиот",
    "председ",
    "делопроизв",
    "техник",
    "програм",
    "юрист",
    "эконом",
    "медсест",
    "медицин",
    "врио",
    "комендант",
    "социальн",
    "старш",
    "рабочи",
];

/// Reads a cell.
pub fn read(text: &str) -> Person {
    let words: Vec<&str> = text
        .split(|char: char| char.is_whitespace() || matches!(char, ',' | ';' | '(' | ')' | '/'))
        .filter(|word| !word.is_empty())
        .collect();
    let named_words = words.iter().filter(|word| is_name(word)).count();
    let initials = words.iter().any(|word| has_initials(word));
    let patronymic = words.iter().any(|word| is_patronymic(word));
    Person {
        named: patronymic
            || (initials && named_words >= 1)
            || named_words >= 2
            || words.iter().any(|word| is_glued(word)),
        post: words.iter().any(|word| is_post(word)),
    }
}

/// A capitalised word of more than one letter that is no post and no abbreviation.
fn is_name(word: &str) -> bool {
    let mut chars = word.trim_matches('.').chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    let rest: Vec<char> = chars.collect();
    capital
        && rest.first().is_some_and(|char| char.is_lowercase())
        && !is_post(word)
        && !word.contains('.')
}

/// «И.И.», «И.»: capitals, each with a full stop.
fn has_initials(word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    chars.len() <= 5
        && chars.len() >= 2
        && chars.chunks(2).all(|pair| {
            pair.first().is_some_and(|c| c.is_uppercase()) && pair.get(1).is_none_or(|c| *c == '.')
        })
}

/// «Иванова И.И.» without its space: «ИвановаИ.И.», «И.И.Иванова».
fn is_glued(word: &str) -> bool {
    let stops = word.chars().filter(|char| *char == '.').count();
    let capitals = word.chars().filter(|char| char.is_uppercase()).count();
    (1..=2).contains(&stops) && capitals == stops + 1 && word.chars().any(char::is_lowercase)
}

fn is_patronymic(word: &str) -> bool {
    let folded = fold(word);
    word.chars().next().is_some_and(char::is_uppercase)
        && ["ович", "евич", "ична", "овна", "евна", "ьич", "оглы", "кызы"]
            .iter()
            .any(|end| folded.ends_with(end))
        && folded.chars().count() > 5
}

/// A known post, or any word in small letters that is longer than a preposition.
fn is_post(word: &str) -> bool {
    let folded = fold(word);
    let small = word.chars().all(char::is_lowercase) && folded.chars().count() >= 4;
    let hyphened = word.contains('-') && word.chars().next().is_some_and(char::is_lowercase);
    small || hyphened || POSTS.iter().any(|stem| folded.starts_with(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_posts_as_schools_write_them() {
        let cases = [
            ("Образцова Ольга Олеговна, директор", true, true),
            ("Директор Иванова И.И.", true, true),
            ("И.И. Иванова – заместитель директора по АХР", true, true),
            ("Директор И.И.Иванова", true, true),
            ("Зам.директора по УВР Петров П. П.", true, true),
            ("Шаблонов Шамиль Шарипович", true, false),
            ("Иванова И.И.", true, false),
            ("зам. по АХЧ", false, true),
            ("администрация", false, true),
            ("Директор", false, true),
            ("Директор школы", false, true),
            ("", false, false),
        ];
        for (text, named, post) in cases {
            assert_eq!(read(text), Person { named, post }, "{text}");
        }
    }
}
