//! A draft: the reading, and over it everything that a person said. The two are kept apart, so that
//! nothing a person did is ever taken for what the letter says, nor the other way round.

use crate::addressed::Chosen;
use crate::cascade::Parent;
use crate::follow::Follow;
use crate::item::{self, Item};
use crate::reading::Reading;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use vekha_core::definition::CaseFor;
use vekha_model::Parameters;
use vekha_reading::circular::{About, Level};

/// A letter on its way to a campaign.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// What was read.
    pub reading: Reading,
    /// What a person said.
    pub changes: Changes,
}

/// What a person said over the reading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Changes {
    /// The requisites as they should be; none while nobody touched them.
    pub requisites: Option<Requisites>,
    /// Obligations by number, from 0 in the letter's order; those after the last were added by hand.
    pub items: BTreeMap<usize, Item>,
    /// Questions that a person settled, by [`Asked::key`].
    pub settled: BTreeSet<String>,
    /// Who has the main cases.
    pub case_for: Option<CaseFor>,
    /// A shipped campaign by name, or [`BUILT`]; none: the one that fits and loses nothing.
    pub workflow: Option<String>,
    /// Parameters of a shipped campaign that were typed.
    pub parameters: Parameters,
    /// Whom it binds; none while nobody chose.
    pub chosen: Option<Chosen>,
    /// The running campaign that it joins, and what it does there; none for a campaign of its own.
    pub follow: Option<Follow>,
    /// The campaign above that it carries to the organizations of one municipality.
    pub parent: Option<Parent>,
}

/// Says that the workflow is to be built from the obligations.
pub const BUILT: &str = "letter";

/// What stands around the text of a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Requisites {
    /// Registration number without «№».
    pub number: Option<String>,
    /// Its date.
    pub dated: Option<NaiveDate>,
    /// The sending body.
    pub issuer: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Who signed.
    pub signer: Option<String>,
    /// «Исп.».
    pub executor: Option<String>,
    /// The officer's telephone.
    pub phone: Option<String>,
    /// Where answers go.
    pub reply_to: Option<String>,
}

/// What must be decided by a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Names it in [`Changes::settled`].
    pub key: String,
    /// Of what.
    pub about: About,
    /// Why, in Russian.
    pub why: String,
    /// It is answered: by what was filled in, or by a person's word.
    pub settled: bool,
}

impl Draft {
    /// A draft of what was just read.
    pub fn of(reading: Reading) -> Self {
        Self { reading, changes: Changes::default() }
    }

    /// The requisites as read.
    pub fn read_requisites(&self) -> Requisites {
        let letter = &self.reading.letter;
        let mut addresses = self.reading.obligations.iter().flat_map(|it| &it.obligation.emails);
        Requisites {
            number: letter.number.clone(),
            dated: letter.date,
            issuer: letter.issuer.clone(),
            subject: letter.subject.clone(),
            signer: letter.signer.clone(),
            executor: letter.executor.clone(),
            phone: None,
            // The letterhead's address is never the reply address when the text gives one.
            reply_to: addresses.next().cloned(),
        }
    }

    /// The requisites as they stand.
    pub fn requisites(&self) -> Requisites {
        self.changes.requisites.clone().unwrap_or_else(|| self.read_requisites())
    }

    /// What officers and schools will read as the name of the campaign.
    pub fn title(&self) -> String {
        let requisites = self.requisites();
        if let Some(subject) = requisites.subject {
            return subject;
        }
        let number = requisites.number.map(|number| format!(" № {number}")).unwrap_or_default();
        let dated = requisites.dated.map(|day| format!(" от {}", day.format("%d.%m.%Y")));
        match (number.as_str(), dated) {
            ("", None) => "Письмо без номера".to_owned(),
            (_, dated) => format!("Письмо{number}{}", dated.unwrap_or_default()),
        }
    }

    /// An obligation as read; none for one added by hand.
    pub fn read_item(&self, number: usize) -> Option<Item> {
        self.reading.obligations.get(number).map(Item::of)
    }

    /// The letter's own words about an obligation; none for one added by hand.
    pub fn quoted(&self, number: usize) -> Option<&str> {
        let span = self.reading.obligations.get(number)?.span.clone()?;
        self.reading.text.get(span)
    }

    /// Every obligation as it stands, with its number, struck out ones too.
    pub fn items(&self) -> Vec<(usize, Item)> {
        let read = self.reading.obligations.iter().map(Item::of).enumerate();
        let mut items: BTreeMap<usize, Item> = read.collect();
        items.extend(self.changes.items.clone());
        items.into_iter().collect()
    }

    /// The obligations that will be executed.
    pub fn kept(&self) -> Vec<(usize, Item)> {
        self.items().into_iter().filter(|(_, item)| !item.dropped).collect()
    }

    /// The number that an obligation added by hand gets.
    pub fn next_number(&self) -> usize {
        self.items().last().map_or(0, |(number, _)| number + 1)
    }

    /// Keeps an obligation as a person left it; what is as read again is no change.
    pub fn put(&mut self, number: usize, item: Item) {
        if self.read_item(number).as_ref() == Some(&item) {
            self.changes.items.remove(&number);
        } else {
            self.changes.items.insert(number, item);
        }
    }

    /// Keeps the requisites as a person left them.
    pub fn put_requisites(&mut self, requisites: Requisites) {
        let as_read = requisites == self.read_requisites();
        self.changes.requisites = (!as_read).then_some(requisites);
    }

    /// Who has the main cases: as chosen, else the level of the addressee.
    pub fn case_for(&self) -> CaseFor {
        if self.changes.parent.is_some() {
            return CaseFor::Organization;
        }
        self.changes.case_for.unwrap_or(match self.reading.letter.addressee_level {
            Some(Level::Municipality) => CaseFor::Municipality,
            Some(Level::Region | Level::Federal) => CaseFor::Region,
            Some(Level::Organization) | None => CaseFor::Organization,
        })
    }

    /// The questions of the reader and of the draft itself.
    pub fn questions(&self) -> Vec<Asked> {
        let requisites = self.requisites();
        let read = self.reading.questions.iter().enumerate().map(|(at, question)| {
            let answered = match question.about {
                About::Number => requisites.number.is_some(),
                About::Date => requisites.dated.is_some(),
                _ => false,
            };
            (format!("q{at}"), question.about, question.why.clone(), answered)
        });
        let unseen = self.reading.obligations.iter().enumerate().filter_map(|(at, found)| {
            let event = item::unseen_event(found)?;
            let why = format!(
                "поручение {}: срок считается от события «{event}», дату которого Веха не знает",
                at + 1
            );
            let changed = self.changes.items.get(&at);
            let answered = changed.is_some_and(|item| item.dropped || item.is_dated());
            Some((format!("u{at}"), About::Due, why, answered))
        });
        let asked = |(key, about, why, answered): (String, About, String, bool)| Asked {
            settled: answered || self.changes.settled.contains(&key),
            key,
            about,
            why,
        };
        read.chain(unseen).map(asked).collect()
    }
}
