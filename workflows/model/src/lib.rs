//! The nouns of Vekha: ids, the organization tree, case, duty, document facts, calendar days.
#![forbid(unsafe_code)]
