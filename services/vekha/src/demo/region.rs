//! The invented region: an issuer, its municipalities, their schools. The same seed, the same region.

use super::names::{GIVEN, PLACES, Place, REGION_CODE, SURNAMES, VILLAGES};
use vekha_model::requisites::{inn_of, ogrn_of};
use vekha_model::{Level, Organization, Zone};
use vekha_runtime::Ids;
use vekha_simulation::Chance;

/// Schools a municipality, at the fewest: a small region has fewer municipalities.
const FEWEST: usize = 5;
/// A tenth of all schools is in the capital, the other towns share three.
const TOWNS: usize = 8;

/// A school, with what its register does not hold.
#[derive(Clone, Debug)]
pub struct School {
    /// As the register has it.
    pub node: Organization,
    /// The official name with the municipality.
    pub full_name: String,
    /// The name of the municipality's authority.
    pub founder: String,
    /// The head: surname, first name, patronymic.
    pub head: String,
    /// The domain its mail comes from.
    pub domain: String,
    /// Its place in the list.
    pub number: usize,
}

/// The region.
#[derive(Clone, Debug)]
pub struct Region {
    /// The municipalities' authorities.
    pub municipalities: Vec<Organization>,
    /// The schools, those of a municipality next to each other.
    pub schools: Vec<School>,
}

impl School {
    /// The school as somebody in a hurry writes it: without its municipality and its number, so that
    /// it could be any of several.
    pub fn in_a_hurry(&self) -> Self {
        let mut school = self.clone();
        school.full_name.clone_from(&self.node.name);
        school.founder = "Управление образования".to_owned();
        school.node.inn = None;
        school
    }
}

impl Region {
    /// Invents a region with so many schools below this root.
    pub fn invent(seed: &Chance, schools: usize, root: &Organization, ids: &Ids) -> Self {
        let places = &PLACES[..schools.div_ceil(FEWEST).clamp(1, PLACES.len())];
        let municipalities: Vec<Organization> = places
            .iter()
            .enumerate()
            .map(|(at, place)| municipality(at, place, root, ids))
            .collect();
        let mut of = shares(seed, schools, places.len());
        of.sort_unstable();
        let mut numbers = vec![0; places.len()];
        let schools = of.into_iter().enumerate().filter_map(|(number, at)| {
            let (place, above) = (places.get(at)?, municipalities.get(at)?);
            let within = numbers.get_mut(at)?;
            *within += 1;
            Some(school(seed, number, *within, place, above, ids))
        });
        Self { schools: schools.collect(), municipalities }
    }

    /// Every node below the root, parents first.
    pub fn nodes(&self) -> Vec<Organization> {
        let schools = self.schools.iter().map(|school| school.node.clone());
        self.municipalities.iter().cloned().chain(schools).collect()
    }
}

/// The municipality of each school: every one has the fewest, towns have the more.
fn shares(seed: &Chance, schools: usize, places: usize) -> Vec<usize> {
    let mut chance = seed.of(0x5C_4001);
    let last = |n: usize| i64::try_from(n.saturating_sub(1)).unwrap_or(0);
    let mut draw = |below: usize| usize::try_from(chance.between(0, last(below))).unwrap_or(0);
    (0..schools)
        .map(|number| match number {
            sure if sure < places * FEWEST.min(schools / places) => sure % places,
            _ => match draw(10) {
                0 => 0,
                1..=3 => draw(places.min(TOWNS)),
                _ => draw(places),
            },
        })
        .collect()
}

fn municipality(at: usize, place: &Place, root: &Organization, ids: &Ids) -> Organization {
    let (name, _, latin) = place;
    let number = u64::try_from(at).unwrap_or(0) + 1;
    Organization {
        parent: Some(root.id),
        level: Level::Municipality,
        path: format!("{REGION_CODE}/{number:03}/"),
        name: (*name).to_owned(),
        inn: Some(inn_of(980_000_000 + number)),
        ogrn: Some(ogrn_of(102_980_000_000 + number)),
        email: Some(format!("obrazovanie@{latin}.example")),
        phone: Some(phone(number * 100)),
        zone: root.zone,
        kind: "authority".to_owned(),
        ..Organization::bare(ids.next().into())
    }
}

