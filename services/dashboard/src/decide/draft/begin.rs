//! `POST /drafts`: a letter is put in. It is kept as it came, read in a confined child, and becomes
//! a draft that binds nobody.

use crate::door::parcel::Parcel;
use crate::failure::Failure;
use crate::show::draft::opened;
use crate::state::DashboardState;
use anyhow::Context as _;
use axum::extract::State;
use axum::response::Redirect;
use vekha_drafting::{Changes, Draft, Reading};
use vekha_store::draft;

/// Takes the letter.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer.
pub async fn begin(
    State(state): State<DashboardState>,
    parcel: Parcel,
) -> Result<Redirect, Failure> {
    let visitor = &parcel.fields.visitor;
    visitor.must_issue()?;
    let Some((name, bytes)) = &parcel.file else {
        return Ok(Redirect::to("/drafts?trouble=nothing"));
    };
    let blob = state.parts.blobs.put_bytes(bytes).await.context("the letter's blob")?;
    let read = state.parts.extractor.extract(bytes, name).await;
    let extracted = match read.map(|reading| reading.outcome) {
        Ok(Ok(extracted)) if extracted.unreadable => {
            return Ok(Redirect::to("/drafts?trouble=scan"));
        }
        Ok(Ok(extracted)) => extracted,
        Ok(Err(obstacle)) => {
            tracing::info!(%obstacle, "a letter could not be read");
            return Ok(Redirect::to("/drafts?trouble=unreadable"));
        }
        Err(error) => {
            tracing::warn!(error = format!("{error:#}"), "the confined reader gave no answer");
            return Ok(Redirect::to("/drafts?trouble=unreadable"));
        }
    };
    let mut tx = state.parts.store.write().await?;
    let calendar = opened::calendar(&mut tx, visitor.scope()).await?;
    let draft = Draft::of(Reading::of(&extracted, &calendar));
    let id = state.parts.ids.next();
    let json = |error: serde_json::Error| Failure::Other(error.into());
    let new = draft::New {
        id,
        title: &draft.title(),
        file_name: name,
        file_sha256: &blob.sha256.to_string(),
        reading: serde_json::to_string(&draft.reading).map_err(json)?,
        changes: serde_json::to_string(&Changes::default()).map_err(json)?,
        by: visitor.entered.person,
    };
    draft::insert(&mut tx, visitor.scope(), new, state.parts.clock.now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/drafts/{id}")))
}
