//! The monitoring letter: what it says, word for word; what it counts, against the roll-up's own
//! arithmetic; and that a moment's letter stays the same whatever happens later.
//!
//! `VEKHA_BLESS=1` writes what the letter really says; read the difference before it is committed.

#[cfg(test)]
mod region;

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use region::{CAMPAIGN, Region, at, zone};
use std::collections::BTreeMap;
use uuid::Uuid;
use vekha_core::machine::{Counted, delta};
use vekha_letter::circular::Issued;
use vekha_letter::monitoring::{Matter, Refusal, Wish, letter};
use vekha_letter::tally::{Tally, Until};
use vekha_letter::{Executor, Letter, Letterhead};
use vekha_model::{DocumentId, DutyKey, DutyLabel, Event, Format, Trust};

#[cfg(test)]
fn document(id: u128, kind: &str, blocking: u32) -> Event {
    Event::DocumentRead {
        document: DocumentId(Uuid::from_u128(id)),
        kind: kind.to_owned(),
        duty: None,
        formats: vec![if kind == "explanation" { Format::Pdf } else { Format::Docx }],
        trust: Trust::SignedLink,
        blocking,
        reason: if blocking > 0 {
            "не заполнен срок".to_owned()
        } else {
            String::new()
        },
    }
}

#[cfg(test)]
fn exempt() -> Event {
    let (duty, reason) = (DutyKey::first("plan"), "reorganization".to_owned());
    Event::ExemptionGranted { duty, reason, proof: None }
}

#[cfg(test)]
fn issued() -> Issued {
    Issued {
        letterhead: Letterhead {
            name: "Министерство образования Заречной области".to_owned(),
            details: vec!["тел.: 8 (000) 275-12-00".to_owned()],
        },
        number: Some("2147/15-02".to_owned()),
        dated: "2024-01-15".parse().ok(),
        subject: "О планах по устранению недостатков".to_owned(),
        text: "Просим направить планы.".to_owned(),
        signer: Some("заместитель министра К.Б. Вересова".to_owned()),
        executor: Some(Executor { name: "Ольховская Т.А.".to_owned(), phone: None }),
        reply_to: Some("noko@minobr.example".to_owned()),
    }
}

#[cfg(test)]
fn tally(region: &Region, as_of: DateTime<Utc>, event: Option<i64>) -> Tally {
    let mut tally = Tally::new(CAMPAIGN, Until { as_of, event });
    region.lives.iter().for_each(|life| tally.add(life));
    tally
}

#[cfg(test)]
fn monitoring(
    region: &Region,
    as_of: DateTime<Utc>,
    event: Option<i64>,
) -> Result<Letter, Refusal> {
    let circular = issued();
    let tally = tally(region, as_of, event);
    let matter = Matter {
        circular: &circular,
        definition: &region.definition,
        zone: zone(),
        tally: &tally,
        territories: &region.territories,
    };
    let wish = Wish {
        answer_by: "2024-03-11".parse().expect("a date"),
        addressee: Vec::new(),
        dated: None,
        number: None,
    };
    letter(matter, &wish)
}

/// Three territories: one done, one half way, one silent.
#[cfg(test)]
fn story() -> Region {
    let mut region =
        Region::asked(&[("Берёзовский округ", 2), ("г. Заречный", 3), ("Ключевской район", 1)]);
    let events = [
        (0, "2024-02-05 11:00", document(1, "plan", 0)),
        (1, "2024-02-06 12:00", exempt()),
        (0, "2024-02-07 09:30", document(2, "publication", 0)),
        (2, "2024-02-20 10:00", document(3, "plan", 1)),
        (3, "2024-03-04 10:00", document(4, "plan", 0)),
        (
            4,
            "2024-03-04 10:00",
            Event::ExemptionClaimed {
                duty: DutyKey::first("plan"),
                reason: "reorganization".to_owned(),
                proof: Some(DocumentId(Uuid::from_u128(5))),
            },
        ),
    ];
    for (case, when, event) in events {
        region.happens(case, at(when), &event);
    }
    region
}

