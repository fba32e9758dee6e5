//! Who does what and when: drawn from the seed before the first day.
//!
//! What a school does in answer to a mail (a correction, an automatic answer) is added to the agenda
//! when the mail comes. Shares are what officers of such campaigns tell: most answer in the last
//! days, many send something wrong first, some wait to be asked twice, a few never answer.

use super::calendar::{Dates, Tick, Workdays};
use super::region::Region;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use vekha_simulation::Chance;

/// What the letter wants, by the kind of document that fulfils it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Results on the own site.
    Publication,
    /// A plan for the year that begins.
    Plan,
    /// Last year's plan, filled.
    Report,
}

impl Kind {
    /// In the order in which they fall due.
    pub const ALL: [Self; 3] = [Self::Report, Self::Publication, Self::Plan];

    /// The kind's name in the definition.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Publication => "publication",
            Self::Plan => "plan",
            Self::Report => "report",
        }
    }
}

/// What lies in an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parcel {
    /// All that is wanted.
    Good,
    /// A plan that names nobody in some rows; a report whose rows say nothing; a link that opens
    /// only at the school.
    Wrong,
    /// Word without PDF; a report without its cover letter.
    First,
    /// What was missing.
    Rest,
}

/// How it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Through the page behind the link in the mail.
    Page,
    /// As an answer to the mail that asked.
    Mail,
    /// As an answer to another mail of ours, about something else.
    WrongMail,
    /// By mail from a private address, to nobody's token.
    Stranger,
}

/// One thing that somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deed {
    /// Who: schools by their number, then municipalities by theirs.
    pub who: usize,
    /// What.
    pub what: What,
}

/// What a school does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Sends documents.
    Send(Kind, Parcel, Way),
    /// Sends plan and report in one answer.
    SendTogether,
    /// Claims that it needs no plan.
    Claim(Exempt),
    /// Its mail server answers by itself.
    AutoReply,
}

/// Why a school needs no plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exempt {
    /// It is being merged.
    Reorganization,
    /// It has all points.
    FullMarks,
}

impl Exempt {
    /// The reason's name in the definition.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reorganization => "reorganization",
            Self::FullMarks => "score_100",
        }
    }
}

/// Out of a hundred schools, how many send plan and report in one mail.
const TOGETHER: u64 = 6;

/// Who does what at which moment.
#[derive(Clone, Debug, Default)]
pub struct Agenda(BTreeMap<(NaiveDate, Tick), Vec<Deed>>);

impl Agenda {
    /// One more.
    pub fn add(&mut self, day: NaiveDate, tick: Tick, deed: Deed) {
        self.0.entry((day, tick)).or_default().push(deed);
    }

    /// What is to be done at this moment, in the order of who does it.
    pub fn take(&mut self, day: NaiveDate, tick: Tick) -> Vec<Deed> {
        let mut deeds = self.0.remove(&(day, tick)).unwrap_or_default();
        deeds.sort_by_key(|deed| deed.who);
        deeds
    }
}

/// The agenda of everybody before anything has happened.
pub fn agenda(region: &Region, seed: &Chance, dates: &Dates, days: &Workdays) -> Agenda {
    let mut agenda = Agenda::default();
    for school in &region.schools {
        let mut chance = seed.of(2_000_000 + u64::try_from(school.number).unwrap_or(0));
        let full_marks = school.node.score == Some(100.0);
        let together = chance.percent(TOGETHER) && !full_marks;
        for kind in Kind::ALL {
            let due = match kind {
                Kind::Publication => dates.publish_by,
                Kind::Plan => dates.plan_by,
                Kind::Report => dates.report_by,
            };
            let (today, who) = (dates.issued, school.number);
            let mut planner =
                Planner { agenda: &mut agenda, chance: &mut chance, days, who, due, today };
            match kind {
                Kind::Publication => planner.publication(),
                Kind::Report if together => planner.before(5, What::SendTogether),
                Kind::Plan if together => {}
                Kind::Plan => planner.plan(full_marks),
                Kind::Report => planner.report(),
            }
        }
    }
    for at in 0..region.municipalities.len() {
        let who = region.schools.len() + at;
        let mut chance = seed.of(4_000_000 + u64::try_from(at).unwrap_or(0));
        let (today, due) = (dates.issued, dates.publish_by);
        let mut planner =
            Planner { agenda: &mut agenda, chance: &mut chance, days, who, due, today };
        planner.publication();
    }
    agenda
}

struct Planner<'a> {
    agenda: &'a mut Agenda,
    chance: &'a mut Chance,
    days: &'a Workdays,
    who: usize,
    due: NaiveDate,
    today: NaiveDate,
}

