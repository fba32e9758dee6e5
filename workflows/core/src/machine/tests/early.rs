//! Documents that come before their stage.

use crate::definition::{Definition, Trigger, Wants};
use crate::machine::evolve;
use crate::machine::fixture::*;
use vekha_model::{DutyLabel, Event, Fact};

/// Two tracks that each wait for the same decision, and then for a document of their own.
fn two_wait_for_a_word() -> Definition {
    let go = || Trigger::Decision("go".into());
    let waiting = |name: &str, kind: &str| {
        let wanted = duty(name, Wants::Document(kind.into()));
        let stages = vec![
            stage("wait", None, &[(go(), "open")]),
            stage("open", Some(wanted), &[(Trigger::Fulfilled, "done")]),
            stage("done", None, &[]),
        ];
        track(name, stages)
    };
    let tracks = vec![waiting("first", "progress"), waiting("second", "note")];
    Definition { tracks, ..definition() }
}

#[test]
fn one_early_mail_with_two_kinds_serves_two_duties() {
    let mut stand = Stand::started(two_wait_for_a_word());
    for kind in ["progress", "note"] {
        let kept = stand.event("2024-01-15 10:00", &read(1, kind, &[]));
        assert_eq!(story(&kept), ["document_kept"]);
    }
    stand.event("2024-02-01 10:00", &Event::DecisionTaken { name: "go".into() });
    assert_eq!(stand.label("first"), Some(DutyLabel::Accepted));
    assert_eq!(stand.label("second"), Some(DutyLabel::Accepted), "the mail's second kind counts");
    assert!(stand.case.kept.is_empty());
}

/// Until November 2026 the fact named the document alone, and then everything kept of it was over.
#[test]
fn history_that_names_only_the_document_is_still_read() {
    let mut stand = Stand::started(two_wait_for_a_word());
    for kind in ["progress", "note"] {
        stand.event("2024-01-15 10:00", &read(1, kind, &[]));
    }
    let old =
        r#"{"kind":"kept_document_applied","document":"00000000-0000-0000-0000-000000000001"}"#;
    let fact: Fact = serde_json::from_str(old).expect("an old fact");
    evolve(&mut stand.case, &fact, at("2024-02-01 10:00"));
    assert!(stand.case.kept.is_empty());
}
