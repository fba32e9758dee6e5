//! A record with a register and one scheduled circular, for a bench to run on.

use anyhow::Context as _;
use chrono::{DateTime, TimeZone as _, Utc};
use std::path::Path;
use std::sync::Arc;
use vekha_bus::{Bus, Local};
use vekha_engine::Engine;
use vekha_model::{Level, Organization, OrganizationId, TenantId, Zone};
use vekha_runtime::service::Step;
use vekha_runtime::{Clock, Hands, Ids};
use vekha_scheduler::Scheduler;
use vekha_store::circular::{Circular, Recipients};
use vekha_store::{Options, Store, circular, definition, organization, tenant};

/// Organizations below one municipality: as many as a large district has.
const PER_MUNICIPALITY: usize = 50;

/// Services on a record of their own.
pub struct World {
    /// The record.
    pub store: Store,
    /// The bus.
    pub bus: Arc<dyn Bus>,
    /// Ids from a seed, so that two runs do the same.
    pub ids: Ids,
    /// The clock that the bench moves.
    pub clock: Clock,
    /// Its hands.
    pub hands: Hands,
    /// The tenant.
    pub tenant: TenantId,
}

impl World {
    /// A record at this path with `cases` organizations.
    pub async fn new(path: &Path, cases: usize) -> anyhow::Result<Self> {
        let store = Store::open(&Options::at(path)).await?;
        let (clock, hands) = Clock::manual(start());
        let ids = Ids::seeded(&clock, 1);
        let tenant = TenantId(ids.next());
        let world = Self { store, bus: Arc::new(Local::new()), ids, clock, hands, tenant };
        world.register(cases).await?;
        Ok(world)
    }

    /// The engine of this world.
    pub fn engine(&self, limits: vekha_engine::Limits) -> Engine {
        Engine::new(self.store.clone(), Arc::clone(&self.bus), self.ids.fork("engine"), limits)
    }

    /// The scheduler of this world.
    pub fn scheduler(&self) -> Scheduler {
        let limits = vekha_scheduler::Limits::default();
        Scheduler::new(
            self.store.clone(),
            Arc::clone(&self.bus),
            self.ids.fork("scheduler"),
            limits,
        )
    }

    async fn register(&self, cases: usize) -> anyhow::Result<()> {
        let zone: Zone = Zone::MOSCOW;
        let region = node(self.ids.next().into(), None, Level::Region, "00/".into(), zone);
        let mut nodes = vec![region.clone()];
        for at in 0..cases {
            let municipality = at / PER_MUNICIPALITY;
            if at % PER_MUNICIPALITY == 0 {
                let path = format!("00/{municipality:05}/");
                let above = Some(region.id);
                nodes.push(node(self.ids.next().into(), above, Level::Municipality, path, zone));
            }
            let above = nodes.iter().rev().find(|node| node.level == Level::Municipality);
            let path = format!("00/{municipality:05}/{at:07}/");
            let above = above.map(|node| node.id);
            nodes.push(node(self.ids.next().into(), above, Level::Organization, path, zone));
        }
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let tenant =
            tenant::Tenant {
                id: self.tenant, code: "00".into(), name: "Область".into(), zone
            };
        tenant::insert(&mut tx, &tenant, now).await?;
        for chunk in nodes.chunks(1_000) {
            organization::save(&mut tx, self.tenant, chunk, now).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Schedules a circular with this workflow for everybody, now.
    pub async fn schedule(&self, yaml: &str) -> anyhow::Result<()> {
        let now = self.clock.now();
        let parsed = vekha_core::Definition::parse("bench.yaml", yaml)
            .map_err(|report| anyhow::anyhow!("{report}"))?;
        let mut tx = self.store.write().await?;
        let stored = definition::Stored {
            id: self.ids.next().into(),
            name: parsed.name,
            version: i64::from(parsed.version),
            source: yaml.to_owned(),
        };
        let id = definition::keep(&mut tx, &stored, now).await?;
        circular::insert(&mut tx, &letter(self, id, now)).await?;
        tx.commit().await.context("schedule")?;
        Ok(())
    }
}

/// Steps a service until it has nothing left. Returns how much it did.
pub async fn drain(service: &mut impl Step, clock: &Clock) -> anyhow::Result<usize> {
    let mut done = 0;
    loop {
        let progress = service.step(clock.now()).await?;
        done += progress.done;
        if !progress.goes_on() {
            return Ok(done);
        }
    }
}

fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 1, 12, 6, 0, 0).single().unwrap_or_default()
}

fn node(
    id: OrganizationId,
    parent: Option<OrganizationId>,
    level: Level,
    path: String,
    zone: Zone,
) -> Organization {
    let name = format!("Организация {path}");
    Organization {
        parent,
        level,
        name,
        zone,
        path,
        kind: "school".into(),
        ..vekha_campaigns::bare(id)
    }
}

fn letter(world: &World, definition: vekha_model::DefinitionId, now: DateTime<Utc>) -> Circular {
    Circular {
        id: world.ids.next().into(),
        tenant: world.tenant,
        number: None,
        dated: None,
        issuer: "Министерство".into(),
        subject: "Проверка скорости".into(),
        body: String::new(),
        signer: None,
        executor: None,
        executor_phone: None,
        reply_to: None,
        head_email: None,
        definition,
        parameters: vekha_model::Parameters::new(),
        recipients: Recipients { paths: vec!["00/".into()] },
        state: "scheduled".into(),
        issue_at: Some(now),
        repeat_months: None,
        campaign: None,
        cursor: String::new(),
        created_by: None,
        created_at: now,
    }
}
