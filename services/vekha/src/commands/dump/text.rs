//! A case and its history as lines.

use super::names::Local;
use chrono::DateTime;
use serde_json::Value;
use std::fmt::Write as _;
use uuid::Uuid;
use vekha_model::Duty;
use vekha_proto::EventKind;
use vekha_store::{case_, event};

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

/// What happened: by instant, then by who said it, then in commit order. Services work side by side,
/// and which of two commits first at one instant is no part of the story.
pub fn history(history: &[event::Stored], names: &mut Local<'_>) -> String {
    let mut text = String::new();
    let counted = |stored: &&event::Stored| stored.event.kind == EventKind::CountsChanged;
    let mut ordered: Vec<_> = history.iter().filter(|stored| !counted(stored)).collect();
    ordered.sort_by_key(|stored| (stored.event.at, stored.event.source.as_str()));
    for stored in ordered {
        let data = serde_json::from_str::<Value>(&stored.event.data).unwrap_or(Value::Null);
        let mut said = Vec::new();
        tell(&mut said, "", &data, names);
        let _ = writeln!(text, "  event {} {}", stored.event.kind.as_str(), said.join(" "));
    }
    text.truncate(text.trim_end().len());
    text
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
    use super::super::names::Names;
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
