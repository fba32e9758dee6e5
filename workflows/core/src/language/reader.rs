//! Reads raw values out of a tree through serde, and notes every mistake on the way.
//!
//! serde stops at the first error. This reader notes an unknown key and goes on; a part marked
//! [`Part`](super::shapes::Part) that cannot be read is noted and left out, and its neighbours are
//! still read. It also keeps the place of a word ([`At`](super::shapes::At)) and the order of keys.

use super::mistake::Mistakes;
use super::nearest;
use super::node::{Key, Node, Shape};
use super::shapes::mark;
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use std::cell::RefCell;
use std::fmt;

/// A part cannot be read. The reason is among the mistakes already once `noted` is set.
#[derive(Debug)]
pub(super) struct Refused {
    message: String,
    noted: bool,
}

impl std::error::Error for Refused {}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl serde::de::Error for Refused {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { message: message.to_string(), noted: false }
    }

    fn missing_field(field: &'static str) -> Self {
        Self::custom(format!("`{field}` is missing here"))
    }
}

/// A node being read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    node: &'a Node,
    mistakes: &'a RefCell<Mistakes>,
}

impl<'a> Reader<'a> {
    /// Reads a node; what is wrong goes to `mistakes`.
    pub(super) fn new(node: &'a Node, mistakes: &'a RefCell<Mistakes>) -> Self {
        Self { node, mistakes }
    }

    fn of(self, node: &'a Node) -> Self {
        Self { node, ..self }
    }

    fn noted<T>(self, result: Result<T, Refused>) -> Result<T, Refused> {
        result.map_err(|refused| {
            if !refused.noted {
                let mut mistakes = self.mistakes.borrow_mut();
                mistakes.note(&self.node.at, refused.message.as_str(), None);
                mistakes.incomplete = true;
            }
            Refused { noted: true, ..refused }
        })
    }

    fn refuse<T>(self, wanted: impl fmt::Display) -> Result<T, Refused> {
        let found = self.node.spoken();
        self.noted(Err(Refused::custom(format!("{wanted} is wanted here, not {found}"))))
    }

    fn list(self) -> Option<&'a [Node]> {
        match &self.node.shape {
            Shape::List(list) => Some(list),
            _ => None,
        }
    }
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let result = match &self.node.shape {
            Shape::Empty => visitor.visit_unit(),
            Shape::Bool(value) => visitor.visit_bool(*value),
            Shape::Integer(value) => visitor.visit_i64(*value),
            Shape::Number(value) => visitor.visit_f64(*value),
            Shape::Text(value) => visitor.visit_str(value),
            Shape::List(list) => visitor.visit_seq(Items { reader: self, rest: list.iter() }),
            Shape::Map(map) => visitor.visit_map(Entries::of(self, map, None)),
        };
        self.noted(result)
    }

    /// Text is wanted: a year or a `true` as a title is text as well.
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let text = match &self.node.shape {
            Shape::Bool(value) => value.to_string(),
            Shape::Integer(value) => value.to_string(),
            Shape::Number(value) => value.to_string(),
            Shape::Text(value) => value.clone(),
            Shape::Empty | Shape::List(_) | Shape::Map(_) => return self.refuse("a text"),
        };
        self.noted(visitor.visit_string(text))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_string(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.node.shape {
            Shape::Bool(value) => self.noted(visitor.visit_bool(value)),
            _ => self.refuse("true or false"),
        }
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.node.shape {
            Shape::Integer(value) if value > 0 => self.noted(visitor.visit_i64(value)),
            _ => self.refuse("a whole number from 1"),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.node.shape {
            Shape::Empty => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.list() {
            Some(list) => self.noted(visitor.visit_seq(Items { reader: self, rest: list.iter() })),
            None => self.refuse("a list `[…]`"),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match &self.node.shape {
            Shape::Map(map) => self.noted(visitor.visit_map(Entries::of(self, map, None))),
            _ => self.refuse("a map `name: …`"),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        match &self.node.shape {
            Shape::Map(map) => self.noted(visitor.visit_map(Entries::of(self, map, Some(keys)))),
            _ => self.refuse(format!(
                "a map with keys such as `{}`",
                keys[..keys.len().min(3)].join("`, `")
            )),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        match name {
            mark::ONE_OR_MANY if self.list().is_none() => visitor
                .visit_seq(Items { reader: self, rest: std::slice::from_ref(self.node).iter() }),
            _ => self.noted(visitor.visit_newtype_struct(self)),
        }
    }

    /// A word with its place: start, end, the word.
    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.noted(visitor.visit_seq(Placed { reader: self, step: 0 }))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        if name == mark::SHORT_OR_LONG {
            let long = matches!(self.node.shape, Shape::Map(_));
            let word = if long { mark::LONG } else { mark::SHORT };
            return visitor.visit_enum(Word { word, reader: self });
        }
        let Shape::Text(word) = &self.node.shape else {
            return self.refuse(format!("one of {}", words.join(", ")));
        };
        if !words.contains(&word.as_str()) {
            let instead = nearest::suggest(word, words.iter().copied());
            let mut mistakes = self.mistakes.borrow_mut();
            mistakes.note(&self.node.at, format!("`{word}` is not possible here"), instead);
            mistakes.incomplete = true;
            return Err(Refused { message: String::new(), noted: true });
        }
        self.noted(visitor.visit_enum(Word { word, reader: self }))
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        tuple identifier ignored_any
    }
}

struct Items<'a> {
    reader: Reader<'a>,
    rest: std::slice::Iter<'a, Node>,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Refused;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Refused> {
        self.rest.next().map(|node| seed.deserialize(self.reader.of(node))).transpose()
    }
}

struct Entries<'a> {
    reader: Reader<'a>,
    rest: std::slice::Iter<'a, (Key, Node)>,
    known: Option<&'static [&'static str]>,
    value: Option<&'a Node>,
}

