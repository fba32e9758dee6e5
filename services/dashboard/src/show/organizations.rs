//! `/organizations`: the register, searched and paged.

use super::Frame;
use crate::door::visitor::Visitor;
use crate::failure::{Failure, encoded};
use crate::page::Next;
use crate::page::organizations::{Organizations, RegisterRow};
use crate::state::DashboardState;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use vekha_store::view_organization;

/// `?q=сош&after=42/017/`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    q: String,
    after: String,
}

/// The page.
///
/// # Errors
/// Database errors.
pub async fn show(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Query(search): Query<Search>,
) -> Result<Response, Failure> {
    let mut tx = state.parts.store.read().await?;
    let limit = state.parts.settings.page();
    let scope = visitor.scope();
    let found = view_organization::page(&mut tx, scope, &search.q, &search.after, limit).await?;
    let frame = Frame::new(&state, &visitor, &mut tx).await?;
    let words = frame.desk().words;
    let full = found.len() == usize::try_from(limit).unwrap_or(usize::MAX);
    let next = found.last().filter(|_| full).map(|last| Next {
        href: format!("/organizations?q={}&after={}", encoded(&search.q), encoded(&last.path)),
    });
    let rows = found.into_iter().map(|node| RegisterRow {
        href: format!("/organizations/{}", node.id),
        level: words.say(&format!("org-level-{}", node.level.as_str())),
        name: node.name,
        inn: node.inn,
        email: node.email,
        phone: node.phone,
    });
    let page = Organizations { query: search.q, rows: rows.collect(), next };
    frame.page("organizations", words.say("nav-organizations"), &page)
}
