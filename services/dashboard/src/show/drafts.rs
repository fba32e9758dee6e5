//! `/drafts`: a new letter is put in; those not yet issued are listed.

use super::{Done, Frame};
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::page::drafts::{DraftRow, Drafts};
use crate::state::DashboardState;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use vekha_store::draft;

/// `?trouble=unreadable`: why the file that was just sent is no letter.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Trouble {
    trouble: String,
}

/// What may have been wrong with a file.
const TROUBLES: [&str; 3] = ["nothing", "unreadable", "scan"];

/// The page.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer.
pub async fn show(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Query(trouble): Query<Trouble>,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    visitor.must_decide()?;
    let mut tx = state.parts.store.read().await?;
    let listed = draft::open(&mut tx, visitor.scope(), state.parts.settings.page()).await?;
    let frame = Frame::new(&state, &visitor, &mut tx).await?.after(done);
    let desk = frame.desk();
    let row = |it: draft::Listed| DraftRow {
        href: format!("/drafts/{}", it.id),
        title: it.title,
        file: it.file_name,
        changed: format!("{}, {}", it.person, desk.moment(it.changed_at)),
    };
    let known = TROUBLES.contains(&trouble.trouble.as_str());
    let page = Drafts {
        trouble: known.then(|| desk.words.say(&format!("draft-trouble-{}", trouble.trouble))),
        may_begin: visitor.is_issuer(),
        rows: listed.into_iter().map(row).collect(),
    };
    frame.page("campaigns", desk.words.say("draft-new"), &page)
}
