//! Shapes that YAML values take in the language, each with its serde reading and its JSON Schema:
//! a word with its place, a part that may fail alone, names in the order written, one or many,
//! a short or a long form.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

/// Names by which `reader` knows these shapes.
pub(super) mod mark {
    pub(in super::super) const ONE_OR_MANY: &str = "$one_or_many";
    pub(in super::super) const SHORT_OR_LONG: &str = "$short_or_long";
    pub(in super::super) const SHORT: &str = "short";
    pub(in super::super) const LONG: &str = "long";
}

/// A value and the bytes where it is written.
#[derive(Clone, Debug)]
pub(super) struct At<T> {
    pub(super) at: Range<usize>,
    pub(super) value: T,
}

/// A value that may be left out alone when it cannot be read; its mistake is noted then.
#[derive(Clone, Debug)]
pub(super) struct Part<T>(pub(super) Option<T>);

/// Named values in the order written.
#[derive(Clone, Debug)]
pub(super) struct Named<T>(pub(super) Vec<(At<String>, T)>);

/// `a` or `[a, b]`.
#[derive(Clone, Debug)]
pub(super) struct OneOrMany<T>(pub(super) Vec<T>);

/// A word for the usual case, a map for all others.
#[derive(Clone, Debug)]
pub(super) enum ShortOrLong<S, L> {
    Short(S),
    Long(L),
}

impl<T> Default for Part<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Named<Part<T>> {
    /// What could be read.
    pub(super) fn read(self) -> impl Iterator<Item = (At<String>, T)> {
        self.0.into_iter().filter_map(|(name, Part(value))| Some((name, value?)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Placed<T>(usize, usize, T);
        let Placed(start, end, value) = Placed::deserialize(deserializer)?;
        Ok(Self { at: start..end, value })
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Part<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Whole<T>(T);
        Ok(Self(Whole::deserialize(deserializer).ok().map(|Whole(value)| value)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for InOrder<T> {
            type Value = Vec<(At<String>, T)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_map(InOrder(PhantomData)).map(Self)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Each<T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("one or a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(items)
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                list: D,
            ) -> Result<Vec<T>, D::Error> {
                list.deserialize_seq(self)
            }
        }
        deserializer.deserialize_newtype_struct(mark::ONE_OR_MANY, Each(PhantomData)).map(Self)
    }
}

impl<'de, S: Deserialize<'de>, L: Deserialize<'de>> Deserialize<'de> for ShortOrLong<S, L> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(rename = "$short_or_long", rename_all = "snake_case")]
        enum Either<S, L> {
            Short(S),
            Long(L),
        }
        Either::deserialize(deserializer).map(|either| match either {
            Either::Short(short) => Self::Short(short),
            Either::Long(long) => Self::Long(long),
        })
    }
}

/// A shape that adds nothing to the schema of what it holds.
macro_rules! transparent {
    ($($shape:ident),*) => {$(
        impl<T: JsonSchema> JsonSchema for $shape<T> {
            fn inline_schema() -> bool { T::inline_schema() }
            fn schema_name() -> Cow<'static, str> { T::schema_name() }
            fn json_schema(generator: &mut SchemaGenerator) -> Schema { T::json_schema(generator) }
        }
    )*};
}
transparent!(At, Part);

impl<T: JsonSchema> JsonSchema for Named<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Named{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        json_schema!({ "type": "object", "additionalProperties": value })
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("OneOrMany{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

impl<S: JsonSchema, L: JsonSchema> JsonSchema for ShortOrLong<S, L> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}Or{}", S::schema_name(), L::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let short = generator.subschema_for::<S>();
        let long = generator.subschema_for::<L>();
        json_schema!({ "anyOf": [short, long] })
    }
}
