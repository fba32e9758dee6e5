//! From a letter to a campaign: what is asked, what is offered, what a person changes, what follows.

use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeSet;
use std::path::Path;
use vekha_core::calendar::federal;
use vekha_drafting::addressed::{Chosen, numbers};
use vekha_drafting::difference::{self, Field};
use vekha_drafting::outlook::{Launch, look};
use vekha_drafting::ready::{Lack, ready, workflow};
use vekha_drafting::{CaseFor, Draft, Profile, Reading, When, marks};
use vekha_model::{Addressee, Extracted, Level, Organization, OrganizationId, Zone};

#[cfg(test)]
fn draft(text: &str) -> Draft {
    let extracted = Extracted { text: text.to_owned(), ..Extracted::default() };
    Draft::of(Reading::of(&extracted, &federal()))
}

#[cfg(test)]
fn summer() -> Draft {
    draft(include_str!("letter.txt"))
}

#[cfg(test)]
fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[cfg(test)]
fn zone() -> Zone {
    "Asia/Novokuznetsk".parse().expect("a zone")
}

#[cfg(test)]
fn node(n: u128, parent: Option<u128>, level: Level, path: &str) -> Organization {
    let id = |n: u128| OrganizationId(serde_json::from_str(&format!("\"{n:032x}\"")).expect("id"));
    Organization {
        id: id(n),
        parent: parent.map(id),
        level,
        path: path.to_owned(),
        name: format!("№ {n}"),
        inn: Some(format!("{n:010}")),
        ogrn: None,
        email: None,
        phone: None,
        zone: zone(),
        kind: if n.is_multiple_of(2) { "school" } else { "kindergarten" }.to_owned(),
        score: None,
        pupils: None,
    }
}

/// A ministry, two municipalities, three schools each.
#[cfg(test)]
fn register() -> Vec<Organization> {
    let mut all = vec![node(1, None, Level::Region, "42/")];
    for m in 1..=2_u128 {
        let path = format!("42/{m:03}/");
        all.push(node(m * 100, Some(1), Level::Municipality, &path));
        for s in 1..=3_u128 {
            let path = format!("{path}{s:04}/");
            all.push(node(m * 100 + s, Some(m * 100), Level::Organization, &path));
        }
    }
    all
}

#[test]
fn an_unknown_letter_becomes_a_campaign_of_its_own() {
    let draft = summer();
    let requisites = draft.requisites();
    assert_eq!(requisites.number.as_deref(), Some("512/07-01"));
    assert_eq!(requisites.reply_to.as_deref(), Some("leto@minobr.priozernaya.example"));
    assert_eq!(draft.case_for(), CaseFor::Municipality);
    assert!(workflow(&draft).is_none(), "no shipped campaign is about camps");
    let dues: Vec<_> = draft.kept().iter().filter_map(|(_, item)| item.due()).collect();
    assert_eq!(dues, [day("2024-03-02"), day("2024-01-19")]);
    let mut settled = draft.clone();
    settled.changes.settled = draft.questions().into_iter().map(|asked| asked.key).collect();
    let ready = ready(&settled, day("2023-12-18")).expect("a campaign");
    assert_eq!(ready.title, "О подготовке к летней кампании");
    assert_eq!(ready.definition.duties().count(), 3);
}

#[test]
fn an_open_question_keeps_it_from_going_out() {
    let mut draft = draft("Директорам школ\n\nПросим направить отчёт до 01.03.2024.\n");
    let lacks = ready(&draft, day("2024-01-09")).expect_err("no number, no date");
    assert!(lacks.iter().any(|lack| matches!(lack, Lack::Question(_))), "{lacks:?}");
    let mut requisites = draft.requisites();
    requisites.number = Some("7".into());
    requisites.dated = Some(day("2024-01-09"));
    draft.put_requisites(requisites);
    let open = draft.questions().into_iter().filter(|asked| !asked.settled);
    draft.changes.settled = open.map(|asked| asked.key).collect();
    assert!(ready(&draft, day("2024-01-09")).is_ok());
}

#[test]
fn what_a_person_changed_is_kept_apart_from_what_was_read() {
    let mut draft = summer();
    let read = draft.read_item(0).expect("the first");
    let mut item = read.clone();
    item.when = When::On { day: day("2024-03-01") };
    draft.put(0, item.clone());
    assert_eq!(difference::of_items(&read, &draft.items()[0].1), [Field::When]);
    assert_eq!(draft.read_item(0), Some(read.clone()), "the reading stays");
    draft.put(0, read);
    assert!(draft.changes.items.is_empty(), "put back by hand is no change");
}

#[test]
fn the_marked_words_carry_the_term() {
    let draft = summer();
    let pieces = marks::pieces(&draft.reading);
    let term = pieces.iter().find(|piece| piece.is_term).expect("a term");
    assert!(term.text.contains("02.03.2024"), "{term:?}");
    let joined: String = pieces.iter().map(|piece| piece.text).collect();
    assert_eq!(joined, draft.reading.text);
}

