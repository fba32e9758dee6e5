//! `POST /dead-letters/retry`: an event that was set aside is owed again.

use crate::door::fields::Fields;
use crate::failure::Failure;
use crate::state::DashboardState;
use axum::extract::State;
use axum::response::Redirect;
use vekha_model::EventId;
use vekha_proto::Consumer;
use vekha_store::dead_letter;

/// Owes it again and rings its consumer.
///
/// # Errors
/// [`Failure::Missing`] when there is no such dead letter any more.
pub async fn retry(
    State(state): State<DashboardState>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    fields.visitor.must_issue()?;
    let consumer = Consumer::parse(fields.get("consumer")).ok_or(Failure::Incomplete)?;
    let what = (fields.read("key")?, EventId(fields.read("event")?));
    let tenant = fields.visitor.scope().tenant();
    let now = state.parts.clock.now();
    let mut tx = state.parts.store.write().await?;
    let found = dead_letter::retry(&mut tx, tenant, consumer, what, now).await?;
    if !found {
        return Err(Failure::Missing);
    }
    tx.commit().await?;
    tracing::info!(event = %what.1, person = %fields.visitor.entered.person, "a dead letter is retried");
    state.parts.bus.wake(&[consumer]).await;
    Ok(Redirect::to("/dead-letters?done=retried"))
}
