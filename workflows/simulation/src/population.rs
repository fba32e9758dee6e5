//! Who lives in the world: municipalities, their organizations, and how each behaves.

use crate::chance::Chance;
use crate::profile::Profile;
use std::collections::BTreeMap;
use uuid::Uuid;
use vekha_model::{Level, Organization, OrganizationId, Zone};

/// How an organization answers. Shares follow what officers of such campaigns describe: most answer
/// in the last days, some late, some send the wrong file first, a few are exempt or never answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Behaviour {
    /// Before the date.
    InTime,
    /// After it.
    Late,
    /// A file with findings, then a good one.
    WrongFirst,
    /// Claims an exemption where the definition has one.
    Exempt,
    /// Never.
    Silent,
}

impl Behaviour {
    /// One draw of a hundred, whatever the shares are: a seed's world stays the same world.
    fn draw(chance: &mut Chance, profile: Profile) -> Self {
        let drawn = chance.between(1, 100);
        let shares = [
            (profile.in_time, Self::InTime),
            (profile.late, Self::Late),
            (profile.wrong_first, Self::WrongFirst),
            (profile.exempt, Self::Exempt),
        ];
        let mut most = 0;
        for (share, behaviour) in shares {
            most += i64::from(share);
            if drawn <= most {
                return behaviour;
            }
        }
        Self::Silent
    }
}

/// One inhabitant.
#[derive(Clone, Debug)]
pub(crate) struct Inhabitant {
    pub(crate) organization: Organization,
    pub(crate) municipality: u32,
    pub(crate) behaviour: Behaviour,
    pub(crate) chance: Chance,
}

/// Organizations a municipality, on average.
pub(crate) const ORGANIZATIONS_A_MUNICIPALITY: u32 = 18;

/// The municipalities of a world with that many organizations.
pub(crate) const fn municipalities(organizations: u32) -> u32 {
    match organizations / ORGANIZATIONS_A_MUNICIPALITY {
        0 => 1,
        some => some,
    }
}

/// The n-th organization of a seed's world.
pub(crate) fn organization(
    seed: &Chance,
    n: u32,
    municipalities: u32,
    (zone, profile): (Zone, Profile),
) -> Inhabitant {
    let mut chance = seed.of(u64::from(n));
    let municipality = n % municipalities;
    let full_marks = chance.percent(3);
    let score =
        if full_marks { 100.0 } else { f64::from(lossless(chance.between(700, 999))) / 10.0 };
    let organization = Organization {
        score: Some(score),
        pupils: Some(chance.between(60, 1_400)),
        ..authority(u64::from(n) + 1_000, format!("Организация № {}", n + 1), zone)
    };
    let behaviour = Behaviour::draw(&mut chance, profile);
    let organization =
        Organization { level: Level::Organization, kind: "school".into(), ..organization };
    Inhabitant { organization, municipality, behaviour, chance }
}

/// The authority of a municipality: always answers in time.
pub(crate) fn municipality(seed: &Chance, n: u32, zone: Zone) -> Inhabitant {
    let number = u64::from(n) + 1;
    Inhabitant {
        organization: authority(number, format!("Управление образования № {number}"), zone),
        municipality: n,
        behaviour: Behaviour::InTime,
        chance: seed.of(number << 32),
    }
}

/// The inhabitants of a real register: each behaves as the profile for it has it, the authorities
/// answer in time unless nobody does.
pub(crate) fn real(
    seed: &Chance,
    (main, authorities): (&[Organization], &[Organization]),
    (profile, profile_of): (Profile, &dyn Fn(&Organization) -> Profile),
) -> (Vec<Inhabitant>, Vec<Inhabitant>) {
    let numbers: BTreeMap<OrganizationId, u32> =
        authorities.iter().map(|authority| authority.id).zip(0..).collect();
    let number = |id: Option<OrganizationId>| id.and_then(|id| numbers.get(&id)).copied();
    let answers = if profile == Profile::NOBODY { Behaviour::Silent } else { Behaviour::InTime };
    let live = |(organization, n): (&Organization, u64), behaviour: Option<Behaviour>| {
        let mut chance = seed.of(n);
        let drawn = Behaviour::draw(&mut chance, profile_of(organization));
        let above = number(Some(organization.id)).or_else(|| number(organization.parent));
        let behaviour = behaviour.unwrap_or(drawn);
        let municipality = above.unwrap_or(0);
        Inhabitant { organization: organization.clone(), municipality, behaviour, chance }
    };
    (
        main.iter().zip(0..).map(|each| live(each, None)).collect(),
        authorities.iter().zip(1_u64 << 32..).map(|each| live(each, Some(answers))).collect(),
    )
}

fn authority(number: u64, name: String, zone: Zone) -> Organization {
    Organization {
        id: OrganizationId(Uuid::from_u128(u128::from(number))),
        parent: None,
        level: Level::Municipality,
        path: format!("42/{number}/"),
        name,
        inn: None,
        ogrn: None,
        email: None,
        phone: None,
        zone,
        kind: "authority".into(),
        score: None,
        pupils: None,
    }
}

fn lossless(n: i64) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}
