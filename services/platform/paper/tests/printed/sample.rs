//! A letter with every requisite, long enough for second pages.

use vekha_letter::{
    Align, Attachment, Block, Column, Executor, Letter, Letterhead, Reference, Table, signature,
};

/// A letter that says as little as a letter can.
pub fn plain_letter() -> Letter {
    Letter {
        letterhead: Letterhead { name: "Министерство".to_owned(), details: Vec::new() },
        dated: None,
        number: None,
        answers: None,
        addressee: Vec::new(),
        heading: "О письме".to_owned(),
        body: Vec::new(),
        attachments: Vec::new(),
        signature: signature(Some("Министр")),
        executor: None,
    }
}

/// A letter with everything.
pub fn sample() -> Letter {
    let owned = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    let long = "Проведён мониторинг исполнения поручений, данных письмом от 15.12.2023 № 2147/15-02 \
        «Итоги НОКО 2023 года» & о <том же>. По каждой организации указывается причина. ";
    Letter {
        letterhead: Letterhead {
            name: "МИНИСТЕРСТВО ОБРАЗОВАНИЯ ЗАРЕЧНОЙ ОБЛАСТИ".to_owned(),
            details: owned(&["Тел.: 8 (000) 275-12-00", "e-mail: priemnaya@minobr.example"]),
        },
        dated: "2024-02-12".parse().ok(),
        number: Some("117/15-02".to_owned()),
        answers: Some(Reference { number: "14".to_owned(), dated: day("2024-01-09") }),
        addressee: owned(&["Руководителям муниципальных", "органов управления образованием"]),
        heading: "О ходе исполнения письма от 15.12.2023 № 2147/15-02".to_owned(),
        body: vec![
            Block::Greeting("Уважаемые коллеги!".to_owned()),
            Block::Paragraph(long.trim().to_owned()),
            Block::Paragraph(long.repeat(9).trim().to_owned()),
            Block::Item("– первое поручение;".to_owned()),
            Block::Item("– второе поручение.".to_owned()),
        ],
        attachments: vec![
            Attachment {
                title: "Сведения".to_owned(),
                sheets: Some(2),
                body: vec![Block::Caption("1. Первое поручение".to_owned()), Block::Table(table())],
            },
            Attachment {
                title: "Как считали".to_owned(),
                sheets: Some(1),
                body: vec![Block::Paragraph("По журналу.".to_owned())],
            },
        ],
        signature: signature(Some("заместитель министра образования и науки К.Б. Вересова")),
        executor: Some(Executor {
            name: "Ольховская Т.А.".to_owned(),
            phone: Some("8 (000) 275-12-20".to_owned()),
        }),
    }
}

fn table() -> Table {
    let column = |title: &str, share, align| Column { title: title.to_owned(), share, align };
    let row = |n: u32| vec![n.to_string(), format!("Округ{n}"), (n * 7).to_string()];
    Table {
        columns: vec![
            column("№", 10, Align::Middle),
            column("Территория", 70, Align::Left),
            column("Всего", 20, Align::Middle),
        ],
        // The heading is repeated on the second page, and the reader drops what is repeated.
        rows: (1..=60).map(row).collect(),
    }
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a date")
}
