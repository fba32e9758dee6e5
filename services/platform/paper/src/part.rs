//! A letter as the parts that both formats print, in the order of the sheet.

use crate::Result;
use crate::face::Face;
use crate::flow;
use crate::measure::POST;
use crate::style::Style;
use vekha_letter::{Block, Letter, Table};

/// A part of a sheet.
#[derive(Clone, Debug)]
pub enum Part<'a> {
    /// Letterhead with date and number in the left corner, the addressee beside it.
    Head {
        /// The corner.
        corner: Vec<(Style, String)>,
        /// The addressee's lines.
        addressee: &'a [String],
    },
    /// A paragraph.
    Paragraph(Style, String),
    /// A table.
    Table(&'a Table),
    /// Free space, points.
    Space(f32),
    /// The line of the signature: the end of the post at the left, the name at the right.
    Signed {
        /// The last line of the post.
        post: String,
        /// The name, or a place for it.
        name: String,
    },
}

/// Free space between a table and the words after it.
const AFTER_TABLE: f32 = 12.0;

/// The place that a missing name leaves.
const NAME: &str = "____________________";

/// The sections of a letter: itself, then each attachment. Each begins on a page of its own, and its
/// pages are numbered from its beginning.
pub fn sections(letter: &Letter) -> Result<Vec<Vec<Part<'_>>>> {
    let mut sections = vec![sheet(letter)?];
    for (at, attachment) in letter.attachments.iter().enumerate() {
        let mut parts: Vec<Part<'_>> = Vec::new();
        for line in letter.attachment_mark(at) {
            parts.push(Part::Paragraph(Style::Mark, bound(&line)));
        }
        parts.push(Part::Paragraph(Style::Title, attachment.title.clone()));
        parts.extend(running(&attachment.body));
        sections.push(parts);
    }
    Ok(sections)
}

/// The letter itself.
fn sheet(letter: &Letter) -> Result<Vec<Part<'_>>> {
    let mut parts = vec![head(letter), Part::Paragraph(Style::Heading, bound(&letter.heading))];
    parts.extend(running(&letter.body));
    if !letter.attachments.is_empty() {
        parts.push(Part::Space(6.0));
    }
    for (at, line) in letter.attachment_note().into_iter().enumerate() {
        let style = if at == 0 { Style::Note } else { Style::MoreNote };
        parts.push(Part::Paragraph(style, line));
    }
    parts.push(Part::Space(36.0));
    parts.extend(signature(letter)?);
    let executor = letter.executor_lines();
    if !executor.is_empty() {
        parts.push(Part::Space(36.0));
    }
    parts.extend(executor.into_iter().map(|line| Part::Paragraph(Style::Executor, line)));
    Ok(parts)
}

fn head(letter: &Letter) -> Part<'_> {
    let letterhead = &letter.letterhead;
    let mut corner = vec![(Style::Sender, letterhead.name.clone())];
    corner.extend(letterhead.details.iter().map(|line| (Style::Detail, line.clone())));
    corner.push((Style::Registration, letter.registration()));
    corner.extend(letter.reference().map(|line| (Style::Registration, line)));
    Part::Head { corner, addressee: &letter.addressee }
}

/// Blocks one after the other. What follows a table stands off it; a caption does so by itself.
fn running(blocks: &[Block]) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut after_table = false;
    for block in blocks {
        if after_table && !matches!(block, Block::Caption(_)) {
            parts.push(Part::Space(AFTER_TABLE));
        }
        after_table = matches!(block, Block::Table(_));
        parts.push(part(block));
    }
    parts
}

fn part(block: &Block) -> Part<'_> {
    match block {
        Block::Greeting(words) => Part::Paragraph(Style::Greeting, bound(words)),
        Block::Paragraph(words) | Block::Item(words) => Part::Paragraph(Style::Text, bound(words)),
        Block::Caption(words) => Part::Paragraph(Style::Caption, bound(words)),
        Block::Table(table) => Part::Table(table),
    }
}

/// Words with the spaces that no line may end at made such: «№ 5», «2024 г.», «– пункт».
fn bound(words: &str) -> String {
    let kept = words.replace("№ ", "№\u{a0}").replace(" г.", "\u{a0}г.").replace(" л.", "\u{a0}л.");
    match kept.strip_prefix("– ") {
        Some(rest) => format!("–\u{a0}{rest}"),
        None => kept,
    }
}

/// A long post takes several lines; the name stands beside the last of them.
fn signature(letter: &Letter) -> Result<Vec<Part<'static>>> {
    let look = Style::Signature.look();
    let face = Face::open(look.bold)?;
    let lines = flow::lines(&face, &letter.signature.post, look.size, (0.0, POST));
    let mut lines: Vec<String> = lines.into_iter().map(|line| line.words).collect();
    let post = lines.pop().unwrap_or_default();
    let name = Some(letter.signature.name.clone()).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| NAME.to_owned());
    let above = lines.into_iter().map(|line| Part::Paragraph(Style::Signature, line));
    Ok(above.chain([Part::Signed { post, name }]).collect())
}
