//! Where the record of a world is: in a file, or in PostgreSQL when the whole run asks for it with
//! `VEKHA_TEST_DATABASE=postgres`. The same stories must be told on both.

use std::path::Path;
use vekha_store::test_server::TestDatabase;
use vekha_store::{Durability, Options, Target};

/// A place for a record, gone with the value.
#[derive(Debug)]
pub struct Place {
    /// How the record is opened.
    pub options: Options,
    _database: Option<TestDatabase>,
}

/// A place for a new record.
///
/// # Errors
/// When PostgreSQL is asked for and does not start.
pub fn place(folder: &Path) -> anyhow::Result<Place> {
    let asked = std::env::var_os("VEKHA_TEST_DATABASE").is_some_and(|name| name == "postgres");
    let database = if asked { Some(TestDatabase::create()?) } else { None };
    let target = match &database {
        Some(database) => Target::parse(&database.url()),
        None => Target::File(folder.join("vekha.db")),
    };
    let options = Options { durability: Durability::Process, ..Options::new(target) };
    Ok(Place { options, _database: database })
}
