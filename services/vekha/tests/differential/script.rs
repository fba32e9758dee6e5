//! The script: what the outside does, and when. It knows nothing of a record, so that both sides are
//! given the same; whom and what it means, each side looks up.

use vekha_simulation::Chance;

/// Turns of the clock.
const ROUNDS: usize = 36;
/// Documents of each kind are told apart by this.
const KINDS: [&str; 6] = ["plan", "plan", "report", "publication", "explanation", "letter"];

/// Schools of the region that it is played in.
pub const SCHOOLS: i64 = 8;
/// Municipalities of it.
pub const TOWNS: i64 = 2;

/// Everything that happens.
#[derive(Debug)]
pub struct Script {
    pub rounds: Vec<Round>,
}

/// What happens at one instant. Everybody comes to rest before and after it.
#[derive(Debug)]
pub struct Round {
    /// How far the clock goes first, minutes.
    pub minutes: i64,
    /// In this order.
    pub deeds: Vec<Deed>,
    /// From which the disorder of the bell is drawn: each side has its own.
    pub disorder: u64,
}

/// What somebody does.
#[derive(Clone, Debug)]
pub enum Deed {
    /// A school sends a file through its link; `again`, the same once more.
    Send {
        school: usize,
        paper: u128,
        again: bool,
    },
    /// Reading found a document.
    Read {
        school: usize,
        paper: u128,
        kind: &'static str,
        bad: bool,
        proven: bool,
    },
    /// A person decides about a paper.
    Judge {
        school: usize,
        paper: u128,
        accept: bool,
    },
    /// An exemption is claimed, granted, refused.
    Claim {
        school: usize,
    },
    Grant {
        school: usize,
        yes: bool,
    },
    /// «Ознакомлены».
    Acknowledge {
        school: usize,
    },
    /// The plans of one school, or of all, get more time.
    Extend {
        school: Option<usize>,
        days: i64,
    },
    /// An event about a town's own case.
    Measure {
        town: usize,
        value: i64,
    },
    /// An event that nobody can read: it is set aside.
    Nonsense {
        school: usize,
    },
}

impl Script {
    /// The script of this seed.
    pub fn of(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let mut papers = 0;
        let rounds = (0..ROUNDS).map(|_| Round::of(&mut chance, &mut papers)).collect();
        Self { rounds }
    }

    pub fn deeds(&self) -> usize {
        self.rounds.iter().map(|round| round.deeds.len()).sum()
    }
}

impl Round {
    fn of(chance: &mut Chance, papers: &mut u128) -> Self {
        let minutes = *pick(chance, &[1, 7, 61, 60 * 9, 60 * 24, 60 * 24 * 4, 60 * 24 * 8]);
        let count = chance.between(0, 7);
        let deeds: Vec<_> = (0..count).map(|_| Deed::of(chance, papers)).collect();
        // A file is read by a service of its own, at its pace: nothing else happens to that case at
        // the same instant, or which of the two comes first would be nobody's word.
        let sent = |school| deeds.iter().filter(|deed| deed.is_sent_by(school)).count();
        let touched = |school| deeds.iter().filter(|deed| deed.touches(school)).count();
        let alone = |deed: &&Deed| match deed {
            Deed::Send { school, .. } => touched(*school) == 1,
            other => (0..SCHOOLS).all(|n| !other.touches(place(n)) || sent(place(n)) == 0),
        };
        let deeds = deeds.iter().filter(alone).cloned().collect();
        Self { minutes, deeds, disorder: chance.draw() }
    }
}

impl Deed {
    /// Whether it happens to the case of this school.
    fn touches(&self, at: usize) -> bool {
        match self {
            Self::Send { school, .. }
            | Self::Read { school, .. }
            | Self::Judge { school, .. }
            | Self::Claim { school }
            | Self::Grant { school, .. }
            | Self::Acknowledge { school }
            | Self::Nonsense { school } => *school == at,
            Self::Extend { school, .. } => school.is_none_or(|school| school == at),
            Self::Measure { .. } => false,
        }
    }

    fn is_sent_by(&self, at: usize) -> bool {
        matches!(self, Self::Send { school, .. } if *school == at)
    }

    fn of(chance: &mut Chance, papers: &mut u128) -> Self {
        let school = index(chance, SCHOOLS);
        match chance.between(0, 99) {
            0..=19 => {
                *papers += 1;
                Self::Send { school, paper: *papers, again: chance.percent(30) }
            }
            20..=49 => {
                *papers += 1;
                Self::Read {
                    school,
                    paper: *papers,
                    kind: pick::<&'static str>(chance, &KINDS),
                    bad: chance.percent(20),
                    proven: chance.percent(70),
                }
            }
            50..=64 => {
                let paper = u128::try_from(chance.between(1, 40)).unwrap_or(1);
                Self::Judge { school, paper, accept: chance.percent(60) }
            }
            65..=69 => Self::Claim { school },
            70..=76 => Self::Grant { school, yes: chance.percent(60) },
            77..=84 => Self::Acknowledge { school },
            85..=91 => {
                let school = chance.percent(70).then_some(school);
                Self::Extend { school, days: chance.between(3, 40) }
            }
            92..=96 => Self::Measure { town: index(chance, TOWNS), value: chance.between(1, 50) },
            _ => Self::Nonsense { school },
        }
    }
}

fn place(n: i64) -> usize {
    usize::try_from(n).unwrap_or(0)
}

fn index(chance: &mut Chance, of: i64) -> usize {
    place(chance.between(0, of - 1))
}

fn pick<'a, T>(chance: &mut Chance, from: &'a [T]) -> &'a T {
    let last = i64::try_from(from.len()).unwrap_or(1);
    &from[index(chance, last)]
}
