//! A region with its register, and the services over its record: real ones, stepped by hand on one
//! thread, with a clock that stands until it is moved.

use crate::record;
use anyhow::{Context as _, ensure};
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use vekha_bus::{Bus, Local};
use vekha_engine::Engine;
use vekha_model::{Level, Organization, OrganizationId, TenantId, Zone};
use vekha_notifier::channel::Way;
use vekha_notifier::channel::envelope::Sender;
use vekha_notifier::channel::outbox::Outbox;
use vekha_notifier::compose::Composer;
use vekha_notifier::plan::Policy;
use vekha_notifier::{Footing, Notifier};
use vekha_runtime::service::{Progress, Step};
use vekha_runtime::{Clock, Hands, Ids};
use vekha_scheduler::Scheduler;
use vekha_store::link::Signer;
use vekha_store::person::{self, Person, PersonRole};
use vekha_store::{Scope, Store, organization, session, tenant};

/// Steps after which a world that does not come to rest is taken to go in a circle.
const STEPS_MAX: usize = 20_000;

/// The officer's login and session.
const OFFICER: &str = "officer";

/// How large a region is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Municipalities.
    pub towns: usize,
    /// Schools in each of them.
    pub schools: usize,
}

/// The services' limits: small ones let a small region meet every border of a batch.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    /// The engine's.
    pub engine: vekha_engine::Limits,
    /// The scheduler's.
    pub scheduler: vekha_scheduler::Limits,
    /// The notifier's.
    pub notifier: vekha_notifier::Limits,
}

/// The region at work.
#[derive(Debug)]
pub struct World {
    /// The record.
    pub store: Store,
    /// Moves the clock.
    pub hands: Hands,
    /// The clock of everybody.
    pub clock: Clock,
    /// Ids of what comes from outside.
    pub ids: Ids,
    /// The region.
    pub tenant: TenantId,
    /// Municipalities, in path order.
    pub towns: Vec<Organization>,
    /// Schools, in path order.
    pub schools: Vec<Organization>,
    /// The service under test.
    pub engine: Engine,
    /// The service under test.
    pub scheduler: Scheduler,
    /// The service under test.
    pub notifier: Notifier,
    /// What new services are made with.
    pub limits: Limits,
    /// The bell between the services.
    pub bus: Arc<dyn Bus>,
    /// Where the record is.
    pub place: record::Place,
    born: u32,
    folder: TempDir,
}

/// What a region stands on.
#[derive(Debug)]
pub struct Ground {
    /// Where the record is.
    pub place: record::Place,
    /// The bell between the services.
    pub bus: Arc<dyn Bus>,
    /// The folder of its data.
    pub folder: TempDir,
}

impl Ground {
    /// A record as the run asks for it, and the bell inside one process.
    ///
    /// # Errors
    /// When there is no room for it.
    pub fn usual() -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let place = record::place(folder.path())?;
        Ok(Self { place, bus: Arc::new(Local::new()), folder })
    }
}

/// The services that have no pages.
#[derive(Debug)]
pub struct Staff {
    /// Moves cases.
    pub engine: Engine,
    /// Watches the clock.
    pub scheduler: Scheduler,
    /// Tells people.
    pub notifier: Notifier,
}

/// The region's zone.
pub fn zone() -> Zone {
    "Asia/Novokuznetsk".parse().unwrap_or(Zone::MOSCOW)
}

/// A local time of the region: `2024-01-15 10:00`.
///
/// # Errors
/// When the text is no such time.
pub fn at(text: &str) -> anyhow::Result<DateTime<Utc>> {
    let (day, time) = text.split_once(' ').with_context(|| format!("{text}: day and time"))?;
    Ok(zone().instant(day.parse::<NaiveDate>()?, NaiveTime::parse_from_str(time, "%H:%M")?))
}

impl World {
    /// A region on 15 January 2024, 10 o'clock, with the usual limits.
    ///
    /// # Errors
    /// When the record or the outbox cannot be made.
    pub async fn new(size: Size) -> anyhow::Result<Self> {
        Self::with(size, Limits::default(), 1).await
    }

    /// The same with these limits and ids from this seed.
    ///
    /// # Errors
    /// When the record or the outbox cannot be made.
    pub async fn with(size: Size, limits: Limits, seed: u64) -> anyhow::Result<Self> {
        Self::on(Ground::usual()?, size, limits, seed).await
    }

