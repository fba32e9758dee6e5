//! Configuration in layers: defaults, one TOML file over them, `VEKHA_*` variables over it, flags
//! over everything.
//!
//! The program describes its configuration as one struct with a [`Default`]; the serialised default
//! is the list of known keys. A key that is not on it is an error that names the place and the
//! nearest known key, never silently ignored. Every value remembers where it came from.
//!
//! Rules for the struct: sections are structs; keys are in `snake_case`; no field is skipped when it
//! is serialised; a map with free keys is empty by default; secrets are [`Secret`], empty by default.
//!
//! ```
//! use serde::{Deserialize, Serialize};
//! use vekha_runtime::config::{Secret, Sources, load};
//!
//! #[derive(Default, Serialize, Deserialize)]
//! #[serde(deny_unknown_fields)]
//! struct Config {
//!     mail: Mail,
//! }
//!
//! #[derive(Default, Serialize, Deserialize)]
//! #[serde(deny_unknown_fields)]
//! struct Mail {
//!     /// Notices a minute, at most.
//!     max_per_minute: u32,
//!     /// Of the SMTP server.
//!     password: Secret,
//! }
//!
//! let sources = Sources::default()
//!     .variable("VEKHA_MAIL__PASSWORD", "s3cret")
//!     .flag("mail.max_per_minute", "60");
//! let loaded = load::<Config>(&sources)?;
//! assert_eq!(loaded.config.mail.max_per_minute, 60);
//! assert_eq!(
//!     loaded.print(),
//!     "mail.max_per_minute = 60  # flag mail.max_per_minute\n\
//!      mail.password = \"********\"  # variable VEKHA_MAIL__PASSWORD\n"
//! );
//! # Ok::<(), vekha_runtime::config::Problems>(())
//! ```

mod file;
mod given;
mod load;
mod problem;
mod secret;
mod setting;
mod shape;
mod sources;

pub use load::{Loaded, load};
pub use problem::{Problem, Problems};
pub use secret::Secret;
pub use setting::{Origin, Setting};
pub use sources::{FILE_VARIABLE, PREFIX, Sources};

#[cfg(test)]
mod tests;
