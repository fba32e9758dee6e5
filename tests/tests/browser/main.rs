//! The pages in a real browser: Chromium looks at an invented region after seventy-eight days of
//! its campaign, as an officer and as a school.
//!
//! - `walk` — the way through the pages, in one test: one region, one browser;
//! - `wizard` — from a letter to a running campaign, on the second day of the region;
//! - `follow` — a later letter joins the region's campaign;
//! - `officer`, `school` — what each does and must see;
//! - `eyes` — what must hold of every page: no console error, no axe violation, nothing cut off at
//!   200 %, the skip link first;
//! - `region` — the running `vekha demo`; `chromium` — the browser; `paper` — what the school sends;
//!   `screens` — pictures of pages that were judged.
//!
//! Without Chromium or its driver the test says what to install and passes.
#![cfg(test)]

mod chromium;
mod eyes;
mod follow;
mod officer;
mod paper;
mod region;
mod school;
mod screens;
mod walk;
mod wizard;
