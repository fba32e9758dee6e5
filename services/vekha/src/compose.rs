//! The only file that chooses: this store, this bus, these services, in this process.
//!
//! [`open`] is for commands that read or change the record; [`Vekha::start`] is the whole program,
//! and the demo and the tests start it too, on a clock of their own.
//!
//! **Must not know:** what a service does.

use crate::config::{Channel, Config};
use crate::watch::{self, Watch};
use crate::{allocator, office, secret_key, server};
use anyhow::Context as _;
use axum::Router;
use std::fs::DirBuilder;
use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use vekha_bus::{Bus, JetStream, Local};
use vekha_dashboard::DashboardState;
use vekha_engine::Engine;
use vekha_files::{Blobs, Extractor};
use vekha_intake::web::WebState;
use vekha_intake::{Intake, MailFolder, Mailbox, Reader, Reception};
use vekha_notifier::channel::Way;
use vekha_notifier::channel::envelope::Sender;
use vekha_notifier::channel::outbox::Outbox;
use vekha_notifier::channel::smtp::{Smtp, SmtpOptions};
use vekha_notifier::compose::Composer;
use vekha_notifier::plan::Policy;
use vekha_notifier::{Footing, Notifier};
use vekha_proto::Consumer;
use vekha_runtime::service::{Step, run};
use vekha_runtime::telemetry::Metrics;
use vekha_runtime::{Clock, Health, Ids, Lifecycle, Wakeup};
use vekha_scheduler::Scheduler;
use vekha_store::Store;
use vekha_store::link::Signer;
use vekha_store::tenant::Tenant;

/// Opens the record of an installation, making folder and file when they are not there.
///
/// # Errors
/// When the folder cannot be made or the record cannot be opened.
pub async fn open(config: &Config) -> anyhow::Result<Store> {
    make_folder(&config.data)?;
    let options = config.store.options(&config.record_path())?;
    Store::open(&options).await.with_context(|| format!("the record {}", options.target))
}

/// Whether there is a record to open: one on a server is there, a file may not be.
pub fn has_record(config: &Config) -> bool {
    !config.store.database.is_empty() || config.record_path().exists()
}

/// Its owner's only: it holds the letters and plans of a whole region.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(path: &Path) -> anyhow::Result<()> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.with_context(|| format!("cannot make the data folder {}", path.display()))
}

/// The bell: inside this process, or between processes when the configuration says where NATS is.
async fn bus(config: &Config, lifecycle: &Lifecycle) -> anyhow::Result<Arc<dyn Bus>> {
    if config.nats.url.is_empty() {
        return Ok(Arc::new(Local::new()));
    }
    Ok(Arc::new(JetStream::connect(&config.nats, &config.roles, lifecycle).await?))
}

/// How often intake looks for what another process received, and into the folder of mails.
const LOOK: Duration = Duration::from_secs(2);

/// The running program.
#[derive(Debug)]
pub struct Vekha {
    /// The record.
    pub store: Store,
    /// The bell between the services.
    pub bus: Arc<dyn Bus>,
    /// Where it is served; the port is real even when 0 was asked for.
    pub address: SocketAddr,
}

/// What every service is built with.
struct Parts<'a> {
    base_url: String,
    config: &'a Config,
    clock: &'a Clock,
    ids: &'a Ids,
    lifecycle: &'a Lifecycle,
    store: &'a Store,
    bus: &'a Arc<dyn Bus>,
    tenant: &'a Tenant,
    signer: &'a Signer,
}

