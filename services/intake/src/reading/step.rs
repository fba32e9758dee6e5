//! One batch: what is owed, opened, matched, judged, committed, rung.

use super::around::{Around, Keeper};
use super::job::{self, Batch, Job};
use super::judge::{self, Judged};
use super::open::{OpenError, Opened, Opener};
use super::whose::{Rules, Whose, whose};
use super::write::{self, Done};
use crate::Limits;
use chrono::{DateTime, Utc};
use futures::StreamExt as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use tracing::Instrument as _;
use uuid::Uuid;
use vekha_bus::Bus;
use vekha_files::{BlobError, Blobs, Extractor};
use vekha_runtime::service::{Progress, Step};
use vekha_runtime::{Ids, fail, telemetry};
use vekha_store::Store;
use vekha_store::link::Signer;

/// What intake reads with.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The record.
    pub store: Store,
    /// The bell.
    pub bus: Arc<dyn Bus>,
    /// Ids of events and files.
    pub ids: Ids,
    /// Where content is kept.
    pub blobs: Blobs,
    /// Opens files in confined children.
    pub extractor: Extractor,
    /// Checks reply tokens.
    pub signer: Signer,
    /// The name under which our own mail server writes `Authentication-Results`; without it no
    /// mail closes a duty by itself.
    pub authserv_id: Option<String>,
    /// The limits.
    pub limits: Limits,
}

/// The service that reads documents.
#[derive(Debug)]
pub struct Intake {
    reader: Reader,
    opener: Opener,
    keeper: Keeper,
    cursor: Uuid,
    /// Documents wait for the folder of blobs.
    is_held: bool,
}

/// A document whose reading did not succeed this time.
struct Failed {
    job: Job,
    why: String,
}

impl Intake {
    /// The service on this record.
    pub fn new(reader: Reader) -> Self {
        let opener = Opener { blobs: reader.blobs.clone(), extractor: reader.extractor.clone() };
        let keep = chrono::Duration::minutes(reader.limits.register_minutes);
        Self { reader, opener, keeper: Keeper::new(keep), cursor: Uuid::nil(), is_held: false }
    }

    /// Opens every document of the batch, a few at a time. Those that the folder of blobs keeps from
    /// being opened stay owed, uncounted: a full disk, or one that is not mounted, must not send what
    /// was received to a person, unread.
    async fn open(&self, jobs: Vec<Job>) -> (Vec<(Job, Opened)>, Vec<Failed>, Option<BlobError>) {
        let opener = &self.opener;
        let open = |job: Job| async move {
            let span = span(&job);
            let opened: Result<Opened, OpenError> = opener.open(&job).instrument(span).await;
            (job, opened)
        };
        let readers = self.reader.limits.readers.max(1);
        let mut all = futures::stream::iter(jobs).map(open).buffered(readers);
        let (mut opened, mut failed, mut held) = (Vec::new(), Vec::new(), None);
        while let Some((job, outcome)) = all.next().await {
            match outcome {
                Ok(content) => opened.push((job, content)),
                Err(OpenError::Folder(error)) => held = Some(error),
                Err(error) => failed.push(Failed { job, why: error.to_string() }),
            }
        }
        (opened, failed, held)
    }

    /// Says when documents begin to wait for the folder of blobs, and when they go on.
    fn hold(&mut self, held: Option<&BlobError>) {
        match (held, self.is_held) {
            (Some(error), false) => tracing::error!(
                error = %error,
                "documents wait, uncounted, for the folder of blobs; they go on when it is back"
            ),
            (None, true) => tracing::info!("the folder of blobs is back; documents go on"),
            _ => {}
        }
        self.is_held = held.is_some();
        metrics::gauge!("vekha_documents_held").set(f64::from(u8::from(self.is_held)));
    }

