//! A transaction: statements run in it, and what they return.

use crate::args::Bound;
use crate::sql::{SHAPES, Sql, shape_for};
use crate::{Args, Dialect, Error, Result, Row};
use sqlx::Transaction;
use sqlx::postgres::Postgres;
use sqlx::sqlite::Sqlite;

/// A transaction. Dropped without [`Tx::commit`], it never happened.
#[derive(Debug)]
pub struct Tx(Inner);

#[derive(Debug)]
enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    /// With whether it may lock rows.
    Postgres(Transaction<'static, Postgres>, bool),
}

/// Runs the bound statement by the given method of the driver, whichever it is.
macro_rules! run {
    ($tx:expr, $sql:expr, $text:expr, $args:expr, $method:ident) => {
        match (&mut $tx.0, $args) {
            (Inner::Sqlite(tx), Bound::Sqlite(args)) => {
                let done = sqlx::query_with($text, args).$method(&mut **tx).await;
                done.map(Found::Sqlite)
            }
            (Inner::Postgres(tx, _), Bound::Postgres(args)) => {
                let done = sqlx::query_with($text, args).$method(&mut **tx).await;
                done.map(Found::Postgres)
            }
            _ => Err(sqlx::Error::Encode("encoded for another database".into())),
        }
        .map_err(|source| failed($sql, source))
    };
}

/// What either driver returns.
enum Found<S, P> {
    Sqlite(S),
    Postgres(P),
}

impl Tx {
    pub(crate) fn sqlite(tx: Transaction<'static, Sqlite>) -> Self {
        Self(Inner::Sqlite(tx))
    }

    pub(crate) fn postgres(tx: Transaction<'static, Postgres>, locks: bool) -> Self {
        Self(Inner::Postgres(tx, locks))
    }

    /// Which database it is on: what a [`crate::Change`] is encoded for.
    pub fn dialect(&self) -> Dialect {
        match self.0 {
            Inner::Sqlite(_) => Dialect::Sqlite,
            Inner::Postgres(..) => Dialect::Postgres,
        }
    }

    /// Makes it so. Only after this returns may anything be acknowledged.
    ///
    /// # Errors
    /// When the database cannot; then nothing happened, unless the connection broke while it
    /// answered: then what is owed tells.
    pub async fn commit(self) -> Result<()> {
        let done = match self.0 {
            Inner::Sqlite(tx) => tx.commit().await,
            Inner::Postgres(tx, _) => tx.commit().await,
        };
        done.map_err(|source| Error::Database { statement: "commit", source })
    }

    /// Gives up: nothing happened.
    ///
    /// # Errors
    /// When the connection is gone; nothing happened then either.
    pub async fn rollback(self) -> Result<()> {
        let done = match self.0 {
            Inner::Sqlite(tx) => tx.rollback().await,
            Inner::Postgres(tx, _) => tx.rollback().await,
        };
        done.map_err(|source| Error::Database { statement: "rollback", source })
    }

    pub(crate) async fn execute(
        &mut self,
        sql: &'static Sql,
        text: &'static str,
        args: Bound,
    ) -> Result<u64> {
        Ok(match run!(self, sql, text, args, execute)? {
            Found::Sqlite(done) => done.rows_affected(),
            Found::Postgres(done) => done.rows_affected(),
        })
    }

    pub(crate) async fn all(&mut self, sql: &'static Sql, args: Args) -> Result<Vec<Row>> {
        let (text, args) = self.bind(sql, args)?;
        let name = sql.name();
        Ok(match run!(self, sql, text, args, fetch_all)? {
            Found::Sqlite(rows) => rows.into_iter().map(|row| Row::sqlite(name, row)).collect(),
            Found::Postgres(rows) => rows.into_iter().map(|row| Row::postgres(name, row)).collect(),
        })
    }

    pub(crate) async fn one(&mut self, sql: &'static Sql, args: Args) -> Result<Option<Row>> {
        let (text, args) = self.bind(sql, args)?;
        let name = sql.name();
        Ok(match run!(self, sql, text, args, fetch_optional)? {
            Found::Sqlite(row) => row.map(|row| Row::sqlite(name, row)),
            Found::Postgres(row) => row.map(|row| Row::postgres(name, row)),
        })
    }

    /// As [`bind`], without row locks in a transaction that must not take any.
    fn bind(&self, sql: &'static Sql, args: Args) -> Result<(&'static str, Bound)> {
        let (text, args) = bind(self.dialect(), sql, args)?;
        let reads = matches!(self.0, Inner::Postgres(_, false));
        Ok((if reads { sql.postgres(false) } else { text }, args))
    }

    /// Prepares a statement and says of which types its parameters are, where the database tells; a
    /// test prepares each.
    #[cfg(test)]
    pub(crate) async fn prepare(
        &mut self,
        sql: &'static Sql,
        text: &'static str,
    ) -> Result<Vec<String>> {
        use sqlx::{Either, Executor as _, SqlSafeStr as _, Statement as _, TypeInfo as _};
        let text = text.into_sql_str();
        let prepared = match &mut self.0 {
            Inner::Sqlite(tx) => (&mut **tx).prepare(text).await.map(|_| Vec::new()),
            Inner::Postgres(tx, _) => (&mut **tx).prepare(text).await.map(|statement| {
                let types = statement.parameters().and_then(Either::left).unwrap_or_default();
                types.iter().map(|kind| kind.name().to_owned()).collect()
            }),
        };
        prepared.map_err(|source| failed(sql, source))
    }
}

/// The text and the arguments for a database, in the shape that fits the rows.
pub(crate) fn bind(
    dialect: Dialect,
    sql: &'static Sql,
    args: Args,
) -> Result<(&'static str, Bound)> {
    let wrong = |error| failed(sql, sqlx::Error::Encode(error));
    if dialect == Dialect::Postgres {
        return Ok((sql.postgres(true), Bound::Postgres(args.into_postgres().map_err(wrong)?)));
    }
    let shape = if sql.binds_values() { shape_for(args.row_count()) } else { 0 };
    let bound = sql.binds_values().then_some(SHAPES[shape]);
    Ok((sql.sqlite(shape), Bound::Sqlite(args.into_sqlite(bound).map_err(wrong)?)))
}

fn failed(sql: &'static Sql, source: sqlx::Error) -> Error {
    Error::Database { statement: sql.name(), source }
}
