//! `/api/v1`: the same numbers as JSON, inside the same scope. The words are the tables' words.

use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::show::sums::{Standings, obligations};
use crate::state::DashboardState;
use axum::Json;
use axum::extract::{Path, State};
use chrono::{DateTime, Utc};
use serde::Serialize;
use vekha_core::Definition;
use vekha_model::CampaignId;
use vekha_store::view_campaign::{self, CampaignView, DutySum};

/// A campaign in a list.
#[derive(Debug, Serialize)]
pub struct CampaignJson {
    id: String,
    title: String,
    status: String,
    issued_at: DateTime<Utc>,
    number: Option<String>,
    issuer: String,
    counts: CountsJson,
}

/// Duties by how they stand at `as_of`; overdue ones are counted apart from open ones.
#[derive(Debug, Serialize)]
pub struct CountsJson {
    total: i64,
    accepted: i64,
    exempt: i64,
    submitted: i64,
    claimed: i64,
    returned: i64,
    open: i64,
    overdue: i64,
    next_due: Option<DateTime<Utc>>,
}

/// One obligation of a campaign.
#[derive(Debug, Serialize)]
pub struct ObligationJson {
    id: String,
    counts: CountsJson,
}

/// One campaign.
#[derive(Debug, Serialize)]
pub struct CountedCampaign {
    as_of: DateTime<Utc>,
    campaign: CampaignJson,
    obligations: Vec<ObligationJson>,
}

/// Every campaign that touches the visitor's scope, newest first.
///
/// # Errors
/// Database errors.
pub async fn campaigns(
    State(state): State<DashboardState>,
    visitor: Visitor,
) -> Result<Json<Vec<CampaignJson>>, Failure> {
    let mut tx = state.parts.store.read().await?;
    let limit = i64::from(state.parts.settings.campaigns);
    let found = view_campaign::list(&mut tx, visitor.scope(), limit).await?;
    let ids: Vec<_> = found.iter().map(|campaign| campaign.id).collect();
    let sums = view_campaign::sums(&mut tx, visitor.scope(), &ids).await?;
    let running = state.running(&mut tx, &ids).await;
    let now = state.parts.clock.now();
    let list = found.into_iter().map(|campaign| {
        let definition = running.get(&campaign.id).map(|running| &running.definition);
        let own: Vec<&DutySum> = sums.iter().filter(|sum| sum.campaign == campaign.id).collect();
        json(campaign, counts(&own, definition, now))
    });
    Ok(Json(list.collect()))
}

/// One campaign by obligation.
///
/// # Errors
/// [`Failure::Missing`] when it does not touch the visitor's scope.
pub async fn campaign(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
) -> Result<Json<CountedCampaign>, Failure> {
    let mut tx = state.parts.store.read().await?;
    let found = view_campaign::get(&mut tx, visitor.scope(), id).await?.ok_or(Failure::Missing)?;
    let sums = view_campaign::sums(&mut tx, visitor.scope(), &[id]).await?;
    let running = state.running(&mut tx, &[id]).await.remove(&id);
    let definition = running.as_deref().map(|running| &running.definition);
    let as_of = state.parts.clock.now();
    let all: Vec<&DutySum> = sums.iter().collect();
    let of = |obligation: String| {
        let own = sums.iter().filter(|sum| sum.obligation == obligation).collect::<Vec<_>>();
        ObligationJson { counts: counts(&own, definition, as_of), id: obligation }
    };
    Ok(Json(CountedCampaign {
        as_of,
        obligations: obligations(&sums, definition).into_iter().map(of).collect(),
        campaign: json(found, counts(&all, definition, as_of)),
    }))
}

fn json(campaign: CampaignView, counts: CountsJson) -> CampaignJson {
    CampaignJson {
        id: campaign.id.to_string(),
        title: campaign.title,
        status: campaign.status,
        issued_at: campaign.issued_at,
        number: campaign.number,
        issuer: campaign.issuer,
        counts,
    }
}

fn counts(sums: &[&DutySum], definition: Option<&Definition>, now: DateTime<Utc>) -> CountsJson {
    let standing = Standings::of(sums.iter().copied(), definition, now);
    CountsJson {
        total: standing.total(),
        accepted: standing.n("accepted"),
        exempt: standing.n("exempt"),
        submitted: standing.n("submitted"),
        claimed: standing.n("claimed"),
        returned: standing.n("returned"),
        open: standing.n("open"),
        overdue: standing.n("late"),
        next_due: standing.next_due(now),
    }
}
