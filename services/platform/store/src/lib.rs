//! All SQL of Vekha: one text for SQLite and PostgreSQL, a file per table.
//!
//! The store keeps and finds; it never decides. A function is named after what it does to its table
//! and takes a [`Tx`], so that the caller chooses what is one transaction. Statements take whole
//! lists ([`Rows`]), so their number follows from how often the caller comes, not from how long a
//! list is: the engine writes a batch in parts of 128 cases, each with the same few statements.
//!
//! How to add a statement: write it in the `statements!` block of its table's file, bind with
//! [`Args`], read with [`Row`]. The test `every_statement_prepares` finds it by itself once the
//! file's block is listed in [`catalogue`].
//!
//! **Must not know:** `vekha-core`, how anything is decided, HTTP, mail, the clock.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod args;
mod change;
mod db;
mod error;
mod migrate;
mod options;
#[cfg(test)]
mod plans;
mod row;
mod server;
mod sql;
mod sqlite;
mod tx;

pub mod attachment;
pub mod backup;
pub mod campaign;
pub mod case_;
pub mod catalogue;
pub mod chain;
pub mod circular;
pub mod contact;
pub mod correspondence;
pub mod dead_letter;
pub mod definition;
pub mod delivery;
pub mod document;
pub mod draft;
pub mod duty;
pub mod event;
pub mod finding;
pub mod link;
pub mod notice;
pub mod organization;
pub mod person;
pub mod roles;
pub mod rollup;
pub mod rung;
pub mod scope;
pub mod session;
pub mod tenant;
#[cfg(any(test, feature = "test-server"))]
pub mod test_server;
pub mod view_action;
pub mod view_campaign;
pub mod view_case;
pub mod view_document;
pub mod view_escalation;
pub mod view_follow;
pub mod view_launch;
pub mod view_letter;
pub mod view_organization;
pub mod view_review;

pub use args::{Args, Rows};
pub use change::{Change, Encoded};
pub use db::{Dialect, Store};
pub use error::{Error, Result};
pub use migrate::schema;
pub use options::{Durability, Options, Target};
pub use row::Row;
pub use scope::Scope;
pub use sql::Sql;
pub use tx::Tx;