    /// Finds whose each document is, and judges it; a panic is a failure of one document.
    async fn judge(
        &mut self,
        opened: Vec<(Job, Opened)>,
        now: DateTime<Utc>,
    ) -> anyhow::Result<(Vec<Done>, Vec<Failed>)> {
        let mut tx = self.reader.store.read().await?;
        let signer = self.reader.signer.clone();
        let around = self.keeper.load(&mut tx, &opened, &signer, now).await?;
        drop(tx);
        // Comparing a letter with a register of thousands takes a while: off the async threads.
        let authserv_id = self.reader.authserv_id.clone();
        let matching = tokio::task::spawn_blocking(move || {
            let rules = Rules { signer: &signer, authserv_id: authserv_id.as_deref(), now };
            let of = |(job, opened): &(Job, Opened)| guarded(|| whose(job, opened, &around, rules));
            let matched: Vec<Result<Whose, String>> = opened.iter().map(of).collect();
            (opened, matched, around)
        });
        let (opened, matched, mut around) = matching.await?;
        let pairs: Vec<_> = opened
            .iter()
            .zip(&matched)
            .filter_map(|((job, _), whose)| Some((job.document.tenant, whose.as_ref().ok()?)))
            .flat_map(|(tenant, whose)| judge::pairs(whose, around.tenants.get(&tenant)))
            .collect();
        let mut tx = self.reader.store.read().await?;
        self.keeper.complete(&mut tx, &mut around, &pairs, now).await?;
        drop(tx);
        let (mut done, mut failed) = (Vec::new(), Vec::new());
        for ((job, opened), matched) in opened.into_iter().zip(matched) {
            match matched.and_then(|whose| self.judge_one(&job, &opened, &whose, &around)) {
                Ok((judged, traceparent)) => done.push(Done { job, opened, judged, traceparent }),
                Err(why) => failed.push(Failed { job, why }),
            }
        }
        Ok((done, failed))
    }

    fn judge_one(
        &self,
        job: &Job,
        opened: &Opened,
        whose: &Whose,
        around: &Around,
    ) -> Result<(Judged, Option<String>), String> {
        let span = span(job);
        let told = self.reader.limits.told_findings;
        span.in_scope(|| {
            let judged = guarded(|| judge::judge(job, opened, whose, around, told))?;
            let state = judged.document.state.as_str();
            metrics::counter!("vekha_documents_settled_total", "state" => state).increment(1);
            tracing::info!(document = %job.document.id, state, case = ?judge::known_case(job),
                findings = judged.findings.len(), "a document was read");
            Ok((judged, telemetry::current_traceparent()))
        })
    }

    /// Commits a batch.
    async fn settle(
        &self,
        mut done: Vec<Done>,
        failed: Vec<Failed>,
        batch: &Batch,
        now: DateTime<Utc>,
    ) -> anyhow::Result<usize> {
        let mut tx = self.reader.store.write().await?;
        for Failed { job, why } in failed {
            tracing::warn!(document = %job.document.id, why, "a document was not read");
            let attempts = self.reader.limits.attempts;
            if write::failed(&mut tx, &job, &why, attempts, now).await? {
                let judged = judge::given_up(&job, attempts);
                let traceparent = job.traceparent.clone();
                done.push(Done { job, opened: Opened::default(), judged, traceparent });
            }
        }
        let settled = done.len();
        let lag = metrics::histogram!("vekha_delivery_lag_seconds", "service" => "intake");
        for Done { job, .. } in &done {
            lag.record((now - job.document.received_at).as_seconds_f64());
        }
        let said = write::write(&mut tx, done, &self.reader.ids, now).await?;
        write::bury(&mut tx, &batch.lost, now).await?;
        fail::point("intake.read.inside");
        tx.commit().await?;
        fail::point("intake.read.after");
        self.reader.bus.ring(&said.iter().map(|saying| &saying.event).collect::<Vec<_>>()).await;
        Ok(settled + batch.lost.len())
    }
}

/// The span of reading one document, in the trace of its reception.
fn span(job: &Job) -> tracing::Span {
    let span = tracing::info_span!("read", document = %job.document.id,
        trace_id = tracing::field::Empty);
    telemetry::continue_trace(&span, job.traceparent.as_deref());
    span
}

/// Runs what may panic; a panic is an error of this one document.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let words = panic.downcast_ref::<String>().map(String::as_str);
        let words = words.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no words");
        format!("reading panicked: {words}")
    })
}

impl Step for Intake {
    fn name(&self) -> &'static str {
        "intake"
    }

    async fn step(&mut self, now: DateTime<Utc>) -> anyhow::Result<Progress> {
        let mut tx = self.reader.store.read().await?;
        let limit = self.reader.limits.batch;
        let mut batch = job::load(&mut tx, self.cursor, limit).await?;
        drop(tx);
        let jobs = std::mem::take(&mut batch.jobs);
        if jobs.is_empty() && batch.lost.is_empty() {
            return Ok(Progress::NOTHING);
        }
        fail::point("intake.read.before");
        let (opened, mut failed, held) = self.open(jobs).await;
        let (done, unjudged) = self.judge(opened, now).await?;
        failed.extend(unjudged);
        let done = self.settle(done, failed, &batch, now).await?;
        self.cursor = batch.cursor;
        let is_held = held.is_some();
        self.hold(held.as_ref());
        // What is held is looked at again when something arrives, which needs the folder too, or by
        // the tick: never at once.
        Ok(Progress { done, more: batch.is_full && !is_held })
    }
}
