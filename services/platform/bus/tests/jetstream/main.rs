//! The bus between processes, on real servers: Debian's old one and a current one.
//!
//! Each test runs on every nats-server that is here; where none is it says so and proves nothing.
#![cfg(test)]

mod office;

mod absence;
mod acknowledgement;
mod conformance;
mod garbage;
mod limits;
mod permissions;
mod set_up;
mod tls;
mod version;
