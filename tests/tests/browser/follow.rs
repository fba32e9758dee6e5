//! A later letter joins the region's campaign, as an officer does it: the file, the offer with its
//! reason, the dates, the difference, the button; then the dates have moved.

use crate::chromium::Chromium;
use crate::eyes::Eyes;
use crate::officer;
use crate::paper;
use crate::region::Region;
use crate::screens::Screens;
use serde_json::json;

/// Some have answered by then, some have not.
const DAYS: &str = "40";
/// The number of the region's letter.
const NUMBER: &str = "2147/15-02";

#[tokio::test]
async fn an_extension_moves_the_dates_of_its_campaign() {
    if let Some(missing) = Chromium::missing() {
        eprintln!("SKIPPED: {missing} is not installed, so no letter joined a campaign.");
        return;
    }
    let region = Region::after(DAYS).await;
    let chromium = Chromium::start(region.folder()).await;
    let eyes = Eyes::new(&chromium, region.url());
    let screens = Screens::new(&eyes, &chromium);
    officer::logs_in(&eyes, region.password()).await;
    eyes.open("/campaigns").await;
    let campaign = eyes.href(".campaigns h2 a").await;
    let dated = dated(&eyes).await;
    let file = region.folder().join("Продление.docx");
    std::fs::write(&file, paper::letter(&words(&dated))).expect("a file");

    eyes.open("/drafts").await;
    eyes.write(".drop input", &file.display().to_string()).await;
    eyes.click("form.begin button").await;
    let offer = eyes.read(".asked-side .questions").await;
    assert!(offer.contains("Это продолжение кампании"), "{offer}");
    assert!(offer.contains(&format!("№ {NUMBER} от {dated} и переносит срок")), "{offer}");
    screens.looks_right("follow-1-offer").await;

    eyes.click(".asked-side .questions a.button.primary").await;
    eyes.see("input[name=date_plan]").await;
    let typed = "return document.querySelector('input[name=date_plan]').value";
    assert_eq!(eyes.run(typed, vec![]).await, json!("2024-04-26"), "the letter's date is put in");
    screens.looks_right("follow-2-form").await;
    eyes.click("form.choose button").await;
    let difference = eyes.read("#difference").await;
    assert!(difference.contains("01.03.2024") && difference.contains("26.04.2024"), "{difference}");
    assert!(difference.contains("Напишем "), "{difference}");
    screens.looks_right_amid("follow-3-difference").await;

    eyes.click("#difference form[action$='/confirm'] button").await;
    assert_eq!(eyes.read(".flash").await, "Письмо присоединено к кампании, изменения применены.");
    let address = eyes.run("return location.pathname", vec![]).await;
    assert_eq!(address, json!(campaign), "back at its campaign");
    let obligations = eyes.read(".obligations").await;
    assert!(obligations.contains("26.04.2024"), "the dates have moved: {obligations}");
    let page = eyes.text().await;
    assert!(page.contains("перенос срока: № 31/07-01"), "the letter is the campaign's: {page}");
    screens.looks_right("follow-4-campaign").await;
    chromium.close().await;
}

/// The date of the region's letter, from its heading.
async fn dated(eyes: &Eyes<'_>) -> String {
    let text = eyes.text().await;
    let (_, rest) = text.split_once(&format!("№ {NUMBER} от ")).expect("the letter's heading");
    rest.chars().take("01.01.2024".len()).collect()
}

fn words(dated: &str) -> String {
    format!(
        "МИНИСТЕРСТВО ОБРАЗОВАНИЯ ПРИОЗЁРНОЙ ОБЛАСТИ\n\
         Руководителям образовательных организаций\n\
         От 24.01.2024 № 31/07-01\nНа № _____ от _____\nО переносе срока\nУважаемые коллеги!\n\
         В связи с обращениями органов управления образованием срок предоставления планов по \
         устранению недостатков, установленный письмом от {dated} № {NUMBER}, продлевается до \
         26.04.2024.\nС уважением,\nзаместитель министра О.Б. Лесная\nИсп.: Озёрская О.А.\n"
    )
}
