//! The findings in words for the sender: one short numbered list, what blocks first.

use crate::text::plural;
use vekha_model::{Finding, Severity};

/// How many findings block acceptance.
pub fn blocking(findings: &[Finding]) -> u32 {
    let count = findings.iter().filter(|it| it.severity == Severity::Blocking).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A numbered list of at most `lines` findings and how many more there are; empty for none.
/// Findings that block come first, each kind in the order of the document.
pub fn reason(findings: &[Finding], lines: usize) -> String {
    let of = |severity| findings.iter().filter(move |it| it.severity == severity);
    let mut said: Vec<String> = (1..)
        .zip(of(Severity::Blocking).chain(of(Severity::Remark)))
        .take(lines)
        .map(|(number, finding)| format!("{number}. {}", finding.message))
        .collect();
    let more = findings.len() - said.len();
    if more > 0 {
        let noun = plural(more, ["замечание", "замечания", "замечаний"]);
        let and = if said.is_empty() { "Найдено" } else { "… и ещё" };
        said.push(format!("{and} {more} {noun}."));
    }
    said.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(severity: Severity, message: &str) -> Finding {
        Finding {
            rule: "rule".to_owned(),
            severity,
            place: vekha_model::Place::default(),
            message: message.to_owned(),
            quote: None,
        }
    }

    #[test]
    fn what_blocks_comes_first_and_the_rest_is_counted() {
        let mut findings = vec![
            finding(Severity::Remark, "Нет даты."),
            finding(Severity::Blocking, "Нет таблицы."),
        ];
        assert_eq!(reason(&findings, 5), "1. Нет таблицы.\n2. Нет даты.");
        findings.extend((0..12).map(|_| finding(Severity::Remark, "Ещё.")));
        assert_eq!(reason(&findings, 2), "1. Нет таблицы.\n2. Нет даты.\n… и ещё 12 замечаний.");
        assert_eq!(reason(&findings, 0), "Найдено 14 замечаний.");
        assert_eq!(reason(&[], 5), "");
        assert_eq!(blocking(&findings), 1);
    }
}
