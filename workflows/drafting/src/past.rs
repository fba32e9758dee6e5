//! How punctual the same organizations were in earlier campaigns: what came in time, late, or never,
//! by municipality where there is enough to say so.
//!
//! What counts is when the answer came, not when an officer got round to accepting it.

use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use vekha_model::{Duty, DutyState, Modality, Organization, OrganizationId};
use vekha_simulation::Profile;

/// Fewer answers say nothing about a whole.
const ENOUGH: u32 = 30;
/// Fewer answers say nothing about one municipality.
const ENOUGH_OF_ONE: u32 = 20;

/// How one duty of an earlier campaign ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The answer came by the last instant.
    InTime,
    /// It came later.
    Late,
    /// The last instant passed, and nothing came.
    Never,
}

/// How many ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// In time.
    pub in_time: u32,
    /// Late.
    pub late: u32,
    /// Never.
    pub never: u32,
}

/// What earlier campaigns tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// Of everybody.
    pub whole: Shares,
    /// By municipality.
    pub by_authority: BTreeMap<OrganizationId, Shares>,
}

/// How a duty ended, now that its date is past; none while it is not, and for what nobody had to do.
pub fn outcome(duty: &Duty, now: DateTime<Utc>) -> Option<Outcome> {
    let due = duty.due.as_ref().filter(|due| due.is_past(now))?;
    if duty.modality == Modality::Recommended {
        return None;
    }
    // The last part that came made it complete.
    let came = duty.filed.iter().map(|part| part.at).max();
    let answered = match &duty.state {
        DutyState::Accepted { at, .. } => came.or(Some(*at)),
        DutyState::Submitted { at, .. }
        | DutyState::Claimed { at, .. }
        | DutyState::Exempt { at, .. } => Some(came.unwrap_or(*at)),
        DutyState::Open | DutyState::Returned { .. } => None,
        DutyState::Closed { .. } => return None,
    };
    Some(match answered {
        Some(at) if at <= due.at => Outcome::InTime,
        Some(_) => Outcome::Late,
        None => Outcome::Never,
    })
}

impl Shares {
    /// How many they rest on.
    pub const fn n(self) -> u32 {
        self.in_time + self.late + self.never
    }

    /// The shares as the simulation takes them; who sent a wrong file first, or was exempt, is among
    /// those that answered already.
    pub fn profile(self) -> Profile {
        let percent = |n: u32| u8::try_from(n * 100 / self.n().max(1)).unwrap_or(100);
        Profile {
            in_time: percent(self.in_time),
            late: percent(self.late),
            wrong_first: 0,
            exempt: 0,
        }
    }

    const fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::InTime => self.in_time += 1,
            Outcome::Late => self.late += 1,
            Outcome::Never => self.never += 1,
        }
    }
}

impl Past {
    /// Adds up duties, each with the municipality above it.
    pub fn of<'d>(
        duties: impl IntoIterator<Item = (OrganizationId, &'d Duty)>,
        now: DateTime<Utc>,
    ) -> Self {
        let mut past = Self::default();
        for (authority, duty) in duties {
            if let Some(outcome) = outcome(duty, now) {
                past.whole.add(outcome);
                past.by_authority.entry(authority).or_default().add(outcome);
            }
        }
        past
    }

    /// Whether it is enough to go by.
    pub const fn is_enough(&self) -> bool {
        self.whole.n() >= ENOUGH
    }

    /// How many municipalities go by answers of their own.
    pub fn own(&self) -> usize {
        self.by_authority.values().filter(|shares| shares.n() >= ENOUGH_OF_ONE).count()
    }

    /// How punctual an organization is taken to be: as its municipality, else as everybody.
    pub fn of_organization(&self, organization: &Organization) -> Profile {
        let above = organization.parent.unwrap_or(organization.id);
        let own = self.by_authority.get(&above).filter(|shares| shares.n() >= ENOUGH_OF_ONE);
        own.copied().unwrap_or(self.whole).profile()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;
    use vekha_model::{Basis, Due, DutyKey, FiledDocument, Trust, Zone};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn duty(state: DutyState, came: Option<&str>) -> Duty {
        let date = "2024-03-01".parse().expect("a day");
        let zone = Zone::MOSCOW;
        let part = |at: DateTime<Utc>| FiledDocument {
            document: Uuid::nil().into(),
            kind: "plan".into(),
            formats: vec![],
            trust: Trust::Person,
            at,
        };
        Duty {
            key: DutyKey::first("plan"),
            track: "plan".into(),
            modality: Modality::Required,
            opened_at: at("2024-01-01T00:00:00Z"),
            due: Some(Due {
                date,
                time: None,
                zone,
                at: zone.end_of_day(date),
                basis: Basis::Fixed,
                shift: None,
            }),
            state,
            filed: came.map(at).map(part).into_iter().collect(),
            extensions: vec![],
            deadline_passed: false,
        }
    }

    fn accepted(on: &str) -> DutyState {
        DutyState::Accepted { document: None, at: at(on) }
    }

    #[test]
    fn an_officers_delay_is_not_the_schools() {
        let now = at("2024-04-01T00:00:00Z");
        let slow = duty(accepted("2024-03-20T09:00:00Z"), Some("2024-02-29T09:00:00Z"));
        assert_eq!(outcome(&slow, now), Some(Outcome::InTime));
        let late = duty(accepted("2024-03-20T09:00:00Z"), Some("2024-03-19T09:00:00Z"));
        assert_eq!(outcome(&late, now), Some(Outcome::Late));
        assert_eq!(outcome(&duty(DutyState::Open, None), now), Some(Outcome::Never));
        assert_eq!(outcome(&duty(DutyState::Open, None), at("2024-02-01T00:00:00Z")), None);
        let advice = Duty { modality: Modality::Recommended, ..duty(DutyState::Open, None) };
        assert_eq!(outcome(&advice, now), None, "nobody had to");
    }

    #[test]
    fn a_municipality_goes_by_its_own_where_there_is_enough() {
        let (now, big, small) =
            (at("2024-04-01T00:00:00Z"), Uuid::from_u128(1), Uuid::from_u128(2));
        let good = duty(accepted("2024-02-01T00:00:00Z"), None);
        let bad = duty(DutyState::Open, None);
        let of = |id: Uuid, duty, n| std::iter::repeat_n((OrganizationId(id), duty), n);
        let past = Past::of(of(big, &good, 30).chain(of(small, &bad, 10)), now);
        assert!(past.is_enough());
        assert_eq!((past.whole.n(), past.own()), (40, 1));
        let school = |above| Organization {
            parent: Some(OrganizationId(above)),
            ..Organization::bare(OrganizationId(Uuid::nil()))
        };
        assert_eq!(past.of_organization(&school(big)).in_time, 100);
        assert_eq!(past.of_organization(&school(small)).in_time, 75, "as everybody");
        assert!(!Past::of(of(big, &good, 29), now).is_enough());
    }
}
