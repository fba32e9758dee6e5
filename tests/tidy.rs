//! House rules, each a small test whose message names the file, the line and what to do.
//!
//! A rule may be made tighter, never looser: when one stands in the way, the code moves. What a
//! compiler or clippy already checks is not repeated here.
#![cfg(test)]

/// The rules, in `tests/tidy/`.
mod tidy {
    mod arrows;
    mod clock;
    mod makefile;
    mod metrics;
    mod pins;
    mod project;
    mod purity;
    mod readmes;
    mod rust;
    mod sizes;
    mod spdx;
    mod sql;
    mod supply;
    mod templates;
    mod words;
}
