//! A whole campaign over an invented world, day by day.
//!
//! At noon organizations and officers act; rungs fire at their hour before or after; what is not a
//! receipt or a verdict goes out in the next sending window. The same settings give the same story.

mod inhabitant;
mod officer;

use crate::chance::Chance;
use crate::forecast::{self, Day, Forecast, StageTitle, Standing, Told, TrackTitle};
use crate::population::{self, Inhabitant};
use crate::profile::Profile;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use inhabitant::{Inhabited, Place, Today};
use std::collections::BTreeMap;
use vekha_core::Definition;
use vekha_core::definition::{CaseFor, Role};
use vekha_model::{Calendar, Counts, Organization, Parameters, Zone};

/// No story is longer.
pub const DAYS_MAX: usize = 500;

/// The world to play in.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How many organizations.
    pub organizations: u32,
    /// What gives the same story again.
    pub seed: u64,
    /// The issuer's zone; everybody works in it.
    pub zone: Zone,
    /// When the circular is issued.
    pub issued_at: DateTime<Utc>,
    /// How punctual they are.
    pub profile: Profile,
}

/// Plays a campaign to its end, or to [`DAYS_MAX`].
///
/// Parameters must be filled in; see [`crate::parameters`].
pub fn simulate(
    definition: &Definition,
    parameters: &Parameters,
    calendar: &Calendar,
    settings: &Settings,
) -> Forecast {
    let place = Place { definition, parameters, calendar, settings };
    play(&place, Campaign::new(&place))
}

/// The same over real organizations, each in its own zone: `main` has the main cases, `authorities`
/// are the nodes above them. `settings.organizations` is not asked; with `profile_of` each organization
/// is as punctual as that says, else as the settings say.
pub fn simulate_real(
    definition: &Definition,
    parameters: &Parameters,
    calendar: &Calendar,
    settings: &Settings,
    people: (&[Organization], &[Organization]),
    profile_of: Option<&dyn Fn(&Organization) -> Profile>,
) -> Forecast {
    let place = Place { definition, parameters, calendar, settings };
    let same = |_: &Organization| settings.profile;
    let profiles = (settings.profile, profile_of.unwrap_or(&same));
    let lives = population::real(&Chance::new(settings.seed), people, profiles);
    let municipalities = u32::try_from(people.1.len()).unwrap_or(u32::MAX);
    let counted = if definition.authority.is_empty() { Vec::new() } else { lives.1 };
    let campaign = Campaign::of(lives.0, counted);
    Forecast { municipalities, ..play(&place, campaign) }
}

fn play(place: &Place<'_>, mut campaign: Campaign) -> Forecast {
    let Place { definition, parameters, settings, .. } = *place;
    let mut days = Vec::new();
    let first = settings.zone.date(settings.issued_at);
    let mut cut = true;
    for date in first.iter_days().take(DAYS_MAX) {
        days.extend(campaign.day(place, date));
        if campaign.is_over() {
            cut = false;
            break;
        }
    }
    let title = vekha_core::parameters::title(definition, parameters)
        .unwrap_or_else(|_| definition.title.clone());
    Forecast {
        title,
        seed: settings.seed,
        cases: u32::try_from(campaign.main.len()).unwrap_or(u32::MAX),
        municipalities: population::municipalities(settings.organizations),
        tracks: titles(definition),
        days,
        cut,
    }
}

/// The campaign in play.
struct Campaign {
    main: Vec<Inhabited>,
    authorities: Vec<Inhabited>,
    /// What goes out, by the day of its sending window.
    outbox: BTreeMap<NaiveDate, Vec<Told>>,
    stages: Vec<Standing>,
    numbers: (u32, u32),
}

impl Campaign {
    fn new(place: &Place<'_>) -> Self {
        let Settings { organizations, seed, zone, profile, .. } = *place.settings;
        let seed = Chance::new(seed);
        let municipalities = population::municipalities(organizations);
        let authority = |n| population::municipality(&seed, n, zone);
        let main: Vec<_> = match place.definition.case_for {
            CaseFor::Organization => (0..organizations)
                .map(|n| population::organization(&seed, n, municipalities, (zone, profile)))
                .collect(),
            CaseFor::Municipality => (0..municipalities).map(authority).collect(),
            CaseFor::Region => vec![authority(0)],
        };
        let counted = !place.definition.authority.is_empty();
        let authorities = (0..if counted { municipalities } else { 0 }).map(authority).collect();
        let first = main.len().max(usize::try_from(organizations).unwrap_or(0));
        Self::numbered(main, authorities, first)
    }

