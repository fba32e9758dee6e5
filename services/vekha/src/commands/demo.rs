//! `vekha demo`: a live campaign of an invented region; see `crate::demo`.

use crate::demo::{LOGIN, Scene, Wish};
use crate::exit::Exit;
use crate::output;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use vekha_runtime::Lifecycle;
use vekha_runtime::telemetry::{self, Export, Logs};

/// `vekha demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Schools.
    #[arg(long, value_name = "N", default_value_t = 600)]
    orgs: usize,
    /// The same seed tells the same story.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// How long a day takes; 0: as fast as it goes.
    #[arg(long, value_name = "SECONDS_PER_DAY", default_value_t = 2.0)]
    pace: f64,
    /// The address to serve on.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// An empty folder for the record and the mails; else a temporary one that is deleted at the end.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Days of the story; else up to three weeks after the last date.
    #[arg(long, value_name = "N")]
    days: Option<usize>,
    /// End with the story instead of going on serving.
    #[arg(long)]
    exit: bool,
    /// What is logged, such as `warn` or `info`.
    #[arg(long, value_name = "FILTER", default_value = "warn")]
    log: String,
}

impl Demo {
    /// Runs it until Ctrl-C, or to the end of the story.
    ///
    /// # Errors
    /// When it cannot start, or the story cannot go on.
    pub async fn run(self) -> anyhow::Result<Exit> {
        anyhow::ensure!(self.orgs > 0, "--orgs must be at least 1");
        let pace = Duration::try_from_secs_f64(self.pace)
            .map_err(|_| anyhow::anyhow!("--pace must be a number of seconds, 0 or more"))?;
        let temporary = tempfile::tempdir()?;
        let data = self.data.clone().unwrap_or_else(|| temporary.path().join("vekha"));
        let log = Logs { filter: self.log.clone(), ..Logs::default() };
        let lifecycle = Lifecycle::new();
        let metrics = telemetry::start(&log, &Export::default(), "vekha")?.metrics;
        let wish = Wish {
            schools: self.orgs,
            seed: self.seed,
            pace,
            listen: self.listen,
            data: data.clone(),
            days: self.days,
        };
        let scene = Scene::start(wish, &lifecycle, &metrics).await?;
        output::say(welcome(&scene, &data))?;
        let (life, exit) = (lifecycle.clone(), self.exit);
        let (done, ended) = tokio::sync::oneshot::channel();
        lifecycle.spawn("demo", async move {
            let vekha = scene.play(output::say).await?;
            if exit {
                life.stop();
            } else if !life.is_stopping() {
                output::say(
                    "\nИстория рассказана. Веха продолжает работать; остановить — Ctrl-C.",
                )?;
            }
            // Nobody waits for it any more when the process is stopping already.
            let _late = done.send(vekha);
            Ok(())
        });
        let outcome = lifecycle.run().await?;
        if let Ok(vekha) = ended.await {
            vekha.close().await;
        }
        outcome.into_result()?;
        Ok(Exit::Ok)
    }
}

/// What to open and what to look at.
fn welcome(scene: &Scene, data: &std::path::Path) -> String {
    let Scene { url, password, municipalities, .. } = scene;
    let data = data.display();
    format!(
        "Веха показывает кампанию выдуманной области: муниципалитетов {municipalities}, письмо от 15.12.2023.\n\n\
         Откройте   {url}\n\
         Логин      {LOGIN}\n\
         Пароль     {password}\n\n\
         На что посмотреть:\n\
         · {url}/campaigns — кампания: полосы поручений, карта муниципалитетов, остаток до срока; всё движется само\n\
         · {url}/escalations — кому и о чём напоминают, кто не ответил\n\
         · {url}/review — документы и освобождения, которые ждут вашего решения\n\
         · {url}/unsorted — письма, которые нельзя отнести без человека\n\
         · {url}/organizations — карточки школ, дело с хроникой\n\
         · {data}/outbox — письма школам: в них ссылка на страницу отправки\n"
    )
}
