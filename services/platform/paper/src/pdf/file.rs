//! Pages as the objects of a file. No time and no chance goes into it.

use super::font::{Used, packed};
use super::page::{Mark, Page};
use crate::Result;
use crate::face::Face;
use crate::measure::{HEIGHT, RULE, WIDTH};
use pdf_writer::{Content, Filter, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr};
use vekha_letter::Letter;

const CATALOG: Ref = Ref::new(1);
const TREE: Ref = Ref::new(2);
const INFO: Ref = Ref::new(3);
/// The first of the five objects of each face.
const REGULAR: i32 = 4;
const BOLD: i32 = 9;
/// The first page; its content is the object after it.
const PAGES: i32 = 14;

const REGULAR_NAME: Name<'static> = Name(b"R");
const BOLD_NAME: Name<'static> = Name(b"B");

/// Writes the file.
pub(super) fn write(letter: &Letter, pages: &[Page]) -> Result<Vec<u8>> {
    let mut pdf = Pdf::new();
    let mut catalog = pdf.catalog(CATALOG);
    catalog.pages(TREE).lang(TextStr("ru-RU"));
    catalog.viewer_preferences().display_doc_title(true);
    catalog.finish();
    let mut info = pdf.document_info(INFO);
    info.title(TextStr(&letter.heading)).author(TextStr(&letter.letterhead.name));
    info.finish();
    let ids: Vec<Ref> = (0..).step_by(2).take(pages.len()).map(|n| Ref::new(PAGES + n)).collect();
    let number = i32::try_from(pages.len()).unwrap_or(i32::MAX);
    pdf.pages(TREE).kids(ids.iter().copied()).count(number);
    let (mut regular, mut bold) = (Used::new(Face::open(false)?), Used::new(Face::open(true)?));
    for (id, page) in ids.iter().zip(pages) {
        let content = Ref::new(id.get() + 1);
        let mut object = pdf.page(*id);
        object.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).parent(TREE).contents(content);
        let mut resources = object.resources();
        let mut fonts = resources.fonts();
        fonts.pair(REGULAR_NAME, Ref::new(REGULAR)).pair(BOLD_NAME, Ref::new(BOLD));
        fonts.finish();
        resources.finish();
        object.finish();
        let drawn = packed(&draw(page, &mut regular, &mut bold))?;
        pdf.stream(content, &drawn).filter(Filter::FlateDecode);
    }
    regular.write(&mut pdf, REGULAR)?;
    bold.write(&mut pdf, BOLD)?;
    Ok(pdf.finish())
}

fn draw(page: &Page, regular: &mut Used, bold: &mut Used) -> Vec<u8> {
    let mut content = Content::new();
    content.set_line_width(RULE);
    for mark in page {
        match mark {
            Mark::Rule { from, to } => {
                content.move_to(from.0, HEIGHT - from.1).line_to(to.0, HEIGHT - to.1).stroke();
            }
            Mark::Words { words, bold: true, size, x, y, stretch } => {
                content.begin_text().set_font(BOLD_NAME, *size).next_line(*x, HEIGHT - y);
                show(&mut content, bold, words, stretch / size);
            }
            Mark::Words { words, size, x, y, stretch, .. } => {
                content.begin_text().set_font(REGULAR_NAME, *size).next_line(*x, HEIGHT - y);
                show(&mut content, regular, words, stretch / size);
            }
        }
    }
    content.finish().as_slice().to_vec()
}

/// Shows a line; after each space the pen goes on by `stretch` sizes more.
fn show(content: &mut Content, used: &mut Used, words: &str, stretch: f32) {
    let mut shown = content.show_positioned();
    let mut items = shown.items();
    for part in words.split_inclusive(' ') {
        let codes: Vec<u8> =
            part.chars().flat_map(|letter| used.code(letter).to_be_bytes()).collect();
        items.show(Str(&codes));
        if stretch > 0.0 && part.ends_with(' ') {
            items.adjust(-stretch * 1000.0);
        }
    }
    items.finish();
    shown.finish();
    content.end_text();
}
