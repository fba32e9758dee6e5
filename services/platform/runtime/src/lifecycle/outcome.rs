//! How a process ended.

/// The tasks that did not end well.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Outcome {
    /// `name: reason` of each task that failed or panicked.
    pub failed: Vec<String>,
    /// Names of the tasks that did not end within the drain.
    pub unfinished: Vec<String>,
}

impl Outcome {
    /// Success when every task ended well.
    ///
    /// # Errors
    /// Names the tasks that did not; the process must exit with a non-zero code.
    pub fn into_result(self) -> anyhow::Result<()> {
        let unfinished = self.unfinished.iter().map(|name| format!("{name}: did not end in time"));
        let problems: Vec<String> = self.failed.iter().cloned().chain(unfinished).collect();
        anyhow::ensure!(
            problems.is_empty(),
            "the process did not end well: {}",
            problems.join("; ")
        );
        Ok(())
    }
}
