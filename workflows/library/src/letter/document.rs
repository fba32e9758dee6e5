//! Which document fulfils an obligation.

use super::names::Named;
use super::{Kind, yaml};
use std::fmt::Write as _;
use vekha_model::{Format, Modality};

/// What a letter says about files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formats {
    /// One file of each group must come: `[[doc, docx], [pdf]]` is Word and PDF.
    pub files: Vec<Vec<Format>>,
    /// A letter must come as well, or is all that is wanted.
    pub letter: bool,
    /// Its formats; any if empty.
    pub letter_files: Vec<Format>,
}

impl Formats {
    /// From a flat list as a reader of letters gives it. Word's formats are one group, PDF another;
    /// where a letter accompanies a Word file, PDF is the letter's. `form` is no file, and words
    /// that name no format are left out.
    pub fn read(words: &[&str]) -> Self {
        let letter = words.contains(&"letter");
        let formats: Vec<_> = words.iter().filter_map(|word| Format::parse(word)).collect();
        let (text, others): (Vec<_>, Vec<_>) =
            formats.into_iter().partition(|format| TEXT.contains(format));
        let letter_files = if letter { others.clone() } else { Vec::new() };
        let others = if letter { Vec::new() } else { others };
        let groups = [text].into_iter().chain(others.into_iter().map(|format| vec![format]));
        Self { files: groups.filter(|group| !group.is_empty()).collect(), letter, letter_files }
    }
}

const TEXT: [Format; 4] = [Format::Doc, Format::Docx, Format::Odt, Format::Rtf];

/// The section `documents`.
pub(super) fn write(text: &mut String, named: &[Named<'_>]) {
    let wanted: Vec<_> =
        named.iter().filter(|named| named.obligation.kind != Kind::Acknowledge).collect();
    if wanted.is_empty() {
        return;
    }
    text.push_str("\ndocuments:\n");
    for named in wanted {
        one(text, named);
    }
}

fn one(text: &mut String, named: &Named<'_>) {
    let Named { id, obligation, .. } = named;
    let formats = &obligation.formats;
    let (form, title) = (form(named), yaml::text(&title(named)));
    let _ = write!(text, "  {id}: {{ title: {title}, form: {form}");
    let accompanied = formats.letter && !formats.files.is_empty();
    let files = match (formats.letter, formats.letter_files.as_slice()) {
        (true, own @ [_, ..]) if !accompanied => vec![own.to_vec()],
        _ => formats.files.clone(),
    };
    if !files.is_empty() {
        let _ = write!(text, ", files: {}", groups(&files));
    }
    if accompanied {
        let _ = write!(text, ", with: [{id}_letter]");
    }
    if review(named, form) {
        text.push_str(", review: officer");
    }
    text.push_str(" }\n");
    if accompanied {
        let _ = write!(text, "  {id}_letter: {{ title: Сопроводительное письмо, form: letter");
        if !formats.letter_files.is_empty() {
            let _ =
                write!(text, ", files: {}", groups(std::slice::from_ref(&formats.letter_files)));
        }
        text.push_str(" }\n");
    }
}

/// What an officer calls it. The title of the demand is kept where it tells documents apart.
fn title(named: &Named<'_>) -> String {
    let what = match named.obligation.kind {
        Kind::SubmitPlan => return "План по устранению недостатков".to_owned(),
        Kind::SubmitReport => return "Заполненный план с отметками о выполнении".to_owned(),
        Kind::Publish => "Ссылка",
        Kind::Appoint => "Приказ",
        Kind::SubmitInfo | Kind::ExplainExemption => "Письмо",
        _ => "Подтверждение",
    };
    format!("{what}: {}", named.obligation.title)
}

fn form(named: &Named<'_>) -> &'static str {
    let formats = &named.obligation.formats;
    match named.obligation.kind {
        Kind::SubmitPlan => "plan-457",
        Kind::SubmitReport => "plan-457-filled",
        _ if formats.letter && formats.files.is_empty() => "letter",
        Kind::Publish if formats.files.is_empty() => "link",
        _ => "any",
    }
}

/// Where nothing in a document can be checked, and in a report whose reasons only a person can weigh,
/// a person looks; nobody is troubled with recommendations.
fn review(named: &Named<'_>, form: &str) -> bool {
    let unchecked = matches!(form, "any" | "plan-457-filled");
    unchecked && !named.proof && named.obligation.modality != Modality::Recommended
}

fn groups(files: &[Vec<Format>]) -> String {
    let groups = files.iter().map(|group| {
        let names: Vec<_> = group.iter().map(|format| format.as_str()).collect();
        format!("[{}]", names.join(", "))
    });
    format!("[{}]", groups.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flat_words_become_groups() {
        let word = vec![Format::Doc, Format::Docx];
        let both = Formats::read(&["doc", "docx", "pdf"]);
        assert_eq!(both.files, [word.clone(), vec![Format::Pdf]]);
        let report = Formats::read(&["doc", "docx", "letter", "pdf"]);
        assert_eq!((report.files, report.letter_files), (vec![word], vec![Format::Pdf]));
        assert_eq!(Formats::read(&["form"]), Formats::default());
        assert!(Formats::read(&["letter"]).letter);
    }
}
