//! To sort, to review, extend, cancel, dead letters.

use crate::Gallery;
use vekha_dashboard::page::cancel::Cancel;
use vekha_dashboard::page::dead_letters::{DeadLetter, DeadLetters};
use vekha_dashboard::page::extend::{Extend, Preview};
use vekha_dashboard::page::review::{Question, Review, ReviewRow};
use vekha_dashboard::page::unsorted::{FilePick, Unsorted, UnsortedRow};
use vekha_dashboard::page::{Choice, File, Next, Paper, Remark};

pub fn show(gallery: &mut Gallery) {
    let rows = vec![unsorted(paper()), unsorted(bare_paper())];
    gallery.show(
        &Unsorted { rows, next: Some(Next { href: "?after=1".into() }) },
        &Unsorted { rows: vec![], next: None },
    );
    let document = Question::Document {
        document: "7".into(), draft: "Заполните столбец.".into()
    };
    let exemption = Question::Exemption {
        reason: "100 баллов".into(),
        name: "score_100".into(),
        proof: String::new(),
    };
    let rows = vec![review(document, vec![paper()]), review(exemption, vec![])];
    gallery.show(&Review { rows, next: None }, &Review { rows: vec![], next: None });
    gallery.show(&extend(), &bare_extend());
    let cancel = |error: Option<&str>, n| Cancel {
        campaign_href: "/campaigns/1".into(),
        campaign: "Итоги НОКО 2023 года".into(),
        action: "/campaigns/1/cancel".into(),
        n,
        error: error.map(Into::into),
    };
    gallery.show(&cancel(Some("Укажите основание."), 600), &cancel(None, 0));
    let dead = DeadLetter {
        consumer: "engine".into(),
        key: "1".into(),
        event: "2".into(),
        what: "DocumentRead".into(),
        href: Some("/cases/1".into()),
        attempts: 5,
        reason: "the data is no DocumentRead: missing field `kind`".into(),
        at: "01.03.2024 14:02".into(),
    };
    gallery.show(&DeadLetters { rows: vec![dead] }, &DeadLetters { rows: vec![] });
}

pub fn paper() -> Paper {
    let remark = |blocking, quote: Option<&str>| Remark {
        blocking,
        place: "таблица 1, строка 3, столбец «Ответственный исполнитель»".into(),
        message: "Не указан ответственный: впишите фамилию и должность.".into(),
        quote: quote.map(Into::into),
    };
    Paper {
        receipt: "В-2024-000123".into(),
        title: "План по устранению недостатков".into(),
        at: "26.02.2024 14:02".into(),
        channel: "по ссылке организации".into(),
        sender: Some("school12@example.test".into()),
        link: Some("https://school12.example.test/noko".into()),
        note: Some("Похоже на план.".into()),
        files: vec![File {
            name: "План <итог>.docx".into(),
            kind: "docx, 48 КБ".into(),
            href: "/documents/1/files/0".into(),
        }],
        remarks: vec![remark(true, Some("—")), remark(false, None)],
    }
}

fn bare_paper() -> Paper {
    Paper { sender: None, link: None, note: None, files: vec![], remarks: vec![], ..paper() }
}

fn choice(title: &str, chosen: bool) -> Choice {
    Choice { value: "1".into(), title: title.into(), chosen }
}

fn unsorted(paper: Paper) -> UnsortedRow {
    let known = paper.sender.is_some();
    UnsortedRow {
        id: "1".into(),
        paper,
        subject: known.then(|| "План школы".into()),
        why: "Адрес отправителя не найден в реестре".into(),
        evidence: if known {
            vec!["В тексте назван ИНН 4205000000".into()]
        } else {
            vec![]
        },
        suggestions: if known { vec![choice("МБОУ «СОШ № 12»", true)] } else { vec![] },
        query: String::new(),
        duties: vec![choice("Итоги НОКО: План", false)],
        apart: vec![FilePick { field: "file-0".into(), name: "План <итог>.docx".into() }],
    }
}

fn review(what: Question, papers: Vec<Paper>) -> ReviewRow {
    ReviewRow {
        case: "1".into(),
        duty: "plan".into(),
        href: "/cases/1".into(),
        organization: "МБОУ «СОШ № 12»".into(),
        authority: "Управление образования г. Кемерово".into(),
        obligation: "План".into(),
        campaign: "Итоги НОКО 2023 года".into(),
        due: papers.first().map(|_| "до 01.03.2024".into()),
        since: "26.02.2024 14:02".into(),
        what,
        papers,
    }
}

fn extend() -> Extend {
    Extend {
        campaign_href: "/campaigns/1".into(),
        campaign: "Итоги НОКО 2023 года".into(),
        action: "/campaigns/1/extend".into(),
        obligations: vec![choice("План", true)],
        places: vec![choice("Кемерово", true), choice("Топки", false)],
        case: None,
        organization: None,
        due: "2024-03-16".into(),
        reason: "По просьбе управления".into(),
        error: Some("Отметьте, кому.".into()),
        preview: Some(Preview {
            n: 37,
            obligation: "План".into(),
            due: "до 16.03.2024 включительно".into(),
            warning: Some("16.03.2024 — нерабочий день (суббота).".into()),
            names: vec!["МБОУ «СОШ № 12»".into()],
            more: 36,
            cases: "AAAA".into(),
            obligation_id: "plan".into(),
        }),
    }
}

fn bare_extend() -> Extend {
    Extend {
        obligations: vec![],
        places: vec![],
        case: Some("1".into()),
        organization: Some("МБОУ «СОШ № 12»".into()),
        due: String::new(),
        reason: String::new(),
        error: None,
        preview: None,
        ..extend()
    }
}
