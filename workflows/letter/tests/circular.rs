//! The circular as a letter: its own text or, where it was drafted without one, what it asks.

use vekha_letter::circular::{Asked, Issued, letter};
use vekha_letter::{Block, Executor, Letterhead};

fn issued(text: &str) -> Issued {
    Issued {
        letterhead: Letterhead { name: "Министерство".to_owned(), details: Vec::new() },
        number: Some("18/05".to_owned()),
        dated: "2024-01-15".parse().ok(),
        subject: "О планах".to_owned(),
        text: text.to_owned(),
        signer: Some("Министр К.Б. Вересова".to_owned()),
        executor: Some(Executor { name: "Ольховская Т.А.".to_owned(), phone: None }),
        reply_to: Some("noko@minobr.example".to_owned()),
    }
}

fn asked() -> [Asked; 2] {
    [
        Asked { title: "План".to_owned(), due: "2024-03-01".parse().ok() },
        Asked { title: "Ознакомление".to_owned(), due: None },
    ]
}

#[test]
fn the_text_that_was_issued_is_the_text_of_the_letter() {
    let text = "Уважаемые коллеги!\n\nПросим направить:\n- план;\n- отчёт.\n";
    let letter = letter(&issued(text), vec!["Руководителям".to_owned()], &asked());
    let item = |words: &str| Block::Item(words.to_owned());
    assert_eq!(
        letter.body,
        [
            Block::Greeting("Уважаемые коллеги!".to_owned()),
            Block::Paragraph("Просим направить:".to_owned()),
            item("– план;"),
            item("– отчёт."),
        ]
    );
    assert_eq!(letter.registration(), "от 15.01.2024 № 18/05");
    assert_eq!(
        (letter.signature.post.as_str(), letter.signature.name.as_str()),
        ("Министр", "К.Б. Вересова")
    );
}

#[test]
fn a_letter_without_a_text_says_what_its_workflow_asks() {
    let letter = letter(&issued(" \n"), Vec::new(), &asked());
    let said = letter.to_string();
    assert!(said.contains("– План (срок – до 1 марта 2024 г.);\n– Ознакомление.\n"), "{said}");
    assert!(said.contains("на адрес электронной почты: noko@minobr.example."), "{said}");
}
