//! `/organizations/{id}`: one node of the tree and its cases.

use super::Frame;
use super::sums::title;
use crate::desk::Desk;
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::page::organization::{Above, CaseRow, DutyLine, Organization};
use crate::state::DashboardState;
use crate::words::grouped;
use axum::extract::{Path, State};
use axum::response::Response;
use vekha_model::OrganizationId;
use vekha_store::{view_campaign, view_case, view_organization};

/// The page.
///
/// # Errors
/// [`Failure::Missing`] outside the visitor's scope.
pub async fn show(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Path(id): Path<OrganizationId>,
) -> Result<Response, Failure> {
    let mut tx = state.parts.store.read().await?;
    let scope = visitor.scope();
    let node = view_organization::get(&mut tx, scope, id).await?.ok_or(Failure::Missing)?;
    let above = view_organization::above(&mut tx, scope, &node.path).await?;
    let limit = state.parts.settings.page();
    let cases = view_case::of_organization(&mut tx, scope, id, limit).await?;
    let ids: Vec<_> = cases.iter().map(|case| case.case).collect();
    let duties = view_case::duties(&mut tx, scope, &ids).await?;
    let campaigns = view_campaign::list(&mut tx, scope, i64::from(state.parts.settings.campaigns));
    let campaigns = campaigns.await?;
    let of: Vec<_> = cases.iter().map(|case| case.campaign).collect();
    let running = state.running(&mut tx, &of).await;
    let frame = Frame::new(&state, &visitor, &mut tx).await?;
    let federal = vekha_core::calendar::federal();
    let rows = cases.iter().map(|case| {
        let campaign = campaigns.iter().find(|campaign| campaign.id == case.campaign);
        let desk = Desk { zone: campaign.map_or(frame.desk().zone, |c| c.zone), ..frame.desk() };
        let running = running.get(&case.campaign);
        let definition = running.map(|running| &running.definition);
        let calendar = running.map_or(&federal, |running| &running.calendar);
        let own = duties.iter().filter(|duty| duty.case == case.case);
        CaseRow {
            href: format!("/cases/{}", case.case),
            campaign: campaign.map_or_else(|| case.campaign.to_string(), |c| c.title.clone()),
            duties: own
                .map(|duty| DutyLine {
                    title: title(definition, &duty.key.obligation),
                    due: duty.due_at.map(|at| desk.due(at)),
                    light: desk.light(duty.label, duty.modality, duty.due_at, calendar),
                })
                .collect(),
        }
    });
    let page = Organization {
        name: node.name.clone(),
        above: above.into_iter().map(link).collect(),
        facts: facts(&node, &frame.desk()),
        cases: rows.collect(),
    };
    frame.page("organizations", &node.name, &page)
}

fn link(node: vekha_model::Organization) -> Above {
    Above { href: format!("/organizations/{}", node.id), name: node.name }
}

fn facts(node: &vekha_model::Organization, desk: &Desk<'_>) -> Vec<(String, String)> {
    let facts = [
        ("inn", node.inn.clone()),
        ("ogrn", node.ogrn.clone()),
        ("fact-email", node.email.clone()),
        ("fact-phone", node.phone.clone()),
        ("fact-zone", Some(node.zone.spoken_in(desk.lang(), desk.now))),
        ("fact-pupils", node.pupils.map(grouped)),
        (
            "fact-score",
            node.score.map(|score| format!("{score:.1}").replace('.', desk.lang().of(",", "."))),
        ),
    ];
    let known = facts.into_iter().filter_map(|(key, value)| Some((desk.words.say(key), value?)));
    known.collect()
}
