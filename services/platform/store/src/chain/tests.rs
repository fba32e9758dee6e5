//! The chain shows where the history was touched.

use super::*;
use crate::event::{Saying, say};
use crate::{Options, Sql, Store};
use chrono::TimeZone as _;
use uuid::Uuid;
use vekha_model::TenantId;
use vekha_proto::v1;

static TOUCH: Sql = Sql::new("tests::TOUCH", "UPDATE event SET data = $2 WHERE seq = $1");
static REMOVE: Sql = Sql::new("tests::REMOVE", "DELETE FROM event WHERE seq = $1");

async fn history(store: &Store) {
    let now = Utc.with_ymd_and_hms(2024, 3, 1, 9, 0, 0).single().expect("time");
    let mut tx = store.write().await.expect("begin");
    for n in 0..5_u128 {
        let writer = if n % 2 == 0 { Consumer::Engine } else { Consumer::Dashboard };
        let taken = v1::DecisionTaken { name: format!("decision {n}") };
        let id = Uuid::from_u128(n + 1).into();
        let tenant = TenantId(Uuid::from_u128(99));
        let event = Envelope::of(id, tenant, now, &taken).expect("envelope");
        say(&mut tx, writer, &[Saying::for_the_record(event)]).await.expect("say");
    }
    tx.commit().await.expect("commit");
}

async fn opened() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().expect("folder");
    let store = Store::open(&Options::at(folder.path().join("vekha.db"))).await.expect("open");
    history(&store).await;
    (folder, store)
}

async fn verdict(store: &Store) -> Verdict {
    verify(&mut store.read().await.expect("begin"), 2).await.expect("verify")
}

#[tokio::test]
async fn an_untouched_history_is_intact() {
    let (_folder, store) = opened().await;
    assert_eq!(verdict(&store).await, Verdict::Intact { events: 5 });
}

#[tokio::test]
async fn a_touched_row_is_named() {
    let (_folder, store) = opened().await;
    let mut tx = store.write().await.expect("begin");
    tx.run(&TOUCH, Args::new().i64(3).text(r#"{"name":"another"}"#)).await.expect("touch");
    tx.commit().await.expect("commit");
    let why = "the row differs from its hash".to_owned();
    assert_eq!(verdict(&store).await, Verdict::Broken { writer: "engine".into(), no: 2, why });
}

#[tokio::test]
async fn a_removed_row_is_missed_in_the_middle_and_at_the_end() {
    let (_folder, store) = opened().await;
    let mut tx = store.write().await.expect("begin");
    tx.run(&REMOVE, Args::new().i64(4)).await.expect("remove");
    tx.commit().await.expect("commit");
    let Verdict::Broken { writer, no, .. } = verdict(&store).await else { panic!("intact") };
    assert_eq!((writer.as_str(), no), ("dashboard", 2));
}
