//! What people decide goes out as events, and the page waits for the effect.

use crate::browser::Browser;
use crate::play::accepted;
use crate::region::Region;
use uuid::Uuid;
use vekha_model::CaseId;
use vekha_proto::{Consumer, EventKind, v1};
use vekha_store::event::Stored;
use vekha_store::{delivery, event};

/// Pays what one consumer is owed, as its service would, and gives the events with their keys.
pub async fn serve(region: &Region, consumer: Consumer) -> Vec<(Uuid, Stored)> {
    let mut bell = vekha_bus::Bus::listen(&*region.bus, consumer);
    loop {
        let mut tx = region.store.write().await.expect("tx");
        let keys = delivery::keys(&mut tx, consumer, Uuid::nil(), 1_000).await.expect("keys");
        let paid = delivery::pay(&mut tx, consumer, keys).await.expect("paid");
        tx.commit().await.expect("commit");
        if !paid.is_empty() {
            vekha_bus::Bus::wake(&*region.bus, &[Consumer::Dashboard]).await;
            let mut tx = region.store.read().await.expect("tx");
            let mut found = Vec::new();
            for (key, events) in paid {
                let events = event::by_id(&mut tx, events).await.expect("events");
                found.extend(events.into_iter().map(|event| (key, event)));
            }
            return found;
        }
        bell.heard().await.expect("a ring");
    }
}

pub fn field<'p>(page: &'p str, name: &str) -> &'p str {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.split_once(&mark).unwrap_or_else(|| panic!("no field {name}"));
    rest.split('"').next().expect("value")
}

#[tokio::test]
async fn accepting_says_so_and_waits_until_the_engine_has_it() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let page = officer.get("/review").await;
    let (before, after) = page.text.split_once("/accept\"").expect("a report waits for an officer");
    let case = before.rsplit("/cases/").next().and_then(|id| id.parse::<CaseId>().ok());
    let case = case.expect("the form's case");
    let fields =
        [("csrf", page.csrf()), ("duty", "report"), ("document", field(after, "document"))];
    let address = format!("/cases/{case}/accept");
    let (answer, said) =
        tokio::join!(officer.post(&address, &fields), serve(&region, Consumer::Engine));
    assert_eq!(answer.location(), "/review?done=accepted", "{}", answer.text);
    let [(key, stored)] = &said[..] else { panic!("one event: {said:?}") };
    assert_eq!((*key, stored.event.case), (case.0, Some(case)));
    assert_eq!(accepted(&stored.event).duty, "report");
    assert!(stored.event.actor.is_some(), "the history says who");
    assert!(officer.get(answer.location()).await.text.contains("Документ принят."));
}

#[tokio::test]
async fn an_extension_concerns_the_cases_that_were_shown_and_no_others() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let address = format!("/campaigns/{}/extend", region.campaign);
    let csrf = officer.get(&address).await.csrf().to_owned();
    let place = region.municipalities[11].id.to_string();
    let fields = [
        ("csrf", csrf.as_str()),
        ("obligation", "plan"),
        ("place", &place),
        ("due", "2024-03-16"),
        ("reason", "По просьбе управления"),
    ];
    let preview = officer.post(&address, &fields).await;
    assert!(preview.text.contains("Затронет "), "{}", preview.text);
    assert!(preview.text.contains("16.03.2024 — нерабочий день (суббота)"), "{}", preview.text);
    let cases = field(&preview.text, "cases").to_owned();
    let n = cases.len() / 32;
    assert!(n > 0 && n <= 14, "{n} cases of one municipality");
    let fields = [
        ("csrf", csrf.as_str()),
        ("obligation", "plan"),
        ("due", "2024-03-16"),
        ("reason", "По просьбе управления"),
        ("cases", &cases),
    ];
    let confirm = format!("{address}/confirm");
    let (answer, said) =
        tokio::join!(officer.post(&confirm, &fields), serve(&region, Consumer::Engine));
    assert!(answer.location().ends_with("?done=extended"), "{}", answer.text);
    assert_eq!(said.len(), n, "a delivery a case");
    let message: v1::ExtensionGranted = said[0].1.event.decode().expect("ExtensionGranted");
    assert_eq!((message.due.as_str(), message.cases.len()), ("2024-03-16", n));
    assert!(said.iter().all(|(_, stored)| stored.event.id == said[0].1.event.id), "one event");
}

#[tokio::test]
async fn when_nobody_applies_it_in_time_the_page_says_so() {
    let region = Region::patient(100).await;
    let officer = Browser::of(&region, "durnova").await;
    let address = format!("/campaigns/{}/cancel", region.campaign);
    let csrf = officer.get(&address).await.csrf().to_owned();
    let answer = officer.post(&address, &[("csrf", &csrf), ("reason", "письмо № 12")]).await;
    assert!(answer.location().ends_with("?done=pending"), "{}", answer.location());
    let page = officer.get(answer.location()).await.text;
    assert!(page.contains("Записано и применяется"), "{page}");
}

#[tokio::test]
async fn a_document_is_assigned_through_intake() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let page = officer.get("/unsorted").await;
    assert!(page.text.contains("В тексте назван ИНН 4205000002"), "{}", page.text);
    let (_, rest) = page.text.split_once("action=\"/documents/").expect("a document");
    let document = rest.split('/').next().expect("id").to_owned();
    let school = region.schools[20].id.to_string();
    let duty = format!("{}/plan/plan", region.campaign);
    let fields = [("csrf", page.csrf()), ("organization", &school), ("duty", &duty)];
    let address = format!("/documents/{document}/assign");
    let (answer, said) =
        tokio::join!(officer.post(&address, &fields), serve(&region, Consumer::Intake));
    assert_eq!(answer.location(), "/unsorted?done=assigned", "{}", answer.text);
    assert_eq!(said[0].1.event.kind, EventKind::DocumentAssigned);
    let message: v1::DocumentAssigned = said[0].1.event.decode().expect("DocumentAssigned");
    assert_eq!((message.case, message.kind.as_str()), (region.cases[20].to_string(), "plan"));
    assert!(
        message.files.is_empty(),
        "a file is what the whole is, unless somebody says otherwise"
    );
}

#[tokio::test]
async fn a_file_of_a_document_is_assigned_by_itself() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let page = officer.get("/unsorted").await;
    let (_, rest) = page.text.split_once("action=\"/documents/").expect("a document");
    let address = format!("/documents/{}/assign", rest.split('/').next().expect("id"));
    let school = region.schools[20].id.to_string();
    let (plan, report) =
        (format!("{}/plan/plan", region.campaign), format!("{}/report/report", region.campaign));
    let send = async |file: &str| {
        let fields = [("csrf", page.csrf()), ("organization", &school), ("duty", &plan)];
        let fields = [&fields[..], &[("file-0", file), ("file-7", &report)]].concat();
        officer.post(&address, &fields).await
    };
    let elsewhere = format!("{}/report/report", region.next_id());
    assert_eq!(send(&elsewhere).await.status, 400, "a document is one case's");
    let (answer, said) = tokio::join!(send(&report), serve(&region, Consumer::Intake));
    assert_eq!(answer.location(), "/unsorted?done=assigned", "{}", answer.text);
    let message: v1::DocumentAssigned = said[0].1.event.decode().expect("DocumentAssigned");
    let files: Vec<_> =
        message.files.iter().map(|it| (it.position, &*it.duty, &*it.kind)).collect();
    assert_eq!(files, [(0, "report", "report")], "there is no eighth file");
}
