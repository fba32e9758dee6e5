//! What a test does to a record behind the program's back, or looks at there.

use super::TestDatabase;
use std::io::{Error, Result};

/// Everything that a migration which only adds may do, on the tables that every step works on.
const ADDED: &str = "
    ALTER TABLE case_ ADD COLUMN colour TEXT;
    ALTER TABLE duty ADD COLUMN weight BIGINT NOT NULL DEFAULT 1;
    ALTER TABLE event ADD COLUMN shard BIGINT NOT NULL DEFAULT 0;
    ALTER TABLE delivery ADD COLUMN shard BIGINT NOT NULL DEFAULT 0;
    ALTER TABLE notice ADD COLUMN language TEXT;
    ALTER TABLE document ADD COLUMN language TEXT;
    CREATE TABLE colour (case_id UUID PRIMARY KEY, name TEXT NOT NULL);
    CREATE INDEX case_colour ON case_ (tenant_id, colour);
    INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
      VALUES (900, 'additive colours', TRUE, '', 0);";

impl TestDatabase {
    /// A newer version migrates it, and only adds.
    ///
    /// # Errors
    /// When psql fails.
    pub fn add(&self) -> Result<()> {
        self.psql(ADDED).map(|_| ())
    }

    /// Changes these words in the data of every event that has them.
    ///
    /// # Errors
    /// When psql fails.
    pub fn touch(&self, was: &str, is: &str) -> Result<()> {
        let changed = format!("replace(data::text, '{was}', '{is}')::json");
        let which = format!("data::text LIKE '%{was}%'");
        self.psql(&format!("UPDATE event SET data = {changed} WHERE {which}")).map(|_| ())
    }

    /// Takes the first event away.
    ///
    /// # Errors
    /// When psql fails.
    pub fn cut(&self) -> Result<()> {
        let first = "DELETE FROM event WHERE seq = (SELECT min(seq) FROM event)";
        self.psql(first).map(|_| ())
    }

    /// How many rows a table has.
    ///
    /// # Errors
    /// When psql fails.
    pub fn rows(&self, table: &str) -> Result<u64> {
        let said = self.psql(&format!("SELECT count(*) FROM {table}"))?;
        said.trim().parse().map_err(Error::other)
    }

    /// How many tables it has.
    ///
    /// # Errors
    /// When psql fails.
    pub fn tables(&self) -> Result<u64> {
        self.rows("pg_tables WHERE schemaname = 'public'")
    }
}
