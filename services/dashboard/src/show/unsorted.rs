//! `/unsorted`: documents that no rule could match, with what recognition saw.

use super::likely_duty::{Fulfils, likely};
use super::{Done, Frame};
use crate::desk::Desk;
use crate::door::visitor::Visitor;
use crate::evidence::{organizations, reasons};
use crate::failure::{Failure, encoded};
use crate::page::unsorted::{FilePick, Unsorted, UnsortedRow};
use crate::page::{Choice, Next, Paper};
use crate::state::DashboardState;
use axum::extract::{Query, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;
use vekha_campaigns::Running;
use vekha_core::definition::Wants;
use vekha_model::{CampaignId, DocumentId, Organization, OrganizationId};
use vekha_store::view_campaign::{self, CampaignView};
use vekha_store::view_document::{self, DocumentView};
use vekha_store::{Scope, Tx, view_organization};

/// Documents on one page: each comes with its files and a form.
const DOCUMENTS: i64 = 10;
/// Organizations offered for one document.
const OFFERED: i64 = 8;

/// A search for one document's organization, and where the last page ended.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    document: Option<DocumentId>,
    q: String,
    at: Option<DateTime<Utc>>,
    after: Option<Uuid>,
}

/// The page.
///
/// # Errors
/// Database errors.
pub async fn show(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Query(wish): Query<Wish>,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let mut tx = state.parts.store.read().await?;
    let scope = visitor.scope();
    let after = wish.at.unwrap_or(DateTime::<Utc>::UNIX_EPOCH);
    let after = (after, wish.after.unwrap_or_default());
    let documents = view_document::unsorted(&mut tx, scope, after, DOCUMENTS).await?;
    let limit = i64::from(state.parts.settings.campaigns);
    let campaigns = view_campaign::list(&mut tx, scope, limit).await?;
    let ids: Vec<_> = campaigns.iter().map(|campaign| campaign.id).collect();
    let running = state.running(&mut tx, &ids).await;
    let frame = Frame::new(&state, &visitor, &mut tx).await?.after(done);
    let mut rows = Vec::new();
    for document in &documents {
        let asked = wish.document == Some(document.id);
        let query = if asked { wish.q.as_str() } else { "" };
        let offered = offered(&mut tx, scope, document, query).await?;
        let duties = duties(document, &campaigns, &running);
        let workflow = document.campaign.and_then(|id| running.get(&id));
        let paper = frame.desk().paper(document, workflow);
        rows.push(row(document, paper, offered, (query, duties), &frame.desk()));
    }
    let full = i64::try_from(documents.len()).is_ok_and(|n| n == DOCUMENTS);
    let next = documents.last().filter(|_| full).map(|last| Next {
        href: format!("/unsorted?at={}&after={}", encoded(&last.received_at.to_rfc3339()), last.id),
    });
    frame.page("unsorted", frame.desk().words.say("nav-unsorted"), &Unsorted { rows, next })
}

/// What was searched for, or else whom recognition suspects.
async fn offered(
    tx: &mut Tx,
    scope: &Scope,
    document: &DocumentView,
    query: &str,
) -> Result<Vec<Organization>, Failure> {
    if !query.trim().is_empty() {
        return Ok(view_organization::page(tx, scope, query, "", OFFERED).await?);
    }
    let guessed = organizations(&document.evidence);
    let mut ids: Vec<OrganizationId> = document.organization.into_iter().chain(guessed).collect();
    let mut seen = std::collections::BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    let mut found = Vec::new();
    for id in ids.into_iter().take(usize::try_from(OFFERED).unwrap_or(0)) {
        found.extend(view_organization::get(tx, scope, id).await?);
    }
    Ok(found)
}

/// Every obligation that a document can fulfil, of campaigns that run: `campaign/obligation/kind`.
/// The one that fits what was read is chosen beforehand.
fn duties(
    document: &DocumentView,
    campaigns: &[CampaignView],
    running: &HashMap<CampaignId, Arc<Running>>,
) -> Vec<Choice> {
    let live = campaigns.iter().filter(|campaign| campaign.status != "cancelled");
    let with = live.filter_map(|campaign| Some((campaign, running.get(&campaign.id)?)));
    let (all, titles): (Vec<Fulfils>, Vec<String>) = with
        .flat_map(|(campaign, running)| {
            let definition = &running.definition;
            definition.duties().filter_map(move |duty| {
                let Wants::Document(kind) = &duty.wants else { return None };
                let form = definition.documents.get(kind).map(|rule| rule.form.clone());
                let fulfils = Fulfils {
                    campaign: campaign.id,
                    duty: duty.id.clone(),
                    kind: kind.clone(),
                    form: form.unwrap_or_default(),
                };
                Some((fulfils, format!("{}: {}", campaign.title, duty.title)))
            })
        })
        .unzip();
    let chosen = likely(document, &all);
    all.into_iter()
        .zip(titles)
        .enumerate()
        .map(|(place, (it, title))| Choice {
            value: format!("{}/{}/{}", it.campaign, it.duty, it.kind),
            title,
            chosen: chosen == Some(place),
        })
        .collect()
}

fn row(
    document: &DocumentView,
    mut paper: Paper,
    offered: Vec<Organization>,
    (query, duties): (&str, Vec<Choice>),
    desk: &Desk<'_>,
) -> UnsortedRow {
    let only = offered.len() == 1;
    let suggestions = offered.into_iter().enumerate().map(|(place, node)| Choice {
        value: node.id.to_string(),
        title: match &node.inn {
            Some(inn) => format!("{}, {} {inn}", node.name, desk.words.say("inn")),
            None => node.name,
        },
        chosen: only || (place == 0 && query.is_empty()),
    });
    UnsortedRow {
        id: document.id.to_string(),
        subject: document.subject.clone(),
        why: paper.note.take().unwrap_or_default(),
        evidence: reasons(&document.evidence),
        suggestions: suggestions.collect(),
        query: query.to_owned(),
        duties,
        apart: apart(document),
        paper,
    }
}

/// One file is what the whole document is.
fn apart(document: &DocumentView) -> Vec<FilePick> {
    let pick = |file: &view_document::FileView| FilePick {
        field: format!("file-{}", file.position),
        name: file.name.clone(),
    };
    let several = document.files.len() > 1;
    document.files.iter().filter(|_| several).map(pick).collect()
}
