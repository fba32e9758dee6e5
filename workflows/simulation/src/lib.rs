//! A seeded world of organizations around core: for tests and for 'what will this campaign do?'.
#![forbid(unsafe_code)]
