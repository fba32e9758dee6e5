//! What a decision wants written, as values: made and encoded on any thread, run on the one that
//! holds the transaction.
//!
//! A batch is decided in parts, and the part before is written while the next is decided; so the
//! work of encoding rows must not wait for the database, nor the database for it.

use crate::args::Bound;
use crate::sql::{SHAPES, Sql};
use crate::tx::bind;
use crate::{Args, Dialect, Result, Tx};

/// One statement with its rows.
#[derive(Clone, Debug)]
pub struct Change {
    sql: &'static Sql,
    args: Args,
}

impl Change {
    pub(crate) const fn new(sql: &'static Sql, args: Args) -> Self {
        Self { sql, args }
    }

    /// A statement that need not run when there are no rows.
    pub(crate) fn of_rows(sql: &'static Sql, args: Args) -> Option<Self> {
        (args.row_count() > 0).then(|| Self::new(sql, args))
    }

    /// Encodes it for the database. Rows beyond the greatest shape become further runs on SQLite.
    ///
    /// # Errors
    /// When a value cannot be encoded.
    pub fn encode(self, dialect: Dialect) -> Result<Encoded> {
        let (rows, most) = (self.args.row_count(), SHAPES[SHAPES.len() - 1]);
        let bound = dialect == Dialect::Sqlite && self.sql.binds_values();
        let runs = if !bound || rows <= most {
            vec![bind(dialect, self.sql, self.args)?]
        } else {
            let parts = (0..rows).step_by(most);
            let part = |from| bind(dialect, self.sql, self.args.part(from, rows.min(from + most)));
            parts.map(part).collect::<Result<_>>()?
        };
        Ok(Encoded { sql: self.sql, runs })
    }
}

/// A change in the driver's own form.
#[derive(Debug)]
pub struct Encoded {
    sql: &'static Sql,
    runs: Vec<(&'static str, Bound)>,
}

impl Tx {
    /// Runs changes in this order.
    ///
    /// # Errors
    /// Database errors.
    pub async fn apply(&mut self, changes: impl IntoIterator<Item = Encoded>) -> Result<u64> {
        let mut done = 0;
        for Encoded { sql, runs } in changes {
            for (text, args) in runs {
                done += self.execute(sql, text, args).await?;
            }
        }
        Ok(done)
    }

    /// Encodes and runs changes in this order.
    ///
    /// # Errors
    /// Database errors; a value that cannot be encoded.
    pub async fn write(&mut self, changes: impl IntoIterator<Item = Change>) -> Result<u64> {
        let dialect = self.dialect();
        let encoded = changes.into_iter().map(|change| change.encode(dialect));
        let encoded: Vec<_> = encoded.collect::<Result<_>>()?;
        self.apply(encoded).await
    }

    /// Encodes and runs one change. Returns how many rows it touched.
    pub(crate) async fn run(&mut self, sql: &'static Sql, args: Args) -> Result<u64> {
        self.write([Change::new(sql, args)]).await
    }
}
