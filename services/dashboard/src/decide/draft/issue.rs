//! `POST /drafts/{id}/issue`: the letter goes out: a circular is put on the calendar, the scheduler
//! issues it, and the page waits for the campaign.

use crate::door::fields::Fields;
use crate::failure::Failure;
use crate::show::draft::launch::moment;
use crate::show::draft::opened::{self, Opened};
use crate::state::DashboardState;
use axum::extract::{Path, State};
use axum::response::Redirect;
use chrono::{DateTime, Utc};
use std::time::Duration;
use uuid::Uuid;
use vekha_drafting::ready::{Ready, ready};
use vekha_model::{CampaignId, CircularId, DefinitionId};
use vekha_proto::Consumer;
use vekha_runtime::{Stopwatch, Waited};
use vekha_store::circular::{self, Circular, Recipients};
use vekha_store::{Tx, definition, draft, view_launch};

/// A lost ring costs at most this much of a person's time.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Issues it. What is still missing leads back to the page that says so.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer, [`Failure::Missing`] when it is issued already.
pub async fn issue(
    State(state): State<DashboardState>,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let visitor = &fields.visitor;
    let page = format!("/drafts/{id}/launch");
    let now = state.parts.clock.now();
    let at = moment(fields.get("at"), visitor.entered.zone).unwrap_or(now).max(now);
    let mut tx = state.parts.store.write().await?;
    let opened = opened::open(&mut tx, visitor, id).await?;
    let signed = !state.parts.settings.second_signature || opened.kept.signed_by.is_some();
    let today = visitor.entered.zone.date(at);
    let Some(ready) = ready(&opened.draft, today).ok().filter(|_| signed) else {
        return Ok(Redirect::to(&page));
    };
    let Some(chosen) = &opened.draft.changes.chosen else { return Ok(Redirect::to(&page)) };
    let register = opened::register(&state, &mut tx, visitor.scope()).await?;
    let who = (chosen, ready.definition.case_for);
    let bound = opened::resolve(&mut tx, visitor.scope(), who, &register).await?;
    if bound.main.is_empty() {
        return Ok(Redirect::to(&page));
    }
    let circular: CircularId = state.parts.ids.next().into();
    let seen = (id, fields.read("version")?);
    if !draft::close(&mut tx, visitor.scope(), seen, Some(circular), now).await? {
        return Ok(Redirect::to(&format!("{page}?done=stale")));
    }
    let kept = keep(&mut tx, &state, &ready, now).await?;
    let recipients = Recipients { paths: bound.paths };
    let letter = letter(&opened, &fields, ready, (circular, kept, recipients), (at, now));
    circular::insert(&mut tx, &letter).await?;
    if let Some(parent) = &opened.draft.changes.parent {
        circular::descend(&mut tx, circular, parent.campaign).await?;
    }
    tx.commit().await?;
    tracing::info!(%circular, person = %visitor.entered.person, "a letter was put on the calendar");
    let mut bell = state.parts.bus.listen(Consumer::Dashboard);
    state.parts.bus.wake(&[Consumer::Scheduler]).await;
    if at > now {
        return Ok(Redirect::to("/drafts?done=scheduled"));
    }
    let watch = Stopwatch::start();
    loop {
        if let Some(campaign) = begun(&state, &fields, circular).await? {
            return Ok(Redirect::to(&format!("/campaigns/{campaign}?done=issued")));
        }
        if watch.elapsed() > state.parts.settings.effect() {
            return Ok(Redirect::to("/campaigns?done=pending"));
        }
        tokio::select! {
            heard = bell.heard() => if heard.is_err() { break },
            waited = state.parts.lifecycle.wait(LOOK_AGAIN) => {
                if waited == Waited::Stopping { break }
            }
        }
    }
    Ok(Redirect::to("/campaigns?done=pending"))
}

async fn begun(
    state: &DashboardState,
    fields: &Fields,
    circular: CircularId,
) -> Result<Option<CampaignId>, Failure> {
    let mut tx = state.parts.store.read().await?;
    Ok(view_launch::campaign_of(&mut tx, fields.visitor.scope(), circular).await?)
}

async fn keep(
    tx: &mut Tx,
    state: &DashboardState,
    ready: &Ready,
    now: DateTime<Utc>,
) -> Result<DefinitionId, Failure> {
    let stored = definition::Stored {
        id: state.parts.ids.next().into(),
        name: ready.definition.name.clone(),
        version: i64::from(ready.definition.version),
        source: ready.yaml.clone(),
    };
    Ok(definition::keep(tx, &stored, now).await?)
}

fn letter(
    opened: &Opened,
    fields: &Fields,
    ready: Ready,
    (id, definition, recipients): (CircularId, DefinitionId, Recipients),
    (at, now): (DateTime<Utc>, DateTime<Utc>),
) -> Circular {
    let requisites = opened.draft.requisites();
    let entered = &fields.visitor.entered;
    Circular {
        id,
        tenant: entered.scope.tenant(),
        number: requisites.number,
        dated: requisites.dated,
        issuer: requisites.issuer.unwrap_or_else(|| entered.place.clone()),
        subject: ready.title,
        body: opened.draft.reading.text.clone(),
        signer: requisites.signer,
        executor: requisites.executor,
        executor_phone: requisites.phone,
        reply_to: requisites.reply_to,
        head_email: None,
        definition,
        parameters: ready.parameters,
        recipients,
        state: "scheduled".to_owned(),
        issue_at: Some(at),
        repeat_months: None,
        campaign: None,
        cursor: String::new(),
        created_by: Some(entered.person),
        created_at: now,
    }
}
