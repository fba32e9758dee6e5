//! Draws again what is looked at: when something happened, when the clock moved, and now and then
//! because time itself makes duties late. Never more often than the settings allow.

use super::hub::Part;
use crate::show::campaign::draw;
use crate::state::DashboardState;
use std::sync::Arc;
use vekha_bus::Listener;
use vekha_proto::Consumer;
use vekha_runtime::{Stopwatch, Waited};

/// Starts the live loop as a task of the process.
pub fn run(state: &DashboardState) {
    let state = state.clone();
    let bell = state.parts.bus.listen(Consumer::Dashboard);
    let moves = state.parts.clock.changes();
    state.parts.lifecycle.clone().spawn("dashboard", async move {
        looping(&state, bell, moves).await;
        Ok(())
    });
}

async fn looping(state: &DashboardState, mut bell: Listener, mut moves: Listener) {
    let life = &state.parts.lifecycle;
    let settings = &state.parts.settings;
    while !life.is_stopping() {
        tokio::select! {
            () = heard(&mut bell) => {}
            () = heard(&mut moves) => {}
            Waited::Elapsed | Waited::Stopping = life.wait(settings.live_tick()) => {}
        }
        refresh(state).await;
        // What happens during this wait is drawn once, after it.
        let (Waited::Elapsed | Waited::Stopping) = life.wait(settings.live_every()).await;
    }
}

/// The next ring; a closed bell has none, and the tick alone keeps the loop going.
async fn heard(bell: &mut Listener) {
    if bell.heard().await.is_err() {
        std::future::pending::<()>().await;
    }
}

async fn refresh(state: &DashboardState) {
    let watch = Stopwatch::start();
    let parts = state.hub.watched();
    for part in &parts {
        match drawing(state, part).await {
            Ok(Some(drawing)) => state.hub.send(part, drawing),
            Ok(None) => {}
            Err(error) => {
                tracing::error!(campaign = %part.campaign, error = format!("{error:#}"),
                    "a live part could not be drawn; the page keeps the last one");
            }
        }
    }
    metrics::gauge!("vekha_dashboard_live_parts").set(parts.len() as f64);
    metrics::histogram!("vekha_dashboard_live_seconds").record(watch.elapsed());
}

/// A part as it stands now.
pub(super) async fn drawing(
    state: &DashboardState,
    part: &Part,
) -> Result<Option<Arc<str>>, crate::failure::Failure> {
    let Some(live) = draw(state, part).await? else { return Ok(None) };
    let html = state.renderer.part(part.lang, &crate::page::campaign::LivePart { live })?;
    Ok(Some(Arc::from(html)))
}
