//! What has come towards a duty, and what is still missing.
//!
//! One file of each format group must come, possibly in several mails, and every accompanying kind.
//! Only parts whose sender is proven may close a duty without a person.

use crate::definition::{Definition, Review};
use vekha_model::{FiledDocument, Format, Lang, Trust};

/// What is still missing for a document of this kind to be complete, in Russian, accompanying
/// documents included. Empty when nothing is.
pub fn missing(definition: &Definition, kind: &str, filed: &[FiledDocument]) -> Vec<String> {
    missing_in(Lang::Ru, definition, kind, filed)
}

/// The same in a reader's language.
pub(super) fn missing_in(
    lang: Lang,
    definition: &Definition,
    kind: &str,
    filed: &[FiledDocument],
) -> Vec<String> {
    let mut missing = missing_files(lang, definition, kind, filed);
    let with = definition.documents.get(kind).map_or(&[][..], |rule| &rule.with);
    for companion in with {
        let title = title(definition, companion);
        let files = missing_files(lang, definition, companion, filed);
        let came = filed.iter().any(|part| part.kind == *companion);
        missing.extend(match (files.is_empty(), came) {
            (true, _) => None,
            (false, false) if files.len() == 1 => Some(format!("{title} ({})", files.join(", "))),
            (false, false) => Some(title),
            (false, true) => Some(format!("{title}: {}", files.join(", "))),
        });
    }
    missing
}

/// What is still missing of the documents that prove an exemption.
pub(super) fn missing_proofs<'k>(
    definition: &Definition,
    kinds: impl IntoIterator<Item = &'k String>,
    filed: &[FiledDocument],
) -> Vec<String> {
    let absent = kinds.into_iter().filter(|kind| filed.iter().all(|part| part.kind != **kind));
    absent.map(|kind| title(definition, kind)).collect()
}

/// How a complete set is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Something is missing.
    Incomplete,
    /// Nobody has to look.
    Accept,
    /// A person must look; why, in Russian.
    Review(String),
}

/// Judges what has come for a duty that wants a document of this kind.
pub(super) fn verdict(definition: &Definition, kind: &str, filed: &[FiledDocument]) -> Verdict {
    if !missing(definition, kind, filed).is_empty() {
        return Verdict::Incomplete;
    }
    if needs_officer(definition, kind) {
        return Verdict::Review("по правилам кампании документ проверяет сотрудник".to_owned());
    }
    let proven: Vec<_> = filed.iter().filter(|part| part.trust.may_close()).cloned().collect();
    if missing(definition, kind, &proven).is_empty() {
        return Verdict::Accept;
    }
    let worst = filed.iter().map(|part| part.trust).min().unwrap_or(Trust::Unproven);
    let why = match worst {
        Trust::Unread => "программа не смогла прочитать файл",
        Trust::TokenOnly => "домен отправителя не подтверждён подписью DKIM",
        _ => "отправитель не подтверждён",
    };
    Verdict::Review(why.to_owned())
}

/// What an officer calls a kind of document, or the obligation of that name.
pub(super) fn title(definition: &Definition, kind: &str) -> String {
    let document = definition.documents.get(kind).map(|rule| &rule.title);
    let title = document.or_else(|| definition.duty(kind).map(|rule| &rule.title));
    title.map_or_else(|| kind.to_owned(), |title| format!("«{title}»"))
}

fn needs_officer(definition: &Definition, kind: &str) -> bool {
    let Some(rule) = definition.documents.get(kind) else { return false };
    let companions = rule.with.iter().filter_map(|with| definition.documents.get(with));
    companions.chain([rule]).any(|rule| rule.review == Review::Officer)
}

fn missing_files(
    lang: Lang,
    definition: &Definition,
    kind: &str,
    filed: &[FiledDocument],
) -> Vec<String> {
    let parts = filed.iter().filter(|part| part.kind == kind);
    let formats: Vec<Format> = parts.clone().flat_map(|part| part.formats.clone()).collect();
    let groups = definition.documents.get(kind).map_or(&[][..], |rule| &rule.files);
    if groups.is_empty() && parts.count() == 0 {
        return vec![title(definition, kind)];
    }
    let absent = groups.iter().filter(|group| !group.iter().any(|f| formats.contains(f)));
    absent.map(|group| group_name(lang, group)).collect()
}

/// «PDF»; «DOC, DOCX или ODT».
fn group_name(lang: Lang, group: &[Format]) -> String {
    let names: Vec<_> = group.iter().map(|format| format_name(lang, *format)).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {} {last}", others.join(", "), lang.of("или", "or")),
        None => lang.of("файл", "a file").to_owned(),
    }
}

fn format_name(lang: Lang, format: Format) -> String {
    match format {
        Format::Image => lang.of("скан", "a scan").to_owned(),
        Format::Link => lang.of("ссылка", "a link").to_owned(),
        Format::Other => lang.of("файл", "a file").to_owned(),
        known => known.as_str().to_uppercase(),
    }
}
