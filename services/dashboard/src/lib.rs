//! Pages, JSON API, live updates, reports.
#![forbid(unsafe_code)]
