//! The bell: trait Bus, the local bus, and the conformance suite every bus must pass.
#![forbid(unsafe_code)]
