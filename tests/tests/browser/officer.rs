//! What the ministry's officer does and must see.

use crate::eyes::Eyes;
use crate::paper;
use crate::region::{Region, card};
use reqwest::multipart::Form;
use serde_json::json;

/// The demo's officer.
const LOGIN: &str = "demo";
/// Looks at a list before what was sent must be in it.
const LOOKS: usize = 300;
/// What a school fulfils with an address alone.
const PUBLICATION: &str = "Результаты на сайте организации";

/// Logs in through the form.
pub async fn logs_in(eyes: &Eyes<'_>, password: &str) {
    eyes.open("/login").await;
    eyes.judge("login").await;
    eyes.write("input[name=login]", LOGIN).await;
    eyes.write("input[name=password]", password).await;
    eyes.click("form[action='/login'] button").await;
    eyes.see("nav a[href='/campaigns']").await;
}

/// Every page, in the order in which one comes to it.
pub async fn looks_at_every_page(eyes: &Eyes<'_>) {
    for path in ["/", "/campaigns", "/escalations", "/review", "/unsorted", "/organizations"] {
        eyes.open(path).await;
        eyes.judge(path).await;
    }
    let campaign = campaign(eyes).await;
    eyes.open(&campaign).await;
    eyes.see(".obligations svg.bar").await;
    eyes.see("svg.burndown polyline.actual").await;
    eyes.see("table.heat tbody tr td.num").await;
    eyes.judge("campaign").await;
    let authority = eyes.href("table.heat tbody th a").await;
    for (name, path) in [
        ("stages", format!("{campaign}?by=stage")),
        ("extension", format!("{campaign}/extend")),
        ("cancellation", format!("{campaign}/cancel")),
        ("authority", authority),
    ] {
        eyes.open(&path).await;
        eyes.judge(name).await;
    }
    let case = eyes.href("table.list tbody tr:last-child th a").await;
    eyes.open(&case).await;
    assert!(eyes.read(".timeline").await.contains("Дело открыто"), "the history begins");
    assert!(eyes.read(".explain").await.contains("Почему здесь"), "why it is here");
    eyes.judge("case").await;
    let organization = eyes.href("h1 a").await;
    eyes.open(&organization).await;
    eyes.judge("organization").await;
    eyes.open("/look?theme=dark&text=normal&lang=ru&back=%2F").await;
    eyes.open(&campaign).await;
    eyes.judge("campaign in the dark").await;
    eyes.open("/look?theme=light&text=normal&lang=ru&back=%2F").await;
}

/// A school uploads through the interface for programs; the open page shows it without a reload.
pub async fn sees_a_number_move(eyes: &Eyes<'_>, region: &Region) {
    let (link, page) = region.school_that_owes(PUBLICATION, "name=\"link\"").await;
    let duty = card(&page, PUBLICATION).and_then(|card| {
        card.split_once("name=\"duty\" value=\"").and_then(|(_, rest)| rest.split('"').next())
    });
    let key = link.rsplit('/').next().expect("a key").to_owned();
    let path = campaign(eyes).await;
    eyes.open(&path).await;
    eyes.run("window.neverLeft = true", vec![]).await;
    let before = eyes.read(".obligations").await;
    let form = Form::new()
        .text("duty", duty.expect("the duty's name").to_owned())
        .text("link", "https://school.example/noko");
    let upload = reqwest::Client::new().post(format!("{}/api/v1/documents", region.url()));
    let answer = upload.bearer_auth(key).multipart(form).send().await.expect("sent");
    assert_eq!(answer.status(), 201, "{:?}", answer.text().await);
    let after = eyes.until_changed(".obligations", &before).await;
    assert_ne!(before, after);
    let stayed = eyes.run("return window.neverLeft", vec![]).await;
    assert_eq!(stayed, json!(true), "the page was not loaded again");
    eyes.judge("campaign after a change").await;
}

/// Assigns what came from somebody's private address, after a search for its school.
pub async fn sorts_what_a_stranger_sent(eyes: &Eyes<'_>, region: &Region) {
    region.receive("Праздник", &paper::invitation());
    let id = stranger(eyes).await;
    eyes.run(
        "document.querySelector(arguments[0]).value = ''",
        vec![json!(format!("#{id} [name=q]"))],
    )
    .await;
    eyes.write(&format!("#{id} input[name=q]"), "СОШ № 1").await;
    eyes.click(&format!("#{id} form[action='/unsorted'] button")).await;
    let form = format!("#{id} form[action$='/assign']");
    eyes.see(&format!("{form} input[type=radio]")).await;
    eyes.judge("to sort, with suggestions").await;
    eyes.click(&format!("{form} input[type=radio]")).await;
    // An invitation fits no obligation, so none is chosen for the officer.
    eyes.click(&format!("{form} select[name=duty] option:not([value=''])")).await;
    eyes.click(&format!("{form} button")).await;
    assert_eq!(eyes.read(".flash").await, "Документ отнесён.");
    let left = eyes.run("return !!document.getElementById(arguments[0])", vec![json!(id)]).await;
    assert_eq!(left, json!(false), "it waits no more");
}

/// The card of the mail, once it has been read. Each look lets the services work.
async fn stranger(eyes: &Eyes<'_>) -> String {
    for _ in 0..LOOKS {
        eyes.open("/unsorted").await;
        let id =
            eyes.run("return document.querySelector('section.decide')?.id ?? ''", vec![]).await;
        if let Some(id) = id.as_str().filter(|id| !id.is_empty()) {
            return id.to_owned();
        }
    }
    panic!("the mail never came to be sorted:\n{}", eyes.text().await)
}

/// Decides about two documents.
pub async fn accepts_one_and_returns_another(eyes: &Eyes<'_>) {
    eyes.open("/review").await;
    eyes.click("form[action$='/accept'] button").await;
    assert_eq!(eyes.read(".flash").await, "Документ принят.");
    let reason = "Приложите лист согласования с управляющим советом";
    eyes.run("document.querySelector('form[action$=\"/return\"] textarea').value = ''", vec![])
        .await;
    eyes.write("form[action$='/return'] textarea", reason).await;
    let case = eyes.href("section.decide:has(form[action$='/return']) h2 a").await;
    eyes.click("form[action$='/return'] button").await;
    assert_eq!(eyes.read(".flash").await, "Документ возвращён на доработку.");
    eyes.open(&case).await;
    assert!(eyes.read(".timeline").await.contains(reason), "the history keeps the reason");
}

/// Moves a date for one municipality; the campaign shows it at once.
pub async fn extends_and_sees_the_new_date(eyes: &Eyes<'_>) {
    let campaign = campaign(eyes).await;
    eyes.open(&format!("{campaign}/extend")).await;
    eyes.click("input[name=place][value]:not([value=all])").await;
    eyes.run("document.querySelector('input[name=due]').value = '2024-04-26'", vec![]).await;
    eyes.write("textarea[name=reason]", "По просьбе управления образования").await;
    eyes.click("form.stack button").await;
    let preview = eyes.read(".preview").await;
    assert!(preview.contains("26.04.2024"), "{preview}");
    eyes.judge("preview of an extension").await;
    eyes.click(".preview button").await;
    assert_eq!(eyes.read(".flash").await, "Срок перенесён.");
    let obligations = eyes.read(".obligations").await;
    assert!(obligations.contains("26.04.2024"), "the page shows its own write: {obligations}");
}

async fn campaign(eyes: &Eyes<'_>) -> String {
    eyes.open("/campaigns").await;
    eyes.href(".campaigns h2 a").await
}
