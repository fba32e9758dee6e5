//! A track for each obligation.

use super::names::Named;
use super::{Kind, When, ladders, yaml};
use std::fmt::Write as _;
use vekha_model::{Modality, Unit};

/// The sections `tracks` and `authority`.
pub(super) fn write(text: &mut String, named: &[Named<'_>]) {
    let owed = || named.iter().filter(|named| !named.proof);
    let proofs: Vec<_> = named.iter().filter(|named| named.proof).map(|n| n.id.as_str()).collect();
    let mut main = String::new();
    for named in owed().filter(|named| !named.obligation.of_authority) {
        track(&mut main, named, &proofs);
    }
    if main.is_empty() {
        main.push_str(READING);
    }
    let _ = write!(text, "\ntracks:\n{main}");
    let mut own = String::new();
    for named in owed() {
        if named.obligation.of_authority {
            track(&mut own, named, &[]);
        } else if named.counts() {
            count(&mut own, named);
        }
    }
    if !own.is_empty() {
        let _ = write!(text, "\nauthority:\n  tracks:\n{}", indented(&own));
    }
}

/// A letter that demands nothing of its addressees is still read by them.
const READING: &str = "  reading:
    title: Ознакомление
    stages:
      open:
        title: Ожидается
        duty: { title: Ознакомиться с письмом, wants: { acknowledgement: true }, modality: requested }
        on: { fulfilled: accepted }
      accepted: { title: Ознакомлены, end: true }
";

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}

fn track(text: &mut String, named: &Named<'_>, proofs: &[&str]) {
    let id = &named.id;
    let title = yaml::text(&named.title());
    let exemptions = if named.is_plan() { proofs } else { &[] };
    let reviewed = !matches!(named.obligation.due, When::Every { .. })
        && named.obligation.kind != Kind::Acknowledge
        && exemptions.is_empty();
    let _ = writeln!(text, "  {id}:\n    title: {title}\n    stages:\n      open:");
    let _ = writeln!(text, "        title: Ожидается\n        duty:");
    duty(text, named);
    let mut on = vec!["fulfilled: accepted".to_owned()];
    if let When::Every { until: None, .. } = named.obligation.due {
        on.push(format!("decision.finish_{id}: accepted"));
    }
    if reviewed {
        on.push(format!("{id}.submitted: submitted"));
    }
    if !exemptions.is_empty() {
        on.push("exemption.granted: exempt".to_owned());
    }
    let _ = writeln!(text, "        on: {{ {} }}", on.join(", "));
    exempt_when(text, exemptions);
    if reviewed {
        let _ = writeln!(
            text,
            "      submitted: {{ title: На проверке, on: {{ {id}.accepted: accepted, {id}.returned: open }} }}"
        );
    }
    text.push_str("      accepted: { title: Принято, end: true }\n");
    if !exemptions.is_empty() {
        text.push_str("      exempt: { title: Освобождена, end: true }\n");
    }
}

fn duty(text: &mut String, named: &Named<'_>) {
    let obligation = named.obligation;
    let wants = match obligation.kind {
        Kind::Acknowledge => "{ acknowledgement: true }",
        _ => &named.id,
    };
    let _ = writeln!(text, "          wants: {wants}");
    if let Some(opens) = obligation.opens {
        let _ = writeln!(text, "          opens: {opens}");
    }
    due(text, &obligation.due);
    if let (Some(time), true) = (obligation.time, obligation.due != When::Undated) {
        let _ = writeln!(text, "          time: \"{}\"", time.format("%H:%M"));
    }
    if let Some(ladder) = ladders::ladder(named) {
        let _ = writeln!(text, "          ladder: {ladder}");
    }
    match obligation.modality {
        Modality::Required => {}
        other => {
            let _ = writeln!(text, "          modality: {}", other.as_str());
        }
    }
    if obligation.external {
        text.push_str("          external: true\n");
    }
}

fn due(text: &mut String, due: &When) {
    let due = match due {
        When::Undated => return,
        When::On(date) => date.to_string(),
        When::AfterIssue { amount, unit } => {
            let unit = match unit {
                Unit::WorkingDays => "wd",
                Unit::Days => "d",
                Unit::Weeks => "w",
                Unit::Months => "m",
            };
            format!("{{ after: issue, plus: {amount}{unit} }}")
        }
        When::Every { rule, from, until } => {
            let until = until.map(|until| format!(", until: {until}")).unwrap_or_default();
            format!("{{ every: {}, from: {from}{until} }}", yaml::text(rule))
        }
    };
    let _ = writeln!(text, "          due: {due}");
}

/// The usual reasons; every explanation that the letter asks for must come.
fn exempt_when(text: &mut String, proofs: &[&str]) {
    let Some((proof, also)) = proofs.split_first() else { return };
    text.push_str("        exempt_when:\n");
    for (reason, title, guard) in REASONS {
        let _ = write!(text, "          - {{ reason: {reason}, title: {title}, proof: {proof}");
        if !also.is_empty() {
            let _ = write!(text, ", also: [{}]", also.join(", "));
        }
        if let Some(guard) = guard {
            let _ = write!(text, ", if: {guard}");
        }
        text.push_str(" }\n");
    }
}

const REASONS: [(&str, &str, Option<&str>); 5] = [
    ("reorganization", "Реорганизация", None),
    ("liquidation", "Ликвидация", None),
    ("temporary_closure", "Временное закрытие", None),
    ("unforeseen", "Другие непредвиденные обстоятельства", None),
    ("score_100", "Оценка 100 баллов", Some("organization.score == 100.0")),
];

/// As many as there are organizations: the authority's own duty.
fn count(text: &mut String, named: &Named<'_>) {
    let id = &named.id;
    let title = yaml::text(&format!("От каждой организации: {}", named.obligation.title));
    let _ = writeln!(text, "  all_{id}:\n    title: {title}\n    stages:\n      collecting:");
    let _ = writeln!(text, "        title: Собираются\n        duty:");
    let _ = writeln!(
        text,
        "          wants: {{ counts: \"accepted({id}) + exempt({id}) == organizations\" }}"
    );
    due(text, &named.obligation.due);
    if named.obligation.due != When::Undated {
        let _ = writeln!(text, "          ladder: {}", ladders::COUNT);
    }
    text.push_str("        on: { fulfilled: complete }\n");
    text.push_str("      complete: { title: Собраны, end: true }\n");
}
