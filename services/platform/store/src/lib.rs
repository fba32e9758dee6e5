//! All SQL: one text for SQLite and PostgreSQL, migrations, a file per table. Keeps, never decides.
#![forbid(unsafe_code)]