#[cfg(test)]
fn compare(file: &str, expected: &str, said: &str) {
    if std::env::var_os("VEKHA_BLESS").is_some() {
        let path = format!("{}/tests/monitoring/{file}", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(path, said).expect("the letter is written");
    } else {
        assert_eq!(said, expected, "{file} says otherwise");
    }
}

#[test]
fn half_way_the_letter_names_who_is_done_and_who_is_not() {
    let said = monitoring(&story(), at("2024-03-04 18:00"), None).expect("a letter").to_string();
    compare("half_way.txt", include_str!("half_way.txt"), &said);
}

#[test]
fn at_the_end_nothing_is_asked_any_more() {
    let mut region = story();
    for case in 2..6 {
        region.happens(case, at("2024-03-20 10:00"), &exempt());
    }
    let said = monitoring(&region, at("2024-03-25 09:00"), None).expect("a letter").to_string();
    compare("at_the_end.txt", include_str!("at_the_end.txt"), &said);
}

#[test]
fn before_the_campaign_there_is_nothing_to_say() {
    let refused = monitoring(&story(), at("2024-01-15 09:59"), None).expect_err("no letter");
    assert!(refused.to_string().contains("asked nothing of anybody"), "{refused}");
    let mut cancelled = story();
    for case in 0..6 {
        let reason = "отозвано".to_owned();
        cancelled.happens(case, at("2024-03-05 10:00"), &Event::CampaignCancelled { reason });
    }
    let letter = monitoring(&cancelled, at("2024-03-06 10:00"), None).expect("done before");
    assert!(letter.to_string().contains("во всех территориях"), "accepted and exempt ones count");
}

#[test]
fn with_the_number_of_its_last_event_a_letter_forgets_what_was_committed_later() {
    let mut region = story();
    let moment = at("2024-03-04 18:00");
    let first = monitoring(&region, moment, None).expect("a letter");
    let last = tally(&region, moment, None).last().map(|mark| mark.no);
    // A mail of the morning, read after the letter was made.
    region.happens(5, at("2024-03-04 08:00"), &document(9, "plan", 0));
    assert_ne!(monitoring(&region, moment, None).expect("a letter"), first);
    assert_eq!(monitoring(&region, moment, last).expect("a letter"), first);
}

/// What may happen: to which case, how many hours after the letter, what.
#[cfg(test)]
fn happenings() -> impl Strategy<Value = Vec<(usize, i64, Event)>> {
    let event = prop_oneof![
        (any::<u64>(), 0..2_u32).prop_map(|(id, blocking)| document(id.into(), "plan", blocking)),
        any::<u64>().prop_map(|id| document(id.into(), "publication", 0)),
        Just(exempt()),
        Just(Event::ExtensionGranted {
            obligation: "plan".to_owned(),
            due: "2024-04-01".parse().expect("a date"),
            reason: "карантин".to_owned(),
        }),
        Just(Event::CampaignCancelled { reason: "отозвано".to_owned() }),
    ];
    prop::collection::vec((0..5_usize, 0..2_000_i64, event), 0..30).prop_map(|mut all| {
        all.sort_by_key(|(_, hour, _)| *hour);
        all
    })
}

/// The region after all that, and its sums by label as the engine's own arithmetic has them.
#[cfg(test)]
fn played(happenings: &[(usize, i64, Event)]) -> Region {
    let mut region = Region::asked(&[("А", 2), ("Б", 3)]);
    for (case, hour, event) in happenings {
        region.happens(*case, at("2024-01-15 10:00") + Duration::hours(*hour), event);
    }
    region
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// The roll-up is the sum of `delta`; the letter counts the same at that moment.
    #[test]
    fn the_letter_counts_what_the_roll_up_sums(all in happenings(), hour in 0..2_000_i64) {
        let before: Vec<_> = all.iter().filter(|it| it.1 <= hour).cloned().collect();
        let (then, later) = (played(&before), played(&all));
        let as_of = at("2024-01-15 10:00") + Duration::hours(hour);
        let counted = tally(&later, as_of, None);
        let mut sums: BTreeMap<(String, DutyLabel), i64> = BTreeMap::new();
        let mut late = 0;
        for change in then.cases.iter().flat_map(|case| delta(None, case)) {
            let Counted::Duty { obligation, label, due_at } = change.counted else { continue };
            *sums.entry((obligation, label)).or_default() += change.by;
            if label.is_waiting() && due_at.is_some_and(|due| as_of > due) {
                late += change.by;
            }
        }
        for obligation in ["plan", "publication"] {
            let sum = counted.sum(obligation);
            for label in DutyLabel::ALL {
                let expected = sums.get(&(obligation.to_owned(), label)).copied().unwrap_or(0);
                prop_assert_eq!(sum.at([label]).n, expected, "{} {:?}", obligation, label);
            }
        }
        prop_assert_eq!(counted.sum("plan").late().n + counted.sum("publication").late().n, late);
    }

    /// What happens after the moment changes nothing in the letter of the moment.
    #[test]
    fn a_letter_is_frozen_to_its_moment(all in happenings(), hour in 0..2_000_i64) {
        let before: Vec<_> = all.iter().filter(|it| it.1 <= hour).cloned().collect();
        let as_of = at("2024-01-15 10:00") + Duration::hours(hour);
        let then = monitoring(&played(&before), as_of, None).map(|letter| letter.to_string());
        let later = monitoring(&played(&all), as_of, None).map(|letter| letter.to_string());
        // Numbers of events are places in one chain: a later event takes none away.
        prop_assert_eq!(then.ok(), later.ok());
    }
}
