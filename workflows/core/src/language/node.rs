//! YAML as a tree in which every word knows its place in the text.
//!
//! One tree serves both readers: `reader` makes raw values of it, and a problem that names a path
//! (`tracks.plan.stages.to_plan`) finds its line in it.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;
use std::fmt;
use std::ops::Range;

/// The language is ten levels deep; reading each level takes stack, and a thread has little.
const DEEPEST: usize = 16;

/// A node and where it stands, in bytes.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) at: Range<usize>,
    pub(super) shape: Shape,
}

/// What a node is.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// Nothing: `title:` with no value.
    Empty,
    /// true or false.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Number(f64),
    /// Anything else written without structure.
    Text(String),
    /// `[a, b]`.
    List(Vec<Node>),
    /// `key: value`, in the order written.
    Map(Vec<(Key, Node)>),
}

/// A key and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) at: Range<usize>,
    pub(super) text: String,
}

/// YAML that cannot be read at all: why, and where.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub(super) why: String,
    pub(super) at: Range<usize>,
}

impl Node {
    /// Reads the one document of a text.
    pub(super) fn read(yaml: &str) -> Result<Self, Unreadable> {
        let options = serde_saphyr::options! {
            budget: serde_saphyr::budget! { max_depth: DEEPEST },
        };
        match serde_saphyr::from_str_with_options::<Spanned<Shape>>(yaml, options) {
            Ok(root) => Ok(Self::of(root)),
            Err(error) => Err(Unreadable::of(&error, yaml)),
        }
    }

    fn of(spanned: Spanned<Shape>) -> Self {
        Self { at: bytes(&spanned.referenced), shape: spanned.value }
    }

    /// What it is, for a message.
    pub(super) fn spoken(&self) -> String {
        match &self.shape {
            Shape::Empty => "nothing".to_owned(),
            Shape::Bool(value) => format!("`{value}`"),
            Shape::Integer(value) => format!("`{value}`"),
            Shape::Number(value) => format!("`{value}`"),
            Shape::Text(value) => format!("`{value}`"),
            Shape::List(_) => "a list".to_owned(),
            Shape::Map(_) => "a map".to_owned(),
        }
    }
}

impl Unreadable {
    /// The reader's words without its own notion of lines, snippets and options.
    fn of(error: &serde_saphyr::Error, yaml: &str) -> Self {
        let text = error.without_snippet().to_string();
        let why = text.split(" at line ").next().unwrap_or(&text);
        let why = why.split(", set ").next().unwrap_or(why).split("; use ").next().unwrap_or(why);
        let at = error.location().map_or(0..0, |location| match bytes(&location) {
            Range { start: 0, end: 0 } => by_line(yaml, location.line(), location.column()),
            at => at,
        });
        Self { why: why.to_owned(), at }
    }
}

/// The byte where a line and column (both from 1) stand, where the reader knows no bytes.
fn by_line(yaml: &str, line: u64, column: u64) -> Range<usize> {
    let index = |number: u64| usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX);
    let lines = yaml.split_inclusive('\n');
    let start: usize = lines.take(index(line)).map(str::len).sum();
    let rest = yaml.get(start..).unwrap_or_default();
    let offset = rest.char_indices().nth(index(column)).map_or(rest.len(), |(at, _)| at);
    start + offset..start + offset
}

fn bytes(location: &serde_saphyr::Location) -> Range<usize> {
    let span = location.span();
    let start = span.byte_offset().unwrap_or_default();
    let start = usize::try_from(start).unwrap_or_default();
    let length = usize::try_from(span.byte_len().unwrap_or_default()).unwrap_or_default();
    start..start.saturating_add(length)
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyShape)
    }
}

struct AnyShape;

impl<'de> Visitor<'de> for AnyShape {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML")
    }

    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::Empty)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Shape, E> {
        Ok(Shape::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Shape, E> {
        Ok(Shape::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Shape, E> {
        Ok(i64::try_from(value).map_or_else(|_| Shape::Text(value.to_string()), Shape::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Shape, E> {
        Ok(Shape::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Shape, E> {
        Ok(Shape::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Shape, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = list.next_element()? {
            nodes.push(Node::of(node));
        }
        Ok(Shape::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<Spanned<String>>()? {
            let key = Key { at: bytes(&key.referenced), text: key.value };
            let mut node = Node::of(map.next_value()?);
            if matches!(node.shape, Shape::Empty | Shape::List(_) | Shape::Map(_)) {
                // What has no words of its own is pointed at by its key.
                node.at = key.at.clone();
            }
            entries.push((key, node));
        }
        Ok(Shape::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written<'y>(node: &Node, yaml: &'y str) -> Vec<&'y str> {
        let mut words = Vec::new();
        match &node.shape {
            Shape::List(list) => list.iter().for_each(|node| words.extend(written(node, yaml))),
            Shape::Map(map) => map.iter().for_each(|(key, node)| {
                words.push(&yaml[key.at.clone()]);
                words.extend(written(node, yaml));
            }),
            _ => words.push(&yaml[node.at.clone()]),
        }
        words
    }

    #[test]
    fn every_word_knows_its_place() {
        let yaml =
            "название: итоги\non: { plan.accepted: [a, -10wd, \"15:00\"] }\nend: &e true\nx: *e\n";
        let words = written(&Node::read(yaml).expect("yaml"), yaml);
        let wanted = "название итоги on plan.accepted a -10wd \"15:00\" end true x *e";
        assert_eq!(words.join(" "), wanted);
    }

    #[test]
    fn what_is_no_yaml_says_why_and_where() {
        let mut story = String::new();
        for yaml in
            ["a: 1\na: 2\n", "a: [1\nb: 2\n", "a: *x\n", "a: 1\n---\nb: 2\n", "a:\n\tb: 1\n"]
        {
            let error = Node::read(yaml).expect_err(yaml);
            story.push_str(&format!("{yaml:?} | {} | {:?}\n", error.why, error.at));
        }
        assert_eq!(story, include_str!("unreadable.txt"));
    }
}
