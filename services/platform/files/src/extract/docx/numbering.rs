//! Automatic numbers of paragraphs: Word keeps «1.», «2.» of a «№ п/п» column as a list, not as
//! text, and without them the rows of most hand-made plans would have no number.
//!
//! Only decimal numbers of the first level are made; bullets and letters say nothing that a check
//! would use.

use std::collections::HashMap;

use crate::extract::xml::{Element, Node, Xml};
use crate::{Limits, Obstacle};

/// The decimal lists of a document and how far each has counted.
#[derive(Default)]
pub(super) struct Numbering {
    /// List number → its pattern.
    lists: HashMap<String, Pattern>,
    /// List number → the next number.
    next: HashMap<String, u32>,
}

/// How a list writes its numbers.
#[derive(Clone)]
struct Pattern {
    start: u32,
    /// With `%1` where the number stands.
    text: String,
    is_decimal: bool,
}

impl Default for Pattern {
    fn default() -> Self {
        Self { start: 1, text: "%1.".to_owned(), is_decimal: false }
    }
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(text: &str, limits: &Limits) -> Result<Self, Obstacle> {
        let mut xml = Xml::new(text, limits);
        let mut abstracts: HashMap<String, Pattern> = HashMap::new();
        let mut lists = HashMap::new();
        let (mut within, mut level, mut list) = (String::new(), None, String::new());
        loop {
            let element = match xml.next()? {
                Node::Open(element) => element,
                Node::End => return Ok(Self { lists, next: HashMap::new() }),
                Node::Close(_) | Node::Text(_) => continue,
            };
            let value = |name| element.attribute(name).unwrap_or_default().to_owned();
            match element.name.as_str() {
                "abstractNum" => within = value("abstractNumId"),
                "lvl" => level = element.number("ilvl"),
                "num" => list = value("numId"),
                "abstractNumId" => {
                    let pattern = abstracts.get(&value("val")).cloned().unwrap_or_default();
                    lists.insert(list.clone(), pattern);
                }
                _ if level == Some(0) => {
                    describe(abstracts.entry(within.clone()).or_default(), &element);
                }
                _ => {}
            }
        }
    }

    /// The number of the next paragraph of a list, as it is printed; `None` for other lists.
    pub(super) fn next(&mut self, list: &str, level: u32) -> Option<String> {
        let pattern = self.lists.get(list).filter(|pattern| pattern.is_decimal && level == 0)?;
        let next = self.next.entry(list.to_owned()).or_insert(pattern.start);
        let shown = pattern.text.replace("%1", &next.to_string());
        *next = next.saturating_add(1);
        Some(shown)
    }
}

fn describe(pattern: &mut Pattern, element: &Element) {
    match (element.name.as_str(), element.attribute("val")) {
        ("start", Some(_)) => pattern.start = element.number("val").unwrap_or(1),
        ("numFmt", Some(format)) => pattern.is_decimal = format == "decimal",
        ("lvlText", Some(text)) => pattern.text = text.to_owned(),
        _ => {}
    }
}
