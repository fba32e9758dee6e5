//! A publication is a link: «размещено на сайте по адресу https://…». Finds links and checks their form.
//!
//! Only the form: nobody here asks the site whether the page exists.

mod address;

use crate::findings::{Findings, Rule};
use crate::limits::LINKS;
use vekha_model::Finding;

pub use address::{BadLink, check_address};

const MISSING: Rule = Rule::blocking("link.missing");
const MALFORMED: Rule = Rule::blocking("link.malformed");

/// The links of a text in order, without repeats: what begins with `http://`, `https://` or `www.`,
/// and addresses of the state site bus.gov.ru without a scheme. Punctuation behind a link is not its.
pub fn links(text: &str) -> Vec<String> {
    let mut links: Vec<String> = Vec::new();
    let parts = text.split(|char: char| {
        char.is_whitespace() || matches!(char, '<' | '>' | '"' | '«' | '»' | '|')
    });
    for part in parts {
        if links.len() == LINKS {
            break;
        }
        if let Some(link) = link(part)
            && !links.contains(&link)
        {
            links.push(link);
        }
    }
    links
}

fn link(part: &str) -> Option<String> {
    const STARTS: [&str; 4] = ["http://", "https://", "www.", "bus.gov.ru/"];
    let small = part.to_ascii_lowercase();
    let at = STARTS.iter().filter_map(|start| small.find(start)).min()?;
    // ASCII lower case keeps every byte where it was, so the place is the same in both.
    let link =
        part.get(at..)?.trim_end_matches(['.', ',', ';', ':', ')', ']', '!', '?', '\'', '…']);
    let schemed = link.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("http"));
    Some(if schemed { link.to_owned() } else { format!("https://{link}") })
}

/// The rules of form `link`: `link.missing`, `link.malformed`. One good link is enough.
pub fn check(text: &str, file: Option<&str>) -> Vec<Finding> {
    let mut findings = Findings::of_file(file);
    let links = links(text);
    if links.is_empty() {
        findings.file(MISSING, "нет ссылки на страницу, где размещены сведения. Пришлите адрес, который начинается с https://");
    } else if links.iter().all(|link| check_address(link).is_err()) {
        for link in &links {
            if let Err(why) = check_address(link) {
                let shown = crate::text::shorten(link, crate::limits::QUOTE_CHARS);
                findings.file(MALFORMED, &format!("ссылка «{shown}»: {why}"));
            }
        }
    }
    findings.into_list()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn links_are_found_as_people_write_them() {
        let text = "Размещено: https://sosh101.example.ru/noko?y=2024. Также (www.obr.example.ru), bus.gov.ru/info-card/123; https://sosh101.example.ru/noko?y=2024";
        assert_eq!(
            links(text),
            [
                "https://sosh101.example.ru/noko?y=2024",
                "https://www.obr.example.ru",
                "https://bus.gov.ru/info-card/123"
            ]
        );
    }

    #[test]
    fn a_missing_or_broken_link_is_said() {
        let rules =
            |text: &str| check(text, None).into_iter().map(|it| it.rule).collect::<Vec<_>>();
        assert_eq!(rules("размещено на сайте школы"), ["link.missing"]);
        assert_eq!(rules("http://localhost/plan"), ["link.malformed"]);
        assert!(rules("http://localhost/plan и https://школа101.рф/план").is_empty());
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>(), noise in "(http://|https://|www\\.|[a-zа-яİ./:@? -]){0,30}") {
            check(&format!("{text}{noise}"), None);
        }

        #[test]
        fn any_plain_address_reads_back(host in "[a-z][a-z0-9]{0,8}(\\.[a-z]{2,6}){1,2}", path in "(/[a-z0-9]{1,6}){0,3}") {
            let link = format!("https://{host}{path}");
            prop_assert_eq!(links(&format!("Размещено: {link}.")), vec![link.clone()]);
            prop_assert_eq!(check_address(&link), Ok(()));
        }
    }
}
