//! `POST /documents/{id}/assign`: whose a document is, and which obligation it answers.

use super::say::{About, say};
use crate::door::fields::Fields;
use crate::failure::Failure;
use crate::state::DashboardState;
use axum::extract::{Path, State};
use axum::response::Redirect;
use vekha_model::{CampaignId, DocumentId, OrganizationId};
use vekha_proto::v1;
use vekha_store::{view_action, view_document};

/// Assigns. The form names the obligation as `campaign/obligation/kind`.
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
    let mut parts = fields.text("duty")?.splitn(3, '/');
    let mut part = || parts.next().filter(|part| !part.is_empty()).ok_or(Failure::Incomplete);
    let campaign: CampaignId = part()?.parse().map_err(|_| Failure::Incomplete)?;
    let (obligation, kind) = (part()?.to_owned(), part()?.to_owned());
    let scope = fields.visitor.scope();
    let mut tx = state.parts.store.read().await?;
    if view_document::get(&mut tx, scope, &[document]).await?.is_empty() {
        return Err(Failure::Missing);
    }
    let case = view_action::find(&mut tx, scope, campaign, organization).await?;
    drop(tx);
    let case = case.ok_or(Failure::Missing)?;
    let message = v1::DocumentAssigned {
        document: document.to_string(),
        case: case.to_string(),
        duty: Some(obligation),
        kind,
    };
    let effect = say(&state, &fields.visitor, About::Document(document), &message).await?;
    Ok(effect.back("/unsorted", "assigned"))
}
