//! A region without a record: cases that answer events through the core itself, their history kept
//! as the engine keeps it.

use chrono::{DateTime, Utc};
use uuid::Uuid;
use vekha_core::Definition;
use vekha_core::definition::Role;
use vekha_core::machine::{self, World};
use vekha_letter::{Life, Mark, Step};
use vekha_model::{
    CampaignId, Case, CaseId, Event, Organization, OrganizationId, Parameters, Value, Zone,
};

/// The workflow.
pub const PLANS: &str = include_str!("plans.yaml");

/// The campaign.
pub const CAMPAIGN: CampaignId = CampaignId(Uuid::from_u128(0xCA));

/// A region at work.
pub struct Region {
    /// The workflow, compiled.
    pub definition: Definition,
    /// The territories, in the order of the register.
    pub territories: Vec<(OrganizationId, String)>,
    /// The history of each case.
    pub lives: Vec<Life>,
    /// The cases as they stand now.
    pub cases: Vec<Case>,
    parameters: Parameters,
    no: i64,
}

/// The region's zone.
pub fn zone() -> Zone {
    "Asia/Novokuznetsk".parse().expect("a zone")
}

/// A local time: `2024-02-01 10:00`.
pub fn at(text: &str) -> DateTime<Utc> {
    let (day, time) = text.split_once(' ').expect("day and time");
    zone().instant(day.parse().expect("day"), format!("{time}:00").parse().expect("time"))
}

impl Region {
    /// Territories with so many organizations each, all asked on 15 January 2024 at ten.
    pub fn asked(territories: &[(&str, usize)]) -> Self {
        let date = |text: &str| Value::Date(text.parse().expect("a date"));
        let parameters = [
            ("year".to_owned(), Value::Integer(2023)),
            ("plan_by".to_owned(), date("2024-03-01")),
            ("publish_by".to_owned(), date("2024-02-12")),
        ];
        let mut region = Self {
            definition: Definition::parse("plans.yaml", PLANS).expect("a workflow"),
            territories: Vec::new(),
            lives: Vec::new(),
            cases: Vec::new(),
            parameters: parameters.into(),
            no: 100,
        };
        for (n, (name, organizations)) in territories.iter().enumerate() {
            let territory = OrganizationId(Uuid::from_u128(0x1000 + n as u128));
            region.territories.push((territory, (*name).to_owned()));
            for _ in 0..*organizations {
                region.begin(territory);
            }
        }
        region
    }

    fn begin(&mut self, territory: OrganizationId) {
        let n = self.lives.len() as u128;
        let (id, subject) =
            (CaseId(Uuid::from_u128(0x2000 + n)), OrganizationId(Uuid::from_u128(0x3000 + n)));
        let steps = Vec::new();
        self.lives.push(Life { case: id, subject, territory, is_authority: false, steps });
        self.cases.push(Case::empty(id, CAMPAIGN, subject));
        let decide = |world: &World<'_>, case: &Case, now| machine::start(world, case.clone(), now);
        self.step(self.cases.len() - 1, at("2024-01-15 10:00"), decide);
    }

    /// An event happens to a case.
    pub fn happens(&mut self, case: usize, now: DateTime<Utc>, event: &Event) {
        self.step(case, now, |world, case, now| machine::decide(world, case, event, now));
    }

    fn step(
        &mut self,
        at: usize,
        now: DateTime<Utc>,
        decide: impl FnOnce(&World<'_>, &Case, DateTime<Utc>) -> machine::Decision,
    ) {
        let organization = Organization::bare(self.lives[at].subject);
        let calendar = vekha_core::calendar::federal();
        let world = World {
            definition: &self.definition,
            role: Role::Main,
            parameters: &self.parameters,
            calendar: &calendar,
            zone: zone(),
            organization: &organization,
            counts: None,
            issued_at: self::at("2024-01-15 10:00"),
        };
        let decision = decide(&world, &self.cases[at], now);
        self.cases[at] = decision.after;
        if decision.facts.is_empty() {
            return;
        }
        self.no += 1;
        let mark = Mark { no: self.no, hash: format!("{:064x}", self.no * 7_919), at: now };
        self.lives[at].steps.push(Step { mark, facts: decision.facts });
    }
}
