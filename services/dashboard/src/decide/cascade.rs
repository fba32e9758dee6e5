//! `POST /campaigns/{id}/cascade`: a municipality takes the ministry's letter to issue it to its own
//! schools. It becomes a draft of theirs, with earlier days to begin with; nobody is bound yet.

use crate::door::fields::Fields;
use crate::failure::Failure;
use crate::show::draft::opened;
use crate::show::joined::may_carry;
use crate::state::DashboardState;
use anyhow::Context as _;
use axum::extract::{Path, State};
use axum::response::Redirect;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use vekha_campaigns::Running;
use vekha_drafting::cascade::{Below, Parent, carried, latest};
use vekha_drafting::{Changes, Draft, Reading};
use vekha_model::{Calendar, CampaignId, Extracted, Organization};
use vekha_store::view_follow::Drafted;
use vekha_store::{Scope, Tx, circular, draft, view_campaign, view_follow};

/// A year of working days: more is a slip of the hand.
const DAYS_MAX: u32 = 250;
/// The duties of one municipality in one campaign.
const DUTIES: i64 = 1_000;

/// Begins the draft.
///
/// # Errors
/// [`Failure::Forbidden`] for who sees the whole tenant, or may not decide; [`Failure::Missing`] when
/// the campaign is not one of municipalities, or not theirs.
pub async fn begin(
    State(state): State<DashboardState>,
    Path(id): Path<CampaignId>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let visitor = &fields.visitor;
    let scope = visitor.scope();
    let earlier = fields.read::<u32>("days")?.min(DAYS_MAX);
    let mut tx = state.parts.store.write().await?;
    let campaign = view_campaign::get(&mut tx, scope, id).await?.ok_or(Failure::Missing)?;
    let running = state.running(&mut tx, &[id]).await.remove(&id).ok_or(Failure::Missing)?;
    if !may_carry(visitor, &campaign, &running) {
        return Err(Failure::Forbidden);
    }
    let register = opened::register(&state, &mut tx, scope).await?;
    let authority = register.first().ok_or(Failure::Missing)?;
    let calendar = opened::calendar(&mut tx, scope).await?;
    let (above, file) = letter(&mut tx, scope, &running, &calendar).await?;
    let dues = dues(&mut tx, scope, &running).await?;
    let parent = Parent { campaign: id, latest: latest(&above, &dues) };
    let now = state.parts.clock.now();
    let today = visitor.entered.zone.date(now);
    let below = Below { authority, today, earlier, calendar: &calendar };
    let draft = carried(&above, parent, &below);
    let id = state.parts.ids.next();
    keep(&mut tx, &fields, (id, &draft, file, authority), now).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/drafts/{id}?done=carried")))
}

/// The ministry's letter as it was drafted, else read again from its text; and its file.
async fn letter(
    tx: &mut Tx,
    scope: &Scope,
    running: &Running,
    calendar: &Calendar,
) -> Result<(Draft, (String, String)), Failure> {
    let circular = running.campaign.circular;
    if let Some(Drafted { reading, changes, file_name, file_sha256 }) =
        view_follow::drafted(tx, scope, circular).await?
    {
        let reading: Reading = serde_json::from_str(&reading).context("draft.reading")?;
        let changes: Changes = serde_json::from_str(&changes).context("draft.changes")?;
        return Ok((Draft { reading, changes }, (file_name, file_sha256)));
    }
    let found = circular::get(tx, [circular]).await?;
    let letter = found.into_iter().next().ok_or(Failure::Missing)?;
    let extracted = Extracted { text: letter.body, ..Extracted::default() };
    Ok((Draft::of(Reading::of(&extracted, calendar)), (letter.subject, String::new())))
}

/// The municipality's own last days, as they are now.
async fn dues(
    tx: &mut Tx,
    scope: &Scope,
    running: &Running,
) -> Result<BTreeMap<String, NaiveDate>, Failure> {
    let zone = running.campaign.zone;
    let standings = view_follow::standings(tx, scope, running.campaign.id, DUTIES).await?;
    let day = |it: view_follow::Standing| Some((it.key.obligation, zone.date(it.due_at?)));
    Ok(standings.into_iter().filter_map(day).collect())
}

async fn keep(
    tx: &mut Tx,
    fields: &Fields,
    (id, draft, (name, sha256), authority): (uuid::Uuid, &Draft, (String, String), &Organization),
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(), Failure> {
    let json = |error: serde_json::Error| Failure::Other(error.into());
    let new = draft::New {
        id,
        title: &draft.title(),
        file_name: &name,
        file_sha256: &sha256,
        reading: serde_json::to_string(&draft.reading).map_err(json)?,
        changes: serde_json::to_string(&draft.changes).map_err(json)?,
        by: fields.visitor.entered.person,
    };
    draft::insert(tx, fields.visitor.scope(), new, now).await?;
    tracing::info!(draft = %id, authority = %authority.id, "a letter is carried further down");
    Ok(())
}
