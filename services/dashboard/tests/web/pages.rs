//! Every page answers, says what it must, and obeys the policy.

use crate::browser::Browser;
use crate::region::{Region, at};
use futures::StreamExt as _;

pub fn addresses(region: &Region) -> Vec<(&'static str, String)> {
    let campaign = format!("/campaigns/{}", region.campaign);
    let authority = region.municipalities[3].id;
    vec![
        ("my-day", "/".into()),
        ("campaigns", "/campaigns".into()),
        ("campaign", campaign.clone()),
        ("campaign-stages", format!("{campaign}?by=stage")),
        ("authority", format!("{campaign}/authorities/{authority}")),
        ("extend", format!("{campaign}/extend")),
        ("cancel", format!("{campaign}/cancel")),
        ("letter", format!("{campaign}/letter")),
        ("escalations", "/escalations".into()),
        ("escalations-municipality", "/escalations?level=municipality".into()),
        (
            "organizations",
            "/organizations?q=СОШ № 8"
                .replace(' ', "%20")
                .replace("СОШ", "%D0%A1%D0%9E%D0%A8")
                .replace('№', "%E2%84%96"),
        ),
        ("organization", format!("/organizations/{}", region.schools[3].id)),
        ("case", format!("/cases/{}", region.cases[3])),
        ("case-done", format!("/cases/{}", region.cases[1])),
        ("unsorted", "/unsorted".into()),
        ("review", "/review".into()),
        ("dead-letters", "/dead-letters".into()),
    ]
}

#[tokio::test]
async fn every_page_answers_under_the_policy() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    for (name, address) in addresses(&region) {
        let page = officer.get(&address).await;
        assert_eq!(page.status, 200, "{name}: {}", page.text);
        assert!(!page.text.contains('⟨'), "{name} says an unknown word");
        let policy = page.headers["content-security-policy"].to_str().expect("policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{name}: {policy}");
        assert_eq!(page.headers["x-content-type-options"], "nosniff", "{name}");
    }
    let missing = officer.get("/nowhere").await;
    assert_eq!(missing.status, 404);
    assert!(missing.text.contains("Такой страницы нет"), "{}", missing.text);
}

#[tokio::test]
async fn a_case_says_why_what_and_when() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let page = officer.get(&format!("/cases/{}", region.cases[3])).await.text;
    for part in [
        "до 01.03.2024 включительно, 23:59 по Кемерову (МСК+4)",
        "Дата указана в письме",
        "Почему здесь",
        "Чего ждёт",
        "возвращено",
        "столбец «Ответственный исполнитель»",
    ] {
        assert!(page.contains(part), "{part:?} is missing from {page}");
    }
}

#[tokio::test]
async fn overdue_moves_with_the_clock_alone() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let overdue = async || -> i64 {
        let page = officer.get(&format!("/api/v1/campaigns/{}", region.campaign)).await;
        let json: serde_json::Value = serde_json::from_str(&page.text).expect("json");
        json["campaign"]["counts"]["overdue"].as_i64().expect("number")
    };
    let before = overdue().await;
    assert!(before > 0, "the plans are ten days over");
    region.hands.set(at("2024-03-11", 14) + chrono::Duration::minutes(20));
    assert_eq!(overdue().await, before);
    region.hands.set(at("2024-03-13", 0));
    // Half a day without a request: the session has ended, and the page says so.
    let page = officer.get("/").await;
    assert_eq!((page.status.as_u16(), page.location()), (303, "/login?next=/"));
    let officer = Browser::of(&region, "durnova").await;
    let page = officer.get(&format!("/api/v1/campaigns/{}", region.campaign)).await;
    let json: serde_json::Value = serde_json::from_str(&page.text).expect("json");
    let after = json["campaign"]["counts"]["overdue"].as_i64().expect("number");
    assert!(after > before, "the reports were due on the 12th: {before} -> {after}");
}

#[tokio::test]
async fn a_stream_begins_with_the_whole_part_and_ends_with_the_process() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let stream = officer.open(&format!("/campaigns/{}/live", region.campaign)).await;
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let mut body = stream.into_body().into_data_stream();
    let first = body.next().await.expect("a message").expect("bytes");
    let first = String::from_utf8_lossy(&first).into_owned();
    assert!(first.starts_with("event: live\ndata: "), "{first}");
    assert!(first.contains("class=\"heat\""), "the whole part: {first}");
    region.lifecycle.stop();
    assert!(body.next().await.is_none(), "a stream must not outlive the process");
}

#[tokio::test]
async fn a_file_is_handed_on_as_an_attachment() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let page = officer.get(&format!("/cases/{}", region.cases[3])).await.text;
    let (_, rest) = page.split_once("href=\"/documents/").expect("a file");
    let address = format!("/documents/{}", rest.split('"').next().expect("address"));
    let file = officer.get(&address).await;
    assert_eq!((file.status.as_u16(), file.text.as_str()), (200, "План школы"));
    let disposition = file.headers["content-disposition"].to_str().expect("header");
    assert!(disposition.starts_with("attachment; filename*=UTF-8''"), "{disposition}");
    assert_eq!(file.headers["content-security-policy"], "default-src 'none'; sandbox");
    let stranger = Browser::of(&region, "belovo").await;
    assert_eq!(stranger.get(&address).await.status, 404, "another municipality's file");
}
