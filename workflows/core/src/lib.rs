//! What Vekha decides: the workflow language, decide and evolve, working time, ladders. Pure.
#![forbid(unsafe_code)]
