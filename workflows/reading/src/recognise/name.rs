//! Names of schools as keys: abbreviations expanded, numbers apart, legal form worth little.
//!
//! Plain string distance takes «СОШ № 11» for «СОШ № 1». The number is the signal, the type of
//! school comes next, «муниципальное бюджетное общеобразовательное учреждение» is noise.

use crate::text::fold;
use std::collections::BTreeSet;

/// Characters of a word that are compared: Russian endings come after.
const PREFIX: usize = 6;

/// Abbreviations of legal forms, types and territories.
const ABBREVIATIONS: [(&str, &str); 36] = [
    ("мбоу", "муниципальное бюджетное общеобразовательное учреждение"),
    ("маоу", "муниципальное автономное общеобразовательное учреждение"),
    ("мкоу", "муниципальное казенное общеобразовательное учреждение"),
    ("моу", "муниципальное общеобразовательное учреждение"),
    ("гбоу", "государственное бюджетное общеобразовательное учреждение"),
    ("гкоу", "государственное казенное общеобразовательное учреждение"),
    ("чоу", "частное общеобразовательное учреждение"),
    ("мбдоу", "муниципальное бюджетное дошкольное образовательное учреждение детский сад"),
    ("мадоу", "муниципальное автономное дошкольное образовательное учреждение детский сад"),
    ("мкдоу", "муниципальное казенное дошкольное образовательное учреждение детский сад"),
    ("мдоу", "муниципальное дошкольное образовательное учреждение детский сад"),
    ("доу", "дошкольное образовательное учреждение детский сад"),
    ("мбу", "муниципальное бюджетное учреждение"),
    ("мау", "муниципальное автономное учреждение"),
    ("до", "дополнительного образования"),
    ("гбпоу", "государственное бюджетное профессиональное образовательное учреждение"),
    ("гапоу", "государственное автономное профессиональное образовательное учреждение"),
    ("гпоу", "государственное профессиональное образовательное учреждение"),
    ("сош", "средняя общеобразовательная школа"),
    ("оош", "основная общеобразовательная школа"),
    ("нош", "начальная общеобразовательная школа"),
    ("сш", "средняя общеобразовательная школа"),
    ("ош", "основная общеобразовательная школа"),
    ("дс", "детский сад"),
    ("црр", "центр развития ребенка"),
    ("цо", "центр образования"),
    ("ддт", "дом детского творчества"),
    ("дт", "дом творчества"),
    ("дюсш", "детско юношеская спортивная школа"),
    ("сшор", "спортивная школа олимпийского резерва"),
    ("дши", "детская школа искусств"),
    ("дмш", "детская музыкальная школа"),
    ("мо", "муниципальный округ"),
    ("го", "городской округ"),
    ("мр", "муниципальный район"),
    ("уо", "управление образования"),
];

/// Words that every name has, cut as [`PREFIX`] cuts them.
const NOISE: [&str; 24] = [
    "муници",
    "бюджет",
    "автоно",
    "казенн",
    "госуда",
    "частно",
    "общеоб",
    "образо",
    "учрежд",
    "дошкол",
    "профес",
    "округ",
    "округа",
    "район",
    "района",
    "городс",
    "города",
    "област",
    "имени",
    "общеразвив",
    "вида",
    "средня",
    "дополн",
    "органи",
];

/// Types that must not be mixed up: one of them in one name only speaks against.
const TYPES: [&str; 16] = [
    "детски",
    "гимназ",
    "лицей",
    "лицея",
    "интерн",
    "вечерн",
    "коррек",
    "спорти",
    "музыка",
    "художе",
    "центр",
    "основн",
    "началь",
    "коллед",
    "техник",
    "дом",
];

/// A name or phrase ready for comparing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NameKey {
    words: BTreeSet<String>,
    numbers: BTreeSet<String>,
}

