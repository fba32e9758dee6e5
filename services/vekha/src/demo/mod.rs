//! `vekha demo`: an invented region that answers a circular through the front doors of the real
//! services, on a clock whose days pass every few seconds.
//!
//! - `region`, `names` — who there is; `stage` writes them and the letter into an empty record;
//! - `behaviour`, `actor`, `officer` — what each will do, and what each does about a mail;
//! - `paper`, `plan`, `letter`, `phrases` — what they write; `docx`, `pdf`, `eml`, `parcel` — in
//!   which format;
//! - `browser`, `forms`, `post` — the doors: HTTP and two folders of mails;
//! - `driver` turns the clock, `story` tells the days.
//!
//! Nothing here touches the record once the letter is scheduled: schools upload over HTTP and answer
//! by mail, the officer logs in and clicks. The same seed tells the same story.

mod actor;
mod behaviour;
mod browser;
mod calendar;
mod docx;
mod driver;
mod eml;
mod forms;
mod letter;
mod names;
mod officer;
mod paper;
mod parcel;
mod pdf;
mod phrases;
mod plan;
mod post;
mod quiet;
mod region;
mod stage;
mod story;

#[cfg(test)]
mod tests;

use crate::compose::Vekha;
use crate::config::Config;
use behaviour::{Kind, agenda};
use browser::Browser;
use calendar::{Dates, Workdays};
use driver::{Driver, Obligations};
use officer::Officer;
use post::Post;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use vekha_core::Definition;
use vekha_core::definition::{Role, Wants};
use vekha_runtime::telemetry::Metrics;
use vekha_runtime::{Clock, Hands, Ids, Lifecycle, Waited};
use vekha_simulation::Chance;

pub use stage::LOGIN;

/// What was asked for.
#[derive(Clone, Debug)]
pub struct Wish {
    /// How many schools.
    pub schools: usize,
    /// The seed of everything.
    pub seed: u64,
    /// How long a day takes; nothing: as long as it must.
    pub pace: Duration,
    /// Where to serve.
    pub listen: SocketAddr,
    /// An empty folder.
    pub data: PathBuf,
    /// How many days; else up to three weeks after the last date.
    pub days: Option<usize>,
}

/// A story that is ready to begin, with the services that it is told to.
#[derive(Debug)]
pub struct Scene {
    /// The services.
    pub vekha: Vekha,
    /// Where.
    pub url: String,
    /// The officer's password.
    pub password: String,
    /// How many municipalities.
    pub municipalities: usize,
    driver: Driver,
    wish: Wish,
}

impl Scene {
    /// Invents the region and starts the services on a clock of its own.
    ///
    /// # Errors
    /// When the folder is not empty, or the services cannot start.
    pub async fn start(
        wish: Wish,
        lifecycle: &Lifecycle,
        metrics: &Metrics,
    ) -> anyhow::Result<Self> {
        let dates = Dates::of_letter();
        let (clock, hands) = Clock::manual(stage::issue_at(&dates));
        let (ids, seed) = (Ids::seeded(&clock, wish.seed), Chance::new(wish.seed));
        // Not of the seed: who can reach the address must not know it beforehand.
        let mut password = Ids::system(&Clock::system()).token();
        password.truncate(10);
        let config = stage::config(&wish.data, wish.listen, &password);
        let region = stage::set(&config, (wish.schools, &seed), &dates, &ids).await?;
        let vekha = Vekha::start(&config, &clock, &ids, lifecycle, metrics).await?;
        let url = config.base_url_at(vekha.address);
        let days = Workdays::new();
        let driver = Driver {
            lifecycle: lifecycle.clone(),
            agenda: agenda(&region, &seed, &dates, &days),
            actors: actor::everybody(&region, &seed),
            post: post(&config)?,
            browser: Browser::open(url.clone())?,
            officer: Officer::new(Browser::open(url.clone())?, LOGIN, &password, &seed),
            obligations: obligations(&stage::workflow()?.0),
            favoured: region.municipalities.last().map(|it| it.name.clone()).unwrap_or_default(),
            campaign: None,
            known: BTreeMap::new(),
            posted: 0,
            clock: (clock, hands),
            dates,
            days,
        };
        let municipalities = region.municipalities.len();
        Ok(Self { vekha, url, password, municipalities, driver, wish })
    }

    /// Tells the story; when it is over the services go on, and their clock as a clock goes.
    ///
    /// # Errors
    /// When a door does not open, or the services do not come to rest.
    pub async fn play(
        self,
        say: impl FnMut(String) -> anyhow::Result<()>,
    ) -> anyhow::Result<Vekha> {
        let Self { vekha, driver, wish, .. } = self;
        let all = (driver.dates.end - driver.dates.issued).num_days() + 1;
        let days = wish.days.unwrap_or(usize::try_from(all).unwrap_or(0));
        let (life, hands) = (driver.lifecycle.clone(), driver.clock.1.clone());
        driver.play(days, wish.pace, say).await?;
        go_on(&life, hands);
        Ok(vekha)
    }
}

/// Lets a clock that was moved by hand go at its own speed, as long as the process lives.
fn go_on(life: &Lifecycle, hands: Hands) {
    const SECOND: Duration = Duration::from_secs(1);
    let waiting = life.clone();
    life.spawn("clock", async move {
        while waiting.wait(SECOND).await == Waited::Elapsed {
            hands.advance(SECOND);
        }
        Ok(())
    });
}

fn post(config: &Config) -> anyhow::Result<Post> {
    let inbox = config.mail.inbox.clone().unwrap_or_else(|| config.data.join("inbox"));
    Post::open(config.outbox_path(), inbox)
}

/// The obligations by the kind of document that fulfils them.
fn obligations(definition: &Definition) -> Obligations {
    let duties = |role| {
        let stages = definition.tracks_of(role).iter().flat_map(|track| &track.stages);
        stages.filter_map(|stage| stage.duty.as_ref())
    };
    let of = |role, kind: Kind| {
        let wanted = |wants: &Wants| matches!(wants, Wants::Document(name) if name == kind.name());
        duties(role).find(move |duty| wanted(&duty.wants))
    };
    let schools = Kind::ALL.into_iter().filter_map(|kind| Some((kind, of(Role::Main, kind)?)));
    let own = of(Role::Authority, Kind::Publication);
    let own_title = own.map(|duty| (duty.title.clone(), Kind::Publication));
    Obligations {
        of_schools: schools.clone().map(|(kind, duty)| (kind, duty.id.clone())).collect(),
        of_authority: own.map(|duty| duty.id.clone()).unwrap_or_default(),
        titles: schools.map(|(kind, duty)| (duty.title.clone(), kind)).chain(own_title).collect(),
    }
}
