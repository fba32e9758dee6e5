//! A case and its history as lines.

use super::names::{Local, Names};
use super::record::Told;
use chrono::DateTime;
use serde_json::Value;
use std::fmt::Write as _;
use uuid::Uuid;
use vekha_model::Duty;
use vekha_store::case_;

/// Where the case stands: its tracks, then its duties with the rungs reached.
pub fn case(name: &str, stored: &case_::Stored, duties: &[(Duty, i64)]) -> String {
    let case = &stored.case;
    let mut text = format!("{name}: {}\n", case.status.as_str());
    for (track, state) in &case.tracks {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  track {track}: {} because {}", state.stage, state.because);
    }
    for (measure, value) in &case.measures {
        let _ = writeln!(text, "  measure {measure}: {value}");
    }
    let mut duties: Vec<_> = duties.iter().collect();
    duties.sort_by(|(a, _), (b, _)| a.key.cmp(&b.key));
    for (duty, rungs) in duties {
        let state = duty.state.label().as_str();
        let due = duty.due.as_ref().map_or("no date".to_owned(), |due| due.date.to_string());
        let _ = writeln!(text, "  duty {}: {state}, due {due}, rungs {rungs}", duty.key);
    }
    text
}

/// What happened to a case: by instant, then by who said it, then in commit order. Services work side
/// by side, and which of two commits first at one instant is no part of the story; nor is the order
/// of what the scheduler swept at one instant.
pub fn story(mut history: Vec<Told>, names: &mut Local<'_>) -> String {
    let place = |told: &Told| (told.at, told.by, told.seq, told.kind, told.data.to_string());
    history.sort_by_cached_key(place);
    let lines: Vec<_> = history.iter().map(|told| line(told, names)).collect();
    lines.join("\n")
}

/// What belongs to no case: by instant, by who said it, then by its words; each with numbers of its
/// own, because nothing orders two such events of one instant.
pub fn common(history: &[Told], names: &Names) -> String {
    let line = |told: &Told| (told.at, told.by, line(told, &mut names.within()));
    let mut lines: Vec<_> = history.iter().map(line).collect();
    lines.sort();
    let lines: Vec<_> = lines.into_iter().map(|(_, _, line)| line).collect();
    lines.join("\n")
}

fn line(told: &Told, names: &mut Local<'_>) -> String {
    let mut said = Vec::new();
    tell(&mut said, "", &told.data, names);
    let actor = told.actor.map(|actor| format!(" by={}", names.of(actor))).unwrap_or_default();
    format!("  event {}{actor} {}", told.kind.as_str(), said.join(" ")).trim_end().to_owned()
}

/// `facts.0.kind=stage_entered`: every leaf, without instants and with names for ids.
fn tell(said: &mut Vec<String>, path: &str, value: &Value, names: &mut Local<'_>) {
    let below = |key: &str| match path {
        "" => key.to_owned(),
        path => format!("{path}.{key}"),
    };
    match value {
        Value::Object(keys) => {
            for (key, value) in keys {
                tell(said, &below(key), value, names);
            }
        }
        Value::Array(items) if path == "cases" => {
            let mut cases: Vec<_> = items.iter().filter_map(Value::as_str).collect();
            cases.sort_by_cached_key(|case| named(case, names));
            said.extend(cases.iter().map(|case| format!("{path}={}", named(case, names))));
        }
        Value::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                tell(said, &below(&at.to_string()), value, names);
            }
        }
        Value::Null => {}
        Value::String(text) if text.is_empty() || is_instant(text) => {}
        Value::String(text) => match Uuid::parse_str(text) {
            Ok(id) => said.push(format!("{path}={}", names.of(id))),
            Err(_) => match in_message_id(text) {
                Some(id) => said.push(format!("{path}=<{}>", names.of(id))),
                None => said.push(format!("{path}={text:?}")),
            },
        },
        other => said.push(format!("{path}={other}")),
    }
}

fn named(case: &str, names: &mut Local<'_>) -> String {
    Uuid::parse_str(case).map_or_else(|_| case.to_owned(), |id| names.of(id))
}

/// The notice's id in `<id@domain>`.
fn in_message_id(text: &str) -> Option<Uuid> {
    let (id, _) = text.strip_prefix('<')?.split_once('@')?;
    Uuid::parse_str(id).ok()
}

fn is_instant(text: &str) -> bool {
    DateTime::parse_from_rfc3339(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn ids_become_numbers_and_instants_go() {
        let document = Uuid::from_u128(7);
        let data = json!({
            "document": document, "at": "2024-03-01T10:00:00.000000Z", "due": "2024-03-01",
            "facts": [{"kind": "document_filed", "document": document, "missing": []}],
            "message_id": format!("<{document}@in.example>"),
        });
        let mut said = Vec::new();
        tell(&mut said, "", &data, &mut Names::default().within());
        assert_eq!(
            said,
            [
                "document=#1",
                "due=\"2024-03-01\"",
                "facts.0.document=#1",
                "facts.0.kind=\"document_filed\"",
                "message_id=<#1>"
            ]
        );
    }
}
