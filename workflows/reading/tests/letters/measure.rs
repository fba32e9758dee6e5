//! What was read against what is true: pairs of one act and one term, and all that differs.

use crate::expected::{Case, Expected};
use std::collections::BTreeSet;
use vekha_reading::circular::{Draft, Obligation};

/// Sums over letters.
#[derive(Debug, Default)]
pub struct Sums {
    pub letters: usize,
    pub days_true: usize,
    pub days_found: usize,
    pub days_false: usize,
    pub missed_silently: usize,
    pub acts_true: usize,
    pub acts_read: usize,
    pub acts_paired: usize,
}

impl Sums {
    /// Harmonic mean of precision and recall of the obligations.
    pub fn f1(&self) -> f64 {
        2.0 * ratio(self.acts_paired, self.acts_true + self.acts_read)
    }

    /// Share of the true days that were found.
    pub fn recall(&self) -> f64 {
        ratio(self.days_found, self.days_true)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    f64::from(u32::try_from(part).unwrap_or(u32::MAX))
        / f64::from(u32::try_from(whole.max(1)).unwrap_or(u32::MAX))
}

/// A value as it stands in JSON, without quotation marks.
pub fn word(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value).unwrap_or_default() {
        serde_json::Value::String(text) => text,
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn stems(text: &str) -> BTreeSet<String> {
    let folded = vekha_reading::text::fold(text);
    let words = folded.split(|it: char| !it.is_alphanumeric());
    words.filter(|it| it.chars().count() > 3).map(|it| it.chars().take(5).collect()).collect()
}

fn overlap(one: &str, other: &str) -> f64 {
    let (one, other) = (stems(one), stems(other));
    ratio(one.intersection(&other).count(), one.len().min(other.len()))
}

fn counted(read: &Obligation) -> String {
    read.relative.as_ref().map_or_else(String::new, |it| format!("{} {}", it.amount, word(it.unit)))
}

fn same_term(read: &Obligation, truth: &Expected) -> bool {
    let due = word(read.due);
    if !due.is_empty() || !truth.get("due").is_empty() {
        return due == truth.get("due");
    }
    word(&read.recurrence) == truth.get("rule") && counted(read) == truth.get("count")
}

fn pairs<'a>(read: &[&'a Obligation], truth: &[&'a Expected]) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for (at, read) in read.iter().enumerate() {
        for (to, truth) in truth.iter().enumerate().filter(|it| same_term(read, it.1)) {
            let near = overlap(&read.what, &truth.what);
            let alike = word(read.kind) == truth.kind;
            if near >= 0.25 || alike {
                all.push((near + if alike { 0.5 } else { 0.0 }, at, to));
            }
        }
    }
    all.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (_, at, to) in all {
        if taken.iter().all(|it| it.0 != at && it.1 != to) {
            taken.push((at, to));
        }
    }
    taken
}

fn host(site: &str) -> String {
    let bare = site.trim_start_matches("https://").trim_start_matches("http://");
    bare.trim_start_matches("www.").split('/').next().unwrap_or_default().to_owned()
}

fn sorted(words: impl Iterator<Item = String>) -> String {
    words.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" ")
}

fn words(text: &str) -> String {
    sorted(text.split_whitespace().map(str::to_owned))
}

fn details(read: &Obligation, truth: &Expected) -> Vec<String> {
    let pairs = [
        ("modality", word(read.modality), truth.modality.clone()),
        ("kind", word(read.kind), truth.kind.clone()),
        ("at", word(&read.due_time), truth.get("at").to_owned()),
        ("opens", word(read.opens), truth.get("opens").to_owned()),
        ("if", read.conditional.to_string(), truth.says("if").to_string()),
        ("to", sorted(read.emails.iter().cloned()), words(truth.get("to"))),
        ("on", sorted(read.sites.iter().map(|it| host(it))), words(truth.get("on"))),
        ("as", sorted(read.formats.iter().map(word)), words(truth.get("as"))),
    ];
    let differ = pairs.into_iter().filter(|it| it.1 != it.2);
    differ.map(|(name, read, is)| format!("{name} {read:?} is {is:?}: {}", truth.what)).collect()
}

fn requisites(draft: &Draft, case: &Case) -> Vec<String> {
    let letter = &draft.letter;
    let reply = letter.in_reply_to.as_ref();
    let read = [
        ("no", word(&letter.number)),
        ("date", word(letter.date)),
        ("level", word(letter.addressee_level)),
        ("signer", word(&letter.signer)),
        ("executor", word(&letter.executor)),
        (
            "reply",
            reply.map_or(String::new(), |it| format!("{} от {}", word(&it.number), word(it.date))),
        ),
        ("info", if letter.informational { "yes".to_owned() } else { String::new() }),
    ];
    let truth = |name: &str| {
        case.letter.iter().find(|it| it.0 == name).map_or(String::new(), |it| {
            if name == "info" { "yes".to_owned() } else { it.1.clone() }
        })
    };
    let name = |text: &str| sorted(text.split([' ', '.']).map(str::to_owned));
    let differ = read.into_iter().filter(|it| name(&it.1) != name(&truth(it.0)));
    differ.map(|(name, read)| format!("{name} {read:?} is {:?}", truth(name))).collect()
}

/// Adds a letter to the sums; all that differs, in words.
pub fn compare(draft: &Draft, case: &Case, sums: &mut Sums) -> Vec<String> {
    let read: Vec<&Obligation> = draft.obligations.iter().filter(|it| !it.external).collect();
    let truth: Vec<&Expected> = case.obligations.iter().filter(|it| !it.says("external")).collect();
    let mut differ = requisites(draft, case);
    let days: Vec<&str> =
        truth.iter().map(|it| it.get("due")).filter(|it| !it.is_empty()).collect();
    let mut missed = days.clone();
    for due in read.iter().map(|it| word(it.due)).filter(|it| !it.is_empty()) {
        if let Some(at) = missed.iter().position(|it| *it == due) {
            missed.remove(at);
        } else if !days.contains(&due.as_str()) {
            sums.days_false += 1;
            differ.push(format!("false deadline {due}"));
        }
    }
    let taken = pairs(&read, &truth);
    for (at, to) in &taken {
        differ.extend(details(read[*at], truth[*to]));
    }
    let lone = (0..truth.len()).filter(|to| taken.iter().all(|it| it.1 != *to));
    differ.extend(lone.map(|to| format!("not read: {}", truth[to].what)));
    let more = (0..read.len()).filter(|at| taken.iter().all(|it| it.0 != *at));
    differ.extend(more.map(|at| format!("not asked: {}", read[at].what)));
    let asked: Vec<String> = draft.questions.iter().map(|it| word(it.about)).collect();
    let silent = case.questions.iter().filter(|it| !asked.contains(it));
    differ.extend(silent.map(|it| format!("no question about {it}")));
    sums.letters += 1;
    sums.days_true += days.len();
    sums.days_found += days.len() - missed.len();
    sums.missed_silently += if asked.is_empty() { missed.len() } else { 0 };
    sums.acts_true += truth.len();
    sums.acts_read += read.len();
    sums.acts_paired += taken.len();
    differ
}
