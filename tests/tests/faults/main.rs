//! The faults: real processes over a real PostgreSQL and a real NATS, documents that keep coming,
//! and something that breaks. Whatever it is, nothing that was acknowledged is lost and nothing has
//! its effect twice.
//!
//! A file for each fault. Every test prints its seed and what was lost and doubled. The short ones
//! are part of `make test`; the others are ignored there and run by `make faults`.
#![cfg(test)]

mod backlog;
mod bell;
mod clock;
mod cluster;
mod database;
mod disk;
mod embedded;
mod killed;
mod oracle;
mod replicas;
mod rig;
mod traced;
mod wire;