    /// The same on this ground.
    ///
    /// # Errors
    /// When the record or the outbox cannot be made.
    pub async fn on(ground: Ground, size: Size, limits: Limits, seed: u64) -> anyhow::Result<Self> {
        let Ground { place, bus, folder } = ground;
        let store = Store::open(&place.options).await?;
        let (clock, hands) = Clock::manual(at("2024-01-15 10:00")?);
        let ids = Ids::seeded(&clock, seed);
        let tenant = TenantId(ids.next());
        let (towns, schools) = register(&store, &ids, tenant, size, clock.now()).await?;
        let parts = Parts { store: &store, bus: &bus, ids: &ids, limits, born: 0 };
        let Staff { engine, scheduler, notifier } = parts.staff(folder.path()).await?;
        Ok(Self {
            store,
            hands,
            clock,
            ids,
            tenant,
            towns,
            schools,
            engine,
            scheduler,
            notifier,
            limits,
            bus,
            place,
            born: 0,
            folder,
        })
    }

    /// Every service dies with what it had in memory, and others take its place.
    ///
    /// # Errors
    /// When the outbox cannot be opened.
    pub async fn restart(&mut self) -> anyhow::Result<()> {
        let bus = Arc::clone(&self.bus);
        let staff = self.staff(&bus).await?;
        (self.engine, self.scheduler, self.notifier) =
            (staff.engine, staff.scheduler, staff.notifier);
        Ok(())
    }

    /// New services on this record, as another process with this bell has them.
    ///
    /// # Errors
    /// When the outbox cannot be opened.
    pub async fn staff(&mut self, bus: &Arc<dyn Bus>) -> anyhow::Result<Staff> {
        self.born += 1;
        let (born, limits) = (self.born, self.limits);
        let parts = Parts { store: &self.store, bus, ids: &self.ids, limits, born };
        parts.staff(self.folder.path()).await
    }

    /// One step of each service. Returns how much they did.
    ///
    /// # Errors
    /// What a step failed with.
    pub async fn round(&mut self) -> anyhow::Result<usize> {
        let now = self.clock.now();
        let scheduler = self.scheduler.step(now).await?;
        let engine = self.engine.step(now).await?;
        let notifier = self.notifier.step(now).await?;
        Ok(scheduler.done + engine.done + notifier.done)
    }

    /// Steps every service until none finds anything to do.
    ///
    /// # Errors
    /// What a step failed with, or that there is no end of it.
    pub async fn settle(&mut self) -> anyhow::Result<()> {
        for _ in 0..STEPS_MAX {
            if self.round().await? == 0 {
                return Ok(());
            }
        }
        anyhow::bail!("the services never came to rest")
    }

    /// Steps the engine alone until it has nothing left. Returns how many events it took.
    ///
    /// # Errors
    /// What a step failed with.
    pub async fn work(&mut self) -> anyhow::Result<usize> {
        drain(&mut self.engine, self.clock.now()).await
    }

    /// Steps the scheduler alone until it has nothing left. Returns how much it did.
    ///
    /// # Errors
    /// What a step failed with.
    pub async fn sweep(&mut self) -> anyhow::Result<usize> {
        drain(&mut self.scheduler, self.clock.now()).await
    }

    /// Moves the clock to a local time and lets everybody work.
    ///
    /// # Errors
    /// When the text is no time; what a step failed with.
    pub async fn until(&mut self, text: &str) -> anyhow::Result<()> {
        self.hands.set(at(text)?);
        self.settle().await
    }

    /// What the region's officer may see: everything.
    ///
    /// # Errors
    /// Database errors.
    pub async fn officer(&self) -> anyhow::Result<Scope> {
        let mut tx = self.store.read().await?;
        let (now, idle_since) = (self.clock.now(), DateTime::<Utc>::UNIX_EPOCH);
        let entered = session::enter(&mut tx, OFFICER, now, idle_since).await?;
        Ok(entered.context("the officer's session has ended")?.scope)
    }

    /// The folder of its data.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where mails land.
    pub fn outbox(&self) -> std::path::PathBuf {
        self.folder.path().join("outbox")
    }
}

async fn drain(service: &mut impl Step, now: DateTime<Utc>) -> anyhow::Result<usize> {
    let mut done = 0;
    for _ in 0..STEPS_MAX {
        let progress: Progress = service.step(now).await?;
        done += progress.done;
        if progress.done == 0 {
            return Ok(done);
        }
    }
    anyhow::bail!("{} never came to rest", service.name())
}