impl Vekha {
    /// Starts every service of `roles` and serves their pages; returns when requests are answered. It ends with the
    /// lifecycle; after that, [`Vekha::close`].
    ///
    /// # Errors
    /// [`office::NoPassword`] before anything was started, when nobody could log in; whatever
    /// cannot be opened, with its place.
    pub async fn start(
        config: &Config,
        clock: &Clock,
        ids: &Ids,
        lifecycle: &Lifecycle,
        metrics: &Metrics,
    ) -> anyhow::Result<Self> {
        let store = open(config).await?;
        let tenant = office::found(&store, &config.issuer, ids, clock.now()).await?;
        let password = office::first_password(&store, &config.admin).await?;
        let blobs = Blobs::open(config.blobs_path()).await?;
        let signer = secret_key::signer(&config.key_path(), ids)?;
        let bus = bus(config, lifecycle).await?;
        let listener = server::listen(config.listen).await?;
        let address = listener.local_addr()?;
        let parts = Parts {
            base_url: config.base_url_at(address),
            config,
            clock,
            ids,
            lifecycle,
            store: &store,
            bus: &bus,
            tenant: &tenant,
            signer: &signer,
        };
        let reception =
            Reception::new(store.clone(), blobs.clone(), Arc::clone(&bus), parts.fork("reception"));
        parts.services().await?;
        let mut router = parts.health(metrics, &blobs).router();
        if parts.plays(Consumer::Intake) {
            parts.intake(&reception).await?;
            router = router.merge(parts.uploads(reception)?);
        }
        if parts.plays(Consumer::Dashboard) {
            router = router.merge(parts.dashboard(&blobs)?);
        }
        if let Some(password) = password {
            let admin = &config.admin;
            office::first_officer(&store, &tenant, admin, password, ids, clock.now()).await?;
        }
        metrics.keep(lifecycle);
        allocator::give_back(lifecycle);
        server::serve(lifecycle, listener, router);
        Ok(Self { store, bus, address })
    }

    /// Closes the record. Call it when every task has ended.
    pub async fn close(self) {
        self.bus.close().await;
        self.store.close().await;
    }
}

impl Parts<'_> {
    /// Whether this process is this service.
    fn plays(&self, service: Consumer) -> bool {
        self.config.roles.contains(&service)
    }

    /// Starts the loop of every service that has no pages, if it is played here.
    async fn services(&self) -> anyhow::Result<()> {
        let Config { engine, scheduler, notifier, .. } = self.config;
        let (store, bus) = (self.store, self.bus);
        if self.plays(Consumer::Engine) {
            let (ids, limits) = (self.fork("engine"), engine.limits());
            let step = Engine::new(store.clone(), Arc::clone(bus), ids, limits);
            self.run(Consumer::Engine, engine.tick(), step);
        }
        if self.plays(Consumer::Scheduler) {
            let (ids, limits) = (self.fork("scheduler"), scheduler.limits());
            let step = Scheduler::new(store.clone(), Arc::clone(bus), ids, limits);
            self.run(Consumer::Scheduler, scheduler.tick(), step);
            let watch = Watch::new(self.store.clone());
            // Nobody rings for it.
            run(self.lifecycle, self.clock, Wakeup::new().listen(), watch::EVERY, watch);
        }
        if self.plays(Consumer::Notifier) {
            self.run(Consumer::Notifier, notifier.tick(), self.notifier().await?);
        }
        Ok(())
    }

    /// Parts that run side by side have ids of their own, so that a seeded story is always the same.
    fn fork(&self, name: &str) -> Ids {
        self.ids.fork(name)
    }

    fn run(&self, consumer: Consumer, tick: Duration, step: impl Step + 'static) {
        run(self.lifecycle, self.clock, self.bus.listen(consumer), tick, step);
    }

    async fn notifier(&self) -> anyhow::Result<Notifier> {
        let Config { mail, notifier, .. } = self.config;
        let link_life = chrono::Duration::days(notifier.link_days);
        let footing = Footing {
            store: self.store.clone(),
            bus: Arc::clone(self.bus),
            ids: self.fork("notifier"),
            composer: Composer::new(self.signer.clone(), &self.base_url, &mail.domain, link_life)?,
            way: way(self.config).await?,
        };
        let gather = chrono::Duration::seconds(notifier.gather_s);
        let policy = Policy { domain: mail.domain.clone(), gather };
        Ok(Notifier::new(footing, policy, notifier.limits()))
    }

    /// Starts the loops that read what came in, and the one that watches the folder of mails.
    async fn intake(&self, reception: &Reception) -> anyhow::Result<()> {
        let Config { mail, intake, files, .. } = self.config;
        let authserv_id = Some(mail.trusted_authserv_id.clone()).filter(|id| !id.is_empty());
        let reader = Reader {
            store: self.store.clone(),
            bus: Arc::clone(self.bus),
            ids: self.fork("intake"),
            blobs: reception.blobs().clone(),
            extractor: Extractor::of_this_program(files.clone())?,
            signer: self.signer.clone(),
            authserv_id,
            limits: intake.clone(),
        };
        self.run(Consumer::Intake, LOOK, Intake::new(reader));
        if let Some(inbox) = &mail.inbox {
            let mailbox = mailbox(self.config, self.tenant, reception.clone());
            let folder = MailFolder::open(mailbox, inbox).await;
            let folder = folder.with_context(|| format!("the inbox {}", inbox.display()))?;
            // Nobody rings for a folder: the tick alone finds what was put into it.
            run(self.lifecycle, self.clock, Wakeup::new().listen(), LOOK, folder);
        }
        Ok(())
    }

    /// The pages of those who send.
    fn uploads(&self, reception: Reception) -> anyhow::Result<Router> {
        let (signer, clock) = (self.signer.clone(), self.clock.clone());
        let state = WebState::new(reception, signer, clock, self.config.intake.clone())?;
        Ok(vekha_intake::web::router(state))
    }

    /// The pages of officers; starts the loop that keeps live ones alive.
    fn dashboard(&self, blobs: &Blobs) -> anyhow::Result<Router> {
        let state = DashboardState::new(vekha_dashboard::Parts {
            store: self.store.for_pages(),
            bus: Arc::clone(self.bus),
            clock: self.clock.clone(),
            ids: self.fork("dashboard"),
            blobs: blobs.clone(),
            extractor: Extractor::of_this_program(self.config.files.clone())?,
            lifecycle: self.lifecycle.clone(),
            settings: self.config.dashboard.clone(),
        })?;
        vekha_dashboard::run(&state);
        Ok(vekha_dashboard::router(state))
    }

    fn health(&self, metrics: &Metrics, blobs: &Blobs) -> Health {
        let store = self.store.clone();
        let health = Health::new(self.lifecycle, metrics).check("record", move || {
            let store = store.clone();
            async move {
                vekha_store::tenant::list(&mut store.read().await?).await?;
                Ok(())
            }
        });
        if !self.plays(Consumer::Intake) {
            return health;
        }
        let blobs = blobs.clone();
        health.check("blobs", move || {
            let blobs = blobs.clone();
            async move { Ok(blobs.is_there().await?) }
        })
    }
}

