//! A letter joins a running campaign: the offer with its reason, the difference, one audited step.

use crate::browser::Browser;
use crate::decisions::{field, serve};
use crate::drafts::{begun_with, scope, send, version};
use crate::region::Region;
use std::collections::BTreeSet;
use vekha_proto::{Consumer, EventKind, v1};
use vekha_store::circular;

const EXTENSION: &str = "Директорам школ\n\nОт 11.03.2024 № 513/07-01\n\nО переносе срока\n\n\
    В связи с паводком срок предоставления планов по устранению недостатков, установленный \
    письмом от 15.12.2023 № 11504/06, продлевается до 29.03.2024.\n";

#[tokio::test]
async fn a_letter_that_moves_a_date_joins_its_campaign() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let address = begun_with(&region, &officer, EXTENSION).await;
    let page = officer.get(&address).await;
    for part in ["Это продолжение кампании", "№ 11504/06 от 15.12.2023 и переносит срок"]
    {
        assert!(page.text.contains(part), "{part:?} is missing: {}", page.text);
    }
    let follow = format!("{address}/follow");
    assert!(page.text.contains(&format!("{follow}?campaign={}", region.campaign)));
    let form = officer.get(&format!("{follow}?campaign={}", region.campaign)).await;
    assert!(form.text.contains("name=\"date_plan\" value=\"2024-03-29\""), "{}", form.text);
    assert!(!form.text.contains("Что изменится</h2>"), "nothing was sent yet");
    let campaign = region.campaign.to_string();
    let fields = [
        ("campaign", campaign.as_str()),
        ("joins", "extension"),
        ("date_plan", "2024-03-29"),
        ("reason", "письмо № 513/07-01 от 11.03.2024"),
    ];
    let shown = send(&officer, &form, &follow, &fields).await;
    for part in ["<td>01.03.2024</td><td><b>29.03.2024</b></td><td>у всех</td>", "Напишем "]
    {
        assert!(shown.text.contains(part), "{part:?} is missing: {}", shown.text);
    }
    let cases = field(&shown.text, "cases").to_owned();
    let n = cases.len() / 32;
    let seen = version(&shown);
    let fields = [("csrf", shown.csrf()), ("version", &seen), ("cases", &cases)];
    let confirm = format!("{follow}/confirm");
    let (answer, said) =
        tokio::join!(officer.post(&confirm, &fields), serve(&region, Consumer::Engine));
    assert_eq!(
        answer.location(),
        format!("/campaigns/{campaign}?done=followed"),
        "{}",
        answer.text
    );
    assert_eq!(said.len(), n, "a delivery a case");
    let events: BTreeSet<_> = said.iter().map(|(_, stored)| stored.event.id).collect();
    assert_eq!(events.len(), 1, "one event, whatever the number of cases");
    let message: v1::ExtensionGranted = said[0].1.event.decode().expect("ExtensionGranted");
    assert_eq!((message.due.as_str(), message.cases.len()), ("2024-03-29", n));
    assert!(said[0].1.event.actor.is_some(), "the history says who");
    let page = officer.get(answer.location()).await.text;
    assert!(page.contains("<b>перенос срока</b>: № 513/07-01 от 11.03.2024"), "{page}");
    let again = officer.post(&confirm, &fields).await;
    assert_eq!(again.status, 404, "pressed twice, applied once");
    let mut tx = region.store.read().await.expect("tx");
    let (scope, _) = scope(&region, &officer).await;
    let letters = circular::list(&mut tx, scope.tenant(), 10).await.expect("letters");
    assert_eq!(letters.iter().filter(|it| it.state == "joined").count(), 1);
}

#[tokio::test]
async fn a_reminder_goes_to_those_of_the_places_who_still_owe() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let text = "Директорам школ\n\nОт 11.03.2024 № 514/07-01\n\nНапоминание\n\n\
                Повторно напоминаем об исполнении письма от 15.12.2023 № 11504/06.\n";
    let address = begun_with(&region, &officer, text).await;
    let follow = format!("{address}/follow");
    let page = officer.get(&address).await;
    assert!(page.text.contains("Письмо напоминает о письме"), "{}", page.text);
    let form = officer.get(&format!("{follow}?campaign={}", region.campaign)).await;
    let (campaign, place) = (region.campaign.to_string(), region.municipalities[3].id.to_string());
    let fields = [
        ("campaign", campaign.as_str()),
        ("joins", "reminder"),
        ("place", &place),
        ("reason", "письмо № 514/07-01"),
    ];
    let shown = send(&officer, &form, &follow, &fields).await;
    assert!(shown.text.contains("напоминание</b>"), "{}", shown.text);
    let cases = field(&shown.text, "cases").to_owned();
    assert!(cases.len() / 32 <= 14, "one municipality");
    let seen = version(&shown);
    let fields = [("csrf", shown.csrf()), ("version", &seen), ("cases", &cases)];
    let confirm = format!("{follow}/confirm");
    let (_, said) = tokio::join!(officer.post(&confirm, &fields), serve(&region, Consumer::Engine));
    assert!(said.iter().all(|(_, stored)| stored.event.kind == EventKind::ReminderGiven));
    assert_eq!(said.len(), cases.len() / 32);
}

#[tokio::test]
async fn only_the_issuer_goes_on_with_a_campaign() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let address = begun_with(&region, &officer, EXTENSION).await;
    for login in ["belovo", "glava"] {
        let other = Browser::of(&region, login).await;
        let follow = format!("{address}/follow?campaign={}", region.campaign);
        assert_eq!(other.get(&follow).await.status, 403, "{login}");
    }
}
