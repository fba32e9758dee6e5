//! A circular goes out at its time: its campaign begins, and its cases are opened in chunks.
//!
//! Each chunk is one transaction: one event `CasesOpened`, one delivery to the engine per case, and
//! how far the circular has come. Killed between two chunks, it goes on from the last one.

use crate::Scheduler;
use anyhow::Context as _;
use chrono::{DateTime, Utc};
use vekha_core::Definition;
use vekha_model::{CampaignId, Level, Organization, Parameters};
use vekha_proto::{Consumer, Envelope, v1};
use vekha_runtime::fail;
use vekha_runtime::service::Progress;
use vekha_store::circular::Circular;
use vekha_store::{Tx, campaign, circular, definition, event, organization, tenant};

/// States of a circular while it goes out.
const ISSUING: &str = "issuing";
const ISSUING_AUTHORITIES: &str = "issuing_authorities";
const ISSUED: &str = "issued";
const WITHDRAWN: &str = "withdrawn";

/// Issues one chunk of the circular that is due, if any is.
pub(crate) async fn step(
    scheduler: &mut Scheduler,
    now: DateTime<Utc>,
) -> anyhow::Result<Progress> {
    let mut tx = scheduler.store.read().await?;
    let but = scheduler.stuck.letters(now);
    if circular::due(&mut tx, now, but.iter().copied()).await?.is_none() {
        return Ok(Progress::NOTHING);
    }
    drop(tx);
    let mut tx = scheduler.store.write().await?;
    let Some(letter) = circular::due(&mut tx, now, but).await? else {
        return Ok(Progress::NOTHING);
    };
    fail::point("scheduler.issue.before");
    let (done, said) = match prepare(&mut tx, &letter).await? {
        Prepared::Ready(ready) => {
            scheduler.stuck.sounds(&mut tx, letter.campaign.into_iter().collect()).await?;
            issue(scheduler, &mut tx, letter, &ready, now).await?
        }
        Prepared::Withdrawn(id) => {
            circular::progress(&mut tx, letter.id, WITHDRAWN, id, &letter.cursor).await?;
            (1, Vec::new())
        }
        Prepared::Stuck(id, why) => {
            scheduler.stuck.letter(&mut tx, (letter.id, id), &why, now).await?;
            (1, Vec::new())
        }
        Prepared::Unfit(why) => {
            circular::unschedule(&mut tx, letter.id).await?;
            tracing::error!(circular = %letter.id, why,
                "the circular cannot go out and is a draft again; correct it and schedule it anew");
            (1, Vec::new())
        }
    };
    fail::point("scheduler.issue.inside");
    tx.commit().await?;
    fail::point("scheduler.issue.after");
    scheduler.ring(&said).await;
    Ok(Progress { done, more: true })
}

/// What a circular needs to go out.
struct Ready {
    definition: Definition,
    parameters: Parameters,
    title: String,
}

/// Whether a circular can go out, or go on.
enum Prepared {
    Ready(Ready),
    /// Its campaign was cancelled before every case was opened.
    Withdrawn(CampaignId),
    /// Its campaign has begun, and its workflow cannot be read any more.
    Stuck(CampaignId, String),
    /// It must not stop the others, nor the deadlines: a person looks at it.
    Unfit(String),
}

async fn prepare(tx: &mut Tx, letter: &Circular) -> anyhow::Result<Prepared> {
    if let Some(id) = letter.campaign
        && !campaign::hold(tx, id).await?
    {
        return Ok(Prepared::Withdrawn(id));
    }
    let stored = definition::get(tx, letter.definition).await?;
    let ready = stored.context("it has no definition").and_then(|stored| ready(letter, &stored));
    Ok(match (ready, letter.campaign) {
        (Ok(ready), _) => Prepared::Ready(ready),
        (Err(why), None) => Prepared::Unfit(format!("{why:#}")),
        (Err(why), Some(campaign)) => Prepared::Stuck(campaign, format!("{why:#}")),
    })
}

fn ready(letter: &Circular, stored: &definition::Stored) -> anyhow::Result<Ready> {
    let definition = Definition::parse(&stored.name, &stored.source)
        .map_err(|report| anyhow::anyhow!("definition {}: {report}", stored.name))?;
    let parameters = vekha_core::parameters::filled(&definition, &letter.parameters)?;
    let title = vekha_core::parameters::title(&definition, &parameters)?;
    Ok(Ready { definition, parameters, title })
}

/// One chunk. Returns how much was done, and what was said.
async fn issue(
    scheduler: &Scheduler,
    tx: &mut Tx,
    mut letter: Circular,
    ready: &Ready,
    now: DateTime<Utc>,
) -> anyhow::Result<(usize, Vec<event::Saying>)> {
    let mut sayings = Vec::new();
    if letter.campaign.is_none() {
        let (id, saying) = begin(scheduler, tx, &letter, ready, now).await?;
        letter.campaign = Some(id);
        ISSUING.clone_into(&mut letter.state);
        sayings.push(saying);
    }
    let opened = open(scheduler, tx, &letter, &ready.definition, now).await?;
    let done = opened.cases + 1;
    sayings.extend(opened.saying);
    event::say(tx, Consumer::Scheduler, &sayings).await?;
    let id = letter.campaign.context("a circular that is being issued has a campaign")?;
    circular::progress(tx, letter.id, opened.state, id, &opened.cursor).await?;
    if opened.state == ISSUED {
        campaign::issued(tx, id).await?;
        if let Some(next) = crate::successor(&letter, scheduler.ids.next().into(), now) {
            circular::insert(tx, &next).await?;
        }
        tracing::info!(circular = %letter.id, campaign = %id, "the circular went out");
    }
    Ok((done, sayings))
}

