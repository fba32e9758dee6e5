//! Attachment 1: a table for each obligation, a row for each territory.

use super::Picture;
use crate::tally::Standing;
use crate::wording::term;
use crate::{Align, Block, Column, Table};

/// Headings and shares of the columns.
const COLUMNS: [(&str, u32, Align); 8] = [
    ("№", 5, Align::Middle),
    ("Территория", 27, Align::Left),
    ("Всего", 8, Align::Middle),
    ("Исполнено", 12, Align::Middle),
    ("Освобождено", 15, Align::Middle),
    ("На проверке", 12, Align::Middle),
    ("Осталось", 11, Align::Middle),
    ("Срок истёк", 10, Align::Middle),
];

pub(super) fn blocks(picture: &Picture<'_>) -> Vec<Block> {
    let tally = picture.matter.tally;
    let mut blocks = Vec::new();
    for (at, rule) in picture.obligations.iter().enumerate() {
        let sum = tally.sum(&rule.id);
        let dues: Vec<_> = sum.dues().collect();
        blocks.push(Block::Caption(format!("{}. {} ({})", at + 1, rule.title, term(&dues))));
        let territories = picture.matter.territories.iter().filter_map(|(id, name)| {
            let standing = tally.of(*id, &rule.id)?;
            (standing.total() > 0).then_some((name.as_str(), standing))
        });
        let mut rows: Vec<Vec<String>> = territories
            .enumerate()
            .map(|(n, (name, standing))| row((n + 1).to_string(), name, standing))
            .collect();
        rows.push(row(String::new(), "Итого", &sum));
        blocks.push(Block::Table(Table { columns: columns(), rows }));
    }
    blocks
}

fn columns() -> Vec<Column> {
    let column = |(title, share, align): (&str, u32, Align)| Column {
        title: title.to_owned(),
        share,
        align,
    };
    COLUMNS.map(column).into()
}

fn row(number: String, name: &str, standing: &Standing) -> Vec<String> {
    let counts = [
        standing.total(),
        standing.accepted().n,
        standing.exempt().n,
        standing.in_review().n,
        standing.waiting().n,
        standing.late().n,
    ];
    [number, name.to_owned()].into_iter().chain(counts.map(|n| n.to_string())).collect()
}
