//! The ministry's letter goes to the schools of one municipality, with days of its own.
#![cfg(test)]

use chrono::NaiveDate;
use std::collections::BTreeMap;
use uuid::Uuid;
use vekha_core::calendar::federal;
use vekha_drafting::cascade::{Below, Parent, carried, latest, too_late};
use vekha_drafting::ready::{Lack, ready};
use vekha_drafting::{CaseFor, Draft, Item, Reading, When};
use vekha_model::{Calendar, CampaignId, Extracted, Level, Organization, OrganizationId, Zone};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn above() -> Draft {
    let text = include_str!("letter.txt").to_owned();
    let extracted = Extracted { text, ..Extracted::default() };
    let mut draft = Draft::of(Reading::of(&extracted, &federal()));
    // The ministry put a day of its own over what was read.
    let item = draft.read_item(1).expect("the second");
    draft.put(1, Item { when: When::On { day: day("2024-01-26") }, ..item });
    draft
}

fn belovo() -> Organization {
    Organization {
        id: OrganizationId(Uuid::from_u128(4)),
        parent: None,
        level: Level::Municipality,
        path: "42/004/".into(),
        name: "УО г. Белово".into(),
        inn: None,
        ogrn: None,
        email: Some("uo@belovo.example".into()),
        phone: None,
        zone: Zone::MOSCOW,
        kind: String::new(),
        score: None,
        pupils: None,
    }
}

/// Belovo itself was granted a week more for the first point.
fn draft(calendar: &Calendar) -> Draft {
    let above = above();
    let dues: BTreeMap<String, NaiveDate> =
        [("point_1".to_owned(), day("2024-03-09")), ("point_2".to_owned(), day("2024-01-26"))]
            .into();
    let parent = Parent { campaign: CampaignId::default(), latest: latest(&above, &dues) };
    let below = Below { authority: &belovo(), today: day("2023-12-20"), earlier: 5, calendar };
    carried(&above, parent, &below)
}

#[test]
fn a_municipality_begins_with_the_ministrys_words_and_earlier_days() {
    let draft = draft(&federal());
    assert_eq!(draft.case_for(), CaseFor::Organization);
    let requisites = draft.requisites();
    assert_eq!(requisites.issuer.as_deref(), Some("УО г. Белово"));
    assert_eq!((requisites.number, requisites.dated), (None, Some(day("2023-12-20"))));
    let dues: Vec<_> = draft.kept().iter().filter_map(|(_, item)| item.due()).collect();
    assert_eq!(dues, [day("2024-03-01"), day("2024-01-19")], "five working days before its own");
    let ready = ready(&draft, day("2023-12-20")).expect("a campaign");
    assert_eq!(ready.definition.case_for, CaseFor::Organization);
}

#[test]
fn a_day_after_the_ministrys_is_refused_with_the_reason() {
    let mut draft = draft(&federal());
    let put = |draft: &mut Draft, when: When| {
        let (_, item) = draft.items().swap_remove(1);
        draft.put(1, Item { when, ..item });
    };
    put(&mut draft, When::On { day: day("2024-01-26") });
    assert!(too_late(&draft).is_empty(), "on the ministry's own day is in time");
    for when in [When::On { day: day("2024-01-27") }, When::Undated] {
        put(&mut draft, when);
        let lacks = ready(&draft, day("2023-12-20")).expect_err("too late");
        let latest = day("2024-01-26");
        assert_eq!(lacks, [Lack::TooLate { number: 2, latest }]);
    }
    draft.put(1, Item { dropped: true, ..draft.items().swap_remove(1).1 });
    assert!(ready(&draft, day("2023-12-20")).is_ok(), "what the schools need not do has no day");
}
