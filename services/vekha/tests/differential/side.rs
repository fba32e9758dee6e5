//! One way to run the program: a region on a database, with real services as loops on a clock that
//! stands, in one process or in two with NATS between them.

use crate::bells;
use crate::desk::Desk;
use crate::script::{Round, SCHOOLS, Script, TOWNS};
use anyhow::{Context as _, Result, ensure};
use chrono::{DateTime, Duration as Span, Utc};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;
use vekha_bus::test_server::Server;
use vekha_bus::{Bus, JetStream, Local};
use vekha_files::{Blobs, Extractor};
use vekha_intake::{Intake, Reader, Reception};
use vekha_proto::Consumer;
use vekha_runtime::service::run;
use vekha_runtime::{DRAIN, Ids, Lifecycle};
use vekha_store::link::Signer;
use vekha_store::notice::NoticeState;
use vekha_store::{circular, delivery, duty, notice};
use vekha_tests::letter::{RESULTS, results};
use vekha_tests::world::{Ground, Limits, Staff};
use vekha_tests::{Size, World, record};

/// How soon a service looks when no bell was rung for it.
const TICK: Duration = Duration::from_millis(100);
/// Between two looks whether everybody has come to rest, and how many there may be.
const PAUSE: Duration = Duration::from_millis(10);
const PAUSES: usize = 12_000;
/// Days after the last round: ladders end.
const LAST: i64 = 30;
/// More notices than any script has.
const ALL: i64 = 1_000_000;

/// A process: its life and its end of the bus.
struct Process {
    life: Lifecycle,
    bus: Arc<dyn Bus>,
}

/// One way to run the program.
pub struct Side {
    world: World,
    processes: Vec<Process>,
    desk: Desk,
    /// NATS, for as long as it is needed.
    _server: Option<Server>,
}

impl Side {
    /// One process on SQLite.
    pub async fn embedded(seed: u64) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let (place, bus): (_, Arc<dyn Bus>) = (record::file(folder.path()), Arc::new(Local::new()));
        let process = Process { life: Lifecycle::new(), bus: Arc::clone(&bus) };
        let limits = Limits::default();
        Self::open(Ground { place, bus, folder }, (seed, limits), vec![process], None).await
    }

    /// Two processes with every service each on PostgreSQL and NATS, with batches of other sizes and
    /// other ids; none, said loudly, where a server is missing.
    pub async fn distributed(seed: u64) -> Result<Option<Self>> {
        let (Some(place), Some(server)) = (record::server()?, Server::newest()) else {
            return Ok(None);
        };
        let mut processes = Vec::new();
        for _ in 0..2 {
            let life = Lifecycle::new();
            let bus = JetStream::connect(&server.settings(), &Consumer::ALL, &life).await?;
            processes.push(Process { life, bus: Arc::new(bus) });
        }
        let mut limits = Limits::default();
        (limits.engine.batch, limits.scheduler.open, limits.scheduler.sweep) = (3, 2, 4);
        let (folder, bus) = (tempfile::tempdir()?, Arc::clone(&processes[0].bus));
        let (ground, seed) = (Ground { place, bus, folder }, seed + 1_000_000);
        Ok(Some(Self::open(ground, (seed, limits), processes, Some(server)).await?))
    }

    async fn open(
        ground: Ground,
        (seed, limits): (u64, Limits),
        processes: Vec<Process>,
        server: Option<Server>,
    ) -> Result<Self> {
        let (towns, schools) = (usize::try_from(TOWNS)?, usize::try_from(SCHOOLS / TOWNS)?);
        let mut world = World::on(ground, Size { towns, schools }, limits, seed).await?;
        // What a school sends in this script is a text.
        let letter = RESULTS.replace("files: [[docx]]", "files: [[docx, txt]]");
        let letter = world.letter(&letter, results()).await?;
        world.schedule(&letter).await?;
        let blobs = Blobs::open(world.folder().join("blobs")).await?;
        for (n, process) in processes.iter().enumerate() {
            let staff = world.staff(&process.bus).await?;
            process.start(&world, staff, reader(&world, process, &blobs, n)?);
        }
        let ids = world.ids.fork("reception");
        let bus = Arc::clone(&world.bus);
        let reception = Reception::new(world.store.clone(), blobs, bus, ids);
        rest(&world, &processes).await.context("the letter goes out")?;
        let campaign = world.campaign_of(letter.id).await?;
        let mut desk =
            Desk { campaign, schools: Default::default(), towns: Default::default(), reception };
        for school in 0..world.schools.len() {
            desk.schools.insert(school, world.case(campaign, school).await?);
        }
        for town in 0..world.towns.len() {
            desk.towns.insert(town, world.town_case(campaign, town).await?);
        }
        Ok(Self { world, processes, desk, _server: server })
    }

    /// Plays the whole script, holds the record to its rules, and prints what became of it.
    pub async fn play(self, script: &Script) -> Result<String> {
        for (n, round) in script.rounds.iter().enumerate() {
            self.round(round).await.with_context(|| format!("round {n}: {:?}", round.deeds))?;
        }
        self.pass(Span::days(LAST)).await?;
        self.world.check().await?;
        for process in &self.processes {
            process.bus.close().await;
            process.life.drain(DRAIN).await.into_result()?;
        }
        dump(&self.world)
    }

    /// Lets time pass, and stops it at each instant at which something falls due: an alarm, a notice.
    /// Jumped over, what is late falls together with what is new, and how much of it one digest still
    /// takes up is a question of pace.
    async fn pass(&self, time: Span) -> Result<()> {
        let (world, mut now) = (&self.world, self.world.clock.now());
        let end = now + time;
        while now < end {
            let mut tx = world.store.read().await?;
            let alarm = duty::oldest_alarm(&mut tx).await?;
            let notices = notice::list::list(&mut tx, world.tenant, ALL).await?;
            drop(tx);
            let waits = [NoticeState::Planned, NoticeState::Sending];
            let waiting = notices.iter().filter(|notice| waits.contains(&notice.state));
            let due = waiting.map(|notice| notice.not_before).chain(alarm);
            now = due.filter(|at| *at > now).min().unwrap_or(end).min(end);
            world.hands.set(now);
            rest(world, &self.processes).await?;
        }
        Ok(())
    }

    async fn round(&self, round: &Round) -> Result<()> {
        self.pass(Span::minutes(round.minutes)).await?;
        let (world, mut said) = (&self.world, Vec::new());
        for deed in &round.deeds {
            said.extend(self.desk.play(world, deed).await?);
        }
        bells::ring(world.bus.as_ref(), &world.store, &said, round.disorder).await?;
        rest(world, &self.processes).await
    }
}

