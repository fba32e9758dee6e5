//! Which installation a command is about: the flags that every command on a record has.

use crate::config::Config;
use clap::Args;
use std::path::PathBuf;
use vekha_runtime::config::{Loaded, Problems, Sources};

/// The flags.
#[derive(Clone, Debug, Default, Args)]
pub struct Place {
    /// The configuration file; else the one that VEKHA_CONFIG names.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The data folder.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// PostgreSQL instead of SQLite in the data folder: postgres://user@host/vekha. A password is
    /// better in the configuration or in the password file than here, where others see it.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

impl Place {
    /// The layers, with the flags on top.
    pub fn sources(&self) -> Sources {
        let data = self.data.as_ref().map(|data| data.display().to_string());
        let flags = [("data", &data), ("store.database", &self.database)];
        let sources = Sources::of_process(self.config.clone());
        flags.into_iter().fold(sources, |sources, (key, value)| match value {
            Some(value) => sources.flag(key, value.clone()),
            None => sources,
        })
    }

    /// The configuration with where each value came from.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn load(&self) -> Result<Loaded<Config>, Problems> {
        Config::load(self.sources())
    }

    /// The configuration.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn configuration(&self) -> anyhow::Result<Config> {
        Ok(self.load()?.config)
    }
}
