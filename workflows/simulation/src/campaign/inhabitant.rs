//! One case of the world and the people around it: what they plan and what they do each day.

use super::officer;
use super::{Settings, tomorrow};
use crate::behaviour::{self, Act};
use crate::forecast::{Kind, Told};
use crate::population::Inhabitant;
use crate::subject::Subject;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;
use vekha_core::Definition;
use vekha_core::definition::{Role, Wants};
use vekha_core::ladder::{self, Alarm, Step};
use vekha_core::machine::{Class, Decision, World};
use vekha_core::working_time;
use vekha_model::{
    Addressee, Calendar, CampaignId, Case, CaseId, Counts, DocumentId, DutyKey, DutyLabel, Event,
    Format, Parameters, Trust, Zone,
};

/// Where everybody lives.
pub(super) struct Place<'a> {
    pub(super) definition: &'a Definition,
    pub(super) parameters: &'a Parameters,
    pub(super) calendar: &'a Calendar,
    pub(super) settings: &'a Settings,
}

/// The hours of one day.
#[derive(Clone, Copy)]
pub(super) struct Today {
    pub(super) date: NaiveDate,
    /// When people act.
    pub(super) acts_at: DateTime<Utc>,
    /// Its last instant.
    pub(super) evening: DateTime<Utc>,
}

pub(super) type Outbox = BTreeMap<NaiveDate, Vec<Told>>;

/// A case, who answers in it, and what they are about to do.
pub(super) struct Inhabited {
    who: Inhabitant,
    role: Role,
    number: u32,
    subject: Subject,
    started: bool,
    /// What is to be done, by day. An act that no longer fits is dropped.
    plans: BTreeMap<NaiveDate, Vec<(DutyKey, Act)>>,
    /// What the officer will do about this case, by day.
    desk: BTreeMap<NaiveDate, Vec<officer::Task>>,
    /// What has been planned for: a duty and whether it waits or is in review.
    seen: BTreeMap<DutyKey, (DutyLabel, DateTime<Utc>)>,
    decided: BTreeMap<String, DateTime<Utc>>,
    alarm: Option<(Alarm, DutyKey)>,
    documents: u64,
}

impl Inhabited {
    pub(super) fn new(who: Inhabitant, role: Role, number: u32) -> Self {
        let id = CaseId(Uuid::from_u128(u128::from(number)));
        let case = Case::empty(id, CampaignId(Uuid::nil()), who.organization.id);
        Self {
            who,
            role,
            number,
            subject: Subject::new(case),
            started: false,
            plans: BTreeMap::new(),
            desk: BTreeMap::new(),
            seen: BTreeMap::new(),
            decided: BTreeMap::new(),
            alarm: None,
            documents: 0,
        }
    }

    pub(super) const fn case(&self) -> &Case {
        &self.subject.case
    }

    pub(super) const fn municipality(&self) -> u32 {
        self.who.municipality
    }

    /// Nobody has anything to do, and no alarm is set.
    pub(super) fn is_idle(&self) -> bool {
        self.started && self.plans.is_empty() && self.desk.is_empty() && self.alarm.is_none()
    }

    /// One day: alarms up to the hour in which people act, their acts, alarms up to the evening.
    pub(super) fn live(
        &mut self,
        place: &Place<'_>,
        counts: Option<&Counts>,
        Today { date: today, acts_at, evening }: Today,
        outbox: &mut Outbox,
    ) {
        let who = self.who.organization.clone();
        let world = World {
            definition: place.definition,
            role: self.role,
            parameters: place.parameters,
            calendar: place.calendar,
            zone: place.settings.zone,
            organization: &who,
            counts,
            issued_at: place.settings.issued_at,
        };
        let mut post = Post { place, outbox, today, zone: who.zone };
        if !self.started {
            self.started = true;
            let decision = self.subject.start(&world, acts_at);
            self.after(&world, &decision, acts_at, &mut post);
        }
        self.ring(&world, acts_at, &mut post);
        if counts.is_some() {
            self.take(&world, &Event::CountsChanged, acts_at, &mut post);
        }
        for (duty, act) in self.plans.remove(&today).unwrap_or_default() {
            self.act(&world, &duty, &act, acts_at, &mut post);
        }
        for task in self.desk.remove(&today).unwrap_or_default() {
            let event = task.event(&self.subject.case, &mut self.who.chance);
            if let Some(event) = event {
                self.take(&world, &event, acts_at, &mut post);
            }
        }
        self.ring(&world, evening, &mut post);
    }