impl<'a> Entries<'a> {
    fn of(
        reader: Reader<'a>,
        map: &'a [(Key, Node)],
        known: Option<&'static [&'static str]>,
    ) -> Self {
        Self { reader, rest: map.iter(), known, value: None }
    }

    /// The next entry whose key is known; those before it are noted and skipped.
    fn next_known(&mut self) -> Option<&'a (Key, Node)> {
        self.rest.find(|(key, _)| {
            let Some(known) = self.known else { return true };
            let is_known = known.contains(&key.text.as_str());
            if !is_known {
                let instead = nearest::suggest(&key.text, known.iter().copied());
                let message = format!("unknown key `{}`", key.text);
                self.reader.mistakes.borrow_mut().note(&key.at, message, instead);
            }
            is_known
        })
    }
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Refused;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Refused> {
        let Some((key, value)) = self.next_known() else { return Ok(None) };
        self.value = Some(value);
        let node = Node { at: key.at.clone(), shape: Shape::Text(key.text.clone()) };
        seed.deserialize(Reader { node: &node, mistakes: self.reader.mistakes }).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refused> {
        match self.value.take() {
            Some(node) => seed.deserialize(self.reader.of(node)),
            None => Err(Refused::custom("a key without a value")),
        }
    }
}

struct Placed<'a> {
    reader: Reader<'a>,
    step: usize,
}

impl<'de> SeqAccess<'de> for Placed<'_> {
    type Error = Refused;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Refused> {
        let at = &self.reader.node.at;
        self.step += 1;
        match self.step {
            1 => seed.deserialize(at.start.into_deserializer()).map(Some),
            2 => seed.deserialize(at.end.into_deserializer()).map(Some),
            3 => seed.deserialize(self.reader).map(Some),
            _ => Ok(None),
        }
    }
}

struct Word<'a> {
    word: &'a str,
    reader: Reader<'a>,
}

impl<'de, 'a> EnumAccess<'de> for Word<'a> {
    type Error = Refused;
    type Variant = Reader<'a>;

    fn variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<(T::Value, Reader<'a>), Refused> {
        let word: StrDeserializer<'_, Refused> = self.word.into_deserializer();
        Ok((seed.deserialize(word)?, self.reader))
    }
}

impl<'de> VariantAccess<'de> for Reader<'_> {
    type Error = Refused;

    fn unit_variant(self) -> Result<(), Refused> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Refused> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.deserialize_struct("", keys, visitor)
    }
}