/// The way mails leave, ready but not tried.
///
/// # Errors
/// When the folder cannot be made, or the address of the sender or of the server is none.
pub async fn way(config: &Config) -> anyhow::Result<Way> {
    let Config { mail, notifier, .. } = config;
    let from = mail.from.parse().with_context(|| format!("mail.from: {}", mail.from))?;
    let sender = Sender { from, domain: mail.domain.clone() };
    let folder = config.outbox_path();
    let outbox = Outbox::open(&folder, sender.clone()).await;
    let outbox = outbox.with_context(|| format!("the outbox {}", folder.display()))?;
    if mail.channel == Channel::Outbox {
        return Ok(Way::Outbox(outbox));
    }
    let options = SmtpOptions {
        url: mail.smtp.reveal().context("mail.smtp")?,
        connections: u32::try_from(notifier.connections).unwrap_or(u32::MAX),
        timeout: Duration::from_secs(notifier.smtp_timeout_s),
    };
    // The error of the client library may quote the URL, and with it the password.
    let smtp = Smtp::new(&options, sender)
        .map_err(|_| anyhow::anyhow!("mail.smtp names no server: smtps://user:password@host"))?;
    Ok(Way::Smtp { smtp: Box::new(smtp), drafts: outbox })
}

/// Takes mails and files for this tenant.
fn mailbox(config: &Config, tenant: &Tenant, reception: Reception) -> Mailbox {
    Mailbox::new(reception, tenant.id, tenant.zone, config.intake.clone())
}

/// A mailbox for a command: what it takes is read by the process that serves.
///
/// # Errors
/// When the folder of blobs cannot be opened.
pub async fn letterbox(
    config: &Config,
    store: &Store,
    tenant: &Tenant,
    ids: &Ids,
) -> anyhow::Result<Mailbox> {
    let blobs = Blobs::open(config.blobs_path()).await?;
    let reception = Reception::new(store.clone(), blobs, Arc::new(Local::new()), ids.clone());
    Ok(mailbox(config, tenant, reception))
}
