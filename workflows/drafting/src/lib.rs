//! From a letter to a campaign: what was read, what a person changed, and what comes of both.
//!
//! | module | what it is |
//! |---|---|
//! | [`reading`] | a letter as read, with the place of each fact; never changed |
//! | [`item`] | an obligation as an officer sees and corrects it |
//! | [`draft`] | the reading with everything a person said over it, kept apart |
//! | [`difference`] | what a person changed, field by field |
//! | [`earlier`] | whether the letter speaks of one that is in execution |
//! | [`cascade`] | a ministry's letter that a municipality issues to its schools |
//! | [`follow`] | what a later letter does to a campaign, and the difference it makes |
//! | [`past`] | how punctual the same organizations were before |
//! | [`proposed`] | what a later letter seems to want, for an officer to confirm |
//! | [`marks`] | the letter's text cut at the quoted words |
//! | [`offer`] | which shipped campaign fits, and why |
//! | [`ready`] | the workflow with its parameters, or what is still missing |
//! | [`addressed`] | whom it binds |
//! | [`outlook`] | what will be sent to whom on which day, and what will probably come back |
//!
//! Nothing here issues anything: a letter binds nobody until a person with the right confirms it.
//!
//! **Must not know:** any IO, pages, commands, how a draft is kept.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod addressed;
mod built;
pub mod cascade;
pub mod difference;
pub mod draft;
pub mod earlier;
pub mod follow;
pub mod item;
pub mod marks;
pub mod offer;
pub mod outlook;
pub mod past;
pub mod proposed;
pub mod reading;
pub mod ready;

pub use draft::{Changes, Draft};
pub use item::{Binds, Item, When};
pub use reading::Reading;
pub use vekha_core::definition::CaseFor;
pub use vekha_reading::circular::{About, Kind};
pub use vekha_simulation::{Forecast, Profile, forecast};
