//! XML with limits: no document type, no entities but the five, bounded depth.

use encoding_rs::Encoding;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::{Limits, Obstacle};

/// One step through a document. Names are without their prefix.
pub(super) enum Node {
    /// An element begins.
    Open(Element),
    /// The element of this name ends.
    Close(String),
    /// Text, with its references resolved.
    Text(String),
    /// The document ends.
    End,
}

/// An element that begins.
pub(super) struct Element {
    /// Its name without prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// An attribute by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// An attribute that is a whole number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }
}

/// The text of a part: UTF-8, or UTF-16 with its mark.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Obstacle> {
    let (encoding, skip) = Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    encoding
        .decode_without_bom_handling_and_without_replacement(&bytes[skip..])
        .map(std::borrow::Cow::into_owned)
        .ok_or_else(|| Obstacle::damaged("XML is not valid Unicode"))
}

/// A document being read.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: u32,
    limit: u32,
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str, limits: &Limits) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, limit: limits.xml_depth }
    }

    /// The next step.
    pub(super) fn next(&mut self) -> Result<Node, Obstacle> {
        loop {
            match self.reader.read_event().map_err(Obstacle::damaged)? {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > self.limit {
                        return Err(Obstacle::limit("xml_depth"));
                    }
                    return element(&start).map(Node::Open);
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Node::Close(end.local_name().into_inner().to_owned()));
                }
                Event::Text(text) => return Ok(Node::Text(text.to_string())),
                Event::CData(text) => return Ok(Node::Text(text.to_string())),
                Event::GeneralRef(reference) => return resolve(&reference).map(Node::Text),
                Event::DocType(_) => return Err(Obstacle::Declaration),
                Event::Eof if self.depth > 0 => return Err(Obstacle::damaged("XML is cut off")),
                Event::Eof => return Ok(Node::End),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    /// Passes over everything inside the element that has just begun, and its end.
    pub(super) fn skip(&mut self) -> Result<(), Obstacle> {
        let inside = self.depth;
        while self.depth >= inside {
            if matches!(self.next()?, Node::End) {
                return Err(Obstacle::damaged("XML is cut off"));
            }
        }
        Ok(())
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, Obstacle> {
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(Obstacle::damaged)?;
        let value =
            attribute.normalized_value(XmlVersion::Explicit1_0).map_err(Obstacle::damaged)?;
        attributes.push((attribute.key.local_name().into_inner().to_owned(), value.into_owned()));
    }
    Ok(Element { name: start.local_name().into_inner().to_owned(), attributes })
}

/// A character reference or one of the five predefined entities; anything else needs a
/// declaration, and declarations are refused.
fn resolve(reference: &BytesRef<'_>) -> Result<String, Obstacle> {
    if let Some(character) = reference.resolve_char_ref().map_err(Obstacle::damaged)? {
        return Ok(character.to_string());
    }
    quick_xml::escape::resolve_predefined_entity(reference)
        .map(str::to_owned)
        .ok_or(Obstacle::Declaration)
}
