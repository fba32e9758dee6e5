//! What a campaign will do to whom, before it goes out: the real machine over the real register.
//!
//! Two stories are told. In one nobody answers: it is the most that can be sent on each day. In the
//! other organizations are as punctual as a profile says: it is what will probably come of it.

use crate::addressed::Bound;
use crate::past::Past;
use crate::ready::Ready;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;
use vekha_core::definition::Role;
use vekha_core::machine::{self, World};
use vekha_model::{Addressee, Calendar, CampaignId, Case, CaseId, DutyKey, Organization, Zone};
use vekha_simulation::forecast::Kind;
use vekha_simulation::{Forecast, Profile, Settings, simulate_real};

/// The same seed tells the same story, so that a page looked at twice says the same.
const SEED: u64 = 1;

/// When and where.
#[derive(Clone, Copy, Debug)]
pub struct Launch<'a> {
    /// The issuer's zone.
    pub zone: Zone,
    /// The federal calendar under the tenant's layer.
    pub calendar: &'a Calendar,
    /// When the letter goes out.
    pub at: DateTime<Utc>,
    /// How punctual organizations are taken to be.
    pub profile: Profile,
    /// How punctual they were before; then each is taken to be as that tells.
    pub past: Option<&'a Past>,
}

/// What will happen.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// Letters by day when nobody answers.
    pub days: Vec<Day>,
    /// What the letter asks, by due date.
    pub terms: Vec<Term>,
    /// The story with the profile.
    pub likely: Forecast,
}

/// A day on which something goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The issuer's day.
    pub date: NaiveDate,
    /// How many letters, by why and to whom.
    pub sent: BTreeMap<(Kind, Addressee), u32>,
}

impl Day {
    /// Letters to one sort of addressee.
    pub fn to(&self, addressee: Addressee) -> u32 {
        self.sent.iter().filter(|((_, to), _)| *to == addressee).map(|(_, n)| n).sum()
    }

    /// All letters.
    pub fn total(&self) -> u32 {
        self.sent.values().sum()
    }
}

/// A duty that opens with the letter, and what will probably come of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The duty's title.
    pub title: String,
    /// The last day; none without one.
    pub due: Option<NaiveDate>,
    /// Why nobody works on it.
    pub day_off: Option<String>,
    /// Over when the letter goes out.
    pub is_past: bool,
    /// Cases that have it.
    pub cases: u32,
    /// Of them finished by the last day.
    pub in_time: u32,
    /// Finished later.
    pub later: u32,
}

impl Term {
    /// Never finished.
    pub const fn never(&self) -> u32 {
        self.cases.saturating_sub(self.in_time).saturating_sub(self.later)
    }
}

/// Looks ahead.
pub fn look(ready: &Ready, bound: &Bound, launch: &Launch<'_>) -> Outlook {
    let nobody = play(ready, bound, launch, (Profile::NOBODY, None));
    let likely = play(ready, bound, launch, (launch.profile, launch.past));
    let day = |day: &vekha_simulation::forecast::Day| {
        let sent: BTreeMap<_, _> =
            day.sent.iter().map(|sent| ((sent.kind, sent.to), sent.messages)).collect();
        Day { date: day.date, sent }
    };
    let days = nobody.days.iter().map(day).filter(|day| day.total() > 0).collect();
    Outlook { days, terms: terms(ready, bound, launch, &likely), likely }
}

fn play(
    ready: &Ready,
    bound: &Bound,
    launch: &Launch<'_>,
    (profile, past): (Profile, Option<&Past>),
) -> Forecast {
    let settings = Settings {
        organizations: u32::try_from(bound.main.len()).unwrap_or(u32::MAX),
        seed: SEED,
        zone: launch.zone,
        issued_at: launch.at,
        profile,
    };
    let people = (bound.main.as_slice(), bound.authorities.as_slice());
    let learned = past.map(|past| move |it: &Organization| past.of_organization(it));
    let profile_of = learned.as_ref().map(|learned| learned as &dyn Fn(&Organization) -> Profile);
    let (definition, parameters) = (&ready.definition, &ready.parameters);
    simulate_real(definition, parameters, launch.calendar, &settings, people, profile_of)
}

/// The duties of a case that has just begun, the nearest first.
fn terms(ready: &Ready, bound: &Bound, launch: &Launch<'_>, likely: &Forecast) -> Vec<Term> {
    let Some(organization) = bound.main.first() else { return Vec::new() };
    let world = World {
        definition: &ready.definition,
        role: Role::Main,
        parameters: &ready.parameters,
        calendar: launch.calendar,
        zone: launch.zone,
        organization,
        counts: None,
        issued_at: launch.at,
    };
    let empty = Case::empty(CaseId::default(), CampaignId::default(), organization.id);
    let begun = machine::start(&world, empty, launch.at).after;
    let mut terms: Vec<Term> = begun
        .duties
        .values()
        .map(|duty| {
            let due = duty.due.as_ref();
            let day = due.map(|due| due.date);
            let (in_time, finished) = finished(likely, &duty.track, day);
            Term {
                title: title(ready, &duty.key),
                due: day,
                day_off: day.and_then(|day| launch.calendar.day_off(day)),
                is_past: due.is_some_and(|due| due.is_past(launch.at)),
                cases: likely.cases,
                in_time,
                later: finished.saturating_sub(in_time),
            }
        })
        .collect();
    terms.sort_by_key(|term| (term.due.is_none(), term.due));
    terms
}

/// The duty's title in the definition.
fn title(ready: &Ready, key: &DutyKey) -> String {
    let rule = ready.definition.duty(&key.obligation);
    rule.map_or_else(|| key.to_string(), |rule| rule.title.clone())
}

/// Cases that have left a track by a day, and at the end of the story.
fn finished(likely: &Forecast, track: &str, by: Option<NaiveDate>) -> (u32, u32) {
    let Some(titles) = likely.tracks.iter().find(|titles| titles.name == track) else {
        return (0, 0);
    };
    let ended = |day: &vekha_simulation::forecast::Day| -> u32 {
        let ends = titles.stages.iter().filter(|stage| stage.end);
        ends.map(|stage| day.at(track, &stage.name)).sum()
    };
    let by = likely.days.iter().rfind(|day| by.is_none_or(|by| day.date <= by));
    (by.map_or(0, ended), likely.days.last().map_or(0, ended))
}
