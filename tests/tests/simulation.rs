//! Everything at once and at random: steps of all services in any order, documents, decisions,
//! nonsense, extensions, time that jumps, services that die in the middle of a step. When the dust
//! has settled the record must be what its history says, whatever happened.
//!
//! `VEKHA_SEEDS=200` plays more worlds, `VEKHA_SEED=17` begins with that one: a failure names its
//! seed.

use anyhow::{Context as _, Result};
use chrono::Duration;
use std::future::Future;
use std::pin::pin;
use std::task::Poll;
use vekha_model::{CampaignId, CaseId};
use vekha_proto::v1;
use vekha_runtime::service::Step as _;
use vekha_simulation::Chance;
use vekha_tests::letter::{RESULTS, results};
use vekha_tests::say::{bad_plan, document, extension};
use vekha_tests::world::{Limits, zone};
use vekha_tests::{Size, World};

/// Worlds that are played unless the environment says otherwise.
const SEEDS: u64 = 8;
/// What happens in each of them.
const HAPPENINGS: usize = 160;

#[tokio::test]
async fn whatever_happens_the_record_is_what_its_history_says() -> Result<()> {
    let first = number("VEKHA_SEED").unwrap_or(1);
    for seed in first..first + number("VEKHA_SEEDS").unwrap_or(SEEDS) {
        live(seed).await.with_context(|| format!("play it again with VEKHA_SEED={seed}"))?;
    }
    Ok(())
}

fn number(name: &str) -> Option<u64> {
    std::env::var_os(name)?.to_str()?.parse().ok()
}

async fn live(seed: u64) -> Result<()> {
    let mut chance = Chance::new(seed);
    let mut limits = Limits::default();
    limits.engine.batch = chance.between(1, 6);
    limits.scheduler.open = chance.between(1, 4);
    limits.scheduler.sweep = chance.between(1, 5);
    let size = Size { towns: 2, schools: 3 };
    let world = World::with(size, limits, seed).await?;
    let letter = world.letter(RESULTS, results()).await?;
    world.schedule(&letter).await?;
    let mut play = Play { world, chance, papers: 0 };
    for _ in 0..HAPPENINGS {
        play.happen().await?;
    }
    play.world.settle().await?;
    play.world.check().await?;
    play.world.hands.set(play.world.clock.now() + Duration::days(90));
    play.world.settle().await?;
    play.world.check().await
}

/// A world and what chance does to it.
struct Play {
    world: World,
    chance: Chance,
    papers: u128,
}

impl Play {
    async fn happen(&mut self) -> Result<()> {
        match self.chance.between(0, 99) {
            0..=39 => self.step().await,
            40..=59 => self.paper().await,
            60..=70 => self.decide().await,
            71..=74 => self.extend().await,
            75..=76 => self.nonsense().await,
            77..=86 => {
                let minutes = [7, 61, 60 * 24, 60 * 24 * 6];
                let at = usize::try_from(self.chance.between(0, 3))?;
                let now = self.world.clock.now();
                self.world.hands.set(now + Duration::minutes(minutes[at]));
                Ok(())
            }
            87..=98 => self.die().await,
            _ => self.cancel().await,
        }
    }

    /// One service takes one step; after the engine's the sums must be right at once.
    async fn step(&mut self) -> Result<()> {
        let now = self.world.clock.now();
        match self.chance.between(0, 2) {
            0 => {
                let _more = self.world.scheduler.step(now).await?;
            }
            1 => {
                let _more = self.world.notifier.step(now).await?;
            }
            _ => {
                let _more = self.world.engine.step(now).await?;
                self.world.check_amid().await?;
            }
        }
        Ok(())
    }

    /// A service dies in the middle of a step, and all are born again.
    async fn die(&mut self) -> Result<()> {
        let (now, polls) = (self.world.clock.now(), self.chance.between(1, 60));
        let which = self.chance.between(0, 2);
        let world = &mut self.world;
        match which {
            0 => cut(world.scheduler.step(now), polls).await,
            1 => cut(world.notifier.step(now), polls).await,
            _ => cut(world.engine.step(now), polls).await,
        }
        world.restart().await
    }

