//! Letters that join a running campaign: what is shown is what the machine then does.
#![cfg(test)]

use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use vekha_core::calendar::federal;
use vekha_core::definition::Role;
use vekha_core::machine::{self, Decision, World};
use vekha_drafting::draft::BUILT;
use vekha_drafting::earlier::{Named, named};
use vekha_drafting::follow::{Campaign, Follow, Joins, Say, Standing, difference};
use vekha_drafting::proposed::proposed;
use vekha_drafting::ready::{Ready, ready};
use vekha_drafting::{CaseFor, Draft, Reading};
use vekha_model::{
    CampaignId, Case, CaseId, DutyLabel, Event, Extracted, Fact, Level, Organization,
    OrganizationId, Zone,
};

const ISSUED: &str = "2023-12-18T03:00:00Z";
const LATER: &str = "2024-01-10T03:00:00Z";

fn draft(text: &str) -> Draft {
    let extracted = Extracted { text: text.to_owned(), ..Extracted::default() };
    Draft::of(Reading::of(&extracted, &federal()))
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn zone() -> Zone {
    "Asia/Novokuznetsk".parse().expect("a zone")
}

fn id(n: u128) -> OrganizationId {
    OrganizationId(Uuid::from_u128(n))
}

fn school(n: u128) -> Organization {
    Organization {
        id: id(n),
        parent: None,
        level: Level::Organization,
        path: String::new(),
        name: String::new(),
        inn: None,
        ogrn: None,
        email: None,
        phone: None,
        zone: zone(),
        kind: String::new(),
        score: None,
        pupils: None,
    }
}

/// The camps' letter with three cases of two municipalities.
struct Office {
    ready: Ready,
    cases: Vec<Case>,
}

impl Office {
    fn new() -> Self {
        let mut draft = draft(include_str!("letter.txt"));
        draft.changes.settled = draft.questions().into_iter().map(|asked| asked.key).collect();
        draft.changes.workflow = Some(BUILT.to_owned());
        draft.changes.case_for = Some(CaseFor::Organization);
        let ready = ready(&draft, day("2023-12-18")).expect("a campaign");
        let mut office = Self { ready, cases: Vec::new() };
        for n in 1..=3 {
            let empty = Case::empty(CaseId(Uuid::from_u128(n)), CampaignId::default(), id(n));
            let begun = office.with(n, |world| machine::start(world, empty, at(ISSUED)));
            office.cases.push(begun.after);
        }
        office
    }

    fn with<T>(&self, n: u128, act: impl FnOnce(&World<'_>) -> T) -> T {
        let (organization, calendar) = (school(n), federal());
        act(&World {
            definition: &self.ready.definition,
            role: Role::Main,
            parameters: &self.ready.parameters,
            calendar: &calendar,
            zone: zone(),
            organization: &organization,
            counts: None,
            issued_at: at(ISSUED),
        })
    }

    fn takes(&mut self, n: usize, event: &Event) -> Decision {
        let case = self.cases[n].clone();
        let number = case.subject.0.as_u128();
        let decision = self.with(number, |world| machine::decide(world, &case, event, at(LATER)));
        self.cases[n] = decision.after.clone();
        decision
    }

    /// Schools 1 and 2 are of municipality 100, school 3 of 200.
    fn standings(&self) -> Vec<Standing> {
        let of = |case: &Case| -> Vec<Standing> {
            let number = case.subject.0.as_u128();
            let standing = |duty: &vekha_model::Duty| Standing {
                case: case.id,
                key: duty.key.clone(),
                modality: duty.modality,
                label: duty.state.label(),
                due_at: duty.due.as_ref().map(|due| due.at),
                authority: id(if number < 3 { 100 } else { 200 }),
                reachable: number != 3,
            };
            case.duties.values().map(standing).collect()
        };
        self.cases.iter().flat_map(of).collect()
    }

    fn campaign(&self) -> Campaign<'_> {
        Campaign { definition: &self.ready.definition, zone: zone(), now: at(LATER) }
    }

    /// Does what a difference says; the facts by case.
    fn apply(&mut self, says: &[Say], reason: &str) -> BTreeMap<CaseId, Vec<Fact>> {
        let mut facts: BTreeMap<CaseId, Vec<Fact>> = BTreeMap::new();
        for say in says {
            let reason = reason.to_owned();
            let (event, cases) = match say.clone() {
                Say::Extension { obligation, due, cases } => {
                    (Event::ExtensionGranted { obligation, due, reason }, cases)
                }
                Say::Reminder { cases } => (Event::ReminderGiven { reason }, cases),
                Say::Address { address, cases } => {
                    (Event::AddressCorrected { address, reason }, cases)
                }
                Say::Cancellation => (
                    Event::CampaignCancelled { reason },
                    self.cases.iter().map(|case| case.id).collect(),
                ),
            };
            for n in 0..self.cases.len() {
                if cases.contains(&self.cases[n].id) {
                    let decision = self.takes(n, &event);
                    facts.entry(self.cases[n].id).or_default().extend(decision.facts);
                }
            }
        }
        facts
    }
}

fn follow(joins: Joins) -> Follow {
    Follow {
        campaign: CampaignId::default(),
        joins,
        dates: BTreeMap::new(),
        places: BTreeSet::new(),
        address: None,
        reason: "письмо № 7".into(),
    }
}

const EXTENSION: &str = "МИНИСТЕРСТВО ОБРАЗОВАНИЯ\nПРИОЗЁРНОЙ ОБЛАСТИ\n\n\
    Руководителям муниципальных органов управления образованием\n\n\
    От 15.01.2024 № 20/07-01\n\nО продлении срока\n\nУважаемые коллеги!\n\n\
    В дополнение к письму от 15.12.2023 № 512/07-01 сообщаем, что срок предоставления сведений о \
    количестве мест в лагерях продлён до 15.03.2024.\n\nЗаместитель министра И.О. Лесная\n";

#[test]
fn a_letter_that_moves_a_date_is_known_and_its_date_is_put_where_it_belongs() {
    let office = Office::new();
    let letter = draft(EXTENSION);
    let named = named(&letter, "512/07-01", day("2023-12-15").into()).expect("it names it");
    assert_eq!(named.joins, Some(Joins::Extension), "{:?}", letter.reading.refers);
    assert_eq!(named_as(&letter, "511/07-01"), None, "another number is another letter");
    let campaign = (&office.ready.definition, zone());
    let proposed = proposed(&letter, CampaignId::default(), &named, campaign, &office.standings());
    assert_eq!(proposed.reason, "письмо № 20/07-01 от 15.01.2024");
    assert_eq!(proposed.dates, [("point_1".to_owned(), day("2024-03-15"))].into());
}

fn named_as(letter: &Draft, number: &str) -> Option<Named> {
    named(letter, number, day("2023-12-15").into())
}

#[test]
fn dates_move_where_the_difference_says_and_nowhere_else() {
    let mut office = Office::new();
    // Municipality 200 has been granted a week before.
    let earlier = Follow {
        dates: [("point_1".to_owned(), day("2024-03-09"))].into(),
        places: [id(200)].into(),
        ..follow(Joins::Extension)
    };
    let first = difference(&office.campaign(), &office.standings(), &earlier, None);
    assert_eq!((first.cases.len(), first.told.len(), first.unreachable), (1, 1, 1));
    office.apply(&first.says, "письмо № 6");
    let letter = Follow {
        dates: [("point_1".to_owned(), day("2024-03-15"))].into(),
        ..follow(Joins::Extension)
    };
    let found = difference(&office.campaign(), &office.standings(), &letter, None);
    let rows: Vec<_> = found.rows.iter().map(|row| (row.before, row.after, row.n)).collect();
    let moved = |before, n| (Some(day(before)), Some(day("2024-03-15")), n);
    assert_eq!(rows, [moved("2024-03-02", 2), moved("2024-03-09", 1)], "old beside new, by place");
    assert_eq!(found.rows[1].authorities, [id(200)].into());
    let facts = office.apply(&found.says, "письмо № 7");
    assert_eq!(facts.keys().copied().collect::<BTreeSet<_>>(), found.cases);
    for (case, facts) in &facts {
        let [Fact::DutyExtended { before, due, .. }] = facts.as_slice() else {
            panic!("{facts:?}")
        };
        let shown = found.rows.iter().any(|row| row.before == *before);
        assert!(shown && due.date == day("2024-03-15"), "{case}: {facts:?}");
    }
    let again = difference(&office.campaign(), &office.standings(), &letter, None);
    assert!(again.says.is_empty() && again.cases.is_empty(), "what is due then is not moved");
}

#[test]
fn only_those_who_were_shown_are_concerned() {
    let office = Office::new();
    let shown: BTreeSet<CaseId> = [office.cases[0].id].into();
    let found =
        difference(&office.campaign(), &office.standings(), &follow(Joins::Reminder), Some(&shown));
    assert_eq!(found.cases, shown);
}

#[test]
fn a_reminder_reaches_who_owes_something_and_changes_nothing() {
    let mut office = Office::new();
    let mut standings = office.standings();
    for standing in standings.iter_mut().filter(|it| it.case == office.cases[1].id) {
        standing.label = DutyLabel::Accepted;
    }
    let found = difference(&office.campaign(), &standings, &follow(Joins::Reminder), None);
    assert_eq!((found.cases.len(), found.done.len()), (2, 1), "who has answered is left in peace");
    let before = office.cases.clone();
    let facts = office.apply(&found.says, "письмо № 7");
    assert_eq!(facts.keys().copied().collect::<BTreeSet<_>>(), found.told);
    let n: usize = facts.values().map(Vec::len).sum();
    assert_eq!(n, found.rows.iter().map(|row| row.n).sum::<usize>(), "a line a duty: {facts:?}");
    assert_eq!(office.cases, before, "nothing moved");
}

#[test]
fn a_correction_mends_the_address_and_a_cancellation_ends_everything() {
    let mut office = Office::new();
    let letter =
        Follow { address: Some("leto2@minobr.example".into()), ..follow(Joins::Correction) };
    let found = difference(&office.campaign(), &office.standings(), &letter, None);
    assert!(found.rows.is_empty(), "no date moves");
    let facts = office.apply(&found.says, "письмо № 7");
    assert_eq!((found.told.len(), facts.len()), (3, 3));
    let found =
        difference(&office.campaign(), &office.standings(), &follow(Joins::Cancellation), None);
    let closed: usize = found.rows.iter().map(|row| row.n).sum();
    let facts = office.apply(&found.says, "отозвано");
    let gone = |fact: &&Fact| matches!(fact, Fact::DutyClosed { .. });
    assert_eq!(facts.values().flatten().filter(gone).count(), closed);
    let after = difference(&office.campaign(), &office.standings(), &letter, None);
    assert!(after.says.is_empty(), "{after:?}");
}

#[test]
fn in_a_campaign_of_several_obligations_the_words_tell_which_one_is_meant() {
    let letter = draft(
        "Руководителям образовательных организаций\n\nОт 24.01.2024 № 31/07-01\n\n\
         О переносе срока\n\nУважаемые коллеги!\n\n\
         В связи с обращениями органов управления образованием срок предоставления планов по \
         устранению недостатков, установленный письмом от 15.12.2023 № 2147/15-02, продлевается до \
         26.04.2024.\n",
    );
    let campaign = vekha_library::find("noko-results");
    let definition = campaign.expect("shipped").definition().expect("it reads");
    let due = Some(zone().end_of_day(day("2024-03-01")));
    let standing = |rule: &vekha_core::definition::DutyRule| Standing {
        case: CaseId(Uuid::from_u128(1)),
        key: vekha_model::DutyKey::first(&rule.id),
        modality: rule.modality,
        label: DutyLabel::Open,
        due_at: due,
        authority: id(100),
        reachable: true,
    };
    let standings: Vec<Standing> = definition.duties().map(standing).collect();
    let named = Named { joins: Some(Joins::Extension) };
    let campaign = (&definition, zone());
    let proposed = proposed(&letter, CampaignId::default(), &named, campaign, &standings);
    assert_eq!(proposed.dates, [("plan".to_owned(), day("2024-04-26"))].into());
}