/// What services are made with. A service that is born again takes other ids: in production they
/// come from the operating system and never repeat.
struct Parts<'a> {
    store: &'a Store,
    bus: &'a Arc<dyn Bus>,
    ids: &'a Ids,
    limits: Limits,
    born: u32,
}

impl Parts<'_> {
    fn fork(&self, name: &str) -> Ids {
        self.ids.fork(&format!("{name} {}", self.born))
    }

    async fn staff(&self, folder: &Path) -> anyhow::Result<Staff> {
        let notifier = self.notifier(folder).await?;
        Ok(Staff { engine: self.engine(), scheduler: self.scheduler(), notifier })
    }

    fn engine(&self) -> Engine {
        let (store, bus) = (self.store.clone(), Arc::clone(self.bus));
        Engine::new(store, bus, self.fork("engine"), self.limits.engine)
    }

    fn scheduler(&self) -> Scheduler {
        let (store, bus) = (self.store.clone(), Arc::clone(self.bus));
        Scheduler::new(store, bus, self.fork("scheduler"), self.limits.scheduler)
    }

    async fn notifier(&self, folder: &Path) -> anyhow::Result<Notifier> {
        let domain = "kuzbass.example".to_owned();
        let from = "Веха <vekha@kuzbass.example>".parse()?;
        let outbox = Outbox::open(folder.join("outbox"), Sender { from, domain: domain.clone() });
        let signer = Signer::new(b"the key of a test, which is long enough")?;
        let life = Duration::days(400);
        let url = "https://vekha.kuzbass.example";
        let footing = Footing {
            store: self.store.clone(),
            bus: Arc::clone(self.bus),
            ids: self.fork("notifier"),
            composer: Composer::new(signer, url, "in.kuzbass.example", life)?,
            way: Way::Outbox(outbox.await?),
        };
        let policy = Policy { domain, gather: Duration::minutes(5) };
        Ok(Notifier::new(footing, policy, self.limits.notifier))
    }
}

/// The tenant and its tree.
async fn register(
    store: &Store,
    ids: &Ids,
    id: TenantId,
    size: Size,
    now: DateTime<Utc>,
) -> anyhow::Result<(Vec<Organization>, Vec<Organization>)> {
    let node = |parent: Option<OrganizationId>, level, path: String, name: String| Organization {
        parent,
        level,
        email: Some(format!("n{}@schools.example", path.replace('/', "-"))),
        path,
        name,
        zone: zone(),
        kind: "school".into(),
        score: Some(87.5),
        pupils: Some(300),
        ..Organization::bare(ids.next().into())
    };
    let region = node(None, Level::Region, "42/".into(), "Минобразования".into());
    let (mut towns, mut schools) = (Vec::new(), Vec::new());
    for t in 1..=size.towns {
        let name = format!("Управление образования № {t}");
        let town = node(Some(region.id), Level::Municipality, format!("42/{t:03}/"), name);
        for n in 1..=size.schools {
            let name = format!("Школа № {n} округа {t}");
            let path = format!("42/{t:03}/{n:04}/");
            schools.push(node(Some(town.id), Level::Organization, path, name));
        }
        towns.push(town);
    }
    let mut tx = store.write().await?;
    let tenant =
        tenant::Tenant { id, code: "42".into(), name: "Кузбасс".into(), zone: zone() };
    tenant::insert(&mut tx, &tenant, now).await?;
    organization::save(&mut tx, id, &[&[region], &towns[..], &schools[..]].concat(), now).await?;
    let officer = officer(ids, id);
    person::insert(&mut tx, &officer, now).await?;
    let forever = now + Duration::days(36_500);
    session::open(&mut tx, (OFFICER, "csrf"), officer.id, now, forever).await?;
    tx.commit().await?;
    ensure!(!schools.is_empty(), "a region without schools proves nothing");
    Ok((towns, schools))
}

fn officer(ids: &Ids, tenant: TenantId) -> Person {
    Person {
        id: ids.next().into(),
        tenant,
        login: OFFICER.into(),
        name: "Петрова Анна Ивановна".into(),
        email: None,
        role: PersonRole::Officer,
        scope_path: "42/".into(),
        password_hash: String::new(),
        failed: 0,
        locked_until: None,
    }
}
