//! The language in which workflows are written.
//!
//! **Must not know:** what a definition is good for (`check`), or how a case runs (`machine`).

pub(crate) mod nearest;
