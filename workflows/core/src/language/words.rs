//! JSON Schemas of words that the model names: editors offer them, the model stays free of schemas.

use schemars::{Schema, SchemaGenerator, json_schema};
use vekha_model::{Addressee, Format, Modality};

/// Where a due date goes from a day off.
pub(super) fn shift(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ["previous", "next", "none"] })
}

/// How binding.
pub(super) fn modality(_: &mut SchemaGenerator) -> Schema {
    let all = [Modality::Required, Modality::Requested, Modality::Recommended];
    json_schema!({ "enum": all.map(Modality::as_str) })
}

/// Whom a rung tells.
pub(super) fn addressee(_: &mut SchemaGenerator) -> Schema {
    let all =
        [Addressee::Organization, Addressee::Municipality, Addressee::Officer, Addressee::Head];
    json_schema!({ "enum": all.map(Addressee::as_str) })
}

/// Groups of formats.
pub(super) fn files(_: &mut SchemaGenerator) -> Schema {
    let format = json_schema!({ "enum": Format::ALL.map(Format::as_str) });
    json_schema!({ "type": "array", "items": { "type": "array", "items": format } })
}

/// `-10wd`.
pub(super) fn rung_at(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": "^[+-]?[0-9]+w?d$" })
}

/// `10wd`; a bare number takes the calendar's unit.
pub(super) fn term(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "integer"], "pattern": "^[+-]?[0-9]+(wd|d|w|m)?$" })
}

/// `15:00`.
pub(super) fn time(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$" })
}

/// A parameter's value.
pub(super) fn scalar(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "number", "boolean"] })
}

/// Triggers by name, each with a stage, a conditional way, or a list of these.
pub(super) fn transitions(generator: &mut SchemaGenerator) -> Schema {
    type Ways = super::shapes::OneOrMany<super::shapes::ShortOrLong<String, super::raw::Way>>;
    let ways = generator.subschema_for::<Ways>();
    let trigger = "^(deadline|fulfilled|acknowledged|series\\.ended\
        |exemption\\.(claimed|granted|refused)|decision\\.[a-z0-9_]+\
        |track\\.[a-z0-9_]+\\.[a-z0-9_]+|[a-z0-9_]+\\.(filed|submitted|accepted|returned))$";
    json_schema!({
        "type": "object",
        "patternProperties": { trigger: ways },
        "additionalProperties": false,
    })
}
