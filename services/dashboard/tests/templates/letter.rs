//! A letter of a campaign, and why there is none.

use crate::Gallery;
use vekha_dashboard::page::letter::{Attached, Letter, Piece, Sheet, Typed};

pub fn show(gallery: &mut Gallery) {
    let letter = |sheet, error: Option<&str>| Letter {
        campaign_href: "/campaigns/1".into(),
        campaign: "Итоги НОКО 2023 года".into(),
        action: "/campaigns/1/letter".into(),
        circular_href: "/campaigns/1/circular".into(),
        circular: "№ 11504/06 от 15.12.2023, Министерство образования Кузбасса".into(),
        typed: Typed { as_of: "2024-03-11T14:00:00".into(), ..Typed::default() },
        zone: "по Кемерову (МСК+4)".into(),
        error: error.map(Into::into),
        sheet,
    };
    gallery.show(&letter(Some(sheet()), None), &letter(None, Some("Напишите дату.")));
}

fn sheet() -> Sheet {
    let piece = |kind, text: &str| Piece { kind, text: text.into(), ..Piece::default() };
    let table = Piece {
        kind: "table",
        columns: vec!["Территория".into(), "Всего".into()],
        rows: vec![vec!["г. Белово".into(), "14".into()]],
        ..Piece::default()
    };
    Sheet {
        sender: vec!["Министерство образования Кузбасса".into(), "тел.: 8 (384-2) 00-00-00".into()],
        registration: "от __________ № __________".into(),
        addressee: vec!["Руководителям муниципальных органов управления образованием".into()],
        heading: "О ходе исполнения письма от 15.12.2023 № 11504/06".into(),
        body: vec![piece("paragraph", "Проведён мониторинг."), piece("item", "– план <итоговый>;")],
        note: vec!["Приложение: 1. Сведения на 2 л. в 1 экз.".into()],
        post: "Заместитель министра".into(),
        name: "К.Б. Вересова".into(),
        executor: vec!["Дурнова О. А.".into()],
        attachments: vec![Attached {
            mark: vec!["Приложение 1".into()],
            title: "Сведения об исполнении по территориям".into(),
            body: vec![piece("caption", "1. План"), table],
        }],
    }
}
