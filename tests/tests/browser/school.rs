//! What a school's secretary does and must see, without an account.

use crate::eyes::Eyes;
use crate::paper;
use crate::region::Region;
use serde_json::json;

const PLAN: &str = "Разработанный и утверждённый план";
/// The year of the demo's plans.
const YEAR: i32 = 2024;

/// Sends a plan whose second row names nobody; the page tells where the gap is.
pub async fn sends_a_bad_plan_and_learns_why(eyes: &Eyes<'_>, region: &Region) {
    let (link, _) = region.school_that_owes(PLAN, "type=\"file\"").await;
    eyes.open_address(&link).await;
    eyes.judge("upload page").await;
    let school = eyes.read("header .quiet").await;
    let file = region.folder().join("План.docx");
    std::fs::write(&file, paper::plan(&school, YEAR)).expect("a file");
    let form = eyes.run(
        "const card = [...document.querySelectorAll('article.duty')].find((a) => \
         a.querySelector('h3').innerText === arguments[0]); card.id = 'the-plan'; return card.id",
        vec![json!(PLAN)],
    );
    assert_eq!(form.await, json!("the-plan"));
    eyes.write("#the-plan form.send input[type=file]", &file.display().to_string()).await;
    eyes.click("#the-plan form.send button").await;
    let receipt = eyes.read(".receipt strong").await;
    assert!(receipt.starts_with("В-"), "a number: {receipt}");
    let hash = eyes.read("table code").await;
    assert!(hash.len() == 64 && hash.chars().all(|c| c.is_ascii_hexdigit()), "SHA-256: {hash}");
    eyes.see("#verdict [data-final=true]").await;
    let verdict = eyes.read("#verdict").await;
    for word in ["Что исправить", "аблиц", "строк", "Ответственный исполнитель"]
    {
        assert!(verdict.contains(word), "{word:?} is not said: {verdict}");
    }
    eyes.judge("receipt with a verdict").await;
}

/// Drops a file on the page; what nobody asked for is no plan, and the page says why.
pub async fn drops_a_file_that_is_no_plan(eyes: &Eyes<'_>, region: &Region) {
    let (link, _) = region.school_that_owes(PLAN, "type=\"file\"").await;
    eyes.open_address(&link).await;
    let dropped = eyes.run(
        "const field = document.querySelector('section[aria-labelledby=send] .drop'); \
         const data = new DataTransfer(); data.items.add(new File(['a'], 'a.txt')); \
         field.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true })); \
         const input = field.querySelector('input'); const names = [...input.files].map((f) => f.name); \
         input.value = ''; return names",
        vec![],
    );
    assert_eq!(dropped.await, json!(["a.txt"]), "a dropped file is in the field");
    let file = region.folder().join("Праздник.docx");
    std::fs::write(&file, paper::invitation()).expect("a file");
    let form = "section[aria-labelledby=send] form.send";
    eyes.write(&format!("{form} input[type=file]"), &file.display().to_string()).await;
    eyes.click(&format!("{form} button")).await;
    eyes.see("#verdict [data-final=true]").await;
    let verdict = eyes.read("#verdict").await;
    assert!(verdict.contains("не найдена таблица плана"), "{verdict}");
}
