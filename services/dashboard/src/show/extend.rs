//! `/campaigns/{id}/extend`: the form for a new date, and the preview of whom it concerns.

use super::Frame;
use super::sums::title;
use crate::desk::Desk;
use crate::door::fields::Fields;
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::frozen;
use crate::page::Choice;
use crate::page::extend::{Extend, Preview};
use crate::state::DashboardState;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use vekha_campaigns::Running;
use vekha_model::{CampaignId, CaseId, OrganizationId};
use vekha_store::view_action::{self, Which};
use vekha_store::view_campaign::{self, AuthorityView, CampaignView};
use vekha_store::{Tx, view_case};

/// Names printed in a preview.
const NAMES: usize = 15;
const ALL: &str = "all";

/// What the page was opened for, and what was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    case: Option<CaseId>,
    obligation: String,
    #[serde(skip)]
    places: Vec<String>,
    due: String,
    reason: String,
    #[serde(skip)]
    sent: bool,
}

/// The empty form.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer.
pub async fn form(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
    Query(typed): Query<Typed>,
) -> Result<Response, Failure> {
    answer(&state, &visitor, id, Typed { places: vec![ALL.to_owned()], ..typed }).await
}

/// The form with the preview of what it would do.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer.
pub async fn preview(
    State(state): State<DashboardState>,
    Path(id): Path<CampaignId>,
    fields: Fields,
) -> Result<Response, Failure> {
    let typed = Typed {
        case: fields.get("case").parse().ok(),
        obligation: fields.get("obligation").to_owned(),
        places: fields.all("place").map(str::to_owned).collect(),
        due: fields.get("due").to_owned(),
        reason: fields.get("reason").to_owned(),
        sent: true,
    };
    answer(&state, &fields.visitor, id, typed).await
}

async fn answer(
    state: &DashboardState,
    visitor: &Visitor,
    id: CampaignId,
    typed: Typed,
) -> Result<Response, Failure> {
    visitor.must_issue()?;
    let mut tx = state.parts.store.read().await?;
    let scope = visitor.scope();
    let campaign = view_campaign::get(&mut tx, scope, id).await?.ok_or(Failure::Missing)?;
    let authorities = view_campaign::authorities(&mut tx, scope, id).await?;
    let running = state.running(&mut tx, &[id]).await.remove(&id).ok_or(Failure::Missing)?;
    let case = match typed.case {
        Some(case) => Some(view_case::get(&mut tx, scope, case).await?.ok_or(Failure::Missing)?),
        None => None,
    };
    let frame = Frame::new(state, visitor, &mut tx).await?;
    let desk = Desk { zone: campaign.zone, ..frame.desk() };
    let looked = if typed.sent {
        look(state, visitor, &mut tx, (&campaign, &running, &typed, &desk)).await?
    } else {
        Ok(None)
    };
    let (preview, error) = match looked {
        Ok(preview) => (preview, None),
        Err(error) => (None, Some(error)),
    };
    let page = Extend {
        campaign_href: format!("/campaigns/{id}"),
        campaign: campaign.title.clone(),
        action: format!("/campaigns/{id}/extend"),
        obligations: obligations(&running, &typed),
        places: places(&authorities, &typed, &desk),
        case: typed.case.map(|case| case.to_string()),
        organization: case.map(|case| case.organization.name),
        due: typed.due,
        reason: typed.reason,
        error,
        preview,
    };
    frame.page("campaigns", desk.words.say("extend-title"), &page)
}

/// Whom it would concern, or what is wrong with the form, in words.
async fn look(
    state: &DashboardState,
    visitor: &Visitor,
    tx: &mut Tx,
    (campaign, running, typed, desk): (&CampaignView, &Running, &Typed, &Desk<'_>),
) -> Result<Result<Option<Preview>, String>, Failure> {
    let Ok(due) = typed.due.parse::<NaiveDate>() else {
        return Ok(Err(desk.words.say("extend-bad-date")));
    };
    if typed.reason.is_empty() {
        return Ok(Err(desk.words.say("extend-no-reason")));
    }
    let Some(which) = which(typed) else {
        return Ok(Err(desk.words.say("extend-nobody")));
    };
    let most = state.parts.settings.bulk_cases;
    let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
    let what = (campaign.id, typed.obligation.as_str());
    let found = view_action::open(tx, visitor.scope(), what, &which, limit).await?;
    if found.len() > most {
        let (n, limit) = (format!("> {most}"), most.to_string());
        return Ok(Err(desk.say("extend-too-many", &[("n", &n), ("limit", &limit)])));
    }
    Ok(Ok(Some(Preview {
        n: i64::try_from(found.len()).unwrap_or(i64::MAX),
        obligation: title(Some(&running.definition), &typed.obligation),
        due: desk.due(desk.zone.end_of_day(due)),
        warning: warning(due, running, desk),
        names: found.iter().take(NAMES).map(|(_, name)| name.clone()).collect(),
        more: i64::try_from(found.len().saturating_sub(NAMES)).unwrap_or(i64::MAX),
        cases: frozen::pack(found.iter().map(|(case, _)| *case)),
        obligation_id: typed.obligation.clone(),
    })))
}

fn which(typed: &Typed) -> Option<Which> {
    if let Some(case) = typed.case {
        return Some(Which::One(case));
    }
    if typed.places.iter().any(|place| place == ALL) {
        return Some(Which::All);
    }
    let ids = typed.places.iter().filter_map(|place| place.parse::<OrganizationId>().ok());
    let ids: Vec<_> = ids.collect();
    Some(Which::Authorities(ids)).filter(|_| !typed.places.is_empty())
}

fn warning(due: NaiveDate, running: &Running, desk: &Desk<'_>) -> Option<String> {
    if due < desk.zone.date(desk.now) {
        return Some(desk.words.say("extend-past"));
    }
    let why = desk.day_off(&running.calendar, due)?;
    let day = desk.lang().date(due);
    Some(desk.say("extend-day-off", &[("day", &day), ("why", &why)]))
}

fn obligations(running: &Running, typed: &Typed) -> Vec<Choice> {
    let dated = running.definition.duties().filter(|duty| duty.due.is_some());
    let choice = |duty: &vekha_core::definition::DutyRule| Choice {
        value: duty.id.clone(),
        title: duty.title.clone(),
        chosen: duty.id == typed.obligation,
    };
    dated.map(choice).collect()
}

fn places(authorities: &[AuthorityView], typed: &Typed, desk: &Desk<'_>) -> Vec<Choice> {
    let chosen = |value: &str| typed.places.iter().any(|place| place == value);
    let all = Choice {
        value: ALL.to_owned(),
        title: desk.say("extend-everybody", &[("n", &authorities.len().to_string())]),
        chosen: chosen(ALL),
    };
    let one = |authority: &AuthorityView| {
        let value = authority.id.to_string();
        Choice { chosen: chosen(&value), value, title: authority.name.clone() }
    };
    std::iter::once(all).chain(authorities.iter().map(one)).collect()
}
