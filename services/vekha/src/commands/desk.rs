//! What a command on the record stands on: the record, whose it is, the clock and ids.

use super::place::Place;
use crate::config::Config;
use crate::{compose, office};
use vekha_runtime::{Clock, Ids};
use vekha_store::Store;
use vekha_store::tenant::Tenant;

/// An opened record.
#[derive(Debug)]
pub struct Desk {
    /// The configuration.
    pub config: Config,
    /// The record.
    pub store: Store,
    /// Whose it is.
    pub tenant: Tenant,
    /// The system's clock.
    pub clock: Clock,
    /// Ids.
    pub ids: Ids,
}

impl Desk {
    /// Opens the record, and makes one when there is none.
    ///
    /// # Errors
    /// A wrong configuration; a record that cannot be opened.
    pub async fn make(place: &Place) -> anyhow::Result<Self> {
        let config = place.configuration()?;
        let clock = Clock::system();
        let ids = Ids::system(&clock);
        let store = compose::open(&config).await?;
        let tenant = office::found(&store, &config.issuer, &ids, clock.now()).await?;
        Ok(Self { config, store, tenant, clock, ids })
    }

    /// Opens the record that is there.
    ///
    /// # Errors
    /// As [`Desk::make`]; also when there is none: a list of nothing would hide a wrong folder.
    pub async fn open(place: &Place) -> anyhow::Result<Self> {
        let config = place.configuration()?;
        anyhow::ensure!(
            compose::has_record(&config),
            "there is no record at {}: name the folder with --data or the server with --database, \
             or make one with `vekha up`",
            config.record_path().display()
        );
        Self::make(place).await
    }
}
