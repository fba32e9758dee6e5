//! A letter on its way: what was read beside what a person changed, whom it binds, what will happen,
//! and the button. The file itself is put in by tests/browser, with the whole program.

use crate::browser::{Answer, Browser};
use crate::region::{Region, at};
use uuid::Uuid;
use vekha_drafting::{Changes, Reading};
use vekha_model::Extracted;
use vekha_store::draft::{self, New};
use vekha_store::{Scope, circular, session};

const LETTER: &str = "Директорам школ\n\nОт 11.03.2024 № 512/07-01\n\nО лагерях\n\n\
     Просим направить сведения о лагерях (в формате xlsx) в срок до 13.04.2024 на электронный \
     адрес leto@minobr.example.\n\nРекомендуем обсудить вопрос на совещании.\n";

pub async fn scope(region: &Region, browser: &Browser<'_>) -> (Scope, vekha_model::PersonId) {
    let token = browser.cookie.split_once('=').expect("a pair").1;
    let mut tx = region.store.write().await.expect("tx");
    let now = at("2024-03-11", 14);
    let entered = session::enter(&mut tx, token, now, at("2024-03-11", 12)).await.expect("asked");
    let entered = entered.expect("a session");
    (entered.scope, entered.person)
}

/// The address of a draft of the letter.
async fn begun(region: &Region, officer: &Browser<'_>) -> String {
    begun_with(region, officer, LETTER).await
}

pub async fn begun_with(region: &Region, officer: &Browser<'_>, text: &str) -> String {
    let extracted = Extracted { text: text.to_owned(), ..Extracted::default() };
    let reading = Reading::of(&extracted, &vekha_core::calendar::federal());
    let (scope, by) = scope(region, officer).await;
    let id = Uuid::from_u128(77);
    let new = New {
        id,
        title: "О лагерях",
        file_name: "письмо.txt",
        file_sha256: "00",
        reading: serde_json::to_string(&reading).expect("JSON"),
        changes: serde_json::to_string(&Changes::default()).expect("JSON"),
        by,
    };
    let mut tx = region.store.write().await.expect("tx");
    draft::insert(&mut tx, &scope, new, at("2024-03-11", 14)).await.expect("begun");
    tx.commit().await.expect("commit");
    format!("/drafts/{id}")
}

pub fn version(page: &Answer) -> String {
    let (_, rest) = page.text.split_once("name=\"version\" value=\"").expect("a version");
    rest.split('"').next().expect("a number").to_owned()
}

/// Posts a form of the page with its token and version; the page that follows.
pub async fn send(
    officer: &Browser<'_>,
    page: &Answer,
    address: &str,
    fields: &[(&str, &str)],
) -> Answer {
    let seen = version(page);
    let mut all = vec![("csrf", page.csrf()), ("version", seen.as_str())];
    all.extend(fields);
    let answer = officer.post(address, &all).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    officer.get(answer.location().split('#').next().expect("an address")).await
}

fn obligation(due: &str) -> Vec<(&str, &str)> {
    vec![
        ("what", "Направить сведения о лагерях"),
        ("when", "on"),
        ("day", due),
        ("kind", "information"),
        ("format", "xlsx"),
        ("modality", "requested"),
        ("binds", "addressee"),
    ]
}

#[tokio::test]
async fn what_was_read_stays_beside_what_a_person_changed() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let address = begun(&region, &officer).await;
    let page = officer.get(&address).await;
    for part in ["<mark class=\"c0", "id=\"m1\"", "до 13.04.2024 включительно, суббота", "№ 512"]
    {
        assert!(page.text.contains(part), "{part:?} is missing: {}", page.text);
    }
    assert!(!page.text.contains("изменено вручную"), "nobody touched it");
    let first = format!("{address}/obligations/0");
    let changed = send(&officer, &page, &first, &obligation("2024-04-12")).await;
    assert!(changed.text.contains("до 12.04.2024 включительно, пятница"), "{}", changed.text);
    assert!(changed.text.contains("изменено вручную"), "{}", changed.text);
    assert!(changed.text.contains("в письме: до 13.04.2024 включительно, суббота"));
    let late = send(&officer, &page, &first, &obligation("2024-04-11")).await;
    assert!(late.text.contains("тем временем изменил"), "the second does not overwrite");
    assert!(late.text.contains("до 12.04.2024"), "{}", late.text);
    let dropped =
        send(&officer, &late, &format!("{address}/obligations/1"), &[("do", "drop")]).await;
    assert!(dropped.text.contains("Поручение 2 убрано"), "{}", dropped.text);
}

