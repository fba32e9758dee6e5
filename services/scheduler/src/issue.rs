//! A circular goes out at its time: its campaign begins, and its cases are opened in chunks.
//!
//! Each chunk is one transaction: one event `CasesOpened`, one delivery to the engine per case, and
//! how far the circular has come. Killed between two chunks, it goes on from the last one.

use crate::Scheduler;
use anyhow::Context as _;
use chrono::{DateTime, Utc};
use vekha_core::Definition;
use vekha_model::{CampaignId, Level, Organization};
use vekha_proto::{Consumer, Envelope, v1};
use vekha_runtime::service::Progress;
use vekha_store::circular::Circular;
use vekha_store::{Tx, campaign, circular, definition, event, organization, tenant};

/// States of a circular while it goes out.
const ISSUING: &str = "issuing";
const ISSUING_AUTHORITIES: &str = "issuing_authorities";
const ISSUED: &str = "issued";

/// Issues one chunk of the circular that is due, if any is.
pub(crate) async fn step(
    scheduler: &mut Scheduler,
    now: DateTime<Utc>,
) -> anyhow::Result<Progress> {
    let mut tx = scheduler.store.read().await?;
    if circular::due(&mut tx, now).await?.is_none() {
        return Ok(Progress::NOTHING);
    }
    drop(tx);
    let mut tx = scheduler.store.write().await?;
    let Some(mut letter) = circular::due(&mut tx, now).await? else {
        return Ok(Progress::NOTHING);
    };
    let stored = definition::get(&mut tx, letter.definition).await?;
    let stored = stored.with_context(|| format!("circular {} has no definition", letter.id))?;
    let definition = Definition::parse(&stored.name, &stored.source)
        .map_err(|report| anyhow::anyhow!("definition {}: {report}", stored.name))?;
    let mut sayings = Vec::new();
    if letter.campaign.is_none() {
        let (id, saying) = begin(scheduler, &mut tx, &letter, &definition, now).await?;
        letter.campaign = Some(id);
        ISSUING.clone_into(&mut letter.state);
        sayings.push(saying);
    }
    let opened = open(scheduler, &mut tx, &letter, &definition, now).await?;
    let done = opened.cases + 1;
    sayings.extend(opened.saying);
    event::say(&mut tx, Consumer::Scheduler, &sayings).await?;
    let id = letter.campaign.context("a circular that is being issued has a campaign")?;
    circular::progress(&mut tx, letter.id, opened.state, id, &opened.cursor).await?;
    if opened.state == ISSUED {
        campaign::set_status(&mut tx, id, "running", None).await?;
        if let Some(next) = crate::successor(&letter, scheduler.ids.next().into(), now) {
            circular::insert(&mut tx, &next).await?;
        }
        tracing::info!(circular = %letter.id, campaign = %id, "the circular went out");
    }
    tx.commit().await?;
    scheduler.ring(&sayings).await;
    Ok(Progress { done, more: true })
}

/// Begins the campaign: pinned to the definition, in the tenant's zone, with its title rendered.
async fn begin(
    scheduler: &Scheduler,
    tx: &mut Tx,
    letter: &Circular,
    definition: &Definition,
    now: DateTime<Utc>,
) -> anyhow::Result<(CampaignId, event::Saying)> {
    let tenants = tenant::list(tx).await?;
    let tenant = tenants.into_iter().find(|tenant| tenant.id == letter.tenant);
    let tenant = tenant.with_context(|| format!("there is no tenant {}", letter.tenant))?;
    let parameters = vekha_core::parameters::filled(definition, &letter.parameters)
        .map_err(|problem| anyhow::anyhow!("circular {}: {problem}", letter.id))?;
    let title = vekha_core::parameters::title(definition, &parameters)
        .map_err(|problem| anyhow::anyhow!("circular {}: {problem}", letter.id))?;
    let campaign = campaign::Campaign {
        id: scheduler.ids.next().into(),
        tenant: letter.tenant,
        circular: letter.id,
        definition: letter.definition,
        title: title.clone(),
        parameters,
        zone: tenant.zone,
        issued_at: now,
        status: ISSUING.to_owned(),
    };
    campaign::insert(tx, &campaign).await?;
    let issued = v1::CircularIssued {
        circular: letter.id.to_string(),
        title,
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
    let mut paths = letter.recipients.paths.clone();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let left = limit - i64::try_from(found.len()).unwrap_or(limit);
        if left <= 0 {
            break;
        }
        let below = organization::below(tx, letter.tenant, (&path, &letter.cursor), level, left);
        found.extend(below.await?);
    }
    Ok(found)
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