fn school(
    seed: &Chance,
    number: usize,
    within: usize,
    place: &Place,
    above: &Organization,
    ids: &Ids,
) -> School {
    let mut chance = seed.of(1_000_000 + u64::try_from(number).unwrap_or(0));
    let (_, genitive, latin) = place;
    let (short, mailbox) = name(&mut chance, within);
    let domain = format!("{mailbox}.{latin}.example");
    let unique = 100_000 + u64::try_from(number).unwrap_or(0);
    let node = Organization {
        parent: Some(above.id),
        level: Level::Organization,
        path: format!("{}{within:04}/", above.path),
        name: short.clone(),
        inn: Some(inn_of(981_000_000 + unique)),
        ogrn: Some(ogrn_of(102_981_000_000 + unique)),
        email: Some(format!("info@{domain}")),
        phone: Some(phone(unique)),
        zone: above.zone,
        kind: "school".to_owned(),
        score: Some(score(&mut chance)),
        pupils: Some(chance.between(60, 1_400)),
        ..Organization::bare(ids.next().into())
    };
    School {
        node,
        full_name: format!("{short} {genitive}"),
        founder: format!("Управление образования {genitive}"),
        head: person(&mut chance),
        domain,
        number,
    }
}

/// A name that nobody else in the municipality has, and its mailbox.
fn name(chance: &mut Chance, within: usize) -> (String, String) {
    match chance.between(1, 100) {
        ..=66 => (format!("МБОУ «СОШ № {within}»"), format!("sosh{within}")),
        67..=80 => {
            let village = pick(chance, &VILLAGES);
            (format!("МБОУ «ООШ № {within} с. {village}»"), format!("oosh{within}"))
        }
        81..=90 => (format!("МАОУ «Гимназия № {within}»"), format!("gimn{within}")),
        _ => (format!("МАОУ «Лицей № {within}»"), format!("lic{within}")),
    }
}

/// Points of the last assessment; a few have them all.
fn score(chance: &mut Chance) -> f64 {
    if chance.percent(3) {
        return 100.0;
    }
    f64::from(i32::try_from(chance.between(700, 989)).unwrap_or(700)) / 10.0
}

/// Surname, first name, patronymic.
pub fn person(chance: &mut Chance) -> String {
    format!("{} {}", pick(chance, &SURNAMES), pick(chance, &GIVEN))
}

/// One of them.
pub fn pick<'a, T>(chance: &mut Chance, stock: &'a [T]) -> &'a T {
    let last = i64::try_from(stock.len()).unwrap_or(1) - 1;
    &stock[usize::try_from(chance.between(0, last)).unwrap_or(0)]
}

/// A number of an area code that does not exist.
fn phone(unique: u64) -> String {
    let (a, b, c) = (unique / 10_000 % 90 + 10, unique / 100 % 100, unique % 100);
    format!("8 (000) 2{a:02}-{b:02}-{c:02}")
}

/// The zone of the region: four hours ahead of Moscow.
pub fn zone() -> Zone {
    "Asia/Novokuznetsk".parse().unwrap_or(Zone::MOSCOW)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use vekha_model::requisites::{check_inn, check_ogrn};
    use vekha_runtime::Clock;

    fn invent(seed: u64, schools: usize) -> Region {
        let (clock, _) = Clock::manual(Default::default());
        let ids = Ids::seeded(&clock, seed);
        let root = Organization::bare(ids.next().into());
        Region::invent(&Chance::new(seed), schools, &root, &ids)
    }

    #[test]
    fn a_region_has_its_schools_and_every_number_is_valid() {
        let region = invent(1, 600);
        assert_eq!((region.municipalities.len(), region.schools.len()), (34, 600));
        let nodes = region.nodes();
        for node in &nodes {
            assert_eq!(check_inn(node.inn.as_deref().unwrap()), Ok(()));
            assert_eq!(check_ogrn(node.ogrn.as_deref().unwrap()), Ok(()));
            assert!(node.email.as_deref().unwrap().ends_with(".example"));
        }
        let distinct =
            |of: fn(&Organization) -> String| nodes.iter().map(of).collect::<BTreeSet<_>>().len();
        assert_eq!(distinct(|node| node.path.clone()), nodes.len());
        assert_eq!(distinct(|node| node.email.clone().unwrap_or_default()), nodes.len());
        assert_eq!(distinct(|node| node.inn.clone().unwrap_or_default()), nodes.len());
        let names: BTreeSet<_> = region.schools.iter().map(|it| &it.full_name).collect();
        assert_eq!(names.len(), 600, "a name is one school's");
    }

    #[test]
    fn the_same_seed_invents_the_same_region() {
        assert_eq!(invent(7, 40).nodes(), invent(7, 40).nodes());
        assert_ne!(invent(7, 40).nodes(), invent(8, 40).nodes());
        assert_eq!(invent(1, 1).schools.len(), 1);
    }
}
