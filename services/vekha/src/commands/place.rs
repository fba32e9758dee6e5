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
}

impl Place {
    /// The layers, with the flags on top.
    pub fn sources(&self) -> Sources {
        let sources = Sources::of_process(self.config.clone());
        match &self.data {
            Some(data) => sources.flag("data", data.display().to_string()),
            None => sources,
        }
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
