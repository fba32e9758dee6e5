//! A case with its alarms, as the engine arms them and the scheduler sweeps them: sometimes late, and
//! heard of even later.

use super::deadlines::acting;
use crate::definition::{Definition, DocumentStep, DueRule, Wants};
use crate::ladder::{self, Step};
use crate::machine::fixture::*;
use crate::machine::{World, decide};
use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;
use vekha_model::{Case, CaseStatus, DocumentId, DutyKey, DutyLabel, Event, Fact, Format, Trust};

/// What may happen to the plan.
#[derive(Clone, Copy, Debug)]
enum Happening {
    Submitted,
    Returned,
    Accepted,
    Claimed,
    Refused,
    Noted,
    /// Due so many days from then; a person may name a day that is over.
    Extended(i64),
    /// So many hours pass.
    Passed(i64),
    /// The scheduler looks.
    Swept,
    /// The engine hears what the scheduler said.
    Heard,
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    use Happening::{
        Accepted, Claimed, Extended, Heard, Noted, Passed, Refused, Returned, Submitted, Swept,
    };
    let one = prop_oneof![
        4 => Just(Submitted),
        4 => Just(Returned),
        1 => Just(Accepted),
        2 => Just(Claimed),
        2 => Just(Refused),
        2 => Just(Noted),
        3 => (-3i64..20).prop_map(Extended),
        8 => (1i64..400).prop_map(Passed),
        4 => Just(Swept),
        4 => Just(Heard),
    ];
    proptest::collection::vec(one, 0..40)
}

struct Clockwork<'w> {
    world: World<'w>,
    case: Case,
    now: DateTime<Utc>,
    reached: BTreeMap<DutyKey, usize>,
    armed: BTreeMap<DutyKey, DateTime<Utc>>,
    said: Vec<Event>,
    /// Deadlines of the plan that were asked, by its due date's number.
    asked: BTreeMap<usize, usize>,
    /// Those that had to be.
    owed: BTreeMap<usize, usize>,
    dates: usize,
}

impl<'w> Clockwork<'w> {
    fn new(stand: &'w Stand) -> Self {
        let now = at("2023-12-18 10:00");
        let mut clockwork = Self {
            world: stand.world(),
            case: Case::empty(stand.case.id, stand.case.campaign, stand.case.subject),
            now,
            reached: BTreeMap::new(),
            armed: BTreeMap::new(),
            said: Vec::new(),
            asked: BTreeMap::new(),
            owed: BTreeMap::new(),
            dates: 0,
        };
        clockwork.step(None, stand.case.clone());
        clockwork
    }

    fn step(&mut self, before: Option<&Case>, after: Case) {
        let reached = |key: &DutyKey| self.reached.get(key).copied().unwrap_or(0);
        let set = ladder::rearm(&self.world, before, &after, reached, self.now);
        let set: Vec<_> = set.iter().map(|s| (s.duty.key.clone(), s.reached, s.next)).collect();
        for (key, reached, next) in set {
            self.reached.insert(key.clone(), reached);
            match next {
                Some(next) => self.armed.insert(key, next.at),
                None => self.armed.remove(&key),
            };
        }
        self.case = after;
    }

    fn take(&mut self, event: &Event) {
        let before = self.case.clone();
        let decision = decide(&self.world, &before, event, self.now);
        for fact in &decision.facts {
            match fact {
                Fact::DeadlinePassed { .. } => *self.asked.entry(self.dates).or_default() += 1,
                Fact::DutyExtended { .. } => self.dates += 1,
                _ => {}
            }
        }
        self.step(Some(&before), decision.after);
        self.look();
    }

    /// By the calendar alone: does the plan wait after its date?
    fn look(&mut self) {
        let plan = &self.case.duties[&DutyKey::first("plan")];
        let past = plan.due.as_ref().is_some_and(|due| self.now > due.at);
        if past && plan.state.label().is_waiting() {
            self.owed.insert(self.dates, 1);
        }
    }

    fn sweep(&mut self) {
        let due: Vec<_> = self.armed.iter().filter(|(_, at)| **at <= self.now).collect();
        let due: Vec<DutyKey> = due.into_iter().map(|(key, _)| key.clone()).collect();
        for key in due {
            let alarms = ladder::alarms(&self.world, &self.case.duties[&key]);
            let reached = self.reached.entry(key.clone()).or_default();
            while let Some(alarm) = alarms.get(*reached).filter(|alarm| alarm.at <= self.now) {
                *reached += 1;
                if alarm.what == Step::Deadline {
                    self.said.push(Event::DeadlinePassed { duty: key.clone() });
                }
            }
            match alarms.get(*reached) {
                Some(next) => self.armed.insert(key, next.at),
                None => self.armed.remove(&key),
            };
        }
    }

