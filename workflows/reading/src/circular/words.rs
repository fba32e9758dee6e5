//! The words of the language, from two small tables that an officer could read and lengthen.
//!
//! `data/words.csv`: list, stem (a trailing `=` means the whole word), value. `data/verbs.csv`:
//! stem, aspect (`p` perfective, `i` imperfective), class of the act.

use crate::text::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A word of a list.
struct Entry {
    stem: String,
    whole: bool,
    value: &'static str,
}

/// The entries of a list by their first letter.
type List = HashMap<char, Vec<Entry>>;

static WORDS: LazyLock<HashMap<&'static str, List>> = LazyLock::new(|| {
    let mut lists: HashMap<&'static str, List> = HashMap::new();
    for line in include_str!("../../data/words.csv").lines().skip(1) {
        let mut fields = line.splitn(3, ',');
        let (Some(list), Some(stem)) = (fields.next(), fields.next()) else { continue };
        let value = fields.next().unwrap_or_default();
        let entry =
            Entry { stem: fold(stem.trim_end_matches('=')), whole: stem.ends_with('='), value };
        let Some(first) = entry.stem.chars().next() else { continue };
        lists.entry(list).or_default().entry(first).or_default().push(entry);
    }
    lists
});

/// The value of a folded word in a list, if it is in it.
pub(super) fn find(list: &str, word: &str) -> Option<&'static str> {
    let entries = WORDS.get(list)?.get(&word.chars().next()?)?;
    let fits = |it: &&Entry| if it.whole { word == it.stem } else { word.starts_with(&it.stem) };
    entries.iter().filter(fits).max_by_key(|it| it.stem.len()).map(|it| it.value)
}

/// «сентябрь» as it stands behind a day: «сентября».
pub(super) fn genitive(month: &str) -> String {
    let folded = fold(month);
    match folded.strip_suffix(['ь', 'й']) {
        Some(stem) => format!("{stem}я"),
        None if folded.ends_with('т') => format!("{folded}а"),
        None => folded,
    }
}

/// The number a folded word stands for in a list of numbers.
pub(super) fn number(list: &str, word: &str) -> Option<u32> {
    find(list, word)?.parse().ok()
}

/// How a verb is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Infinitive,
    Imperative,
    /// Third person of an imperfective verb: a rule.
    Present,
    /// Third person of a perfective verb: an announcement.
    Future,
    /// First person plural: the sender himself.
    Ours,
    Past,
}

/// A verb: its class (`send`, `publish`, …) and form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verb {
    pub class: &'static str,
    pub form: Form,
}

