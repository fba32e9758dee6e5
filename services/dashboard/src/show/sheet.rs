//! A letter that goes out, requisite by requisite, for the page that shows it.

use crate::page::letter::{Attached, Piece, Sheet};
use vekha_outgoing::{Block, Letter};

/// The letter as the page shows it.
pub fn sheet(letter: &Letter) -> Sheet {
    let head = &letter.letterhead;
    let attached = |(at, one): (usize, &vekha_outgoing::Attachment)| Attached {
        mark: letter.attachment_mark(at).into(),
        title: one.title.clone(),
        body: one.body.iter().map(piece).collect(),
    };
    Sheet {
        sender: std::iter::once(&head.name).chain(&head.details).cloned().collect(),
        registration: letter.registration(),
        addressee: letter.addressee.clone(),
        heading: letter.heading.clone(),
        body: letter.body.iter().map(piece).collect(),
        note: if letter.attachments.is_empty() { vec![] } else { letter.attachment_note() },
        post: letter.signature.post.clone(),
        name: letter.signature.name.clone(),
        executor: letter.executor_lines(),
        attachments: letter.attachments.iter().enumerate().map(attached).collect(),
    }
}

fn piece(block: &Block) -> Piece {
    let (kind, text) = match block {
        Block::Greeting(text) => ("greeting", text),
        Block::Paragraph(text) => ("paragraph", text),
        Block::Item(text) => ("item", text),
        Block::Caption(text) => ("caption", text),
        Block::Table(table) => {
            let columns = table.columns.iter().map(|column| column.title.clone()).collect();
            let rows = table.rows.clone();
            return Piece { kind: "table", text: String::new(), columns, rows };
        }
    };
    Piece { kind, text: text.clone(), ..Piece::default() }
}