/// Begins the campaign: pinned to the definition, in the tenant's zone, with its title rendered.
async fn begin(
    scheduler: &Scheduler,
    tx: &mut Tx,
    letter: &Circular,
    ready: &Ready,
    now: DateTime<Utc>,
) -> anyhow::Result<(CampaignId, event::Saying)> {
    let tenants = tenant::list(tx).await?;
    let tenant = tenants.into_iter().find(|tenant| tenant.id == letter.tenant);
    let tenant = tenant.with_context(|| format!("there is no tenant {}", letter.tenant))?;
    let campaign = campaign::Campaign {
        id: scheduler.ids.next().into(),
        tenant: letter.tenant,
        circular: letter.id,
        definition: letter.definition,
        title: ready.title.clone(),
        parameters: ready.parameters.clone(),
        zone: tenant.zone,
        issued_at: now,
        status: ISSUING.to_owned(),
    };
    campaign::insert(tx, &campaign).await?;
    let issued = v1::CircularIssued {
        circular: letter.id.to_string(),
        title: ready.title.clone(),
        definition: letter.definition.to_string(),
    };
    let envelope = Envelope::of(scheduler.ids.next().into(), letter.tenant, now, &issued)?
        .in_campaign(campaign.id);
    Ok((campaign.id, event::Saying::for_the_record(envelope)))
}

/// What one chunk came to.
struct Opened {
    cases: usize,
    saying: Option<event::Saying>,
    state: &'static str,
    cursor: String,
}

/// Opens the next chunk of cases: first the main ones, then the authorities' own.
async fn open(
    scheduler: &Scheduler,
    tx: &mut Tx,
    letter: &Circular,
    definition: &Definition,
    now: DateTime<Utc>,
) -> anyhow::Result<Opened> {
    let main = letter.state == ISSUING;
    let level = if main { definition.case_for.level() } else { Level::Municipality };
    let page = page(tx, letter, level, scheduler.limits.open).await?;
    let full = i64::try_from(page.len()).is_ok_and(|n| n >= scheduler.limits.open);
    let cursor = page.last().map_or_else(String::new, |last| last.path.clone());
    let (state, cursor) = match (full, main && !definition.authority.is_empty()) {
        (true, _) if main => (ISSUING, cursor),
        (true, _) => (ISSUING_AUTHORITIES, cursor),
        (false, true) => (ISSUING_AUTHORITIES, String::new()),
        (false, false) => (ISSUED, cursor),
    };
    let saying = match page.is_empty() {
        true => None,
        false => Some(chunk(scheduler, letter, &page, main, now)?),
    };
    Ok(Opened { cases: page.len(), saying, state, cursor })
}

/// The next organizations that the circular binds, in path order.
async fn page(
    tx: &mut Tx,
    letter: &Circular,
    level: Level,
    limit: i64,
) -> anyhow::Result<Vec<Organization>> {
    let mut found = Vec::new();
    for path in subtrees(&letter.recipients.paths) {
        let left = limit - i64::try_from(found.len()).unwrap_or(limit);
        if left <= 0 {
            break;
        }
        let below = organization::below(tx, letter.tenant, (path, &letter.cursor), level, left);
        found.extend(below.await?);
    }
    Ok(found)
}

/// The addressed subtrees in path order, without those inside another one: nobody is bound twice.
fn subtrees(paths: &[String]) -> Vec<&str> {
    let mut sorted: Vec<&str> = paths.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    sorted.dedup_by(|inner, outer| inner.starts_with(*outer));
    sorted
}

fn chunk(
    scheduler: &Scheduler,
    letter: &Circular,
    page: &[Organization],
    main: bool,
    now: DateTime<Utc>,
) -> anyhow::Result<event::Saying> {
    let campaign = letter.campaign.context("a circular that is being issued has a campaign")?;
    let mut owed = Vec::with_capacity(page.len());
    let cases = page.iter().map(|node| {
        let case = scheduler.ids.next();
        owed.push((Consumer::Engine, case));
        let above = node.parent.filter(|_| node.level == Level::Organization);
        v1::OpenedCase {
            case: case.to_string(),
            organization: node.id.to_string(),
            authority: above.unwrap_or(node.id).to_string(),
            role: if main { "main" } else { "authority" }.to_owned(),
        }
    });
    let opened = v1::CasesOpened { cases: cases.collect() };
    let event = Envelope::of(scheduler.ids.next().into(), letter.tenant, now, &opened)?
        .in_campaign(campaign)
        .traced(vekha_runtime::telemetry::current_traceparent());
    Ok(event::Saying { event, owed })
}
