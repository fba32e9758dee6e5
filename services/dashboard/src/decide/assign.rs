//! `POST /documents/{id}/assign`: whose a document is, and which obligation it answers.

use super::say::{About, say};
use crate::door::fields::Fields;
use crate::failure::Failure;
use crate::state::DashboardState;
use axum::extract::{Path, State};
use axum::response::Redirect;
use vekha_model::{CampaignId, DocumentId, OrganizationId};
use vekha_proto::v1;
use vekha_store::view_document::DocumentView;
use vekha_store::{view_action, view_document};

/// An obligation as the form names it: `campaign/obligation/kind`.
#[derive(PartialEq)]
struct Chosen<'f> {
    campaign: CampaignId,
    obligation: &'f str,
    kind: &'f str,
}

impl<'f> Chosen<'f> {
    fn read(text: &'f str) -> Result<Self, Failure> {
        let mut parts = text.splitn(3, '/');
        let mut part = || parts.next().filter(|part| !part.is_empty()).ok_or(Failure::Incomplete);
        let campaign = part()?.parse().map_err(|_| Failure::Incomplete)?;
        Ok(Self { campaign, obligation: part()?, kind: part()? })
    }
}

/// Assigns the whole document, and those of its files that are for another obligation of the same
/// campaign by themselves.
///
/// # Errors
/// [`Failure::Missing`] when the document or the case is outside the visitor's scope.
pub async fn assign(
    State(state): State<DashboardState>,
    Path(document): Path<DocumentId>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    fields.visitor.must_decide()?;
    let organization: OrganizationId = fields.read("organization")?;
    let whole = Chosen::read(fields.text("duty")?)?;
    let scope = fields.visitor.scope();
    let mut tx = state.parts.store.read().await?;
    let found = view_document::get(&mut tx, scope, &[document]).await?;
    let found = found.first().ok_or(Failure::Missing)?;
    let case = view_action::find(&mut tx, scope, whole.campaign, organization).await?;
    drop(tx);
    let case = case.ok_or(Failure::Missing)?;
    let message = v1::DocumentAssigned {
        document: document.to_string(),
        case: case.to_string(),
        duty: Some(whole.obligation.to_owned()),
        kind: whole.kind.to_owned(),
        files: apart(&fields, found, &whole)?,
    };
    let effect = say(&state, &fields.visitor, About::Document(document), &message).await?;
    Ok(effect.back("/unsorted", "assigned"))
}

/// The files that were chosen to be for something else than the whole. A document is one case's.
fn apart(
    fields: &Fields,
    document: &DocumentView,
    whole: &Chosen<'_>,
) -> Result<Vec<v1::AssignedFile>, Failure> {
    let mut apart = Vec::new();
    for position in document.files.iter().map(|file| file.position) {
        let text = fields.get(&format!("file-{position}"));
        if text.is_empty() {
            continue;
        }
        let chosen = Chosen::read(text)?;
        if chosen.campaign != whole.campaign {
            return Err(Failure::Incomplete);
        }
        if chosen != *whole {
            apart.push(v1::AssignedFile {
                position: u32::try_from(position).map_err(|_| Failure::Incomplete)?,
                duty: chosen.obligation.to_owned(),
                kind: chosen.kind.to_owned(),
            });
        }
    }
    Ok(apart)
}
