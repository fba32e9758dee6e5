//! Every template is filled with a full context and with the barest one, in both languages. An
//! undefined variable is an error in tera, so this is what keeps a page from failing at night.
//!
//! The filled pages are left in `target/tmp/screens`, to be looked at.
#![cfg(test)]

mod drafts;
mod letter;
mod lists;
mod shown;
mod work;

use std::collections::BTreeSet;
use vekha_dashboard::page::shell::{Flash, Look, PersonBadge, Shell, Waiting};
use vekha_dashboard::render::{Renderer, Screen};
use vekha_dashboard::words::Lang;

/// Fills pages and remembers which templates have had their turn.
struct Gallery {
    renderer: Renderer,
    seen: BTreeSet<&'static str>,
}

impl Gallery {
    fn show<S: Screen>(&mut self, full: &S, bare: &S) {
        self.seen.insert(S::TEMPLATE);
        for (lang, name) in [(Lang::Ru, "ru"), (Lang::En, "en")] {
            let html = self.renderer.page(&shell(lang), full).expect(S::TEMPLATE);
            assert!(!html.contains('⟨'), "{} says an unknown word: {html}", S::TEMPLATE);
            assert!(html.starts_with("<!doctype html>"), "{}", S::TEMPLATE);
            keep(&format!("{name}-{}", S::TEMPLATE), &html);
            let html = self.renderer.page(&stranger(lang), bare).expect(S::TEMPLATE);
            assert!(!html.contains("name=\"csrf\" value=\"secret\""), "{}", S::TEMPLATE);
            keep(&format!("{name}-bare-{}", S::TEMPLATE), &html);
        }
    }
}

fn keep(name: &str, html: &str) {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("screens");
    std::fs::create_dir_all(&folder).expect("folder for screens");
    std::fs::write(folder.join(name), html).expect("screen");
}

fn shell(lang: Lang) -> Shell {
    Shell {
        lang: lang.code(),
        title: "Проба".into(),
        path: "/campaigns?by=stage".into(),
        section: "campaigns",
        look: Look::default(),
        person: Some(PersonBadge {
            name: "Дурнова О. А.".into(),
            place: "Министерство образования Кузбасса".into(),
        }),
        csrf: "secret".into(),
        as_of: "Данные на 14:02 по Кемерову (МСК+4)".into(),
        flash: Some(Flash { tone: "good", text: "Документ принят.".into() }),
        waiting: Waiting { unsorted: 3, review: 12, dead: 1 },
    }
}

fn stranger(lang: Lang) -> Shell {
    Shell {
        person: None,
        csrf: String::new(),
        flash: None,
        waiting: Waiting::default(),
        ..shell(lang)
    }
}

#[test]
fn every_template_renders_full_and_bare() {
    let renderer = Renderer::load().expect("templates and messages parse");
    let mut gallery = Gallery { renderer, seen: BTreeSet::new() };
    drafts::show(&mut gallery);
    letter::show(&mut gallery);
    lists::show(&mut gallery);
    shown::show(&mut gallery);
    work::show(&mut gallery);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    for entry in std::fs::read_dir(folder).expect("templates") {
        let name = entry.expect("entry").file_name().into_string().expect("name");
        let known = name == "parts" || name == "base.html" || gallery.seen.contains(name.as_str());
        assert!(known, "{name} is filled by no test");
    }
}
