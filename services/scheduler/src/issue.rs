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
    let places = if main { subtrees(&paths_of(letter)) } else { with_parents(&paths_of(letter)) };
    let page = page(tx, letter, (level, &places), scheduler.limits.open).await?;
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

/// The next nodes of a level in these places, in path order.
async fn page(
    tx: &mut Tx,
    letter: &Circular,
    (level, places): (Level, &[Place<'_>]),
    limit: i64,
) -> anyhow::Result<Vec<Organization>> {
    let mut found = Vec::new();
    let ahead = |place: &&Place<'_>| organization::path_end(place.path) > letter.cursor;
    for Place { path, alone } in places.iter().filter(ahead) {
        let left = limit - i64::try_from(found.len()).unwrap_or(limit);
        if left <= 0 {
            break;
        }
        let left = if *alone { 1 } else { left };
        let below = organization::below(tx, letter.tenant, (path, &letter.cursor), level, left);
        found.extend(below.await?.into_iter().filter(|node| !alone || node.path == *path));
    }
    Ok(found)
}

/// Where nodes are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place<'p> {
    path: &'p str,
    /// The node itself, not what is below it.
    alone: bool,
}

fn paths_of(letter: &Circular) -> Vec<&str> {
    letter.recipients.paths.iter().map(String::as_str).collect()
}

/// The addressed subtrees in path order, without those inside another one: nobody is bound twice.
fn subtrees<'p>(paths: &[&'p str]) -> Vec<Place<'p>> {
    let mut sorted = paths.to_vec();
    sorted.sort_unstable();
    sorted.dedup_by(|inner, outer| inner.starts_with(*outer));
    sorted.into_iter().map(|path| Place { path, alone: false }).collect()
}

/// The same with the node above each: a school that is addressed alone has an authority too.
fn with_parents<'p>(paths: &[&'p str]) -> Vec<Place<'p>> {
    let subtrees = subtrees(paths);
    let parent = |place: &Place<'p>| {
        let (above, _) = place.path.strip_suffix('/')?.rsplit_once('/')?;
        place.path.get(..=above.len())
    };
    let parents = subtrees.iter().filter_map(parent);
    let covered = |path: &&str| !subtrees.iter().any(|place| path.starts_with(place.path));
    let parents = parents.filter(covered).map(|path| Place { path, alone: true });
    let mut places: Vec<Place<'p>> = parents.chain(subtrees.iter().copied()).collect();
    places.sort_unstable();
    places.dedup();
    places
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_bound_twice_and_a_school_addressed_alone_has_its_authority() {
        let place = |path, alone| Place { path, alone };
        let two = ["42/002/0001/", "42/001/", "42/001/0003/", "42/002/0004/"];
        let trees = [("42/001/", false), ("42/002/0001/", false), ("42/002/0004/", false)];
        assert_eq!(subtrees(&two), trees.map(|(path, alone)| place(path, alone)));
        let with = [
            ("42/", true),
            ("42/001/", false),
            ("42/002/", true),
            ("42/002/0001/", false),
            ("42/002/0004/", false),
        ];
        assert_eq!(with_parents(&two), with.map(|(path, alone)| place(path, alone)));
        assert_eq!(with_parents(&["42/"]), [place("42/", false)]);
        assert_eq!(with_parents(&[""]), [place("", false)]);
    }
}
