//! Raw values become a [`Definition`]: words are parsed, expressions compiled, defaults filled in.
//!
//! Whether a name that is referred to exists is `check`'s question, not asked here: definitions
//! that were never written as YAML have to answer it too.

use super::mistake::Mistakes;
use super::raw;
use super::shapes::{At, Named, Part, ShortOrLong};
use super::track;
use crate::definition::{CalendarRule, Definition, DocumentRule, Parameter, ParameterKind};
use crate::guard::Guard;
use std::collections::BTreeMap;
use vekha_model::{Addressee, Format, Rung, Unit, Value};

/// Builds what can be built; the rest is among the mistakes.
pub(super) fn definition(raw: raw::Workflow, mistakes: &mut Mistakes) -> Definition {
    name(&raw.workflow, "-", mistakes);
    let calendar = CalendarRule {
        days: match raw.calendar.days {
            raw::Days::Calendar => Unit::Days,
            raw::Days::Working => Unit::WorkingDays,
        },
        shift: raw.calendar.shift,
    };
    Definition {
        name: raw.workflow.value,
        version: raw.version,
        title: raw.title,
        case_for: raw.case_for,
        calendar,
        parameters: parameters(raw.parameters, mistakes),
        documents: documents(raw.documents, mistakes),
        ladders: ladders(raw.ladders, mistakes),
        tracks: track::tracks(raw.tracks, calendar.days, mistakes),
        authority: track::tracks(raw.authority.tracks, calendar.days, mistakes),
    }
}

/// A name is latin letters, digits and `_` (or `-` in a workflow's own name): it becomes a part of
/// triggers, expressions, addresses and file names.
pub(super) fn name(word: &At<String>, joint: &str, mistakes: &mut Mistakes) {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || joint.contains(c);
    if !word.value.starts_with(|c: char| c.is_ascii_lowercase()) || !word.value.chars().all(letter)
    {
        let message = format!("`{}` is no name", word.value);
        let instead = format!(
            "write small latin letters, digits and `{joint}`, a letter first; people read the `title`"
        );
        mistakes.note(&word.at, message, instead);
    }
}

/// Compiles an expression where one is written.
pub(super) fn guard(text: Option<At<String>>, mistakes: &mut Mistakes) -> Option<Guard> {
    let text = text?;
    Guard::compile(&text.value)
        .map_err(|bad| mistakes.note(&text.at, bad.to_string(), bad.instead))
        .ok()
}

/// Words that expressions use for something else.
const TAKEN: [&str; 4] = ["organization", "organizations", "parameters", "measures"];

fn parameters(
    raw: Named<Part<ShortOrLong<ParameterKind, raw::Parameter>>>,
    mistakes: &mut Mistakes,
) -> BTreeMap<String, Parameter> {
    let mut parameters = BTreeMap::new();
    for (key, parameter) in raw.read() {
        name(&key, "_", mistakes);
        if TAKEN.contains(&key.value.as_str()) {
            let message = format!("`{}` means something else in expressions", key.value);
            mistakes.note(&key.at, message, "choose another name".to_owned());
        }
        let (kind, title, default) = match parameter {
            ShortOrLong::Short(kind) => (kind, None, None),
            ShortOrLong::Long(long) => (long.r#type, long.title, long.default),
        };
        let default = default.and_then(|text| value(kind, &text, mistakes));
        let title = title.unwrap_or_else(|| key.value.clone());
        parameters.insert(key.value, Parameter { kind, title, default });
    }
    parameters
}

fn value(kind: ParameterKind, text: &At<String>, mistakes: &mut Mistakes) -> Option<Value> {
    let word = text.value.as_str();
    let (value, wanted) = match kind {
        ParameterKind::Date => (word.parse().ok().map(Value::Date), "a date: `2024-03-01`"),
        ParameterKind::Integer => (word.parse().ok().map(Value::Integer), "a whole number: `2024`"),
        ParameterKind::Number => (word.parse().ok().map(Value::Number), "a number: `0.4`"),
        ParameterKind::Bool => (word.parse().ok().map(Value::Bool), "`true` or `false`"),
        ParameterKind::Text => (Some(Value::Text(word.to_owned())), "a text"),
        ParameterKind::Email => {
            let email = word.contains('@').then(|| Value::Text(word.to_owned()));
            (email, "an address: `noko@example.ru`")
        }
    };
    if value.is_none() {
        let message = format!("`{word}` does not fit the parameter's type");
        mistakes.note(&text.at, message, format!("write {wanted}"));
    }
    value
}

fn documents(
    raw: Named<Part<raw::Document>>,
    mistakes: &mut Mistakes,
) -> BTreeMap<String, DocumentRule> {
    let mut documents = BTreeMap::new();
    for (kind, document) in raw.read() {
        name(&kind, "_", mistakes);
        if ["exemption", "decision", "track", "series"].contains(&kind.value.as_str()) {
            let message = format!("`{}` means something else in triggers", kind.value);
            mistakes.note(&kind.at, message, "choose another name".to_owned());
        }
        let files = match document.form {
            raw::Form::Link if document.files.is_empty() => vec![vec![Format::Link]],
            _ => document.files,
        };
        let rule = DocumentRule {
            title: document.title.unwrap_or_else(|| kind.value.clone()),
            form: document.form.as_str().to_owned(),
            files,
            with: document.with.0,
            review: document.review,
        };
        documents.insert(kind.value, rule);
    }
    documents
}

fn ladders(
    raw: Named<Vec<Part<raw::Rung>>>,
    mistakes: &mut Mistakes,
) -> BTreeMap<String, Vec<Rung>> {
    let mut ladders = BTreeMap::new();
    for (key, rungs) in raw.0 {
        name(&key, "_", mistakes);
        let rungs = rungs.into_iter().filter_map(|Part(rung)| rung).map(|rung| Rung {
            at: rung.at.value,
            tell: rung.tell,
            digest: rung.r#as.is_some(),
            acknowledge: rung.ask.is_some(),
            // A superior gets nothing that a person has not signed.
            draft: rung.draft.is_some() || rung.tell == Addressee::Head,
        });
        ladders.insert(key.value, rungs.collect());
    }
    ladders
}
