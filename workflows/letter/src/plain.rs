//! A letter as plain text: what a terminal shows, and what tests compare a printed letter with.

use crate::{Block, Letter};
use std::fmt;

impl fmt::Display for Letter {
    /// Requisites in the order of the sheet, a blank line between them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.letterhead.name)?;
        for line in &self.letterhead.details {
            writeln!(f, "{line}")?;
        }
        writeln!(f, "\n{}", self.registration())?;
        if let Some(reference) = self.reference() {
            writeln!(f, "{reference}")?;
        }
        writeln!(f, "\n{}", self.addressee.join("\n"))?;
        writeln!(f, "\n{}", self.heading)?;
        write_blocks(f, &self.body)?;
        if !self.attachments.is_empty() {
            writeln!(f, "\n{}", self.attachment_note().join("\n"))?;
        }
        writeln!(f, "\n{}", format!("{} {}", self.signature.post, self.signature.name).trim())?;
        let executor = self.executor_lines();
        if !executor.is_empty() {
            writeln!(f, "\n{}", executor.join("\n"))?;
        }
        for (at, attachment) in self.attachments.iter().enumerate() {
            writeln!(f, "\n{}", self.attachment_mark(at).join("\n"))?;
            writeln!(f, "\n{}", attachment.title)?;
            write_blocks(f, &attachment.body)?;
        }
        Ok(())
    }
}

fn write_blocks(f: &mut fmt::Formatter<'_>, blocks: &[Block]) -> fmt::Result {
    let mut in_list = false;
    for block in blocks {
        let is_item = matches!(block, Block::Item(_));
        if !(is_item && in_list) {
            writeln!(f)?;
        }
        in_list = is_item;
        match block {
            Block::Greeting(words)
            | Block::Paragraph(words)
            | Block::Item(words)
            | Block::Caption(words) => writeln!(f, "{words}")?,
            Block::Table(table) => {
                let titles = table.columns.iter().map(|column| column.title.clone()).collect();
                for row in std::iter::once(&titles).chain(&table.rows) {
                    writeln!(f, "{}", row.join(" | "))?;
                }
            }
        }
    }
    Ok(())
}