#[test]
fn a_choice_names_those_it_binds() {
    let (register, nobody) = (register(), BTreeSet::new());
    let all = Chosen::Below { paths: vec!["42/".into()], kinds: vec![] };
    let bound = all.resolve(CaseFor::Organization, &register, &nobody);
    assert_eq!((bound.main.len(), bound.authorities.len()), (6, 2));
    assert_eq!(bound.paths, ["42/"], "a subtree stays a subtree");
    let schools = Chosen::Below { paths: vec!["42/001/".into()], kinds: vec!["school".into()] };
    let bound = schools.resolve(CaseFor::Organization, &register, &nobody);
    assert_eq!(bound.paths, ["42/001/0002/"], "one of three");
    let inns = numbers("ИНН 0000000101; 0000000999, тел. 12-34");
    let bound = Chosen::Listed { inns }.resolve(CaseFor::Organization, &register, &nobody);
    assert_eq!((bound.main.len(), bound.unknown), (1, vec!["0000000999".to_owned()]));
}

#[test]
fn the_calendar_tells_the_most_and_the_terms_what_will_come() {
    let mut draft = summer();
    draft.changes.settled = draft.questions().into_iter().map(|asked| asked.key).collect();
    let issued: DateTime<Utc> = "2023-12-18T03:00:00Z".parse().expect("an instant");
    let ready = ready(&draft, day("2023-12-18")).expect("a campaign");
    let everybody = Chosen::Below { paths: vec!["42/".into()], kinds: vec![] };
    let bound = everybody.resolve(draft.case_for(), &register(), &BTreeSet::new());
    let calendar = federal();
    let launch = Launch {
        zone: zone(),
        calendar: &calendar,
        at: issued,
        profile: Profile::USUAL,
        past: None,
    };
    let outlook = look(&ready, &bound, &launch);
    assert_eq!(outlook.days[0].date, day("2023-12-18"));
    assert_eq!(outlook.days[0].to(Addressee::Organization), 2, "the letter to each");
    assert!(outlook.days.iter().all(|day| calendar.is_working(day.date)), "nobody works: no mail");
    let escalated = outlook.days.iter().any(|day| day.to(Addressee::Head) > 0);
    assert!(escalated, "a draft for the head when nobody answers");
    let camps = outlook.terms.iter().find(|term| term.due == Some(day("2024-03-02")));
    let camps = camps.expect("the second of March");
    assert_eq!(camps.day_off.as_deref(), Some("суббота"));
    assert_eq!(camps.in_time + camps.later + camps.never(), 2);
    let silent = look(&ready, &bound, &Launch { profile: Profile::NOBODY, ..launch });
    assert!(silent.terms.iter().all(|term| term.never() == term.cases), "{:?}", silent.terms);
}

#[test]
fn the_letter_of_kuzbass_is_offered_its_campaign() {
    let shared =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/letters/seeds/000.txt");
    let Ok(text) = std::fs::read_to_string(&shared) else {
        eprintln!("SKIPPED: {} is not there", shared.display());
        return;
    };
    let draft = draft(&text);
    let offer = workflow(&draft).expect("the campaign of the results");
    assert_eq!(offer.campaign.name, "noko-results");
    let because = [(0, "2024-01-31"), (2, "2024-03-01"), (3, "2023-12-22")];
    assert_eq!(offer.because, because.map(|(at, due)| (at, day(due))));
    assert!(offer.left_out.is_empty());
    let ready = ready(&draft, day("2023-12-15")).expect("complete");
    assert_eq!(ready.title, "Итоги НОКО 2023 года и отчёт за 2022 год");
}

#[test]
fn a_campaign_that_would_lose_a_date_is_offered_and_not_taken() {
    let two = "Руководителям муниципальных органов управления образованием\n\n\
               От 21.01.2026 № 34\n\nО планах по итогам независимой оценки качества (НОКО)\n\n\
               Необходимо в срок до 30.03.2026:\n- назначить ответственных за размещение;\n\
               - утвердить планы по устранению недостатков по итогам НОКО в 2025 году.\n\n";
    let whole = draft(two);
    let campaign = |draft: &Draft| workflow(draft).map(|offer| offer.campaign.name);
    assert_eq!(campaign(&whole), Some("noko-plans-bus"));
    let more = draft(&format!(
        "{two}Просим направить сведения об исполнении (в формате xlsx) в срок до 10.04.2026.\n"
    ));
    assert_eq!(campaign(&more), None, "the third date would be lost");
    let mut taken = more.clone();
    taken.changes.workflow = Some("noko-plans-bus".into());
    assert_eq!(campaign(&taken), Some("noko-plans-bus"), "a person may take it all the same");
}
