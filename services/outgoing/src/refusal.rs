//! Why there is no letter. Each says what to do; only the store's own errors are worth a retry.

use vekha_model::{CampaignId, CircularId};

/// Why there is no letter.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// No such campaign in the scope.
    #[error("there is no campaign {0} that you may see")]
    NoCampaign(CampaignId),
    /// No such circular in the scope.
    #[error("there is no circular {0} that you may see")]
    NoCircular(CircularId),
    /// The moment is still to come.
    #[error("{0} is still to come: a letter tells what has happened")]
    Future(chrono::DateTime<chrono::Utc>),
    /// The workflow cannot be read by this version.
    #[error("the workflow of this letter cannot be read: {0}")]
    Workflow(String),
    /// The campaign has nothing to tell.
    #[error(transparent)]
    Nothing(#[from] vekha_letter::monitoring::Refusal),
    /// An event of the history does not read.
    #[error("event № {no} of the history does not read: {error}; run `vekha audit verify`")]
    History {
        /// Its number in the engine's chain.
        no: i64,
        /// What does not fit.
        error: serde_json::Error,
    },
    /// The file cannot be made.
    #[error(transparent)]
    Paper(#[from] vekha_paper::Error),
    /// The record does not answer.
    #[error(transparent)]
    Store(#[from] vekha_store::Error),
    /// The campaign cannot be looked up.
    #[error("the campaign cannot be looked up: {0:#}")]
    Campaign(anyhow::Error),
}
