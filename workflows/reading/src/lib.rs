//! Russian official text to facts. Text and tables in, facts and findings out.
//!
//! Pure functions: no file is opened here, no clock is read; `vekha-files` extracts, this crate
//! understands. Nothing panics on any input, and every limit has its name in [`limits`].
//!
//! | module | reads | for |
//! |---|---|---|
//! | [`dates`] | date phrases: «до 18 апреля 2024 г.», «II квартал», «март–май» | plans, letters |
//! | [`plan`] | the plan form of ПП РФ № 457 out of tables, and judges it row by row | `plan-457`, `plan-457-filled` |
//! | [`circular`] | a whole circular: requisites, obligations, questions | `vekha read` |
//! | [`letter`] | numbers and dates of an official letter, our own number quoted back | `letter` |
//! | [`link`] | addresses of publications | `link` |
//! | [`form`] | which check belongs to which form of a definition | intake |
//! | [`recognise`] | whose document, of which campaign, of which kind, with reasons | intake |
//! | [`register`] | a sheet of organizations, and what an import would change | `vekha org import` |
//! | [`verdict`] | findings in words for the sender | intake, dashboard |
//! | [`text`] | folding, quoting, counting | all of them |
//!
//! **Must not know:** any IO, any file format, campaigns and cases (the caller passes the few
//! values that a check needs).
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod circular;
pub mod dates;
mod findings;
pub mod form;
pub mod letter;
pub mod limits;
pub mod link;
pub mod plan;
pub mod recognise;
pub mod register;
pub mod text;
pub mod verdict;
