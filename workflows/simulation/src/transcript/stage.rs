//! Where a story is played: the setting, the case, and the time that passes.

use super::action::{self, Action, Documents};
use super::setting::Setting;
use super::tokens::Tokens;
use crate::subject::Subject;
use crate::words::Words;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use uuid::Uuid;
use vekha_core::Definition;
use vekha_core::definition::Role;
use vekha_core::ladder::Step;
use vekha_core::machine::{self, Decision, World};
use vekha_model::{CampaignId, Case, CaseId, DocumentId, DutyKey, Event, Lang};

/// A sweep fires no more alarms than this: a ladder is finite, so more is a mistake of ours.
const ALARMS_MAX: usize = 1_000;

/// One story being played.
pub(super) struct Stage<'d> {
    definition: &'d Definition,
    setting: Setting,
    issued_at: Option<DateTime<Utc>>,
    subject: Subject,
    documents: u128,
}

impl<'d> Stage<'d> {
    pub(super) fn new(definition: &'d Definition) -> Self {
        let setting = Setting::new(definition);
        let case = Case::empty(
            CaseId(Uuid::from_u128(1)),
            CampaignId(Uuid::from_u128(1)),
            setting.organization.id,
        );
        Self { definition, setting, issued_at: None, subject: Subject::new(case), documents: 0 }
    }

    /// Plays a line; what follows, in words.
    pub(super) fn play(&mut self, text: &str) -> Result<Vec<String>, String> {
        let mut tokens = Tokens::of(text);
        let first = tokens.next("a date or a verb")?;
        if self.setting.read(self.definition, &mut tokens, &first)? {
            tokens.end()?;
            return Ok(Vec::new());
        }
        let date: NaiveDate = first.parse().map_err(|_| {
            format!("{first:?} is neither a date nor parameters, organization, issuer or role")
        })?;
        let time: NaiveTime = action::parsed(&format!("{}:00", tokens.next("the time")?))?;
        let now = self.setting.zone.instant(date, time);
        let subject = &self.subject;
        let latest = |duty: &DutyKey| latest(subject, duty);
        let mut documents = Documents { count: &mut self.documents, latest: &latest };
        let action = action::read(&mut tokens, &mut documents)?;
        tokens.end()?;
        self.act(action, now)
    }

    fn act(&mut self, action: Action, now: DateTime<Utc>) -> Result<Vec<String>, String> {
        match action {
            Action::Start => {
                self.issued_at = Some(now);
                let started = with_world(self, |world, subject| subject.start(world, now));
                Ok(self.spoken(&started))
            }
            _ if self.issued_at.is_none() => Err("the story has no start yet".to_owned()),
            Action::Event(event) => Ok(self.event(&event, now)),
            Action::Counts(named) => {
                self.setting.count(named)?;
                Ok(self.event(&Event::CountsChanged, now))
            }
            Action::Sweep => Ok(self.sweep(now)),
            Action::Explain => Ok(self.explain(now)),
        }
    }

    fn event(&mut self, event: &Event, now: DateTime<Utc>) -> Vec<String> {
        let decision = with_world(self, |world, subject| subject.take(world, event, now));
        self.spoken(&decision)
    }

    fn sweep(&mut self, now: DateTime<Utc>) -> Vec<String> {
        let mut lines = Vec::new();
        for _ in 0..ALARMS_MAX {
            let alarm = with_world(self, |world, subject| subject.alarm(world, now));
            let Some((alarm, duty)) = alarm else { break };
            self.subject.reach(&duty);
            match alarm.what {
                Step::Rung(index) => {
                    lines.push(self.words().rung(alarm.at, index, &duty));
                }
                Step::Deadline => lines.extend(self.event(&Event::DeadlinePassed { duty }, now)),
            }
        }
        lines
    }

    fn explain(&mut self, now: DateTime<Utc>) -> Vec<String> {
        let tracks = with_world(self, |world, subject| {
            machine::explain(world, &subject.case, now, Lang::Ru)
        });
        let mut lines = Vec::new();
        for track in tracks {
            lines.push(format!("{}: этап «{}». {}", track.title, track.stage, track.why));
            lines.extend(track.waits.map(|waits| format!("  Ждёт: {waits}")));
            lines.extend(track.next.map(|next| format!("  Дальше: {next}")));
        }
        lines
    }

    fn spoken(&self, decision: &Decision) -> Vec<String> {
        let words = self.words();
        let facts = decision.facts.iter().flat_map(|fact| words.fact(fact));
        let tells = decision.tell.iter().map(|tell| words.tell(tell));
        facts.chain(tells).collect()
    }

    fn words(&self) -> Words<'d> {
        Words { definition: self.definition, role: self.setting.role, zone: self.setting.zone }
    }
}

/// Lends the world and the case at once.
fn with_world<T>(stage: &mut Stage<'_>, act: impl FnOnce(&World<'_>, &mut Subject) -> T) -> T {
    let Stage { definition, setting, issued_at, subject, .. } = stage;
    let world = World {
        definition,
        role: setting.role,
        parameters: &setting.parameters,
        calendar: &setting.calendar,
        zone: setting.zone,
        organization: &setting.organization,
        counts: (setting.role == Role::Authority).then_some(&setting.counts),
        issued_at: issued_at.unwrap_or(DateTime::UNIX_EPOCH),
    };
    act(&world, subject)
}

/// The document that a person answers: the one a duty stands on, else the last that came for it.
fn latest(subject: &Subject, key: &DutyKey) -> Option<DocumentId> {
    let duty = subject.case.duties.get(key)?;
    let filed = duty.filed.last().map(|part| part.document);
    action::standing_on(&duty.state).or(filed)
}
