//! Looks for what makes a PDF do something when it is opened: scripts, launches, embedded files
//! (ISO 32000-1, 7.11.4 and 12.6.4). A jump to a page on opening is usual and harmless.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Dict, MaybeRef, Name, Object};

use crate::Obstacle;

/// How deep dictionaries inside dictionaries are looked into.
const DEPTH: u32 = 8;

/// Refuses a document that acts or carries files.
pub(super) fn check(pdf: &Pdf) -> Result<(), Obstacle> {
    let acts = pdf.objects().into_iter().any(|object| is_active(&object, DEPTH));
    if acts { Err(Obstacle::ActivePdf) } else { Ok(()) }
}

fn is_active(object: &Object<'_>, depth: u32) -> bool {
    match object {
        Object::Dict(dict) => is_active_dict(dict, depth),
        Object::Stream(stream) => is_active_dict(stream.dict(), depth),
        Object::Array(array) if depth > 0 => array.raw_iter().any(|inner| match inner {
            MaybeRef::NotRef(inner) => is_active(&inner, depth - 1),
            MaybeRef::Ref(_) => false,
        }),
        _ => false,
    }
}

fn is_active_dict(dict: &Dict<'_>, depth: u32) -> bool {
    let named = |key: &str, names: &[&str]| {
        dict.get::<Name<'_>>(key).is_some_and(|name| names.contains(&name.as_str()))
    };
    named("S", &["JavaScript", "Launch", "ImportData", "SubmitForm"])
        || named("Type", &["EmbeddedFile"])
        || dict.contains_key("EmbeddedFiles")
        || (depth > 0
            && dict.entries().any(|(_, inner)| match inner {
                MaybeRef::NotRef(inner) => is_active(&inner, depth - 1),
                MaybeRef::Ref(_) => false,
            }))
}
