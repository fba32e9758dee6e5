//! Live pages: drawn once for everybody who looks at the same thing, sent to all of them.
//!
//! What people see differs by campaign, scope, language and table; each such part is one channel
//! that holds its latest drawing. A newcomer gets the whole of it at once, so a lost message leaves
//! no wrong number; changes in between are merged, because a channel keeps only the latest.

mod hub;
mod looping;
pub mod stream;

pub use hub::{Hub, Part};
pub use looping::run;
