//! Every statement of the store, so that a test can prepare each one on each database.
//!
//! A file with a `statements!` block is listed here; the house rules fail when one is forgotten.

use crate::Sql;

/// Every statement, by file.
pub fn all() -> Vec<&'static Sql> {
    [
        crate::attachment::ALL,
        crate::backup::ALL,
        crate::campaign::ALL,
        crate::case_::ALL,
        crate::chain::ALL,
        crate::circular::ALL,
        crate::contact::ALL,
        crate::correspondence::ALL,
        crate::dead_letter::ALL,
        crate::definition::ALL,
        crate::delivery::ALL,
        crate::document::ALL,
        crate::draft::ALL,
        crate::duty::ALL,
        crate::event::ALL,
        crate::finding::ALL,
        crate::notice::address::ALL,
        crate::notice::claim::ALL,
        crate::notice::list::ALL,
        crate::notice::plan::ALL,
        crate::notice::settle::ALL,
        crate::organization::ALL,
        crate::person::ALL,
        crate::rollup::ALL,
        crate::rung::ALL,
        crate::scope::ALL,
        crate::session::ALL,
        crate::tenant::ALL,
        crate::view_action::ALL,
        crate::view_campaign::ALL,
        crate::view_case::ALL,
        crate::view_document::ALL,
        crate::view_escalation::ALL,
        crate::view_follow::ALL,
        crate::view_launch::ALL,
        crate::view_letter::ALL,
        crate::view_organization::ALL,
        crate::view_review::ALL,
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::SHAPES;
    use crate::test_server::TestDatabase;
    use crate::{Options, Store, Target};

    #[tokio::test]
    async fn every_statement_prepares_on_sqlite() {
        let folder = tempfile::tempdir().expect("folder");
        let store = Store::open(&Options::at(folder.path().join("vekha.db"))).await.expect("open");
        let mut tx = store.write().await.expect("begin");
        let statements = all();
        assert!(statements.len() > 30, "the catalogue lost its files");
        for sql in statements {
            for shape in 0..if sql.binds_values() { SHAPES.len() } else { 1 } {
                let text = sql.sqlite(shape);
                if let Err(error) = tx.prepare(sql, text).await {
                    panic!("{error}\n{text}");
                }
            }
        }
    }

    /// What `Args` binds. A JSON parameter is text and says so: `$1 /*pg ::text::jsonb */`.
    const BOUND: [&str; 14] = [
        "UUID",
        "INT8",
        "FLOAT8",
        "BOOL",
        "TEXT",
        "TIMESTAMPTZ",
        "DATE",
        "UUID[]",
        "INT8[]",
        "FLOAT8[]",
        "BOOL[]",
        "TEXT[]",
        "TIMESTAMPTZ[]",
        "DATE[]",
    ];

    #[tokio::test]
    async fn every_statement_prepares_on_postgres() {
        let Some(database) = TestDatabase::create_if_installed().expect("a server") else { return };
        let options = Options::new(Target::parse(&database.url()));
        let store = Store::open(&options).await.expect("open");
        let mut wrong = Vec::new();
        for sql in all() {
            for locks in [true, false] {
                let mut tx = if locks { store.write().await } else { store.read().await };
                let tx = tx.as_mut().expect("begin");
                let text = sql.postgres(locks);
                match tx.prepare(sql, text).await {
                    Ok(types) => {
                        let strange = types.iter().filter(|kind| !BOUND.contains(&kind.as_str()));
                        wrong.extend(strange.map(|kind| format!("{kind} is never bound\n{text}")));
                    }
                    Err(error) => wrong.push(format!("{error}\n{text}")),
                }
            }
        }
        assert!(wrong.is_empty(), "{} statements:\n{}", wrong.len(), wrong.join("\n\n"));
        store.close().await;
    }

    #[test]
    fn every_file_with_statements_is_listed() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let this = std::fs::read_to_string(folder.join("catalogue.rs")).expect("this file");
        for entry in std::fs::read_dir(folder).expect("src") {
            let path = entry.expect("entry").path();
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let name = path.file_stem().and_then(|stem| stem.to_str()).expect("name");
            if text.contains("\nstatements! {") {
                assert!(this.contains(&format!("crate::{name}::ALL")), "{name}.rs is not listed");
            }
        }
    }
}
