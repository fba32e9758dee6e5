//! The pages in a real browser: Chromium looks at an invented region after seventy-eight days of
//! its campaign, as an officer and as a school.
//!
//! - `walk` — the way through the pages, in one test: one region, one browser;
//! - `wizard` — from a letter to a running campaign, on the second day of the region;
//! - `officer`, `school` — what each does and must see;
//! - `eyes` — what must hold of every page: no console error, no axe violation, nothing cut off at
//!   200 %, the skip link first;
//! - `region` — the running `vekha demo`; `chromium` — the browser; `paper` — what the school sends.
//!
//! Without Chromium or its driver the test says what to install and passes.
#![cfg(test)]

mod chromium;
mod eyes;
mod officer;
mod paper;
mod region;
mod school;
mod walk;
mod wizard;
