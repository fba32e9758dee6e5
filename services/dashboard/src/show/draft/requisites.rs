//! The requisites as a table of fields, with what was read where a person changed one.

use crate::desk::Desk;
use crate::page::draft::Requisite;
use chrono::NaiveDate;
use vekha_drafting::Draft;
use vekha_drafting::difference::of_requisites;
use vekha_drafting::draft::Requisites;

/// Name, type of the field, what stands in it.
type Field = (&'static str, &'static str, fn(&Requisites) -> Option<String>);

const FIELDS: [Field; 8] = [
    ("number", "text", |it| it.number.clone()),
    ("dated", "date", |it| it.dated.map(|day| day.to_string())),
    ("subject", "text", |it| it.subject.clone()),
    ("issuer", "text", |it| it.issuer.clone()),
    ("signer", "text", |it| it.signer.clone()),
    ("executor", "text", |it| it.executor.clone()),
    ("phone", "text", |it| it.phone.clone()),
    ("reply_to", "email", |it| it.reply_to.clone()),
];

/// Every field.
pub fn fields(draft: &Draft, desk: &Desk<'_>) -> Vec<Requisite> {
    let (read, now) = (draft.read_requisites(), draft.requisites());
    let changed = of_requisites(&read, &now);
    let field = |(name, kind, get): Field| {
        let value = get(&now).unwrap_or_default();
        let none = || desk.words.say("draft-nothing");
        let before = || get(&read).map_or_else(none, |read| spoken(&read, desk));
        Requisite {
            name,
            title: desk.words.say(&format!("draft-requisite-{name}")),
            kind,
            shown: spoken(&value, desk),
            value,
            read: changed.contains(&name).then(before),
        }
    };
    FIELDS.into_iter().map(field).collect()
}

/// A day as people write it, anything else as it is.
fn spoken(value: &str, desk: &Desk<'_>) -> String {
    value.parse::<NaiveDate>().map_or_else(|_| value.to_owned(), |day| desk.lang().date(day))
}
