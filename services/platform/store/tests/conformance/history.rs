//! The history: bytes as they were said, in the order of their writer, chained.

use crate::record::{Record, decision};
use vekha_proto::Consumer::{Dashboard, Engine};
use vekha_store::chain::{self, Verdict};
use vekha_store::event::{self, Saying};

#[tokio::test]
async fn an_event_keeps_its_bytes() {
    for record in Record::each().await {
        let mut odd = decision(1, "решение");
        // A database that reads JSON would write it otherwise: spaces, order, doubled keys, escapes.
        odd.data = "{ \"name\":  \"\\u0440\", \"b\":1.10,\"a\" :1, \"a\":2 }".to_owned();
        let mut tx = record.write().await;
        event::say(&mut tx, Engine, &[Saying::for_the_record(odd.clone())]).await.expect("say");
        tx.commit().await.expect("commit");
        let found = event::by_id(&mut record.read().await, [odd.id]).await.expect("event");
        assert_eq!(found[0].event, odd, "{:?}", record.name());
    }
}

#[tokio::test]
async fn the_chain_holds_over_batches_and_writers() {
    for record in Record::each().await {
        for n in 0..6 {
            let mut tx = record.write().await;
            let writer = if n % 2 == 0 { Engine } else { Dashboard };
            let batch: Vec<_> = (0..40)
                .map(|m| Saying::for_the_record(decision(n * 100 + m + 1, "решение")))
                .collect();
            event::say(&mut tx, writer, &batch).await.expect("say");
            tx.commit().await.expect("commit");
        }
        let verdict = chain::verify(&mut record.read().await, 17).await.expect("verify");
        assert_eq!(verdict, Verdict::Intact { events: 240 }, "{:?}", record.name());
    }
}

#[tokio::test]
async fn a_touched_row_is_named_on_a_server_too() {
    for record in Record::each().await {
        let Some(database) = &record.database else { continue };
        let mut tx = record.write().await;
        let sayings = (1..=5).map(|n| Saying::for_the_record(decision(n, "решение")));
        event::say(&mut tx, Engine, &sayings.collect::<Vec<_>>()).await.expect("say");
        tx.commit().await.expect("commit");
        database.psql("UPDATE event SET actor = id WHERE no = 3").expect("touch");
        let verdict = chain::verify(&mut record.read().await, 2).await.expect("verify");
        let why = "the row differs from its hash".to_owned();
        assert_eq!(verdict, Verdict::Broken { writer: "engine".to_owned(), no: 3, why });
    }
}
