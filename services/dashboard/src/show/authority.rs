//! `/campaigns/{id}/authorities/{id}`: the organizations of one authority in one campaign.

use super::Frame;
use super::sums::title;
use crate::desk::Desk;
use crate::door::visitor::Visitor;
use crate::failure::{Failure, encoded};
use crate::page::Next;
use crate::page::authority::{Authority, OrganizationRow};
use crate::state::DashboardState;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use vekha_campaigns::Running;
use vekha_model::{CampaignId, OrganizationId};
use vekha_store::view_case::{CaseLine, DutyLine};
use vekha_store::{view_campaign, view_case, view_organization};

/// `?after=42/017/0123/`: where the last page ended.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    after: String,
}

/// The page.
///
/// # Errors
/// [`Failure::Missing`] outside the visitor's scope.
pub async fn show(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Path((id, authority)): Path<(CampaignId, OrganizationId)>,
    Query(after): Query<After>,
) -> Result<Response, Failure> {
    let mut tx = state.parts.store.read().await?;
    let scope = visitor.scope();
    let campaign = view_campaign::get(&mut tx, scope, id).await?.ok_or(Failure::Missing)?;
    let node = view_organization::get(&mut tx, scope, authority).await?.ok_or(Failure::Missing)?;
    let limit = state.parts.settings.page();
    let cases =
        view_case::of_authority(&mut tx, scope, (id, authority), &after.after, limit).await?;
    let ids: Vec<_> = cases.iter().map(|case| case.case).collect();
    let duties = view_case::duties(&mut tx, scope, &ids).await?;
    let running = state.running(&mut tx, &[id]).await.remove(&id);
    let frame = Frame::new(&state, &visitor, &mut tx).await?;
    let desk = Desk { zone: campaign.zone, ..frame.desk() };
    let definition = running.as_deref().map(|running| &running.definition);
    let mut keys: Vec<String> = duties.iter().map(|duty| duty.key.to_string()).collect();
    keys.sort_unstable();
    keys.dedup();
    let place = |key: &String| {
        let obligation = vekha_model::DutyKey::from(key.as_str()).obligation;
        definition.and_then(|d| d.duties().position(|duty| duty.id == obligation))
    };
    keys.sort_by_key(place);
    let full = cases.len() == usize::try_from(limit).unwrap_or(usize::MAX);
    let contact = [node.phone.as_deref(), node.email.as_deref()];
    let contact = contact.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let page = Authority {
        campaign_href: format!("/campaigns/{id}"),
        campaign: campaign.title.clone(),
        name: node.name.clone(),
        contact: Some(contact).filter(|text| !text.is_empty()),
        columns: keys.iter().map(|key| column(key, running.as_deref())).collect(),
        next: cases.last().filter(|_| full).map(|last| Next {
            href: format!("/campaigns/{id}/authorities/{authority}?after={}", encoded(&last.path)),
        }),
        rows: cases.iter().map(|c| row(c, &keys, &duties, running.as_deref(), &desk)).collect(),
    };
    frame.page("campaigns", &node.name, &page)
}

fn column(key: &str, running: Option<&Running>) -> String {
    let key = vekha_model::DutyKey::from(key);
    let title = title(running.map(|running| &running.definition), &key.obligation);
    if key.occurrence > 1 { format!("{title} № {}", key.occurrence) } else { title }
}

fn row(
    case: &CaseLine,
    keys: &[String],
    duties: &[DutyLine],
    running: Option<&Running>,
    desk: &Desk<'_>,
) -> OrganizationRow {
    let light = |key: &String| {
        let duty = duties.iter().find(|d| d.case == case.case && d.key.to_string() == *key)?;
        let federal;
        let calendar = match running {
            Some(running) => &running.calendar,
            None => {
                federal = vekha_core::calendar::federal();
                &federal
            }
        };
        Some(desk.light(duty.label, duty.modality, duty.due_at, calendar))
    };
    OrganizationRow {
        href: format!("/cases/{}", case.case),
        name: case.name.clone(),
        phone: case.phone.clone(),
        lights: keys.iter().map(light).collect(),
    }
}
