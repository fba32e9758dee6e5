//! `/dead-letters`: events that were set aside, for who sees the whole tenant.

use super::{Done, Frame};
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::page::dead_letters::{DeadLetter, DeadLetters};
use crate::state::DashboardState;
use axum::extract::{Query, State};
use axum::response::Response;
use vekha_proto::Consumer;
use vekha_store::dead_letter;

/// Dead letters on the page; there should be none.
const SHOWN: i64 = 200;

/// The page.
///
/// # Errors
/// [`Failure::Missing`] for who sees only a part.
pub async fn show(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let scope = visitor.scope();
    if !scope.is_whole() {
        return Err(Failure::Missing);
    }
    let mut tx = state.parts.store.read().await?;
    let found = dead_letter::list(&mut tx, scope.tenant(), SHOWN).await?;
    let frame = Frame::new(&state, &visitor, &mut tx).await?.after(done);
    let desk = frame.desk();
    let rows = found.into_iter().map(|dead| DeadLetter {
        href: (dead.consumer == Consumer::Engine).then(|| format!("/cases/{}", dead.key)),
        consumer: dead.consumer.to_string(),
        key: dead.key.to_string(),
        event: dead.event.to_string(),
        what: dead.kind,
        attempts: dead.attempts,
        reason: dead.reason,
        at: desk.moment(dead.at),
    });
    let page = DeadLetters { rows: rows.collect() };
    frame.page("dead-letters", desk.words.say("nav-dead-letters"), &page)
}
