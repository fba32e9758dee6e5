//! Pages, JSON API, live updates.
//!
//! What supervisors and officers look at all day. Everything shown comes from the record through
//! `vekha-store` inside the reader's `Scope`; everything decided here goes out as an event that
//! its owner applies, and the page waits for the effect, so that it shows its own write.
//!
//! - `page` + `templates/` — what a screen shows; `light`, `svg`, `words`, `render` draw it.
//!
//! **Must not know:** SQL, or how a decision changes a case (`vekha-core` decides, the engine applies).
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod assets;
pub mod light;
pub mod page;
pub mod render;
pub mod svg;
pub mod words;
