//! `POST /drafts/{id}/follow`: what a letter does to a running campaign, as an officer says it; and
//! `…/follow/confirm`: it is done, in one step: the letter joins the campaign, its events are said, and
//! the draft ends, or nothing of it happens.

use super::change::change;
use crate::decide::say::{self, About};
use crate::door::fields::Fields;
use crate::failure::Failure;
use crate::frozen;
use crate::show::draft::follow::{Joined, joined};
use crate::show::draft::opened::{self, Opened};
use crate::state::DashboardState;
use axum::extract::{Path, State};
use axum::response::Redirect;
use std::collections::BTreeSet;
use uuid::Uuid;
use vekha_drafting::follow::{Follow, Joins, Say};
use vekha_model::{CaseId, CircularId, OrganizationId, Parameters};
use vekha_proto::{Envelope, v1};
use vekha_store::circular::{self, Circular, Recipients};
use vekha_store::{Tx, draft, view_campaign};

/// Keeps what the letter is to do. Nothing happens to the campaign yet.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer, [`Failure::Incomplete`] for a form that says
/// nothing.
pub async fn keep(
    State(state): State<DashboardState>,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    fields.visitor.must_issue()?;
    let campaign = fields.read("campaign")?;
    let mut tx = state.parts.store.read().await?;
    let scope = fields.visitor.scope();
    let found = joined(&state, &mut tx, scope, campaign).await?;
    let known = view_campaign::authorities(&mut tx, scope, campaign).await?;
    drop(tx);
    let known: BTreeSet<_> = known.iter().map(|authority| authority.id).collect();
    let follow = typed(&fields, &found, &known)?;
    let seen = (id, fields.read("version")?);
    change(&state, &fields.visitor, seen, "/follow#difference", |draft| {
        draft.changes.follow = Some(follow);
        Ok(())
    })
    .await
}

fn typed(
    fields: &Fields,
    found: &Joined,
    known: &BTreeSet<OrganizationId>,
) -> Result<Follow, Failure> {
    let joins = Joins::parse(fields.get("joins")).ok_or(Failure::Incomplete)?;
    let obligations = found.running.definition.duties().map(|rule| rule.id.as_str());
    let date = |obligation: &str| {
        let date = fields.get(&format!("date_{obligation}")).parse().ok()?;
        Some((obligation.to_owned(), date))
    };
    let dates = obligations.filter_map(date).filter(|_| joins.moves()).collect();
    let chosen = fields.all("place").filter_map(|place| place.parse().ok());
    let chosen: BTreeSet<OrganizationId> = chosen.collect();
    // Who ticks everybody means everybody, those that come later as well.
    let places = if chosen == *known { BTreeSet::new() } else { chosen };
    let address = Some(fields.get("address").to_owned());
    Ok(Follow {
        campaign: found.campaign.id,
        joins,
        dates,
        places,
        address: address.filter(|it| joins == Joins::Correction && !it.is_empty()),
        reason: fields.text("reason")?.to_owned(),
    })
}

