//! Login, my day, campaigns, organizations, trouble.

use crate::Gallery;
use vekha_dashboard::light::{Light, icon};
use vekha_dashboard::page::Next;
use vekha_dashboard::page::campaign::LegendItem;
use vekha_dashboard::page::campaigns::{CampaignRow, Campaigns};
use vekha_dashboard::page::login::Login;
use vekha_dashboard::page::my_day::{Deadline, MyDay, Tile};
use vekha_dashboard::page::organization::{Above, CaseRow, DutyLine, Organization};
use vekha_dashboard::page::organizations::{Organizations, RegisterRow};
use vekha_dashboard::page::trouble::Trouble;
use vekha_dashboard::svg::{Segment, bar};

pub fn light(class: &'static str, word: &str) -> Light {
    Light { class, icon: icon(class), word: word.into() }
}

pub fn show(gallery: &mut Gallery) {
    gallery.show(
        &Login { next: "/review".into(), failed: true },
        &Login { next: "/".into(), failed: false },
    );
    gallery.show(&my_day(), &MyDay { today: "пятница".into(), tiles: vec![], deadlines: vec![] });
    gallery.show(&campaigns(), &Campaigns { may_issue: false, rows: vec![] });
    gallery.show(
        &Organizations {
            query: "СОШ".into(),
            rows: register(),
            next: Some(Next { href: "?after=42/".into() }),
        },
        &Organizations { query: "<b>".into(), rows: vec![], next: None },
    );
    gallery.show(
        &organization(),
        &Organization { name: "Школа".into(), above: vec![], facts: vec![], cases: vec![] },
    );
    let trouble = Trouble {
        status: 404,
        what: "Такой страницы нет".into(),
        advice: "Ссылка устарела.".into(),
    };
    gallery.show(&trouble, &trouble);
}

fn my_day() -> MyDay {
    let tile = |tone, title: &str, n| Tile {
        tone,
        icon: icon(tone),
        title: title.into(),
        n,
        href: "/escalations".into(),
    };
    MyDay {
        today: "пятница, 1 марта 2024".into(),
        tiles: vec![
            tile("late", "Просрочено", 37),
            tile("soon", "Срок сегодня и завтра", 214),
            tile("review", "Ждёт проверки", 12),
            tile("open", "Разобрать", 0),
        ],
        deadlines: vec![Deadline {
            due: "до 01.03.2024 включительно, 23:59 по Кемерову (МСК+4)".into(),
            obligation: "План по устранению недостатков".into(),
            campaign: "Итоги НОКО 2023 года".into(),
            href: "/campaigns/1".into(),
            waiting: 214,
            total: 600,
            done_percent: 64,
            light: light("soon", "Срок сегодня"),
        }],
    }
}

fn campaigns() -> Campaigns {
    let segments = [
        Segment { class: "accepted", word: "принято".into(), n: 412 },
        Segment { class: "submitted", word: "на проверке".into(), n: 60 },
        Segment { class: "late", word: "просрочено".into(), n: 128 },
    ];
    let row = |status: Option<&str>| CampaignRow {
        href: "/campaigns/1".into(),
        title: "Итоги независимой оценки качества 2023 года".into(),
        circular: "№ 3456 от 15.12.2023, Министерство образования Кузбасса".into(),
        organizations: 600,
        done_percent: 69,
        bar: bar("Все поручения", &segments),
        legend: vec![LegendItem {
            class: "late", icon: "▲", word: "просрочено".into(), n: 12
        }],
        total: 600,
        next_due: Some("до 01.03.2024 включительно, 23:59 по Кемерову (МСК+4)".into()),
        light: light("late", "Просрочено 3 раб. дн."),
        status: status.map(Into::into),
    };
    Campaigns {
        may_issue: true, rows: vec![row(None), row(Some("Отменена: письмо № 12"))]
    }
}

fn register() -> Vec<RegisterRow> {
    vec![RegisterRow {
        href: "/organizations/1".into(),
        name: "МБОУ «СОШ № 12»".into(),
        level: "организация".into(),
        inn: Some("4205000000".into()),
        email: None,
        phone: Some("8 (3842) 00-00-00".into()),
    }]
}

fn organization() -> Organization {
    Organization {
        name: "МБОУ «СОШ № 12»".into(),
        above: vec![Above {
            name: "Управление образования г. Кемерово".into(),
            href: "/organizations/2".into(),
        }],
        facts: vec![("ИНН".into(), "4205000000".into()), ("Обучающихся".into(), "812".into())],
        cases: vec![CaseRow {
            href: "/cases/1".into(),
            campaign: "Итоги НОКО 2023 года".into(),
            duties: vec![DutyLine {
                title: "План".into(),
                due: Some("до 01.03.2024".into()),
                light: light("returned", "На доработке"),
            }],
        }],
    }
}
