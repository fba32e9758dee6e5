//! A reader of English reads English: what is left in Russian are names, titles and texts that the
//! campaign, its people and its documents brought along.

use crate::browser::Browser;
use crate::pages::addresses;
use crate::region::{PEOPLE, Region};

/// What checks and people wrote into the record, and the name of a language in its own language.
const WRITTEN: [&str; 10] = [
    "Не указан ответственный исполнитель: впишите фамилию и должность.",
    "Ответственный исполнитель",
    "План &lt;итоговый&gt;.docx",
    "Fwd: план (исправленный)",
    "В тексте назван ИНН 4205000002",
    "В имени файла «СОШ № 12»",
    "СОШ № 8",
    "Русский",
    "МБОУ «СОШ № 12»",
    "План (итоговый).docx",
];

/// Everything Russian that a page may say, the longest first.
fn brought(region: &Region) -> Vec<String> {
    let definition = include_str!("campaign.yaml");
    let titles = definition.split("title: ").skip(1);
    let titles = titles.filter_map(|rest| rest.split([',', '}', '\n']).next());
    let titles = titles.map(|title| title.trim().replace("{{ year", ""));
    let nodes = region.schools.iter().chain(&region.municipalities);
    let mut brought: Vec<String> = nodes
        .map(|node| node.name.clone())
        .chain(titles)
        .chain(PEOPLE.map(|(_, name, ..)| name.to_owned()))
        .chain(WRITTEN.map(str::to_owned))
        .chain(
            ["Министерство образования Кузбасса", "Итоги независимой оценки 2023 года"]
                .map(str::to_owned),
        )
        .filter(|text| !text.is_empty())
        .collect();
    brought.sort_by_key(|text| std::cmp::Reverse(text.len()));
    brought.dedup();
    brought
}

/// Receipt numbers begin with a Cyrillic letter in every language.
fn without_receipts(page: &str) -> String {
    let plain = |word: &str| match word.strip_prefix("В-") {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest.to_owned(),
        _ => word.to_owned(),
    };
    page.split(['>', ' ', '<', '"']).map(plain).collect::<Vec<_>>().join(" ")
}

/// A letter goes out in Russian, whoever looks at it.
fn without_letter(page: &str) -> String {
    let Some((before, rest)) = page.split_once("<article class=\"card sheet\" lang=\"ru\">") else {
        return page.to_owned();
    };
    let (_, after) = rest.split_once("</article>").expect("the letter's end");
    format!("{before}{after}")
}

#[tokio::test]
async fn a_reader_of_english_reads_english() {
    let region = Region::new().await;
    let mut officer = Browser::of(&region, "durnova").await;
    officer.cookie.push_str("; vekha_look=en.light.normal");
    let brought = brought(&region);
    let mut left = Vec::new();
    for (name, address) in addresses(&region) {
        let page = officer.get(&address).await;
        assert_eq!(page.status, 200, "{name}");
        assert!(page.text.contains("<html lang=\"en\""), "{name}");
        let text = without_letter(&page.text);
        let mut text = text.replace("&quot;", "\"").replace("&#x27;", "'");
        for known in &brought {
            text = text.replace(known, "");
        }
        let text = without_receipts(&text);
        let russian = |c: char| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
        let words = text.split_whitespace().filter(|word| word.contains(russian));
        left.extend(words.map(|word| format!("{name}: {word}")));
    }
    left.dedup();
    assert!(left.is_empty(), "Russian on English pages:\n{}", left.join("\n"));
}