    fn ring(&mut self, world: &World<'_>, until: DateTime<Utc>, post: &mut Post<'_, '_>) {
        while let Some((alarm, duty)) = self.alarm.clone().filter(|(alarm, _)| alarm.at <= until) {
            self.subject.reach(&duty);
            self.alarm = self.subject.alarm(world, DateTime::<Utc>::MAX_UTC);
            match alarm.what {
                Step::Rung(index) => self.tell_rung(world, alarm, index, &duty, post),
                Step::Deadline => {
                    self.take(world, &Event::DeadlinePassed { duty }, alarm.at, post);
                }
            }
        }
    }

    fn act(
        &mut self,
        world: &World<'_>,
        key: &DutyKey,
        act: &Act,
        now: DateTime<Utc>,
        post: &mut Post<'_, '_>,
    ) {
        let Some(duty) = self.case().duties.get(key).filter(|d| d.state.label().is_waiting())
        else {
            return;
        };
        let Some((_, rule)) = world.rule(&duty.track, &key.obligation) else { return };
        let mut events = match (&rule.wants, act) {
            (_, Act::Claim(reason)) => vec![Event::ExemptionClaimed {
                duty: key.clone(),
                reason: reason.clone(),
                proof: Some(self.document()),
            }],
            (Wants::Document(kind), act) => self.send(world, key, kind, *act == Act::SendWrong),
            (Wants::Measure { name, .. }, _) => {
                let pupils = self.who.organization.pupils.unwrap_or(0);
                vec![Event::MeasureReported { name: name.clone(), value: pupils as f64 }]
            }
            (Wants::Acknowledgement, _) => vec![Event::Acknowledged { duty: None }],
            (Wants::Decision(_) | Wants::Counts(_), _) => Vec::new(),
        };
        for event in events.drain(..) {
            self.take(world, &event, now, post);
        }
    }

    /// A document in one format of each group, then what must accompany it.
    fn send(&mut self, world: &World<'_>, key: &DutyKey, kind: &str, wrong: bool) -> Vec<Event> {
        let rule = world.definition.documents.get(kind);
        let with = rule.map_or(&[][..], |rule| &rule.with).iter().map(String::as_str);
        let kinds: Vec<_> = [kind].into_iter().chain(with.filter(|_| !wrong)).collect();
        let formats = |kind: &str| -> Vec<Format> {
            let rule = world.definition.documents.get(kind);
            let groups = rule.map_or(&[][..], |rule| &rule.files).iter();
            groups.filter_map(|group| group.first().copied()).collect()
        };
        let event = |kind: &str, document| Event::DocumentRead {
            document,
            kind: kind.to_owned(),
            duty: Some(key.clone()),
            formats: formats(kind),
            trust: Trust::SignedLink,
            blocking: u32::from(wrong),
            reason: if wrong {
                "не заполнена графа «Ответственный»".to_owned()
            } else {
                String::new()
            },
        };
        kinds.into_iter().map(|kind| event(kind, self.document())).collect()
    }

    fn document(&mut self) -> DocumentId {
        self.documents += 1;
        DocumentId(Uuid::from_u64_pair(u64::from(self.number), self.documents))
    }

    fn take(
        &mut self,
        world: &World<'_>,
        event: &Event,
        now: DateTime<Utc>,
        post: &mut Post<'_, '_>,
    ) {
        let decision = self.subject.take(world, event, now);
        self.after(world, &decision, now, post);
    }

