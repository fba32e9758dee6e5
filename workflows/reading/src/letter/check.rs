//! The rules of form `letter`: there is a text, and it quotes our number.

use super::{Reference, requisites};
use crate::findings::{Findings, Rule};
use crate::text::is_blank;
use vekha_model::{Extracted, Finding};

const EMPTY: Rule = Rule::blocking("letter.empty");
const UNREADABLE: Rule = Rule::remark("letter.unreadable");
const OUR_NUMBER_MISSING: Rule = Rule::remark("letter.our_number_missing");

/// What the check must know of the campaign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context<'a> {
    /// The file's name as the sender wrote it.
    pub file: Option<&'a str>,
    /// Our letters that this one may answer.
    pub ours: &'a [Reference],
}

/// `letter.empty`, `letter.unreadable` (a signed scan is usual: a person looks at it),
/// `letter.our_number_missing`.
pub fn check(extracted: &Extracted, context: Context<'_>) -> Vec<Finding> {
    let mut findings = Findings::of_file(context.file);
    let blank = is_blank(&extracted.text)
        && extracted
            .tables
            .iter()
            .flat_map(|it| &it.rows)
            .flat_map(|it| &it.cells)
            .all(|it| is_blank(&it.text));
    if extracted.unreadable {
        findings.file(
            UNREADABLE,
            "письмо — скан, текст не прочитан автоматически. Его посмотрит сотрудник",
        );
    } else if blank {
        findings.file(EMPTY, "в файле нет текста. Пришлите письмо ещё раз");
    } else if let Some(our) = context.ours.first()
        && requisites(extracted).quotes(context.ours).is_none()
    {
        findings.file(
            OUR_NUMBER_MISSING,
            &format!(
                "в письме нет ссылки на наш номер. Пишите в бланке «На № {}{}»",
                our.number,
                of_date(our)
            ),
        );
    }
    findings.into_list()
}

fn of_date(reference: &Reference) -> String {
    reference.date.map_or_else(String::new, |date| format!(" от {}", crate::text::day(date)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn rules(text: &str, unreadable: bool) -> Vec<String> {
        let ours = [Reference {
            number: "10001/15-02".to_owned(),
            date: NaiveDate::from_ymd_opt(2023, 12, 15),
        }];
        let extracted = Extracted { text: text.to_owned(), unreadable, ..Extracted::default() };
        check(&extracted, Context { file: None, ours: &ours })
            .into_iter()
            .map(|it| it.rule)
            .collect()
    }

    #[test]
    fn a_letter_quotes_our_number_or_is_told_to() {
        assert!(rules("На № 10001/15–02 от 15.12.2023 направляем план.", false).is_empty());
        assert_eq!(rules("Направляем план.", false), ["letter.our_number_missing"]);
        assert_eq!(rules(" \n", false), ["letter.empty"]);
        assert_eq!(rules("", true), ["letter.unreadable"]);
    }
}
