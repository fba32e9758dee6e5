//! Letters of a campaign from its page: what they say is what the visitor may see.

use crate::browser::{Answer, Browser};
use crate::region::Region;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

fn address(region: &Region) -> String {
    format!("/campaigns/{}/letter", region.campaign)
}

/// The letter on the page, without the page.
fn sheet(page: &Answer) -> &str {
    let letter = page.text.split_once("<article class=\"card sheet\"");
    let (_, rest) = letter.unwrap_or_else(|| panic!("a letter: {}", page.text));
    rest.split("</article>").next().expect("its end")
}

#[tokio::test]
async fn the_letter_of_a_campaign_is_one_press_away() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let campaign = officer.get(&format!("/campaigns/{}", region.campaign)).await;
    assert!(campaign.text.contains(&format!("href=\"{}\"", address(&region))), "the button");

    let page = officer.get(&address(&region)).await;
    let letter = sheet(&page);
    for part in [
        "Министерство образования Кузбасса",
        "О ходе исполнения письма от 15.12.2023 № 11504/06",
        "По состоянию на 11 марта 2024 г., 14:00 по Кемерову",
        "Управление образования г. Белово",
        "Как считали",
        "Дурнова О. А.",
    ] {
        assert!(letter.contains(part), "{part:?} is missing from {letter}");
    }
    for (format, kind, begins) in [("docx", DOCX, "PK"), ("pdf", "application/pdf", "%PDF-")] {
        let file = officer.get(&format!("{}/{format}", address(&region))).await;
        assert_eq!(file.headers["content-type"], kind);
        let name = file.headers["content-disposition"].to_str().expect("a name");
        assert!(name.starts_with("attachment; filename*=UTF-8''%D0%9F"), "{name}");
        assert!(name.ends_with(&format!("2024-03-11.{format}")), "{name}");
        assert!(file.text.starts_with(begins), "{format}");
        let circular = format!("/campaigns/{}/circular/{format}", region.campaign);
        let file = officer.get(&circular).await;
        assert_eq!(
            (file.status.as_u16(), &file.headers["content-type"]),
            (200, &kind.parse().expect("a type"))
        );
        assert!(file.text.starts_with(begins), "{circular}");
    }
    assert_eq!(officer.get(&format!("{}/exe", address(&region))).await.status, 404);
}

#[tokio::test]
async fn a_letter_of_an_earlier_moment_tells_what_was_known_then() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let wish = "as_of=2024-02-01T10:00&answer_by=2024-02-09&dated=2024-02-01&number=88%2F01\
                &to=%D0%9D%D0%B0%D1%87%D0%B0%D0%BB%D1%8C%D0%BD%D0%B8%D0%BA%D1%83";
    let page = officer.get(&format!("{}?{wish}", address(&region))).await;
    let letter = sheet(&page);
    for part in [
        "от 01.02.2024 № 88/01",
        "По состоянию на 1 февраля 2024 г., 10:00 по Кемерову",
        "Начальнику",
        "до 9 февраля 2024 г.",
    ] {
        assert!(letter.contains(part), "{part:?} is missing from {letter}");
    }
    assert!(page.text.contains("value=\"2024-02-01T10:00\""), "the form keeps what was chosen");

    let none = [
        ("as_of=2024-03-12T10:00", "ещё не наступил"),
        ("as_of=2023-12-01T10:00", "рассказывать не о чем"),
        ("as_of=yesterday", "Напишите дату"),
        ("answer_by=soon", "Напишите дату"),
        ("event=last", "Номер события"),
    ];
    for (wish, why) in none {
        let asked = format!("{}?{wish}", address(&region));
        let page = officer.get(&asked).await;
        assert!(page.text.contains(why), "{wish}: {}", page.text);
        assert!(!page.text.contains("class=\"card sheet\""), "{wish}");
        let file = officer.get(&format!("{}/docx?{wish}", address(&region))).await;
        assert_eq!(
            (file.status.as_u16(), file.location()),
            (303, asked.as_str()),
            "back, to be told why"
        );
    }
}

#[tokio::test]
async fn an_officer_of_a_municipality_writes_of_its_own_alone() {
    let region = Region::new().await;
    let whole = Browser::of(&region, "durnova").await.get(&address(&region)).await;
    let belovo = Browser::of(&region, "belovo").await;
    let page = belovo.get(&address(&region)).await;
    let letter = sheet(&page);
    let own = &region.municipalities[3].name;
    let begins = format!(" lang=\"ru\">\n  <header>\n    <div><p>{own}</p>");
    assert!(letter.starts_with(&begins), "their own letterhead: {letter}");
    assert!(letter.contains("Руководителям образовательных организаций"), "{letter}");
    for node in region.municipalities.iter().filter(|node| node.name != *own) {
        assert!(sheet(&whole).contains(&node.name), "{} counts for the ministry", node.name);
        assert!(!letter.contains(&node.name), "{} is told", node.name);
    }
    assert!(!letter.contains("Дурнова"), "nobody of the ministry answers for it");
    assert!(
        letter.contains("срок – до 1 марта 2024 г.): из 14 исполнено"),
        "the schools of Belovo: {letter}"
    );
    assert!(
        sheet(&whole).contains("срок – до 1 марта 2024 г.): из 168 исполнено"),
        "all schools: {}",
        sheet(&whole)
    );
    // Nothing but the address is known of a campaign that binds nobody here.
    let elsewhere = format!("/campaigns/{}/letter", region.next_id());
    for address in [
        elsewhere.clone(),
        format!("{elsewhere}/docx"),
        elsewhere.replace("letter", "circular/pdf"),
    ] {
        assert_eq!(belovo.get(&address).await.status, 404, "{address}");
    }
    let stranger = Browser::stranger(&region).get(&format!("{}/docx", address(&region))).await;
    assert_eq!(stranger.status, 303, "to the door");
}
