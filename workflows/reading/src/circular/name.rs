//! Names of people as official letters print them: «К.Р. Вострикова», «Сафонова Елена Львовна».

use crate::text::fold;

/// «И.О. Фамилия» at the end of a line.
pub(super) fn signer(line: &str) -> Option<String> {
    let line = mended(line);
    let words: Vec<&str> = line.split_whitespace().collect();
    let last = words.last()?;
    if let Some((initials, surname)) = glued(last) {
        return Some(format!("{initials} {surname}"));
    }
    let before = words.get(words.len().checked_sub(2)?)?;
    let reversed = is_initials(last) && last.matches('.').count() == 2 && is_surname(before);
    if reversed && words.len() > 2 {
        return Some(format!("{last} {before}"));
    }
    if !is_surname(last) {
        return None;
    }
    if is_initials(before) && before.matches('.').count() == 2 {
        return Some(format!("{before} {last}"));
    }
    let first = words.get(words.len().checked_sub(3)?)?;
    (is_initial(before) && is_initial(first)).then(|| format!("{first}{before} {last}"))
}

/// A name that a line begins with, surname first: an executor under the signature.
pub(super) fn leading(line: &str) -> Option<String> {
    let line = mended(line);
    let words: Vec<&str> = line.split_whitespace().collect();
    let surname = words.first()?.trim_end_matches(',');
    let behind = words.get(1).map(|it| it.trim_end_matches([',', ';'])).filter(|it| is_surname(it));
    if let Some(behind) =
        behind.filter(|_| is_initials(surname) && surname.matches('.').count() == 2)
    {
        return Some(format!("{surname} {behind}"));
    }
    let second = words.get(1)?.trim_end_matches([',', ';']);
    let posts = ["Секретарь", "Директор", "Министр", "Начальник", "Председатель", "Ректор"];
    if !is_surname(surname) || posts.contains(&surname) {
        return None;
    }
    if is_initials(second) {
        return Some(format!("{surname} {second}"));
    }
    let telephone = |it: &str| {
        let digits = it.chars().filter(char::is_ascii_digit).count();
        it.starts_with(['(', '+']) && digits > 0 || digits > 4 && it.contains('-')
    };
    if words.len() < 5 && (telephone(second) || fold(second).starts_with("тел")) {
        return Some(surname.to_owned());
    }
    let third = words.get(2)?.trim_end_matches([',', '.', ';']);
    let patronymic = ["вна", "вич", "чна", "ьич"].iter().any(|end| third.ends_with(end));
    (is_surname(second) && patronymic).then(|| format!("{surname} {second} {third}"))
}

/// A name behind «Исп.».
pub(super) fn person(line: &str) -> Option<String> {
    let at = line.char_indices().find(|(at, it)| *at > 0 && it.is_uppercase())?.0;
    let rest = line.get(at..)?;
    leading(rest).or_else(|| two_names(rest)).or_else(|| {
        let words: Vec<&str> = rest.split_whitespace().take(2).collect();
        signer(&words.join(" ").replace(',', ""))
    })
}

/// A name below a signature: alone, or with a telephone behind it and perhaps a post before it.
pub(super) fn below(line: &str) -> Option<String> {
    let telephone = line.chars().filter(char::is_ascii_digit).count() > 4;
    let near = telephone && line.split_whitespace().count() < 8;
    leading(line).or_else(|| near.then(|| two_names(line).or_else(|| person(line)))?)
}

/// «Лялина Дарья, моб. …»: a surname and a first name, and nothing else in the phrase.
pub(super) fn two_names(line: &str) -> Option<String> {
    let phrase = line.split([',', ';', '(']).next()?.trim();
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let [surname, first] = words.as_slice() else { return None };
    (is_surname(surname) && is_surname(first)).then(|| phrase.to_owned())
}

/// «… Гусельников А.Ю.»: the order in which one who prepared a letter is named, not its signer.
pub(super) fn is_surname_first(line: &str) -> bool {
    let line = mended(line);
    let words: Vec<&str> = line.split_whitespace().collect();
    let last = words.last().is_some_and(|it| is_initials(it) && it.matches('.').count() == 2);
    last && words.len().checked_sub(2).and_then(|it| words.get(it)).is_some_and(|it| is_surname(it))
}

/// Nothing but a name, as of one who signed below his post or prepared the letter.
pub(super) fn is_alone(line: &str) -> bool {
    let line = mended(line);
    line.split_whitespace().all(|it| is_initials(it) || is_surname(it) || glued(it).is_some())
}

/// Initials as recognition leaves them: «Е . В .», «Т,И,».
fn mended(line: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    let mut out = String::with_capacity(line.len());
    for (at, char) in chars.iter().enumerate() {
        let before = |by: usize| at.checked_sub(by).and_then(|it| chars.get(it)).copied();
        let single = |by: usize| {
            before(by).is_some_and(char::is_uppercase)
                && !before(by + 1).is_some_and(char::is_alphanumeric)
        };
        match char {
            ' ' if single(1) && chars.get(at + 1) == Some(&'.') => {}
            ',' if single(1) => out.push('.'),
            _ => out.push(*char),
        }
    }
    out
}

fn glued(word: &str) -> Option<(&str, &str)> {
    let (initials, surname) = word.split_at(word.rfind('.')? + 1);
    let two = is_initials(initials) && initials.matches('.').count() == 2;
    (two && is_surname(surname)).then_some((initials, surname))
}

fn is_surname(word: &str) -> bool {
    let mut chars = word.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    let second = word.chars().nth(1).is_some_and(char::is_lowercase);
    capital && second && chars.all(|it| it.is_alphabetic() || it == '-')
}

fn is_initials(word: &str) -> bool {
    let letters = word.chars().filter(|it| it.is_uppercase()).count();
    let plain = word.chars().all(|it| it.is_uppercase() || it == '.');
    word.ends_with('.') && (1..=2).contains(&letters) && plain
}

fn is_initial(word: &str) -> bool {
    is_initials(word) && word.matches('.').count() == 1
}
