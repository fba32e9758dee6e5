//! Proof of the whole: scenarios, faults, browser, wire and house-rule tests.
#![forbid(unsafe_code)]