    fn of(main: Vec<Inhabitant>, authorities: Vec<Inhabitant>) -> Self {
        let first = main.len();
        Self::numbered(main, authorities, first)
    }

    fn numbered(main: Vec<Inhabitant>, authorities: Vec<Inhabitant>, first: usize) -> Self {
        let first = u32::try_from(first).unwrap_or(u32::MAX);
        let inhabited = |role| move |(who, n)| Inhabited::new(who, role, n);
        Self {
            main: main.into_iter().zip(0..).map(inhabited(Role::Main)).collect(),
            authorities: authorities
                .into_iter()
                .zip(first..)
                .map(inhabited(Role::Authority))
                .collect(),
            outbox: BTreeMap::new(),
            stages: Vec::new(),
            numbers: (0, 0),
        }
    }

    /// One day; none when nothing was sent and nothing moved.
    fn day(&mut self, place: &Place<'_>, date: NaiveDate) -> Option<Day> {
        let zone = place.settings.zone;
        let noon = zone.instant(date, NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default());
        let evening = zone.end_of_day(date);
        let today = Today { date, acts_at: noon.max(place.settings.issued_at), evening };
        for who in &mut self.main {
            who.live(place, None, today, &mut self.outbox);
        }
        if !self.authorities.is_empty() {
            let counts = self.counts();
            let none = Counts::default();
            for who in &mut self.authorities {
                let counts = counts.get(&who.municipality()).unwrap_or(&none);
                let counts = Some(counts);
                who.live(place, counts, today, &mut self.outbox);
            }
        }
        self.evening(date, evening)
    }

    fn evening(&mut self, date: NaiveDate, evening: DateTime<Utc>) -> Option<Day> {
        let told = self.outbox.remove(&date).unwrap_or_default();
        let mut stages: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        let (mut overdue, mut in_review) = (0, 0);
        for who in &self.main {
            for (track, state) in &who.case().tracks {
                *stages.entry((track, &state.stage)).or_default() += 1;
            }
            for duty in who.case().duties.values() {
                overdue += u32::from(duty.is_overdue(evening));
                in_review += u32::from(duty.state.label().is_in_review());
            }
        }
        let stages = stages.into_iter().map(|((track, stage), cases)| Standing {
            track: track.to_owned(),
            stage: stage.to_owned(),
            cases,
        });
        let stages: Vec<_> = stages.collect();
        let quiet =
            told.is_empty() && stages == self.stages && self.numbers == (overdue, in_review);
        self.stages.clone_from(&stages);
        self.numbers = (overdue, in_review);
        (!quiet).then(|| Day { date, sent: forecast::sums(&told), stages, overdue, in_review })
    }

    /// How the organizations of each municipality stand, for its authority.
    fn counts(&self) -> BTreeMap<u32, Counts> {
        let mut all: BTreeMap<u32, Counts> = BTreeMap::new();
        for who in &self.main {
            let counts = all.entry(who.municipality()).or_default();
            counts.organizations += 1;
            for duty in who.case().duties.values() {
                let key = (duty.key.obligation.clone(), duty.state.label());
                *counts.duties.entry(key).or_default() += 1;
            }
        }
        all
    }

    fn is_over(&self) -> bool {
        self.outbox.is_empty() && self.main.iter().chain(&self.authorities).all(Inhabited::is_idle)
    }
}

fn titles(definition: &Definition) -> Vec<TrackTitle> {
    let stage = |stage: &vekha_core::definition::Stage| StageTitle {
        name: stage.name.clone(),
        title: stage.title.clone(),
        end: stage.end,
    };
    let tracks = definition.tracks.iter().map(|track| TrackTitle {
        name: track.name.clone(),
        title: track.title.clone(),
        stages: track.stages.iter().map(stage).collect(),
    });
    tracks.collect()
}

/// The day after.
fn tomorrow(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(Days::new(1)).unwrap_or(date)
}
