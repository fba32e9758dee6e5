//! A record with a register and one scheduled circular, for a bench to run on.

use anyhow::{Context as _, ensure};
use chrono::{DateTime, TimeZone as _, Utc};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use vekha_bus::jetstream::Settings;
use vekha_bus::{Bus, JetStream, Local};
use vekha_engine::Engine;
use vekha_model::{Level, Organization, OrganizationId, TenantId, Zone};
use vekha_proto::Consumer;
use vekha_runtime::service::Step;
use vekha_runtime::{Clock, Hands, Ids, Lifecycle, Waited};
use vekha_scheduler::Scheduler;
use vekha_store::circular::{Circular, Recipients};
use vekha_store::event::Saying;
use vekha_store::{Dialect, Options, Store, Target, circular, definition, organization, tenant};

/// How long the bus may take to say what it still holds.
const DRAIN: Duration = Duration::from_secs(10);

/// The tenant's code.
pub const CODE: &str = "00";
/// Organizations below one municipality: as many as a large district has.
const PER_MUNICIPALITY: usize = 50;

/// Where a bench takes place.
#[derive(Clone, Debug)]
pub struct Place {
    /// The record.
    pub record: Target,
    /// NATS; none: the bus is inside the process.
    pub nats: Option<String>,
    /// A folder of its own, gone after the run.
    pub folder: PathBuf,
    /// Engines that are processes of their own; none: the engine is inside.
    pub engines: usize,
}

/// Services on a record of their own.
pub struct World {
    /// The record.
    pub store: Store,
    /// The bus.
    pub bus: Arc<dyn Bus>,
    /// Ids from a seed, so that two runs do the same; by chance where NATS would know them again.
    pub ids: Ids,
    /// The clock that the bench moves.
    pub clock: Clock,
    /// Its hands.
    pub hands: Hands,
    /// The tenant.
    pub tenant: TenantId,
    /// Whether other processes wait to be woken.
    beside: bool,
    services: Lifecycle,
}

impl World {
    /// A record in this place, which must hold none yet, with `cases` organizations.
    pub async fn new(place: &Place, cases: usize) -> anyhow::Result<Self> {
        let store = Store::open(&Options::new(place.record.clone())).await?;
        let mut tx = store.read().await?;
        ensure!(
            tenant::list(&mut tx).await?.is_empty(),
            "a bench needs a database without a record"
        );
        drop(tx);
        let services = Lifecycle::new();
        let bus: Arc<dyn Bus> = match &place.nats {
            None => Arc::new(Local::new()),
            Some(url) => {
                let settings = Settings { url: url.clone(), ..Settings::default() };
                let mut played = Consumer::ALL.to_vec();
                played.retain(|service| place.engines == 0 || *service != Consumer::Engine);
                Arc::new(JetStream::connect(&settings, &played, &services).await?)
            }
        };
        let (clock, hands) = Clock::manual(start());
        // NATS drops what it was told within two minutes: a second run on it needs other ids.
        let ids = match place.nats {
            None => Ids::seeded(&clock, 1),
            Some(_) => Ids::system(&clock),
        };
        let tenant = TenantId(ids.next());
        let world =
            Self { store, bus, services, ids, clock, hands, tenant, beside: place.engines > 0 };
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

    /// Wakes who is another process.
    pub async fn ring(&self, said: &[Saying]) {
        if self.beside {
            let events: Vec<_> = said.iter().map(|saying| &saying.event).collect();
            self.bus.ring(&events).await;
        }
    }

    /// Lets real time pass.
    pub async fn wait(&self, time: Duration) -> Waited {
        self.services.wait(time).await
    }

    /// What the record is kept in, as the figures name it.
    pub fn database(&self) -> &'static str {
        match self.store.dialect() {
            Dialect::Sqlite => "sqlite",
            Dialect::Postgres => "postgres",
        }
    }

    /// Closes the record and the bus.
    pub async fn close(&self) {
        self.services.stop();
        let _late = self.services.drain(DRAIN).await;
        self.bus.close().await;
        self.store.close().await;
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
                id: self.tenant, code: CODE.into(), name: "Область".into(), zone
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
        ..Organization::bare(id)
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
