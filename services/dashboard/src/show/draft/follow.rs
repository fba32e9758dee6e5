//! `/drafts/{id}/follow`: a letter joins a running campaign. The difference shown here is computed by
//! the function whose result is said when the officer agrees.

use super::launch::signature;
use super::opened;
use super::{earlier, way};
use crate::desk::Desk;
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::frozen;
use crate::page::Choice;
use crate::page::draft_follow::{DateField, DifferenceCard, DifferenceRow, DraftFollow};
use crate::show::sums::title;
use crate::show::{Done, Frame};
use crate::state::DashboardState;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;
use vekha_campaigns::Running;
use vekha_drafting::earlier::Named;
use vekha_drafting::follow::{self, Difference, Follow, Joins, Row, Standing};
use vekha_drafting::proposed::proposed;
use vekha_model::{CampaignId, CaseId, OrganizationId};
use vekha_store::view_campaign::{self, AuthorityView, CampaignView};
use vekha_store::{Scope, Tx, view_follow};

/// Authorities named in a row.
const NAMES: usize = 3;
/// Duties of one case that are looked at: no campaign of ours comes near.
const DUTIES: usize = 20;

/// `?campaign=…`: which one it is to join.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    campaign: Option<CampaignId>,
}

/// A running campaign with how everything in it stands.
#[derive(Debug)]
pub struct Joined {
    /// The campaign.
    pub campaign: CampaignView,
    /// Its workflow.
    pub running: Arc<Running>,
    /// Every duty of its running cases.
    pub duties: Vec<Standing>,
}

