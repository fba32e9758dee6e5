//! `vekha up`: serves a real installation, empty at first.

use super::place::Place;
use crate::compose::Vekha;
use crate::config::Config;
use crate::exit::Exit;
use crate::office::NoPassword;
use crate::output;
use anyhow::Context as _;
use clap::Args;
use std::io::{IsTerminal as _, stdin};
use std::net::SocketAddr;
use vekha_runtime::config::{Secret, Sources};
use vekha_runtime::telemetry::{self, Metrics};
use vekha_runtime::{Clock, Ids, Lifecycle};

/// `vekha up`.
#[derive(Debug, Args)]
pub struct Up {
    #[command(flatten)]
    place: Place,
    /// The address to serve on.
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// Which services this process is, with commas between; all unless said.
    #[arg(long, value_name = "SERVICES")]
    roles: Option<String>,
    /// Where NATS is, when other processes are the other services: nats://host:4222.
    #[arg(long, value_name = "URL")]
    nats: Option<String>,
}

impl Up {
    fn sources(&self) -> Sources {
        let listen = self.listen.map(|listen| listen.to_string());
        let flags = [("listen", &listen), ("roles", &self.roles), ("nats.url", &self.nats)];
        flags.into_iter().fold(self.place.sources(), |sources, (key, value)| match value {
            Some(value) => sources.flag(key, value.clone()),
            None => sources,
        })
    }

    /// Runs it until it is told to stop.
    ///
    /// # Errors
    /// When it cannot start, with what to set; when a task failed or did not end in time.
    pub async fn run(self) -> anyhow::Result<Exit> {
        let config = Config::load(self.sources())?.config;
        let telemetry = telemetry::start(&config.log, &config.telemetry, &config.name())?;
        let lifecycle = Lifecycle::new();
        let vekha = start(config.clone(), &lifecycle, &telemetry.metrics).await?;
        let url = config.base_url_at(vekha.address);
        let serving = format!("Веха работает: {url} (Vekha is serving; stop with Ctrl-C)");
        // Signals are watched first: whoever has read the line may send one at once.
        let (outcome, said) = tokio::join!(biased; lifecycle.run(), async { output::say(serving) });
        vekha.close().await;
        telemetry.close().await;
        outcome?.into_result()?;
        said?;
        Ok(Exit::Ok)
    }
}

/// Starts; asks for the first officer's password when nobody can log in and somebody is there.
async fn start(
    mut config: Config,
    lifecycle: &Lifecycle,
    metrics: &Metrics,
) -> anyhow::Result<Vekha> {
    let clock = Clock::system();
    let ids = Ids::system(&clock);
    match Vekha::start(&config, &clock, &ids, lifecycle, metrics).await {
        Err(error) if error.is::<NoPassword>() && stdin().is_terminal() => {
            config.admin.password = ask(&config.admin.login)?;
            Vekha::start(&config, &clock, &ids, lifecycle, metrics).await
        }
        started => started,
    }
}

fn ask(login: &str) -> anyhow::Result<Secret> {
    let prompt = |text: String| {
        rpassword::prompt_password(text).context("the password cannot be read from the terminal")
    };
    let password = prompt(format!("Пароль первого сотрудника ({login}): "))?;
    let again = prompt("Ещё раз: ".to_owned())?;
    anyhow::ensure!(password == again, "the two passwords differ: start again");
    Ok(Secret::new(&password))
}
