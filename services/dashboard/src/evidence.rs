//! What recognition wrote beside an unsorted document, read without knowing its exact shape: any
//! `reason` is a sentence for people, any `what` that is an id of an organization is a suspect, any
//! `form` is that of a file.
//! Ranked best first, as it was written.

use serde_json::Value;
use vekha_model::OrganizationId;

/// The sentences, without repeats.
pub fn reasons(evidence: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(evidence, &mut |key, value| {
        if key == "reason" && !found.iter().any(|known| known == value) {
            found.push(value.to_owned());
        }
    });
    found
}

/// The suspects, without repeats.
pub fn organizations(evidence: &Value) -> Vec<OrganizationId> {
    let mut found = Vec::new();
    walk(evidence, &mut |key, value| {
        let id = value.parse().ok().filter(|_| matches!(key, "what" | "organization"));
        if let Some(id) = id.filter(|id| !found.contains(id)) {
            found.push(id);
        }
    });
    found
}

/// The forms that files were surely of, in their order.
pub fn forms(evidence: &Value) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    walk(evidence, &mut |key, value| {
        if key == "form" && !found.iter().any(|known| known == value) {
            found.push(value.to_owned());
        }
    });
    found
}

/// Every text of the tree with the key it stands under; texts of a bare list are reasons.
fn walk(value: &Value, see: &mut impl FnMut(&str, &str)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| match item {
            Value::String(text) => see("reason", text),
            other => walk(other, see),
        }),
        Value::Object(fields) => fields.iter().for_each(|(key, field)| match field {
            Value::String(text) => see(key, text),
            other => walk(other, see),
        }),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_and_suspects_are_found_in_any_shape() {
        let id = "018f0000-0000-7000-8000-000000000001";
        let ranked = serde_json::json!([
            { "what": id, "score": 60, "evidence": [{ "strength": "inn", "reason": "назван ИНН" }] },
            "адрес неизвестен",
        ]);
        assert_eq!(reasons(&ranked), ["назван ИНН", "адрес неизвестен"]);
        assert_eq!(organizations(&ranked), [id.parse().expect("id")]);
        assert!(reasons(&Value::Null).is_empty());
    }
}