impl Joined {
    /// What a letter changes in it now.
    pub fn difference(
        &self,
        follow: &Follow,
        shown: Option<&BTreeSet<CaseId>>,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Difference {
        let definition = &self.running.definition;
        let campaign = follow::Campaign { definition, zone: self.campaign.zone, now };
        follow::difference(&campaign, &self.duties, follow, shown)
    }
}

/// The campaign that a letter joins. A fixed number of statements, whatever the number of cases.
///
/// # Errors
/// [`Failure::Missing`] outside the scope, or when it does not run.
pub async fn joined(
    state: &DashboardState,
    tx: &mut Tx,
    scope: &Scope,
    id: CampaignId,
) -> Result<Joined, Failure> {
    let campaign = view_campaign::get(tx, scope, id).await?.ok_or(Failure::Missing)?;
    if campaign.status != "running" {
        return Err(Failure::Missing);
    }
    let running = state.running(tx, &[id]).await.remove(&id).ok_or(Failure::Missing)?;
    let most = state.parts.settings.bulk_cases.saturating_mul(DUTIES);
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let duties = view_follow::standings(tx, scope, id, limit).await?;
    let standing = |it: view_follow::Standing| Standing {
        case: it.case,
        key: it.key,
        modality: it.modality,
        label: it.label,
        due_at: it.due_at,
        authority: it.authority,
        reachable: it.reachable,
    };
    Ok(Joined { campaign, running, duties: duties.into_iter().map(standing).collect() })
}

/// The page: the form, and the difference of what was sent.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer, [`Failure::Missing`] outside the scope.
pub async fn show(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(wanted): Query<Wanted>,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    visitor.must_issue()?;
    let mut tx = state.parts.store.read().await?;
    let scope = visitor.scope();
    let opened = opened::open(&mut tx, &visitor, id).await?;
    let kept = opened.draft.changes.follow.clone();
    let kept = kept.filter(|kept| wanted.campaign.is_none_or(|id| id == kept.campaign));
    let id = kept.as_ref().map(|kept| kept.campaign).or(wanted.campaign);
    let joined = joined(&state, &mut tx, scope, id.ok_or(Failure::Missing)?).await?;
    let authorities = view_campaign::authorities(&mut tx, scope, joined.campaign.id).await?;
    let spoken = earlier::spoken_of(&state, &mut tx, scope, &opened.draft).await?;
    let frame = Frame::new(&state, &visitor, &mut tx).await?.after(done);
    drop(tx);
    let desk = Desk { zone: joined.campaign.zone, ..frame.desk() };
    let sent = kept.is_some();
    let follow = kept.unwrap_or_else(|| {
        let named = spoken.iter().find(|spoken| spoken.campaign.id == joined.campaign.id);
        let named = named.map_or(Named { joins: None }, |spoken| spoken.named);
        let campaign = (&joined.running.definition, joined.campaign.zone);
        proposed(&opened.draft, joined.campaign.id, &named, campaign, &joined.duties)
    });
    let found = sent.then(|| joined.difference(&follow, None, desk.now));
    let most = state.parts.settings.bulk_cases;
    let error = found.as_ref().and_then(|found| error(found, &follow, most, &desk));
    let found = found.filter(|_| error.is_none());
    let page = DraftFollow {
        campaign_href: format!("/campaigns/{}", joined.campaign.id),
        campaign: joined.campaign.title.clone(),
        campaign_id: joined.campaign.id.to_string(),
        joins: joins(follow.joins, &desk),
        dates: dates(&joined, &follow, &desk),
        address: follow.address.clone().unwrap_or_default(),
        places: places(&authorities, &follow),
        reason: follow.reason.clone(),
        error,
        difference: found.map(|found| card(&found, (&joined, &follow, &authorities), &desk)),
        signature: signature(&state, &opened, &visitor),
        way: way(&opened, "follow"),
    };
    frame.page("campaigns", desk.words.say("follow-title"), &page)
}

fn error(found: &Difference, follow: &Follow, most: usize, desk: &Desk<'_>) -> Option<String> {
    if found.cases.len() > most {
        return Some(desk.say("follow-too-many", &[("limit", &most.to_string())]));
    }
    let says_nothing = follow.dates.is_empty() && follow.address.is_none();
    (follow.joins.moves() && says_nothing).then(|| desk.words.say("follow-bad-date"))
}

fn joins(chosen: Joins, desk: &Desk<'_>) -> Vec<Choice> {
    let choice = |joins: Joins| Choice {
        value: joins.as_str().to_owned(),
        title: desk.words.say(&format!("follow-joins-{}", joins.as_str())),
        chosen: joins == chosen,
    };
    Joins::ALL.into_iter().map(choice).collect()
}

/// Every obligation that somebody still owes by a day, with the days as they are now.
fn dates(joined: &Joined, follow: &Follow, desk: &Desk<'_>) -> Vec<DateField> {
    let mut now: BTreeMap<&str, BTreeSet<NaiveDate>> = BTreeMap::new();
    for duty in joined.duties.iter().filter(|duty| !duty.label.is_final()) {
        if let Some(at) = duty.due_at {
            now.entry(&duty.key.obligation).or_default().insert(desk.zone.date(at));
        }
    }
    let definition = &joined.running.definition;
    let field = |(obligation, days): (&str, BTreeSet<NaiveDate>)| {
        let days: Vec<String> = days.into_iter().map(|day| desk.lang().date(day)).collect();
        let value = follow.dates.get(obligation);
        DateField {
            name: format!("date_{obligation}"),
            title: title(Some(definition), obligation),
            now: desk.say("follow-date-now", &[("dates", &days.join(", "))]),
            value: value.map(ToString::to_string).unwrap_or_default(),
        }
    };
    let in_order = definition.duties().map(|rule| rule.id.as_str());
    in_order.filter_map(|id| Some((id, now.remove(id)?))).map(field).collect()
}

fn places(authorities: &[AuthorityView], follow: &Follow) -> Vec<Choice> {
    let choice = |authority: &AuthorityView| Choice {
        value: authority.id.to_string(),
        title: authority.name.clone(),
        chosen: follow.places.is_empty() || follow.places.contains(&authority.id),
    };
    authorities.iter().map(choice).collect()
}

fn card(
    found: &Difference,
    (joined, follow, authorities): (&Joined, &Follow, &[AuthorityView]),
    desk: &Desk<'_>,
) -> DifferenceCard {
    let everybody: BTreeSet<OrganizationId> =
        joined.duties.iter().map(|duty| duty.authority).collect();
    let names: BTreeMap<OrganizationId, &str> =
        authorities.iter().map(|authority| (authority.id, authority.name.as_str())).collect();
    let row = |row: &Row| DifferenceRow {
        title: title(Some(&joined.running.definition), &row.obligation),
        before: row.before.map_or_else(|| "—".to_owned(), |day| desk.lang().date(day)),
        after: after(row, follow, desk),
        who: who(row, &everybody, &names, desk),
        n: count(row.n),
    };
    DifferenceCard {
        n: count(found.cases.len()),
        rows: found.rows.iter().map(row).collect(),
        notes: notes(found, follow, desk),
        warnings: warnings(follow, joined, desk),
        cases: frozen::pack(found.cases.iter().copied()),
        danger: follow.joins == Joins::Cancellation,
    }
}

fn after(row: &Row, follow: &Follow, desk: &Desk<'_>) -> String {
    match (row.after, follow.joins) {
        (Some(day), _) => desk.lang().date(day),
        (None, Joins::Cancellation) => desk.words.say("follow-row-closed"),
        (None, _) => desk.words.say("follow-row-reminded"),
    }
}

fn who(
    row: &Row,
    everybody: &BTreeSet<OrganizationId>,
    names: &BTreeMap<OrganizationId, &str>,
    desk: &Desk<'_>,
) -> String {
    if row.authorities == *everybody {
        return desk.words.say("follow-everywhere");
    }
    let known: Vec<&str> = row.authorities.iter().filter_map(|id| names.get(id).copied()).collect();
    let first = known.iter().take(NAMES).copied().collect::<Vec<_>>().join(", ");
    match known.len().saturating_sub(NAMES) {
        0 => first,
        more => desk.say("follow-and-more", &[("names", &first), ("n", &more.to_string())]),
    }
}

fn notes(found: &Difference, follow: &Follow, desk: &Desk<'_>) -> Vec<String> {
    let some = |key: &str, n: usize| (n > 0).then(|| desk.words.count(key, count(n)));
    let address = follow.address.as_ref().filter(|_| follow.joins == Joins::Correction);
    let address = address.map(|it| desk.say("follow-new-address", &[("address", it)]));
    let told = Some(desk.words.count("follow-told", count(found.told.len())));
    let left =
        [some("follow-unreachable", found.unreachable), some("follow-done", found.done.len())];
    [address, told].into_iter().chain(left).flatten().collect()
}

fn warnings(follow: &Follow, joined: &Joined, desk: &Desk<'_>) -> Vec<String> {
    let days: BTreeSet<NaiveDate> = follow.dates.values().copied().collect();
    let days = days.into_iter().filter(|_| follow.joins.moves());
    let warning = |day: NaiveDate| {
        let named = desk.lang().date(day);
        if day < desk.zone.date(desk.now) {
            return Some(desk.say("follow-past", &[("day", &named)]));
        }
        let why = desk.day_off(&joined.running.calendar, day)?;
        Some(desk.say("follow-day-off", &[("day", &named), ("why", &why)]))
    };
    days.filter_map(warning).collect()
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