impl Process {
    /// Every service that has no pages, as a loop.
    fn start(&self, world: &World, staff: Staff, intake: Intake) {
        let Staff { engine, scheduler, notifier } = staff;
        let bell = |consumer| self.bus.listen(consumer);
        run(&self.life, &world.clock, bell(Consumer::Engine), TICK, engine);
        run(&self.life, &world.clock, bell(Consumer::Scheduler), TICK, scheduler);
        run(&self.life, &world.clock, bell(Consumer::Notifier), TICK, notifier);
        run(&self.life, &world.clock, bell(Consumer::Intake), TICK, intake);
    }
}

fn reader(world: &World, process: &Process, blobs: &Blobs, n: usize) -> Result<Intake> {
    Ok(Intake::new(Reader {
        store: world.store.clone(),
        bus: Arc::clone(&process.bus),
        ids: fork(&world.ids, n),
        blobs: blobs.clone(),
        extractor: Extractor::new(env!("CARGO_BIN_EXE_vekha"), vekha_files::Limits::default()),
        signer: Signer::new(b"the key of a test, which is long enough")?,
        authserv_id: None,
        limits: vekha_intake::Limits::default(),
    }))
}

fn fork(ids: &Ids, n: usize) -> Ids {
    ids.fork(&format!("intake {n}"))
}

/// Waits until nothing is owed, nothing is due and nobody works: looked at twice, because who works
/// at the first look may say something at its end.
async fn rest(world: &World, processes: &[Process]) -> Result<()> {
    let now = world.clock.now();
    for _ in 0..PAUSES {
        if quiet(world, now).await? {
            for process in processes {
                process.life.idle().wait().await;
            }
            if quiet(world, now).await? {
                return Ok(());
            }
        }
        let _time = processes[0].life.wait(PAUSE).await;
    }
    let backlog = delivery::backlog(&mut world.store.read().await?).await?;
    anyhow::bail!("it does not come to rest: {backlog:?}")
}

async fn quiet(world: &World, now: DateTime<Utc>) -> Result<bool> {
    let mut tx = world.store.read().await?;
    let owed = !delivery::backlog(&mut tx).await?.is_empty();
    let rings = duty::oldest_alarm(&mut tx).await?.is_some_and(|at| at <= now);
    let letters = circular::due(&mut tx, now, []).await?.is_some();
    let notices = notice::settle::waiting(&mut tx, now).await?.due > 0;
    Ok(!(owed || rings || letters || notices))
}

/// `vekha dump --canonical`, by the program itself.
fn dump(world: &World) -> Result<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vekha"));
    command.env_clear().args(["dump", "--canonical", "--data"]).arg(world.folder());
    let said = command.args(world.place.flags()).output()?;
    let error = String::from_utf8_lossy(&said.stderr);
    ensure!(said.status.success(), "vekha dump: {error}");
    Ok(String::from_utf8(said.stdout)?)
}