    fn hear(&mut self) {
        for event in std::mem::take(&mut self.said) {
            self.take(&event);
        }
    }

    fn happen(&mut self, number: usize, happening: Happening) {
        let document = DocumentId(Uuid::from_u128(number as u128 + 1));
        let duty = || DutyKey::first("plan");
        let reason = || "reorganization".to_owned();
        match happening {
            Happening::Passed(hours) => {
                self.now += Duration::hours(hours);
                self.look();
            }
            Happening::Swept => self.sweep(),
            Happening::Heard => self.hear(),
            Happening::Submitted => {
                let mut event = read(number as u128 + 1, "plan", &[Format::Docx, Format::Pdf]);
                if let Event::DocumentRead { trust, .. } = &mut event {
                    *trust = Trust::Unproven;
                }
                self.take(&event);
            }
            Happening::Noted => self.take(&read(number as u128 + 1, "note", &[])),
            Happening::Returned => {
                self.take(&Event::DocumentReturned { document, duty: duty(), reason: reason() });
            }
            Happening::Accepted => self.take(&Event::DocumentAccepted { document, duty: duty() }),
            Happening::Claimed => {
                let proof = Some(document);
                self.take(&Event::ExemptionClaimed { duty: duty(), reason: reason(), proof });
            }
            Happening::Refused => {
                self.take(&Event::ExemptionRefused { duty: duty(), reason: reason() });
            }
            Happening::Extended(days) => self.take(&Event::ExtensionGranted {
                obligation: "plan".into(),
                due: kemerovo().date(self.now + Duration::days(days)),
                reason: reason(),
            }),
        }
    }
}

/// A case that may end while a duty of it is open: one track is left on the first paper.
fn left_open() -> Definition {
    let mut definition = acting(Some("false"));
    definition.documents.insert("note".into(), definition.documents["letter"].clone());
    let mut note = duty("note", Wants::Document("note".into()));
    note.due = Some(DueRule::Fixed(date("2024-02-01")));
    let filed = step("note", DocumentStep::Filed);
    let stages = vec![stage("open", Some(note), &[(filed, "left")]), stage("left", None, &[])];
    definition.tracks.push(track("note", stages));
    definition
}

#[test]
fn a_case_that_ends_with_an_open_duty_rings_no_more() {
    let stand = Stand::started(left_open());
    let mut clockwork = Clockwork::new(&stand);
    clockwork.happen(1, Happening::Noted);
    assert_eq!(clockwork.case.duties[&DutyKey::first("note")].state.label(), DutyLabel::Open);
    assert_eq!(clockwork.armed.len(), 2, "the plan and the note");
    clockwork.happen(2, Happening::Accepted);
    assert!(matches!(clockwork.case.status, CaseStatus::Ended { .. }));
    assert!(clockwork.armed.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_deadline_is_asked_once_for_each_date_after_which_the_duty_waited(
        happenings in happenings(),
    ) {
        let stand = Stand::started(acting(Some("false")));
        let mut clockwork = Clockwork::new(&stand);
        for (number, happening) in happenings.iter().enumerate() {
            clockwork.happen(number, *happening);
        }
        clockwork.sweep();
        clockwork.hear();
        prop_assert_eq!(&clockwork.asked, &clockwork.owed);
        let plan = &clockwork.case.duties[&DutyKey::first("plan")];
        let waits = plan.state.label().is_waiting();
        let past = plan.due.as_ref().is_some_and(|due| clockwork.now > due.at);
        prop_assert_eq!(plan.is_overdue(clockwork.now), waits && past);
    }

    #[test]
    fn nothing_rings_in_a_case_that_has_ended(happenings in happenings()) {
        let stand = Stand::started(left_open());
        let mut clockwork = Clockwork::new(&stand);
        for (number, happening) in happenings.iter().enumerate() {
            clockwork.happen(number, *happening);
            let runs = clockwork.case.status == CaseStatus::Running;
            prop_assert!(runs || clockwork.armed.is_empty(), "{:?}", clockwork.armed);
        }
    }
}
