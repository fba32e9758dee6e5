//! What the dashboard sums is what a recount of all cases gives.

use super::Evidence;
use crate::look::Seen;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use vekha_model::{CampaignId, DutyLabel, DutyState, Modality, OrganizationId};
use vekha_store::view_campaign;

type Duties = BTreeMap<(OrganizationId, String, DutyLabel, Option<DateTime<Utc>>), i64>;
type Stages = BTreeMap<(OrganizationId, String, String), i64>;
type Days = BTreeMap<NaiveDate, (i64, i64)>;

pub(super) async fn wrong(evidence: &Evidence<'_>) -> anyhow::Result<Vec<String>> {
    let mut wrong = Vec::new();
    let scope = evidence.world.officer().await?;
    let mut tx = evidence.world.store.read().await?;
    for id in campaigns(&evidence.seen) {
        let (mut duties, mut stages, mut days) = recount(&evidence.seen, id);
        for sum in view_campaign::by_authority(&mut tx, &scope, id).await? {
            let Some(authority) = sum.authority else { continue };
            let key = (authority, sum.obligation, sum.label, sum.due_at);
            *duties.entry(key).or_default() -= sum.n;
        }
        for sum in view_campaign::stages(&mut tx, &scope, id).await? {
            *stages.entry((sum.authority, sum.track, sum.stage)).or_default() -= sum.n;
        }
        for sum in view_campaign::days(&mut tx, &scope, id).await? {
            let day = days.entry(sum.day).or_default();
            *day = (day.0 - sum.opened, day.1 - sum.done);
        }
        wrong.extend(apart(&duties, &0));
        wrong.extend(apart(&stages, &0));
        wrong.extend(apart(&days, &(0, 0)));
    }
    Ok(wrong)
}

fn campaigns(seen: &Seen) -> BTreeSet<CampaignId> {
    seen.cases.values().map(|stored| stored.case.campaign).collect()
}

fn recount(seen: &Seen, campaign: CampaignId) -> (Duties, Stages, Days) {
    let (mut duties, mut stages) = (Duties::new(), Stages::new());
    let mut days = Days::new();
    let day = |at| crate::world::zone().date(at);
    for stored in seen.cases.values().filter(|stored| stored.case.campaign == campaign) {
        for (track, state) in &stored.case.tracks {
            let key = (stored.authority, track.clone(), state.stage.clone());
            *stages.entry(key).or_default() += 1;
        }
        for duty in stored.case.duties.values() {
            let binding = duty.modality != Modality::Recommended;
            let due = duty.due.as_ref().filter(|_| binding).map(|due| due.at);
            let key = (stored.authority, duty.key.obligation.clone(), duty.state.label(), due);
            *duties.entry(key).or_default() += 1;
            days.entry(day(duty.opened_at)).or_default().0 += 1;
            if let DutyState::Accepted { at, .. }
            | DutyState::Exempt { at, .. }
            | DutyState::Closed { at, .. } = &duty.state
            {
                days.entry(day(*at)).or_default().1 += 1;
            }
        }
    }
    (duties, stages, days)
}

/// Where the recount less the sum is not nothing.
fn apart<K: Debug, V: Debug + PartialEq>(left: &BTreeMap<K, V>, none: &V) -> Vec<String> {
    let apart = left.iter().filter(|(_, n)| *n != none);
    apart.map(|(key, n)| format!("the recount of {key:?} differs from the sum by {n:?}")).collect()
}