    /// After a step: messages go out, the alarm is set anew, new duties are planned for.
    fn after(
        &mut self,
        world: &World<'_>,
        decision: &Decision,
        now: DateTime<Utc>,
        post: &mut Post<'_, '_>,
    ) {
        for tell in &decision.tell {
            let kind = match tell.class {
                Class::Circular => Kind::Circular,
                Class::Receipt => Kind::Receipt,
                Class::Verdict => Kind::Verdict,
                Class::Change => Kind::Change,
                Class::Reminder => Kind::Reminder,
            };
            post.put(Told { kind, to: tell.to, recipient: self.number, digest: false }, now);
        }
        if !decision.facts.is_empty() {
            self.alarm = self.subject.alarm(world, DateTime::<Utc>::MAX_UTC);
            self.look_ahead(world, post.today);
        }
    }

    /// Plans for duties that have opened, were sent back, or came to the officer's desk.
    fn look_ahead(&mut self, world: &World<'_>, today: NaiveDate) {
        let calendar = world.calendar;
        for task in officer::tasks(world, &self.subject.case, &mut self.seen, &mut self.decided) {
            let on = task.day(&mut self.who.chance, calendar, today);
            self.desk.entry(on.max(tomorrow(today))).or_default().push(task);
        }
        let waiting: Vec<_> = self
            .subject
            .case
            .duties
            .values()
            .filter(|duty| duty.state.label().is_waiting())
            .filter(|duty| !officer::is_seen(&self.seen, duty))
            .cloned()
            .collect();
        for duty in waiting {
            officer::see(&mut self.seen, &duty);
            let Some((stage, rule)) = world.rule(&duty.track, &duty.key.obligation) else {
                continue;
            };
            if rule.external {
                continue;
            }
            let planned = if duty.state.label() == DutyLabel::Returned {
                let on = behaviour::again(&mut self.who.chance, calendar, today);
                vec![(on, Act::Fulfil)]
            } else {
                let who = &mut self.who;
                behaviour::plan(
                    who.behaviour,
                    &mut who.chance,
                    calendar,
                    today,
                    (&duty, stage, rule),
                )
            };
            for (on, act) in planned {
                self.plans.entry(on).or_default().push((duty.key.clone(), act));
            }
        }
    }

    fn tell_rung(
        &self,
        world: &World<'_>,
        alarm: Alarm,
        index: usize,
        key: &DutyKey,
        post: &mut Post<'_, '_>,
    ) {
        let Some(duty) = self.case().duties.get(key) else { return };
        let Some((_, rule)) = world.rule(&duty.track, &key.obligation) else { return };
        let Some(rung) = ladder::rungs(world.definition, rule).get(index) else { return };
        let kind = match (rung.draft, rung.at.days > 0) {
            (true, _) => Kind::Draft,
            (false, true) => Kind::Escalation,
            (false, false) => Kind::Reminder,
        };
        let recipient = match rung.tell {
            Addressee::Organization => self.number,
            Addressee::Municipality => self.who.municipality,
            Addressee::Officer | Addressee::Head => 0,
        };
        post.put(Told { kind, to: rung.tell, recipient, digest: rung.digest }, alarm.at);
    }
}

/// What goes out, on the day when it may.
struct Post<'p, 'a> {
    place: &'p Place<'a>,
    outbox: &'p mut Outbox,
    today: NaiveDate,
    /// Where the organization works, and near enough the authority above it.
    zone: Zone,
}

impl Post<'_, '_> {
    /// A mail goes out in the working hours of whom it is for; the day is the issuer's.
    fn put(&mut self, told: Told, at: DateTime<Utc>) {
        let issuer = self.place.settings.zone;
        let zone = match told.to {
            Addressee::Organization | Addressee::Municipality => self.zone,
            Addressee::Officer | Addressee::Head => issuer,
        };
        let day = match told.kind {
            Kind::Receipt | Kind::Verdict | Kind::Draft => self.today,
            _ => issuer.date(working_time::next_window(zone, self.place.calendar, at)),
        };
        self.outbox.entry(day.max(self.today)).or_default().push(told);
    }
}
