//! From a letter to a running campaign, as an officer does it: the file, the questions, a correction,
//! whom it binds, the calendar, the button. What is seen on the way is left in `target/tmp/screens`.

use crate::chromium::Chromium;
use crate::eyes::Eyes;
use crate::officer;
use crate::paper;
use crate::region::Region;
use crate::screens::Screens;
use serde_json::json;
use std::path::{Path, PathBuf};

/// A real letter, where it is at hand; else one of our own with the same demands.
const REAL: &str = "../../shared/letters/seeds/000.txt";
const OWN: &str = include_str!("wizard_letter.txt");
/// The first days of the region: the dates of the letter are still to come.
const DAYS: &str = "2";
/// What the officer writes instead of the letter's long sentence.
const WHAT: &str = "Разместить результаты НОКО 2023 года на сайтах";

#[tokio::test]
async fn a_letter_becomes_a_running_campaign() {
    if let Some(missing) = Chromium::missing() {
        eprintln!("SKIPPED: {missing} is not installed, so no letter was issued in a browser.");
        return;
    }
    let region = Region::after(DAYS).await;
    let chromium = Chromium::start(region.folder()).await;
    let eyes = Eyes::new(&chromium, region.url());
    officer::logs_in(&eyes, region.password()).await;
    let walk = Walk { eyes: &eyes, screens: Screens::new(&eyes, &chromium) };
    walk.puts_the_letter_in(&letter(region.folder())).await;
    walk.sees_what_it_asks_and_corrects_it().await;
    walk.settles_the_questions().await;
    walk.chooses_whom().await;
    walk.looks_ahead().await;
    walk.issues().await;
    chromium.close().await;
}

/// The file that is put in. Our own is a Word document, so that the confined reader has work.
fn letter(folder: &Path) -> PathBuf {
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join(REAL);
    if real.exists() {
        return real.canonicalize().expect("a path");
    }
    eprintln!("{} is not there: a letter of our own is put in", real.display());
    let own = folder.join("Письмо.docx");
    std::fs::write(&own, paper::letter(OWN)).expect("a file");
    own
}

struct Walk<'w> {
    eyes: &'w Eyes<'w>,
    screens: Screens<'w>,
}

impl Walk<'_> {
    async fn puts_the_letter_in(&self, file: &Path) {
        self.eyes.open("/campaigns").await;
        self.eyes.click(".page-head a.button").await;
        self.eyes.see(".drop").await;
        self.screens.looks_right("wizard-1-new").await;
        self.eyes.write(".drop input", &file.display().to_string()).await;
        self.eyes.click("form.begin button").await;
        self.eyes.see(".letter-text mark").await;
    }

    async fn sees_what_it_asks_and_corrects_it(&self) {
        let asked = self.eyes.read(".asked-side").await;
        for due in ["31.01.2024", "01.03.2024", "22.12.2023"] {
            assert!(asked.contains(&format!("до {due} включительно")), "{due}: {asked}");
        }
        assert!(self.eyes.read("mark.term").await.contains("31.01.2024"), "the term is marked");
        assert!(asked.contains("Подходит готовая кампания"), "the library's campaign: {asked}");
        self.screens.looks_right("wizard-2-letter").await;
        self.eyes.click("#o1 details summary").await;
        self.eyes.run("document.querySelector('#o1 textarea').value = ''", vec![]).await;
        self.eyes.write("#o1 textarea", WHAT).await;
        self.screens.looks_right_amid("wizard-3-correction").await;
        self.eyes.click("#o1 form.obligation-form button").await;
        assert_eq!(self.eyes.read(".flash").await, "Сохранено.");
        let card = self.eyes.read("#o1").await;
        assert!(card.contains(WHAT) && card.contains("изменено вручную"), "{card}");
    }

    /// Whatever the letter left open, with a word each.
    async fn settles_the_questions(&self) {
        const OPEN: &str = "return document.querySelectorAll('#questions form button').length";
        while self.eyes.run(OPEN, vec![]).await != json!(0) {
            self.eyes.click("#questions form button").await;
        }
    }

    async fn chooses_whom(&self) {
        self.eyes.click(".asked-side a.button.primary").await;
        self.eyes.click("input[name=who][value=places]").await;
        self.eyes.click("input[name=place]").await;
        self.screens.looks_right_amid("wizard-4-whom").await;
        self.eyes.click("input[name=who][value=all]").await;
        self.eyes.click("form.choose button").await;
        let count = self.eyes.read("#count b").await;
        assert!(count.starts_with("40 организаций"), "{count}");
        self.screens.looks_right_amid("wizard-5-recipients").await;
    }

    async fn looks_ahead(&self) {
        self.eyes.click("#count a.button").await;
        self.eyes.see("svg.outgoing rect.mail").await;
        let page = self.eyes.text().await;
        assert!(page.contains("Что и когда будет отправлено"), "{page}");
        assert!(page.contains("В те же дни у этих организаций другие сроки"), "the demo's: {page}");
        self.eyes.click("details summary:not(.menu summary)").await;
        self.screens.looks_right_amid("wizard-6-calendar").await;
    }

    async fn issues(&self) {
        self.eyes.click("form[action$='/issue'] button").await;
        self.eyes.see(".obligations svg.bar").await;
        assert_eq!(self.eyes.read(".flash").await, "Письмо выпущено: дела открываются.");
        let address = self.eyes.run("return location.pathname", vec![]).await;
        assert!(address.as_str().is_some_and(|it| it.starts_with("/campaigns/")), "{address}");
        let obligations = self.eyes.read(".obligations").await;
        assert!(obligations.contains("01.03.2024"), "{obligations}");
        self.screens.looks_right("wizard-7-campaign").await;
        self.eyes.open("/drafts").await;
        assert!(self.eyes.text().await.contains("Начатых писем нет"), "it is no draft any more");
    }
}
