//! Pages, JSON API, live updates.
//!
//! What supervisors and officers look at all day. Everything shown comes from the record through
//! `vekha-store` inside the reader's `Scope`; everything decided here goes out as an event that
//! its owner applies, and the page waits for the effect, so that it shows its own write.
//!
//! - `router` — every address in one table.
//! - `door` — the way in: sessions, passwords, origin, headers.
//! - `show` — reads for a page; `page` + `templates/` — what a page holds and how it is laid out;
//!   `light`, `svg`, `words`, `desk`, `render` — how things are said and drawn.
//! - `decide` — what people decide, a file a decision.
//! - `live` — parts of pages that move by themselves.
//!
//! **Must not know:** SQL, or how a decision changes a case (`vekha-core` decides, the engine applies).
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod api;
pub mod assets;
mod decide;
mod desk;
mod door;
mod evidence;
mod failure;
mod frozen;
pub mod light;
mod live;
pub mod page;
mod recorded;
pub mod render;
mod router;
mod settings;
mod show;
mod state;
pub mod svg;
pub mod words;

pub use door::password::hash as hash_password;
pub use live::run;
pub use router::router;
pub use settings::Settings;
pub use state::{DashboardState, Parts};