/// Stem, whether perfective, class.
type Stem = (String, bool, &'static str);

/// The stems by their first letter.
static VERBS: LazyLock<HashMap<char, Vec<Stem>>> = LazyLock::new(|| {
    let mut stems: HashMap<char, Vec<Stem>> = HashMap::new();
    for line in include_str!("../../data/verbs.csv").lines().skip(1) {
        let mut fields = line.splitn(3, ',').map(str::trim);
        let (Some(stem), Some(aspect), Some(class)) = (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let stem = fold(stem);
        let Some(first) = stem.chars().next() else { continue };
        stems.entry(first).or_default().push((stem, aspect == "p", class));
    }
    stems
});

/// Reads a folded word as a verb.
pub(super) fn verb(word: &str) -> Option<Verb> {
    let known = word.chars().next().and_then(|first| VERBS.get(&first));
    let found = known.into_iter().flatten().filter(|(stem, ..)| word.starts_with(stem.as_str()));
    let mut best: Option<(usize, Verb)> = None;
    for (stem, perfective, class) in found {
        let Some(form) = form(word.get(stem.len()..).unwrap_or_default(), word, *perfective) else {
            continue;
        };
        if best.is_none_or(|(length, _)| stem.len() > length) {
            best = Some((stem.len(), Verb { class, form }));
        }
    }
    best.map(|it| it.1)
        .or_else(|| is_infinitive(word).then_some(Verb { class: "other", form: Form::Infinitive }))
        .or_else(|| is_imperative(word).then_some(Verb { class: "other", form: Form::Imperative }))
        .or_else(|| is_present(word).then_some(Verb { class: UNLISTED, form: Form::Present }))
}

/// The class of a verb that is known by its ending alone.
pub(super) const UNLISTED: &str = "unlisted";

/// «укажите», «используйте»: by its ending, with the nouns that end alike left out.
fn is_imperative(word: &str) -> bool {
    let ends = ["ите", "йте", "ьте"].iter().any(|end| word.ends_with(end));
    word.chars().count() > 5 && ends && find("nonimperative", word).is_none()
}

/// «обучают», «проверяет», «учитывается»: endings that hardly any noun has.
fn is_present(word: &str) -> bool {
    let ends = ["ают", "яют", "уют", "ает", "яет", "ует", "ается", "яется", "уется", "ются"];
    word.chars().count() > 5 && ends.iter().any(|end| word.ends_with(end))
}

/// Endings behind the suffix that makes a verb imperfective.
const DURATIVE: [&str; 4] = ["ает", "ают", "яет", "яют"];

fn form(ending: &str, word: &str, perfective: bool) -> Option<Form> {
    const THIRD: [&str; 22] = [
        "ет",
        "ют",
        "ут",
        "ит",
        "ят",
        "ат",
        "ает",
        "ают",
        "яет",
        "яют",
        "ится",
        "ятся",
        "ется",
        "ются",
        "утся",
        "атся",
        "ается",
        "аются",
        "яется",
        "яются",
        "т",
        "тся",
    ];
    const PAST: [&str; 20] = [
        "л",
        "ла",
        "ло",
        "ли",
        "ил",
        "ила",
        "ило",
        "или",
        "ал",
        "ала",
        "али",
        "лись",
        "лась",
        "лся",
        "лось",
        "ился",
        "илась",
        "ились",
        "ались",
        "алось",
    ];
    if is_infinitive(word) {
        return Some(Form::Infinitive);
    }
    let gives = word.strip_suffix(ending).is_some_and(|it| it.ends_with("да"));
    let third = if perfective { Form::Future } else { Form::Present };
    match ending {
        "ите" | "йте" | "ьте" | "айте" | "яйте" | "уйте" | "ойте" | "те" => {
            Some(Form::Imperative)
        }
        "ем" | "им" | "аем" | "яем" | "м" | "уем" => Some(Form::Ours),
        // A suffix makes the perfective stem imperfective: «поступ-ают», «устран-яются».
        _ if DURATIVE.iter().any(|it| ending.starts_with(it)) && THIRD.contains(&ending) => {
            Some(Form::Present)
        }
        // «передают», «сдаётся»: verbs of «давать» beside those of «дать».
        _ if gives && ["ют", "ет", "ются", "ется"].contains(&ending) => {
            Some(Form::Present)
        }
        _ if THIRD.contains(&ending) => Some(third),
        _ if PAST.contains(&ending) => Some(Form::Past),
        _ => None,
    }
}

/// «предписывалось», «заключили»: the endings of the past that hardly any noun has.
pub(super) fn is_past(word: &str) -> bool {
    let reflexive = ["лась", "лось", "лись", "лся"].iter().any(|end| word.ends_with(end));
    let plural = word.ends_with("ли") && !word.ends_with("тели");
    word.chars().count() > 5 && (reflexive || plural) && find("nonpast", word).is_none()
}

/// «направлено», «размещены»: a short participle tells what was done.
pub(super) fn is_done(word: &str) -> bool {
    let ends =
        ["ено", "ано", "ято", "лены", "дены", "шены", "чены", "щены", "жены", "саны", "ваны"];
    word.chars().count() > 5 && ends.iter().any(|end| word.ends_with(end))
}

/// «подписаны», «направлен»: a short participle behind «быть».
pub(super) fn is_short(word: &str) -> bool {
    let ends = ["ен", "ена", "ено", "ены", "ан", "ана", "ано", "аны", "ят", "ята", "яты"];
    word.chars().count() > 4 && ends.iter().any(|end| word.ends_with(end))
}

/// By its ending, with the nouns that end alike left out.
pub(super) fn is_infinitive(word: &str) -> bool {
    let stem = word.strip_suffix("ся").or_else(|| word.strip_suffix("сь")).unwrap_or(word);
    let behind =
        |end: &str, before: &[char]| stem.strip_suffix(end).is_some_and(|it| it.ends_with(before));
    // «четверть», «пяти» have another letter there; of the verbs in -чь few are asked for.
    let ends = behind("ть", &['а', 'я', 'е', 'и', 'у', 'о', 'ы', 'с', 'з'])
        || behind("ти", &['й', 'с', 'з', 'д'])
        || ["мочь", "влечь", "беречь", "стеречь"].iter().any(|end| stem.ends_with(end));
    let nouns = ["ость", "ости", "асть", "асти", "нтьев"].iter().any(|end| word.ends_with(end));
    let long = word.chars().count() >= 4;
    ends && long && !nouns && find("noninfinitive", word).is_none()
}
