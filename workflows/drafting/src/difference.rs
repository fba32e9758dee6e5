//! What a person changed, field by field: shown as «изменено вручную» with what stands in the letter.

use crate::draft::Requisites;
use crate::item::Item;

/// A field of an obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What.
    What,
    /// Who.
    Who,
    /// How binding.
    Modality,
    /// What proves it.
    Kind,
    /// By when, from when, at what hour.
    When,
    /// In which formats.
    Formats,
    /// Where.
    Channel,
    /// Struck out.
    Dropped,
}

impl Field {
    /// For keys of messages and names of classes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::What => "what",
            Self::Who => "who",
            Self::Modality => "modality",
            Self::Kind => "kind",
            Self::When => "when",
            Self::Formats => "formats",
            Self::Channel => "channel",
            Self::Dropped => "dropped",
        }
    }
}

/// The fields in which the two differ.
pub fn of_items(read: &Item, now: &Item) -> Vec<Field> {
    let term = |item: &Item| (item.when.clone(), item.time, item.opens);
    let differs = [
        (Field::What, read.what != now.what),
        (Field::Who, (&read.who, read.binds) != (&now.who, now.binds)),
        (Field::Modality, read.modality != now.modality),
        (Field::Kind, read.kind != now.kind),
        (Field::When, term(read) != term(now)),
        (Field::Formats, read.formats != now.formats),
        (Field::Channel, (&read.emails, &read.sites) != (&now.emails, &now.sites)),
        (Field::Dropped, read.dropped != now.dropped),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

/// The requisites in which the two differ, by the names of their fields.
pub fn of_requisites(read: &Requisites, now: &Requisites) -> Vec<&'static str> {
    let differs = [
        ("number", read.number != now.number),
        ("dated", read.dated != now.dated),
        ("issuer", read.issuer != now.issuer),
        ("subject", read.subject != now.subject),
        ("signer", read.signer != now.signer),
        ("executor", read.executor != now.executor),
        ("phone", read.phone != now.phone),
        ("reply_to", read.reply_to != now.reply_to),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}
