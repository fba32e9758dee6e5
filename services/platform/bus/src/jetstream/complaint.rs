//! Says the same thing at most twice a minute, however often it happens.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use vekha_runtime::Stopwatch;

/// The pause between two log lines about the same thing.
const PAUSE: Duration = Duration::from_secs(30);

/// One thing that may go wrong thousands of times a second.
#[derive(Debug, Default)]
pub(super) struct Complaint(Mutex<Unsaid>);

#[derive(Debug, Default)]
struct Unsaid {
    times: u64,
    last: Option<Stopwatch>,
}

impl Complaint {
    /// Counts one more. How often it happened since it was last said, when it is time to say it.
    pub(super) fn due(&self) -> Option<u64> {
        let mut unsaid = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        unsaid.times += 1;
        if unsaid.last.is_some_and(|last| last.elapsed() < PAUSE) {
            return None;
        }
        unsaid.last = Some(Stopwatch::start());
        Some(std::mem::take(&mut unsaid.times))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_said_at_once_and_the_next_are_kept() {
        let complaint = Complaint::default();
        assert_eq!(complaint.due(), Some(1));
        assert_eq!((complaint.due(), complaint.due()), (None, None));
    }
}