impl Planner<'_> {
    fn publication(&mut self) {
        let send = |parcel| What::Send(Kind::Publication, parcel, Way::Page);
        match self.chance.between(1, 100) {
            ..=66 => self.before(43, send(Parcel::Good)),
            67..=72 => self.before(30, send(Parcel::Wrong)),
            73..=86 => self.after(2, 3, send(Parcel::Good)),
            87..=93 => self.after(4, 9, send(Parcel::Good)),
            _ => {}
        }
    }

    fn plan(&mut self, full_marks: bool) {
        if full_marks {
            return self.before(60, What::Claim(Exempt::FullMarks));
        }
        let way = self.way();
        let send = |parcel| What::Send(Kind::Plan, parcel, way);
        match self.chance.between(1, 100) {
            ..=36 => self.before(50, send(Parcel::Good)),
            37..=50 => self.before(25, send(Parcel::Wrong)),
            51..=58 => self.in_parts(20, Kind::Plan, way),
            59..=71 => self.after(2, 3, send(Parcel::Good)),
            72..=77 => self.before(60, What::Claim(Exempt::Reorganization)),
            78..=84 => self.before(10, What::Send(Kind::Plan, Parcel::Good, Way::Stranger)),
            85..=93 => self.after(4, 9, send(Parcel::Good)),
            _ => {}
        }
    }

    fn report(&mut self) {
        let way = self.way();
        let send = |parcel| What::Send(Kind::Report, parcel, way);
        match self.chance.between(1, 100) {
            ..=46 => self.before(5, send(Parcel::Good)),
            47..=58 => self.before(4, send(Parcel::Wrong)),
            59..=68 => self.in_parts(4, Kind::Report, way),
            69..=84 => self.after(2, 3, send(Parcel::Good)),
            85..=88 => self.before(3, What::Send(Kind::Report, Parcel::Good, Way::Stranger)),
            89..=95 => self.after(4, 12, send(Parcel::Good)),
            _ => {}
        }
    }

    fn way(&mut self) -> Way {
        match self.chance.between(1, 100) {
            ..=60 => Way::Page,
            61..=67 => Way::WrongMail,
            _ => Way::Mail,
        }
    }

    /// At most so many days before the due date; near it more often than far.
    fn before(&mut self, most: i64, what: What) {
        let early = self.chance.between(0, most).min(self.chance.between(0, most));
        let wished = self.due - chrono::Duration::days(early);
        let day = self.days.near(wished, self.today);
        self.put(day, what);
    }

    /// Some working days after the due date.
    fn after(&mut self, least: i64, most: i64, what: What) {
        let day = self.days.plus(self.due, self.chance.between(least, most));
        self.put(day, what);
    }

    fn in_parts(&mut self, most: i64, kind: Kind, way: Way) {
        let early = self.chance.between(0, most);
        let day = self.days.near(self.due - chrono::Duration::days(early), self.today);
        self.put(day, What::Send(kind, Parcel::First, way));
        let later = self.days.plus(day, self.chance.between(1, 4));
        self.put(later, What::Send(kind, Parcel::Rest, way));
    }

    fn put(&mut self, day: NaiveDate, what: What) {
        let tick = if self.chance.percent(55) { Tick::Morning } else { Tick::Noon };
        self.agenda.add(day, tick, Deed { who: self.who, what });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vekha_runtime::{Clock, Ids};

    /// What 600 schools will do.
    fn deeds(seed: u64) -> Vec<Deed> {
        let (clock, _) = Clock::manual(Default::default());
        let ids = Ids::seeded(&clock, seed);
        let root = vekha_model::Organization::bare(ids.next().into());
        let chance = Chance::new(seed);
        let region = Region::invent(&chance, 600, &root, &ids);
        let agenda = agenda(&region, &chance, &Dates::of_letter(), &Workdays::new());
        agenda.0.into_values().flatten().collect()
    }

    #[test]
    fn some_schools_answer_the_wrong_mail_and_some_send_both_in_one() {
        for seed in 1..=5 {
            let deeds = deeds(seed);
            let share = |is: fn(&What) -> bool| {
                let who: std::collections::BTreeSet<usize> =
                    deeds.iter().filter(|deed| is(&deed.what)).map(|deed| deed.who).collect();
                who.len() * 100 / 600
            };
            let wrong = share(|what| matches!(what, What::Send(_, _, Way::WrongMail)));
            let together = share(|what| *what == What::SendTogether);
            assert!((5..=12).contains(&wrong), "{wrong} % of the schools, seed {seed}");
            assert!((3..=9).contains(&together), "{together} % of the schools, seed {seed}");
        }
        assert_eq!(deeds(1), deeds(1));
    }
}
