//! Waiting for what must come to be so, with an end.

use anyhow::{Result, bail};
use std::time::Duration;
use vekha_runtime::{Lifecycle, Stopwatch, Waited};

/// Between two looks.
const LOOK: Duration = Duration::from_millis(50);

/// Looks until nothing is missing. `look` says what still is; an error counts as that, because what
/// is asked may be what is broken.
pub async fn until(
    what: &str,
    limit: Duration,
    mut look: impl AsyncFnMut() -> Result<Option<String>>,
) -> Result<()> {
    let watch = Stopwatch::start();
    loop {
        let missing = match look().await {
            Ok(None) => return Ok(()),
            Ok(Some(missing)) => missing,
            Err(error) => format!("{error:#}"),
        };
        if watch.elapsed() > limit {
            bail!("{what}: not within {} s: {missing}", limit.as_secs());
        }
        pause(LOOK).await;
    }
}

/// Lets time pass: what is broken stays broken so long.
pub async fn pause(time: Duration) {
    let waited = Lifecycle::new().wait(time).await;
    assert_eq!(waited, Waited::Elapsed);
}