impl NameKey {
    /// The key of a name, or of a line in which a name may stand.
    pub fn of(text: &str) -> Self {
        let mut key = Self::default();
        let folded = fold(text);
        for run in runs(&folded) {
            if run.starts_with(|char: char| char.is_ascii_digit()) {
                let number = run.trim_start_matches('0');
                if !number.is_empty() && number.len() <= 4 && !is_year(number) {
                    key.numbers.insert(number.to_owned());
                }
                continue;
            }
            match ABBREVIATIONS.iter().find(|(short, _)| *short == run) {
                Some((_, full)) => key.words.extend(full.split(' ').map(prefix)),
                None if run.chars().count() >= 3 => {
                    key.words.insert(prefix(&run));
                }
                None => {}
            }
        }
        key
    }

    /// Whether the phrase may name something with these numbers at all; a cheap first look.
    pub fn may_be(&self, phrase: &Self) -> bool {
        self.numbers.is_subset(&phrase.numbers) && !self.words.is_disjoint(&phrase.words)
    }

    /// How well a phrase names this, 0 to 1: the share of this name's words that the phrase has,
    /// cut where numbers or types differ.
    pub fn likeness(&self, phrase: &Self) -> f64 {
        let total: f64 = self.words.iter().map(|word| weight(word)).sum();
        if total == 0.0 {
            return 0.0;
        }
        let common: f64 = self.words.intersection(&phrase.words).map(|word| weight(word)).sum();
        let numbers = if self.numbers == phrase.numbers {
            1.0
        } else if !self.numbers.is_empty() && self.numbers.is_subset(&phrase.numbers) {
            0.9
        } else {
            0.3
        };
        let strange = |word: &&String| TYPES.contains(&word.as_str());
        let types = if self.words.symmetric_difference(&phrase.words).any(|word| strange(&word)) {
            0.5
        } else {
            1.0
        };
        common / total * numbers * types
    }

    /// Whether every telling word of this (a municipality) stands in the phrase.
    pub fn is_named_in(&self, phrase: &Self) -> bool {
        let mut telling = self.words.iter().filter(|word| weight(word) >= 1.0).peekable();
        telling.peek().is_some() && telling.all(|word| phrase.words.contains(word))
    }

    /// Whether it has a number.
    pub fn has_number(&self) -> bool {
        !self.numbers.is_empty()
    }
}

fn weight(word: &str) -> f64 {
    if NOISE.contains(&word) { 0.02 } else { 1.0 }
}

fn prefix(word: &str) -> String {
    word.chars().take(PREFIX).collect()
}

fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}

/// Runs of letters and of digits: «СОШ№12» is «сош», «12».
fn runs(text: &str) -> Vec<String> {
    let mut runs: Vec<String> = Vec::new();
    let mut before: Option<bool> = None;
    for char in text.chars() {
        let class = if char.is_ascii_digit() {
            Some(true)
        } else if char.is_alphabetic() {
            Some(false)
        } else {
            None
        };
        match (class, runs.last_mut()) {
            (Some(_), Some(run)) if class == before => run.push(char),
            (Some(_), _) => runs.push(char.to_string()),
            (None, _) => {}
        }
        before = class;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(name: &str, phrase: &str) -> f64 {
        NameKey::of(name).likeness(&NameKey::of(phrase))
    }

    #[test]
    fn the_number_and_the_type_decide() {
        let name = "МБОУ «СОШ № 101»";
        for same in [
            "Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № 101» Образцовского муниципального округа",
            "План НОКО 2023 СОШ N101.docx",
            "школа 101",
        ] {
            assert!(likeness(name, same) >= 0.85, "{same} {}", likeness(name, same));
        }
        for other in [
            "МБОУ «СОШ № 1»",
            "МБОУ «СОШ № 10»",
            "МБДОУ «Детский сад № 101»",
            "Школа-интернат № 101",
            "ООШ № 101",
            "план",
        ] {
            assert!(likeness(name, other) < 0.6, "{other} {}", likeness(name, other));
        }
    }

    #[test]
    fn names_without_numbers_go_by_their_words() {
        assert!(likeness("МАОУ «Гимназия «Радуга»", "гимназии «Радуга» г. Образцовска") >= 0.85);
        assert!(likeness("МАОУ «Гимназия «Радуга»", "детский сад «Радуга»") < 0.6);
    }
}
