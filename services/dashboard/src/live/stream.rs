//! `/campaigns/{id}/live`: the stream of one part, as server-sent events.
//!
//! It ends with the process (or a graceful shutdown would wait for it forever), and after a while
//! by itself: the browser comes back, and the session is asked again.

use super::hub::Part;
use super::looping::drawing;
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::show::campaign::By;
use crate::state::DashboardState;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::{Stream, StreamExt as _};
use std::convert::Infallible;
use tokio_stream::wrappers::WatchStream;
use vekha_model::CampaignId;

/// Opens the stream: first the whole part, then each new drawing of it.
///
/// # Errors
/// [`Failure::Missing`] when the campaign does not touch the visitor's scope.
pub async fn open(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Path(campaign): Path<CampaignId>,
    Query(by): Query<By>,
) -> Result<Response, Failure> {
    let part = Part {
        campaign,
        scope: visitor.scope().clone(),
        lang: visitor.lang,
        by_stage: by.is_stage(),
    };
    let joined = match state.hub.join(&part) {
        Some(joined) => Some(joined),
        None => {
            let first = drawing(&state, &part).await?.ok_or(Failure::Missing)?;
            state.hub.open(part, first)
        }
    };
    let drawings = joined.ok_or_else(|| anyhow::anyhow!("no room for another live part"))?;
    let (life, limit) = (state.parts.lifecycle.clone(), state.parts.settings.stream_life());
    let over = async move {
        let (vekha_runtime::Waited::Elapsed | vekha_runtime::Waited::Stopping) =
            life.wait(limit).await;
    };
    let events = messages(WatchStream::new(drawings)).take_until(over);
    let headers = [
        (header::CACHE_CONTROL, "no-store"),
        // nginx would hold the messages back.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Sse::new(events).keep_alive(KeepAlive::default())).into_response())
}

fn messages(
    drawings: WatchStream<std::sync::Arc<str>>,
) -> impl Stream<Item = Result<Event, Infallible>> {
    drawings.map(|html| Ok(Event::default().event("live").data(&*html)))
}
