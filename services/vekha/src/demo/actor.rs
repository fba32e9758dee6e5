//! Somebody who answers: a school or a municipality's authority, with what it knows of Vekha.
//!
//! It knows only what its mails told it: the key of its upload page and the address to answer to.

use super::behaviour::{Agenda, Deed, Kind, Parcel, Way, What};
use super::calendar::{Tick, Workdays};
use super::post::Received;
use super::region::{Region, School};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use vekha_simulation::Chance;

/// Out of a hundred, whose mail server answers by itself.
const AUTO_REPLIES: u64 = 7;
/// Out of a hundred, who corrects what came back.
const CORRECT: u64 = 93;

/// Somebody who answers.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The school; none for a municipality.
    pub school: Option<School>,
    /// Its name.
    pub name: String,
    /// Its address.
    pub email: String,
    /// The key of its upload page.
    pub key: Option<String>,
    /// Where its answers go.
    pub reply_to: Option<String>,
    /// The first mail that it can answer: the letter, which asks for everything.
    pub letter: Option<Received>,
    /// The last one about each thing that is wanted.
    about: BTreeMap<Kind, Received>,
    /// What it draws from.
    chance: Chance,
    /// How many mails it has had.
    mails: usize,
}

/// The titles that mails give to obligations.
pub type Titles = Vec<(String, Kind)>;

/// Everybody: schools by their number, then municipalities.
pub fn everybody(region: &Region, seed: &Chance) -> Vec<Actor> {
    let schools = region.schools.iter().map(|school| (Some(school), &school.node));
    let municipalities = region.municipalities.iter().map(|node| (None, node));
    let numbered = schools.chain(municipalities).zip(5_000_000_u64..);
    numbered
        .map(|((school, node), number)| Actor {
            school: school.cloned(),
            name: node.name.clone(),
            email: node.email.clone().unwrap_or_default(),
            key: None,
            reply_to: None,
            letter: None,
            about: BTreeMap::new(),
            chance: seed.of(number),
            mails: 0,
        })
        .collect()
}

impl Actor {
    /// The domain of its mail.
    pub fn domain(&self) -> &str {
        self.email.rsplit('@').next().unwrap_or_default()
    }

    /// The mail to answer with this: the last one about it, else the letter itself.
    pub fn asked(&self, kind: Kind) -> Option<&Received> {
        self.about.get(&kind).or(self.letter.as_ref())
    }

    /// The mail that is answered by mistake: the last one about something else, else the letter.
    pub fn mistaken(&self, kind: Kind) -> Option<&Received> {
        let other = self.about.iter().find(|(about, _)| **about != kind);
        other.map(|(_, mail)| mail).or(self.letter.as_ref())
    }

    /// Reads a mail: remembers keys, puts what follows from it on the agenda.
    pub fn read(
        &mut self,
        who: usize,
        mail: Received,
        titles: &Titles,
        (agenda, days, today): (&mut Agenda, &Workdays, NaiveDate),
    ) {
        self.mails += 1;
        if let Some(key) = &mail.key {
            self.key = Some(key.clone());
        }
        if self.mails == 1 && self.school.is_some() && self.chance.percent(AUTO_REPLIES) {
            agenda.add(days.plus(today, 1), Tick::Morning, Deed { who, what: What::AutoReply });
        }
        for (title, kind) in titles {
            let returned = mail.text.contains(&format!("— {title}: возвращено на доработку"));
            let refused = mail.text.contains(&format!("— {title}: освобождение не согласовано"));
            if (returned || refused) && self.chance.percent(CORRECT) {
                let day = days.plus(today, self.chance.between(1, 5));
                let way = if self.chance.percent(60) || *kind == Kind::Publication {
                    Way::Page
                } else {
                    Way::Mail
                };
                let what = What::Send(*kind, Parcel::Good, way);
                agenda.add(day, Tick::Noon, Deed { who, what });
            }
        }
        if mail.reply_to.is_some() {
            self.reply_to.clone_from(&mail.reply_to);
            for (_, kind) in titles.iter().filter(|(title, _)| mail.subject.contains(title)) {
                self.about.insert(*kind, mail.clone());
            }
            self.letter.get_or_insert(mail);
        }
    }
}