#[tokio::test]
async fn a_draft_is_the_issuers_alone() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let address = begun(&region, &officer).await;
    for login in ["belovo", "glava"] {
        let other = Browser::of(&region, login).await;
        for page in ["", "/recipients", "/launch"] {
            assert_eq!(other.get(&format!("{address}{page}")).await.status, 403, "{login}{page}");
        }
        assert!(!other.get("/drafts").await.text.contains("О лагерях"), "{login}");
        assert!(!other.get("/campaigns").await.text.contains("Новое поручение"), "{login}");
    }
    let list = officer.get("/drafts").await;
    assert!(list.text.contains("О лагерях"), "{}", list.text);
}

#[tokio::test]
async fn the_calendar_is_shown_before_the_letter_goes_out() {
    let region = Region::patient(100).await;
    let officer = Browser::of(&region, "durnova").await;
    let address = begun(&region, &officer).await;
    let launch = format!("{address}/launch");
    let early = officer.get(&launch).await;
    assert!(early.text.contains("Выберите, кому направить"), "{}", early.text);
    assert!(!early.text.contains(&format!("{address}/issue")), "no button yet");

    let page = officer.get(&address).await;
    let open = page.text.matches("name=\"key\"").count();
    let mut page = page;
    for _ in 0..open {
        let (_, rest) = page.text.split_once("name=\"key\" value=\"").expect("a question");
        let key = rest.split('"').next().expect("a key").to_owned();
        page = send(&officer, &page, &format!("{address}/questions"), &[("key", &key)]).await;
    }
    let page = officer.get(&format!("{address}/recipients")).await;
    let seen = version(&page);
    let all = [("csrf", page.csrf()), ("version", &seen), ("who", "all")];
    officer.post_parts(&format!("{address}/recipients"), &all).await;
    let known = officer.get(&launch).await.text;
    assert!(known.contains("Взято из прежних кампаний этих организаций: 168 ответов"), "{known}");
    let given = officer.get(&format!("{launch}?profile=bad")).await.text;
    assert!(given.contains("доли даны заранее, а не измерены"), "an officer may choose otherwise");

    let page = officer.get(&format!("{address}/recipients")).await;
    let seen = version(&page);
    let place = &region.municipalities[3].path;
    let fields = [("csrf", page.csrf()), ("version", &seen), ("who", "places"), ("place", place)];
    let answer = officer.post_parts(&format!("{address}/recipients"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let page = officer.get(&format!("{address}/recipients")).await;
    assert!(page.text.contains("14 организаций, над ними 1 муниципальный орган"), "{}", page.text);

    let page = officer.get(&launch).await;
    for part in
        ["<svg class=\"outgoing\"", "11.03.2024, понедельник", "нерабочий день", "Чего ждать"]
    {
        assert!(page.text.contains(part), "{part:?} is missing: {}", page.text);
    }
    let seen = version(&page);
    let fields = [("csrf", page.csrf()), ("version", seen.as_str()), ("at", "")];
    let answer = officer.post(&format!("{address}/issue"), &fields).await;
    assert_eq!(answer.location(), "/campaigns?done=pending", "no scheduler runs in this test");
    let (scope, person) = scope(&region, &officer).await;
    let mut tx = region.store.read().await.expect("tx");
    let letters = circular::list(&mut tx, scope.tenant(), 10).await.expect("letters");
    let letter = letters.iter().find(|it| it.state == "scheduled").expect("on the calendar");
    assert_eq!(letter.recipients.paths, std::slice::from_ref(place));
    assert_eq!(letter.number.as_deref(), Some("512/07-01"));
    assert_eq!(letter.reply_to.as_deref(), Some("leto@minobr.example"));
    assert_eq!(letter.created_by, Some(person));
    drop(tx);
    let again = officer.post(&format!("{address}/issue"), &fields).await;
    assert_eq!(again.status, 404, "pressed twice, issued once");
}
