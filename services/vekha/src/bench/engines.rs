//! Who applies events in `vekha bench campaign`: an engine inside the bench, or engines that are
//! processes of their own, woken through NATS like those of an installation.

use super::world::{Place, World, drain};
use anyhow::{Context as _, ensure};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tokio::process::{Child, Command};
use tokio::task::JoinSet;
use vekha_engine::Engine;
use vekha_proto::Consumer;
use vekha_runtime::service::Step as _;
use vekha_store::event::Saying;
use vekha_store::{Target, delivery};

/// How often the bench looks whether the other processes are done. A look reads what is owed.
const LOOK: Duration = Duration::from_millis(20);

/// The same for a single event: short beside its way, long beside the question.
const GLANCE: Duration = Duration::from_millis(1);

/// The engines of a run.
pub enum Engines {
    /// One, stepped by the bench.
    Inside(Box<Engine>),
    /// Processes; they end with the value.
    Beside(Vec<Child>),
}

impl Engines {
    /// So many processes; none: the engine is inside.
    ///
    /// # Errors
    /// When the record or the bus cannot be shared with another process.
    pub fn start(world: &World, place: &Place, plan: (usize, usize)) -> anyhow::Result<Self> {
        let (processes, batch) = plan;
        if processes == 0 {
            let batch = i64::try_from(batch)?;
            let limits = vekha_engine::Limits { batch, ..Default::default() };
            return Ok(Self::Inside(Box::new(world.engine(limits))));
        }
        let (Target::Url(database), Some(nats)) = (&place.record, &place.nats) else {
            anyhow::bail!("engines of their own need --store postgres and --nats");
        };
        let start = |number: usize| {
            let folder = place.folder.join(format!("engine-{number}"));
            process(database, nats, &folder, batch).context("start an engine")
        };
        Ok(Self::Beside((1..=processes).map(start).collect::<anyhow::Result<_>>()?))
    }

    /// Waits until nothing is owed to the engine any more.
    ///
    /// # Errors
    /// When a step fails or a process has ended.
    pub async fn rest(&mut self, world: &World) -> anyhow::Result<()> {
        match self {
            Self::Inside(engine) => drain(engine.as_mut(), &world.clock).await.map(|_| ()),
            Self::Beside(processes) => {
                while owes(world).await? {
                    alive(processes)?;
                    let _elapsed = world.wait(LOOK).await;
                }
                Ok(())
            }
        }
    }

    /// Waits until so many events, said by these tasks meanwhile, have had their effect.
    ///
    /// # Errors
    /// When a step or a task fails, or a process has ended.
    pub async fn apply(
        &mut self,
        world: &World,
        events: usize,
        saying: JoinSet<anyhow::Result<()>>,
    ) -> anyhow::Result<()> {
        if let Self::Inside(engine) = self {
            let mut applied = 0;
            while applied < events {
                applied += engine.step(world.clock.now()).await?.done;
                tokio::task::yield_now().await;
            }
        }
        saying.join_all().await.into_iter().collect::<anyhow::Result<()>>()?;
        self.rest(world).await
    }

    /// Waits for the effect of events that were said alone.
    ///
    /// # Errors
    /// When it has none.
    pub async fn effect(&mut self, world: &World, said: &[Saying]) -> anyhow::Result<()> {
        match self {
            Self::Inside(engine) => {
                let done = engine.step(world.clock.now()).await?.done;
                ensure!(done == 1, "the event had no effect");
            }
            Self::Beside(_) => {
                for saying in said {
                    let event = saying.event.id;
                    while delivery::owed_for(&mut world.store.read().await?, event).await? > 0 {
                        let _elapsed = world.wait(GLANCE).await;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Whether anything is owed to the engine.
async fn owes(world: &World) -> anyhow::Result<bool> {
    let backlog = delivery::backlog(&mut world.store.read().await?).await?;
    Ok(backlog.iter().any(|owed| owed.consumer == Consumer::Engine))
}

/// Fails when one of them has ended: its work would be waited for without end.
fn alive(processes: &mut [Child]) -> anyhow::Result<()> {
    for process in processes {
        let ended = process.try_wait().context("look after an engine")?;
        ensure!(ended.is_none(), "an engine has ended: {ended:?}");
    }
    Ok(())
}

/// `vekha up --roles engine` on this record.
fn process(database: &str, nats: &str, folder: &Path, batch: usize) -> anyhow::Result<Child> {
    std::fs::create_dir(folder)?;
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["up", "--roles", "engine", "--listen", "127.0.0.1:0", "--database", database]);
    command.args(["--nats", nats, "--data"]).arg(folder);
    command.env("VEKHA_ISSUER__CODE", super::world::CODE);
    // Nobody logs in here, and what has no officer asks for one.
    command.env("VEKHA_ADMIN__PASSWORD", "nobody logs in to a bench");
    command.env("VEKHA_ENGINE__BATCH", batch.to_string());
    command.env("VEKHA_LOG__FILTER", "warn");
    command.stdin(Stdio::null()).stdout(Stdio::null()).kill_on_drop(true);
    Ok(command.spawn()?)
}