    /// A case, once there are any.
    async fn case(&mut self) -> Result<Option<(CaseId, CampaignId)>> {
        let seen = self.world.look().await?;
        let cases: Vec<_> = seen.cases.values().map(|stored| &stored.case).collect();
        let last = i64::try_from(cases.len())? - 1;
        let at = usize::try_from(self.chance.between(0, last))?;
        Ok(cases.get(at).map(|case| (case.id, case.campaign)))
    }

    fn fresh(&mut self) -> u128 {
        self.papers += 1;
        self.papers
    }

    /// A document arrives, sometimes twice, sometimes from nobody known.
    async fn paper(&mut self) -> Result<()> {
        let Some((case, _)) = self.case().await? else { return Ok(()) };
        let id = self.fresh();
        let kinds = ["plan", "plan", "plan", "report", "publication", "explanation", "letter"];
        let last = i64::try_from(kinds.len())? - 1;
        let kind = kinds[usize::try_from(self.chance.between(0, last))?];
        let mut paper = if self.chance.percent(20) { bad_plan(id) } else { document(id, kind) };
        if self.chance.percent(25) {
            paper.trust = "unproven".into();
        }
        let event = self.world.say(case, &paper).await?;
        if self.chance.percent(15) {
            self.world.owe_again(case, event).await?;
        }
        Ok(())
    }

    /// A person or the organization decides something, sensible or not.
    async fn decide(&mut self) -> Result<()> {
        let Some((case, _)) = self.case().await? else { return Ok(()) };
        let last = i64::try_from(self.papers)?;
        let number = self.chance.between(1, last.max(1));
        let document = uuid::Uuid::from_u128(u128::try_from(number)?).to_string();
        let duty = if self.chance.percent(60) { "plan" } else { "report" }.to_owned();
        let reason = "reorganization".to_owned();
        let world = &self.world;
        match self.chance.between(0, 5) {
            0 => world.say(case, &v1::DocumentAccepted { document, duty }).await?,
            1 => world.say(case, &v1::DocumentReturned { document, duty, reason }).await?,
            2 => world.say(case, &v1::ExemptionClaimed { duty, reason, proof: None }).await?,
            3 => world.say(case, &v1::ExemptionGranted { duty, reason, proof: None }).await?,
            4 => world.say(case, &v1::ExemptionRefused { duty, reason }).await?,
            _ => world.say(case, &v1::Acknowledged { duty: None }).await?,
        };
        Ok(())
    }

    /// A later date for one case, or for all.
    async fn extend(&mut self) -> Result<()> {
        let Some((case, campaign)) = self.case().await? else { return Ok(()) };
        let days = self.chance.between(3, 40);
        let due = zone().date(self.world.clock.now() + Duration::days(days));
        let one = [case];
        let whom = if self.chance.percent(50) { Some(&one[..]) } else { None };
        self.world.say_to(campaign, whom, &extension(due)).await?;
        Ok(())
    }

    /// An event that nobody can read.
    async fn nonsense(&mut self) -> Result<()> {
        let Some((case, _)) = self.case().await? else { return Ok(()) };
        let mut event = self.world.envelope(&document(1, "plan"))?.in_case(case);
        event.data = r#"{"document":7}"#.to_owned();
        self.world.say_envelope(case, event).await?;
        Ok(())
    }

    async fn cancel(&mut self) -> Result<()> {
        let Some((_, campaign)) = self.case().await? else { return Ok(()) };
        let cancelled = v1::CampaignCancelled { reason: "отозвано".into() };
        self.world.say_to(campaign, None, &cancelled).await?;
        Ok(())
    }
}

/// Polls work so many times and drops it where it is: what was not committed never happened.
async fn cut<T>(work: impl Future<Output = T>, polls: i64) {
    let (mut work, mut left) = (pin!(work), polls);
    std::future::poll_fn(|context| {
        left -= 1;
        if left < 0 {
            return Poll::Ready(());
        }
        work.as_mut().poll(context).map(drop)
    })
    .await;
}
