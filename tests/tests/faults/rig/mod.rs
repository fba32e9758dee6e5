//! An installation of real processes over a real PostgreSQL and a real NATS, with those who send
//! documents to it, and what must be true of its record when it has come to rest.

mod ground;
mod letter;
mod outside;
mod process;
mod wait;

pub use ground::{ground, on, runs, seed};
pub use letter::workflow;
pub use outside::{Outside, Paper, one_of};
pub use process::Process;
pub use wait::{pause, until};

use anyhow::{Context as _, Result, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use process::Launch;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;
use vekha_bus::test_server::Server;
use vekha_model::{CaseId, Parameters};
use vekha_proto::EventKind;
use vekha_runtime::Clock;
use vekha_simulation::Chance;
use vekha_store::link::Signer;
use vekha_store::notice::settle::waiting;
use vekha_store::{dead_letter, delivery, duty, session};
use vekha_tests::check::{Acknowledged, Apart};
use vekha_tests::program::program;
use vekha_tests::world::{Ground, Limits, at};
use vekha_tests::{Size, World};

/// How long after the fault everything may take.
const REST: Duration = Duration::from_secs(240);
/// The key that signs links: nobody's but a test's.
const KEY: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
/// All services in one process.
pub const EVERYTHING: &str = "engine,scheduler,intake,notifier,dashboard";
/// Each service on its own.
const ALONE: [&str; 5] = ["engine", "scheduler", "intake", "notifier", "dashboard"];

/// What an installation is made of.
pub struct Setup {
    pub ground: Ground,
    pub seed: u64,
    pub size: Size,
    /// Roles of each process.
    pub processes: Vec<&'static str>,
    /// What its processes are told beside the usual.
    pub variables: Vec<(&'static str, String)>,
    pub deadline: DateTime<Utc>,
}

impl Setup {
    /// Forty schools, each service on its own, through this NATS.
    pub fn usual(ground: Ground, nats: &Server, seed: u64) -> Self {
        Self::of(ground, seed).variable("VEKHA_NATS__URL", nats.url())
    }

    /// The same without a bell between processes.
    pub fn of(ground: Ground, seed: u64) -> Self {
        let long_ago = "2024-02-21T08:00:00Z".parse().expect("an instant");
        let size = Size { towns: 10, schools: 4 };
        let (processes, variables) = (ALONE.to_vec(), Vec::new());
        Self { ground, seed, size, processes, variables, deadline: long_ago }
    }

    pub fn variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    pub fn processes(mut self, processes: &[&'static str]) -> Self {
        self.processes = processes.to_vec();
        self
    }
}

/// The running installation.
pub struct Office {
    /// First: whoever still runs ends before its record does.
    pub staff: Vec<Process>,
    pub world: World,
    pub clock: Clock,
    pub chance: Chance,
    pub outside: Outside,
    /// The schools' cases of the first letter.
    pub cases: Vec<CaseId>,
    /// What senders hold receipts for.
    pub sent: Vec<Acknowledged>,
    /// The cases that the officer was told to have settled.
    settled: BTreeSet<CaseId>,
    decisions: usize,
    papers: u64,
    seed: u64,
    workflow: String,
}

impl Office {
    /// Makes the region with a letter that went out in January 2024, so that ladders climb and
    /// deadlines fall from the first moment, and starts its processes.
    pub async fn open(setup: Setup) -> Result<Self> {
        let (size, seed) = (setup.size, setup.seed);
        let world = World::on(setup.ground, size, Limits::default(), seed).await?;
        let clock = Clock::system();
        enter(&world, clock.now()).await?;
        let key = world.folder().join("secret.key");
        std::fs::write(&key, KEY)?;
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600))?;
        let none = reqwest::redirect::Policy::none();
        let client = reqwest::Client::builder().no_proxy().redirect(none).build()?;
        let outside = Outside::new(client, Signer::new(KEY.as_bytes())?, clock.now());
        let (program, variables) = (program()?, variables(setup.variables));
        world.place.admit()?;
        let mut office = Self {
            staff: Vec::new(),
            world,
            clock,
            chance: Chance::new(seed),
            outside,
            cases: Vec::new(),
            sent: Vec::new(),
            settled: BTreeSet::new(),
            decisions: 0,
            papers: 0,
            seed,
            workflow: workflow(setup.deadline),
        };
        office.issue_long_ago("42/").await?;
        office.know_cases().await?;
        for roles in setup.processes {
            let arguments = arguments(&office.world, roles);
            let launch =
                Launch { program: program.clone(), arguments, variables: variables.clone() };
            let process = Process::start(roles, launch, &office.outside.client)?;
            if process.plays("intake") {
                office.outside.intakes.push(process.base());
            }
            if process.plays("dashboard") {
                office.outside.dashboards.push(process.base());
            }
            office.staff.push(process);
        }
        office.ready().await?;
        Ok(office)
    }

    /// The first process that plays a role.
    pub fn process(&mut self, role: &str) -> &mut Process {
        self.staff.iter_mut().find(|process| process.plays(role)).expect("somebody plays it")
    }

    /// Waits until every process answers.
    pub async fn ready(&mut self) -> Result<()> {
        for process in &mut self.staff {
            process.ready().await?;
        }
        Ok(())
    }

    async fn know_cases(&mut self) -> Result<()> {
        let seen = self.world.look().await?;
        self.cases = seen.cases.keys().copied().collect();
        ensure!(self.cases.len() == self.world.schools.len(), "{} cases", self.cases.len());
        Ok(())
    }

    /// A letter to a part of the tree that went out in January 2024. No process may issue or move
    /// cases meanwhile.
    pub async fn issue_long_ago(&mut self, path: &str) -> Result<()> {
        self.world.hands.set(at("2024-01-15 10:00")?);
        self.schedule(path).await?;
        self.world.sweep().await?;
        self.world.work().await?;
        self.world.hands.set(self.clock.now());
        Ok(())
    }

    /// A letter to a part of the tree, to go out now.
    pub async fn issue(&mut self, path: &str) -> Result<()> {
        self.world.hands.set(self.clock.now());
        self.schedule(path).await
    }

    async fn schedule(&mut self, path: &str) -> Result<()> {
        let mut letter = self.world.letter(&self.workflow, Parameters::new()).await?;
        letter.recipients.paths = vec![path.to_owned()];
        self.world.schedule(&letter).await
    }

    /// So many documents to cases chosen by chance.
    pub fn pick(&mut self, papers: usize) -> Vec<Paper> {
        let picked = (0..papers).map(|_| {
            self.papers += 1;
            Paper { case: one_of(&self.cases, &mut self.chance), number: self.papers }
        });
        picked.collect()
    }

    /// Sends so many documents; each has its receipt.
    pub async fn send(&mut self, papers: usize) {
        let picked = self.pick(papers);
        let sent = self.outside.send_all(picked).await;
        self.sent.extend(sent);
    }

    /// The case that the officer decides about next. Who was decided about long ago comes again, and
    /// a second decision changes nothing.
    pub fn next_to_decide(&mut self) -> CaseId {
        self.decisions += 1;
        self.cases[self.decisions % self.cases.len()]
    }

    /// A page has confirmed that this debt is settled.
    pub fn has_settled(&mut self, case: CaseId) {
        self.settled.insert(case);
    }

    /// Documents come for as long as the fault lasts.
    pub async fn amid(&mut self, fault: impl AsyncFnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let (outside, cases) = (self.outside.clone(), self.cases.clone());
        let drawn = self.chance.draw();
        // A hundred thousand numbers for each fault.
        self.papers += 100_000;
        let (done, begin) = (Cell::new(false), (Chance::new(drawn), self.papers));
        let sending = outside.send_until(&cases, begin, &done);
        let happening = async {
            let ended = fault(self).await;
            done.set(true);
            ended
        };
        let (sent, ended) = tokio::join!(sending, happening);
        ended?;
        self.sent.extend(sent);
        Ok(())
    }

    /// Waits until rings go through NATS again: what comes from now on is heard by each of those
    /// who are owed something. Documents must keep coming.
    pub async fn rings(&self) -> Result<()> {
        for role in ["intake", "engine", "notifier"] {
            let heard = async || -> Result<f64> {
                let mut all = 0.0;
                for process in self.staff.iter().filter(|process| process.plays(role)) {
                    let label = format!("service=\"{role}\"");
                    all += process.metric("vekha_bus_heard_total", &label).await?;
                }
                Ok(all)
            };
            let before = heard().await?;
            until(&format!("a ring for {role}"), REST, async || {
                Ok((heard().await? <= before).then(|| format!("{before} as before")))
            })
            .await?;
        }
        Ok(())
    }

    /// Waits until every process has noticed whether NATS is there.
    pub async fn connected(&self, wanted: bool) -> Result<()> {
        let wanted = if wanted { 1.0 } else { 0.0 };
        for process in &self.staff {
            until(&format!("{} and NATS", process.roles), REST, async || {
                let found = process.metric("vekha_bus_connected", "").await?;
                Ok((found != wanted).then(|| format!("connected is {found}")))
            })
            .await?;
        }
        Ok(())
    }

    /// Waits until so many more documents have moved their cases.
    pub async fn moved(&self, more: usize) -> Result<()> {
        let moved = async || -> Result<usize> {
            let history = self.world.history().await?;
            Ok(history.iter().filter(|it| it.event.kind == EventKind::CaseAdvanced).count())
        };
        let mut before = None;
        until("documents have their effect", REST, async || {
            let now = moved().await?;
            let since = now - *before.get_or_insert(now);
            Ok((since < more).then(|| format!("{since} of {more}")))
        })
        .await
    }

    /// Waits until nobody has anything to do.
    pub async fn rest(&self) -> Result<()> {
        until("rest", REST, async || self.unrest().await).await
    }

    /// What is still to be done, as of one moment.
    async fn unrest(&self) -> Result<Option<String>> {
        let now = self.clock.now();
        let letters = self.world.circulars().await?;
        if let Some(letter) = letters.iter().find(|letter| letter.state != "issued") {
            return Ok(Some(format!("letter {} is {}", letter.id, letter.state)));
        }
        let mut tx = self.world.store.read().await?;
        let owed = delivery::backlog(&mut tx).await?;
        if !owed.is_empty() {
            return Ok(Some(format!("{owed:?}")));
        }
        if let Some(at) = duty::oldest_alarm(&mut tx).await?.filter(|at| *at <= now) {
            return Ok(Some(format!("an alarm of {at}")));
        }
        let notices = waiting(&mut tx, now).await?.due;
        Ok((notices > 0).then(|| format!("{notices} notices")))
    }

    /// Waits for rest and holds the record to every promise; says how it went.
    pub async fn prove(&mut self, fault: &str, runs: usize) -> Result<()> {
        self.rest().await?;
        self.world.hands.set(self.clock.now());
        self.world.check().await.with_context(|| self.again(fault))?;
        let mut apart = self.world.kept(&self.sent).await?;
        let told = self.world.told().await?;
        apart.lost.extend(told.lost);
        apart.doubled.extend(told.doubled);
        self.decided(&mut apart).await?;
        let dead = dead_letter::count(&mut self.world.store.read().await?).await?;
        let (lost, doubled, documents) = (apart.lost.len(), apart.doubled.len(), self.sent.len());
        println!(
            "fault={fault} seed={} runs={runs} documents={documents} lost={lost} doubled={doubled}",
            self.seed
        );
        ensure!(lost + doubled == 0, "{}: {apart:#?}", self.again(fault));
        ensure!(dead == 0, "{}: {dead} events were set aside", self.again(fault));
        Ok(())
    }

    fn again(&self, fault: &str) -> String {
        format!("{fault}: play it again with VEKHA_SEED={}", self.seed)
    }

    /// Each decision that a page confirmed is said, and has acted.
    async fn decided(&self, apart: &mut Apart) -> Result<()> {
        let history = self.world.history().await?;
        let said = history.iter().filter(|it| it.event.kind == EventKind::DecisionTaken);
        let said: BTreeSet<CaseId> = said.filter_map(|stored| stored.event.case).collect();
        let seen = self.world.look().await?;
        for case in &self.settled {
            if !said.contains(case) || seen.stage(*case, "debt")? != "settled" {
                apart.lost.push(format!("the decision about case {case}"));
            }
        }
        Ok(())
    }
}

/// The officer's session for the real clock.
async fn enter(world: &World, now: DateTime<Utc>) -> Result<()> {
    let never = DateTime::<Utc>::UNIX_EPOCH;
    let mut tx = world.store.write().await?;
    let entered = session::enter(&mut tx, "officer", now, never).await?.context("the officer")?;
    let forever = now + TimeDelta::days(1_000);
    session::open(&mut tx, outside::OFFICER, entered.person, now, forever).await?;
    tx.commit().await?;
    Ok(())
}

/// Where the installation is, for a process of these services: each is its own user of the database.
fn arguments(world: &World, services: &str) -> Vec<String> {
    let mut arguments = vec!["--data".to_owned(), world.folder().display().to_string()];
    arguments.extend(world.place.flags_of(services));
    arguments
}

/// Small batches, so that work in hand is found at every fault; short ticks and no pauses between
/// what happens and the mail about it.
fn variables(more: Vec<(&'static str, String)>) -> Vec<(String, String)> {
    let usual = [
        ("VEKHA_LOG__FILTER", "error"),
        ("VEKHA_SCHEDULER__OPEN", "4"),
        ("VEKHA_SCHEDULER__SWEEP", "3"),
        ("VEKHA_ENGINE__BATCH", "7"),
        ("VEKHA_NOTIFIER__GATHER_S", "0"),
        ("VEKHA_NOTIFIER__LEASE_MINUTES", "0"),
    ];
    let usual = usual.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
    usual.chain(more.into_iter().map(|(name, value)| (name.to_owned(), value))).collect()
}
