//! One change of a draft: over the version that its author saw, or not at all.

use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::show::draft::opened;
use crate::state::DashboardState;
use anyhow::Context as _;
use axum::response::Redirect;
use uuid::Uuid;
use vekha_drafting::Draft;
use vekha_store::draft;

/// Changes a draft and goes to a page of it; says so when somebody else changed it meanwhile.
///
/// # Errors
/// What `edit` says; [`Failure::Missing`] outside the scope or when it is issued.
pub async fn change(
    state: &DashboardState,
    visitor: &Visitor,
    (id, version): (Uuid, i64),
    back: &str,
    edit: impl FnOnce(&mut Draft) -> Result<(), Failure>,
) -> Result<Redirect, Failure> {
    let mut tx = state.parts.store.write().await?;
    let mut opened = opened::open(&mut tx, visitor, id).await?;
    edit(&mut opened.draft)?;
    let changes = serde_json::to_string(&opened.draft.changes).context("a draft's changes")?;
    let title = opened.draft.title();
    let by = (visitor.entered.person, state.parts.clock.now());
    let seen = (id, version);
    let saved = draft::save(&mut tx, visitor.scope(), seen, (changes, &title), by).await?;
    tx.commit().await?;
    let done = if saved { "saved" } else { "stale" };
    let (page, anchor) = back.split_once('#').unwrap_or((back, ""));
    let mark = if page.contains('?') { '&' } else { '?' };
    let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
    Ok(Redirect::to(&format!("/drafts/{id}{page}{mark}done={done}{anchor}")))
}