/// Does it, to those of the frozen list for whom it still changes something.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer, [`Failure::Incomplete`] for a broken list,
/// [`Failure::Missing`] when the letter or the campaign is over.
pub async fn confirm(
    State(state): State<DashboardState>,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let visitor = &fields.visitor;
    visitor.must_issue()?;
    let page = format!("/drafts/{id}/follow");
    let shown = frozen::unpack(fields.text("cases")?).ok_or(Failure::Incomplete)?;
    if shown.len() > state.parts.settings.bulk_cases {
        return Err(Failure::Incomplete);
    }
    let shown: BTreeSet<CaseId> = shown.into_iter().collect();
    let now = state.parts.clock.now();
    let mut tx = state.parts.store.write().await?;
    let opened = opened::open(&mut tx, visitor, id).await?;
    let follow = opened.draft.changes.follow.clone().ok_or(Failure::Incomplete)?;
    let signed = !state.parts.settings.second_signature || opened.kept.signed_by.is_some();
    let found = joined(&state, &mut tx, visitor.scope(), follow.campaign).await?;
    let difference = found.difference(&follow, Some(&shown), now);
    if difference.cases.is_empty() || !signed {
        return Ok(Redirect::to(&format!("{page}?done=unchanged")));
    }
    let circular: CircularId = state.parts.ids.next().into();
    let seen = (id, fields.read("version")?);
    if !draft::close(&mut tx, visitor.scope(), seen, Some(circular), now).await? {
        return Ok(Redirect::to(&format!("{page}?done=stale")));
    }
    let letter = letter(&opened, &fields, &found, circular, now);
    circular::insert(&mut tx, &letter).await?;
    circular::join(&mut tx, circular, follow.campaign, follow.joins.as_str()).await?;
    let mut said = Vec::new();
    for it in &difference.says {
        said.push(one(&mut tx, (&state, &fields), &follow, it).await?);
    }
    tx.commit().await?;
    let joins = follow.joins.as_str();
    tracing::info!(%circular, campaign = %follow.campaign, joins, "a letter joined its campaign");
    let effect = say::heard(&state, &said).await?;
    Ok(effect.back(&format!("/campaigns/{}", follow.campaign), "followed"))
}

/// One event, with a delivery to each case that it names.
async fn one(
    tx: &mut Tx,
    (state, fields): (&DashboardState, &Fields),
    follow: &Follow,
    it: &Say,
) -> Result<Envelope, Failure> {
    let (campaign, reason, visitor) = (follow.campaign, follow.reason.clone(), &fields.visitor);
    let ids = |cases: &[CaseId]| cases.iter().map(ToString::to_string).collect();
    match it {
        Say::Extension { obligation, due, cases } => {
            let message = v1::ExtensionGranted {
                obligation: obligation.clone(),
                due: due.to_string(),
                reason,
                cases: ids(cases),
            };
            say::put(tx, state, visitor, About::Cases(campaign, cases), &message).await
        }
        Say::Reminder { cases } => {
            let message = v1::ReminderGiven { reason, cases: ids(cases) };
            say::put(tx, state, visitor, About::Cases(campaign, cases), &message).await
        }
        Say::Address { address, cases } => {
            circular::readdress(tx, campaign, address).await?;
            let message =
                v1::AddressCorrected { address: address.clone(), reason, cases: ids(cases) };
            say::put(tx, state, visitor, About::Cases(campaign, cases), &message).await
        }
        Say::Cancellation => {
            let message = v1::CampaignCancelled { reason };
            let about = About::Withdrawn(campaign, &follow.reason);
            say::put(tx, state, visitor, about, &message).await
        }
    }
}

/// The letter as the campaign keeps it: it has no workflow of its own and binds nobody by itself.
fn letter(
    opened: &Opened,
    fields: &Fields,
    found: &Joined,
    id: CircularId,
    now: chrono::DateTime<chrono::Utc>,
) -> Circular {
    let requisites = opened.draft.requisites();
    let entered = &fields.visitor.entered;
    Circular {
        id,
        tenant: entered.scope.tenant(),
        number: requisites.number,
        dated: requisites.dated,
        issuer: requisites.issuer.unwrap_or_else(|| entered.place.clone()),
        subject: opened.draft.title(),
        body: opened.draft.reading.text.clone(),
        signer: requisites.signer,
        executor: requisites.executor,
        executor_phone: requisites.phone,
        reply_to: requisites.reply_to,
        head_email: None,
        definition: found.running.campaign.definition,
        parameters: Parameters::new(),
        recipients: Recipients::default(),
        state: "draft".to_owned(),
        issue_at: Some(now),
        repeat_months: None,
        campaign: None,
        cursor: String::new(),
        created_by: Some(entered.person),
        created_at: now,
    }
}
