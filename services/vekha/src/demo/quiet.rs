//! Waits until every service has nothing left to do: what happens next in the story then happens
//! after what happened before, however quick the machine is.

use std::time::Duration;
use vekha_runtime::Lifecycle;

/// A service that is busy for so long is stuck.
const STUCK: Duration = Duration::from_secs(300);

/// Waits.
///
/// # Errors
/// When something is still busy after [`STUCK`]; it is named.
pub(super) async fn quiet(services: &Lifecycle) -> anyhow::Result<()> {
    let idle = services.idle();
    let waited = tokio::time::timeout(STUCK, idle.wait()).await;
    waited.map_err(|_| anyhow::anyhow!("still busy after {STUCK:?}: {:?}", idle.busy()))
}
