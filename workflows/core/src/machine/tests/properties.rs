//! What holds for any sequence of events.

use crate::ladder;
use crate::machine::fixture::*;
use crate::machine::{Counted, World, decide, delta, evolve};
use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;
use vekha_model::{Case, CaseStatus, DocumentId, DutyKey, Event, Format, Trust};

const KINDS: [&str; 6] = ["plan", "report", "letter", "progress", "explanation", "unknown"];
const KEYS: [&str; 6] = ["plan", "report", "progress", "progress#2", "survey", "unknown"];
const FORMATS: [Format; 3] = [Format::Docx, Format::Pdf, Format::Zip];

fn documents() -> impl Strategy<Value = Event> {
    let formats = proptest::sample::subsequence(FORMATS.to_vec(), 0..=3);
    let named = proptest::option::of(proptest::sample::select(KEYS.to_vec()));
    let kinds = proptest::sample::select(KINDS.to_vec());
    (0u128..12, kinds, named, formats, any::<bool>(), 0u32..4).prop_map(
        |(id, kind, duty, formats, proven, findings)| Event::DocumentRead {
            document: DocumentId(Uuid::from_u128(id)),
            kind: kind.into(),
            duty: duty.map(DutyKey::from),
            formats,
            trust: if proven { Trust::SignedLink } else { Trust::Unproven },
            blocking: u32::from(findings == 0),
            reason: "замечание".into(),
        },
    )
}

fn decisions() -> impl Strategy<Value = Event> {
    let keys = proptest::sample::select(KEYS.to_vec()).prop_map(DutyKey::from);
    (keys, 0u128..12, 0u8..9, 0i64..300).prop_map(|(duty, id, which, n)| {
        let document = DocumentId(Uuid::from_u128(id));
        let reason = ["reorganization", "score_100", "unknown"][usize::from(which) % 3].to_owned();
        match which {
            0 => Event::DocumentAccepted { document, duty },
            1 => Event::DocumentReturned { document, duty, reason },
            2 => Event::ExemptionClaimed { duty, reason, proof: (n > 150).then_some(document) },
            3 => Event::ExemptionGranted { duty, reason, proof: None },
            4 => Event::ExemptionRefused { duty, reason },
            5 => Event::ExtensionGranted {
                obligation: duty.obligation,
                due: date("2024-01-01") + Duration::days(n),
                reason,
            },
            6 => Event::MeasureReported { name: "respondents".into(), value: n as f64 * 2.0 },
            7 => Event::DeadlinePassed { duty },
            _ if n < 5 => Event::CampaignCancelled { reason },
            _ => Event::Acknowledged { duty: (n > 150).then_some(duty) },
        }
    })
}

fn events() -> impl Strategy<Value = Vec<(i64, Event)>> {
    let event = prop_oneof![3 => documents(), 2 => decisions()];
    proptest::collection::vec((0i64..200, event), 0..25)
}

/// Plays events and hands each step to a judge.
fn play(events: &[(i64, Event)], mut judge: impl FnMut(&World<'_>, &Case, &Case, DateTime<Utc>)) {
    let stand = Stand::started(definition());
    let world = stand.world();
    let mut case = stand.case.clone();
    let mut now = at("2023-12-18 10:00");
    for (hours, event) in events {
        now += Duration::hours(*hours);
        let decision = decide(&world, &case, event, now);
        let mut after = case.clone();
        for fact in &decision.facts {
            evolve(&mut after, fact, now);
        }
        judge(&world, &case, &after, now);
        case = after;
    }
}

fn sums(case: &Case) -> BTreeMap<Counted, i64> {
    delta(None, case).into_iter().map(|change| (change.counted, change.by)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_final_duty_never_reopens_and_nothing_rings_for_it(events in events()) {
        play(&events, |world, before, after, _| {
            for (key, duty) in &before.duties {
                let now = &after.duties[key];
                if duty.state.label().is_final() {
                    assert_eq!(duty, now, "{key}");
                    assert!(ladder::alarms(world, now).is_empty(), "{key}");
                }
            }
        });
    }

    #[test]
    fn a_case_whose_tracks_all_ended_is_not_running(events in events()) {
        play(&events, |_, _, after, _| {
            let ended = after.tracks.values().all(|track| track.ended);
            let running = matches!(after.status, CaseStatus::Running);
            assert!(!(ended && running), "{after:?}");
            assert!(ended || !matches!(after.status, CaseStatus::Ended { .. }));
        });
    }

    #[test]
    fn changes_add_up_to_the_counts_of_the_state(events in events()) {
        let mut total = sums(&Stand::started(definition()).case);
        play(&events, |_, before, after, _| {
            for change in delta(Some(before), after) {
                assert_ne!(change.by, 0);
                *total.entry(change.counted).or_default() += change.by;
            }
            total.retain(|_, n| *n != 0);
            assert_eq!(total, sums(after));
        });
    }

    #[test]
    fn an_event_taken_twice_moves_no_duty_twice(events in events()) {
        let stand = Stand::started(definition());
        let world = stand.world();
        play(&events, |_, _, after, now| {
            for (_, event) in events.iter().take(3) {
                let Event::DocumentRead { .. } = event else { continue };
                let mut once = after.clone();
                for fact in decide(&world, &once, event, now).facts {
                    evolve(&mut once, &fact, now);
                }
                let mut twice = once.clone();
                for fact in decide(&world, &once, event, now).facts {
                    evolve(&mut twice, &fact, now);
                }
                assert_eq!(once.duties, twice.duties);
            }
        });
    }

    /// What `decide` saw while it went is what a replay of its facts from their JSON gives.
    #[test]
    fn facts_replay_from_their_json(events in events()) {
        let stand = Stand::started(definition());
        let world = stand.world();
        let mut replayed = stand.case.clone();
        let mut now = at("2023-12-18 10:00");
        for (hours, event) in &events {
            now += Duration::hours(*hours);
            let decision = decide(&world, &replayed, event, now);
            for fact in &decision.facts {
                let json = serde_json::to_string(fact).expect("JSON");
                evolve(&mut replayed, &serde_json::from_str(&json).expect("a fact"), now);
            }
            prop_assert_eq!(&replayed, &decision.after);
        }
    }
}
