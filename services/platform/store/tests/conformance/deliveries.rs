//! What is owed: written with its event, paid once, owed again, kept in order inside a key.

use crate::record::{Record, at, case, id, owed};
use std::collections::BTreeMap;
use vekha_model::EventId;
use vekha_proto::Consumer::{Engine, Intake};
use vekha_store::{case_, dead_letter, delivery, event};

#[tokio::test]
async fn what_is_owed_is_paid_once() {
    for record in Record::each().await {
        let mut tx = record.write().await;
        event::say(&mut tx, Intake, &[owed(1, &[11, 12]), owed(2, &[11])]).await.expect("say");
        tx.commit().await.expect("commit");

        let mut tx = record.write().await;
        assert_eq!(delivery::owed_for(&mut tx, EventId(id(1))).await.expect("owed"), 2);
        let paid = delivery::pay(&mut tx, Engine, [id(11)]).await.expect("pay");
        let mut events = paid[&id(11)].clone();
        events.sort();
        assert_eq!(events, [EventId(id(1)), EventId(id(2))], "{:?}", record.name());
        assert!(delivery::pay(&mut tx, Engine, [id(11)]).await.expect("again").is_empty());
        tx.commit().await.expect("commit");

        let backlog = delivery::backlog(&mut record.read().await).await.expect("backlog");
        assert_eq!(backlog.len(), 1);
        assert_eq!((backlog[0].count, backlog[0].oldest), (1, at(0)));
    }
}

#[tokio::test]
async fn what_is_given_up_was_never_paid() {
    for record in Record::each().await {
        let mut tx = record.write().await;
        event::say(&mut tx, Intake, &[owed(1, &[11])]).await.expect("say");
        tx.commit().await.expect("commit");

        let mut tx = record.write().await;
        delivery::pay(&mut tx, Engine, [id(11)]).await.expect("pay");
        tx.rollback().await.expect("rollback");

        let mut tx = record.write().await;
        delivery::pay(&mut tx, Engine, [id(11)]).await.expect("pay");
        let again = [(id(11), EventId(id(1)))];
        delivery::owe_again(&mut tx, Engine, &again, at(5)).await.expect("owe");
        delivery::owe_again(&mut tx, Engine, &again, at(6)).await.expect("owe twice is once");
        tx.commit().await.expect("commit");

        let owed = delivery::owed(&mut record.read().await, Engine, [id(11)]).await.expect("owed");
        assert_eq!(owed, BTreeMap::from([(id(11), vec![EventId(id(1))])]), "{:?}", record.name());
    }
}

#[tokio::test]
async fn keys_are_taken_round_and_round() {
    for record in Record::each().await {
        let mut tx = record.write().await;
        event::say(&mut tx, Intake, &[owed(1, &[3, 1, 2]), owed(2, &[2])]).await.expect("say");
        let keys = delivery::keys(&mut tx, Engine, id(0), 2).await.expect("keys");
        assert_eq!(keys, [id(1), id(2)], "{:?}", record.name());
        let keys = delivery::keys(&mut tx, Engine, id(2), 2).await.expect("keys");
        assert_eq!(keys, [id(3), id(1)], "a batch is filled up from the start");
        let keys = delivery::keys(&mut tx, Engine, id(2), 9).await.expect("keys");
        assert_eq!(keys, [id(3), id(1), id(2)], "fewer than asked for are all there are");
        let keys = delivery::keys(&mut tx, Engine, id(3), 2).await.expect("keys");
        assert_eq!(keys, [id(1), id(2)]);
    }
}

#[tokio::test]
async fn a_campaigns_cases_are_owed_at_once_or_by_list() {
    for record in Record::each().await {
        let mut tx = record.write().await;
        let cases = [case(1), case(2), case(3)];
        let new = case_::insert(&cases.iter().collect::<Vec<_>>(), at(0)).expect("cases");
        tx.write(new).await.expect("write");
        event::say(&mut tx, Intake, &[owed(1, &[]), owed(2, &[])]).await.expect("say");
        let campaign = crate::record::CAMPAIGN;
        let list = [cases[1].case.id];
        let all = delivery::owe_to_cases(&mut tx, Engine, EventId(id(1)), at(1), campaign, None);
        all.await.expect("all");
        let one = EventId(id(2));
        let some = delivery::owe_to_cases(&mut tx, Engine, one, at(1), campaign, Some(&list));
        some.await.expect("some");
        assert_eq!(delivery::owed_for(&mut tx, EventId(id(1))).await.expect("owed"), 3);
        assert_eq!(delivery::owed_for(&mut tx, one).await.expect("owed"), 1, "{:?}", record.name());
    }
}

#[tokio::test]
async fn poison_is_counted_and_buried() {
    for record in Record::each().await {
        let mut tx = record.write().await;
        event::say(&mut tx, Intake, &[owed(1, &[11])]).await.expect("say");
        let what = (id(11), EventId(id(1)));
        for n in 1..=3 {
            let failed = delivery::failed(&mut tx, Engine, what, "does not read", at(n)).await;
            assert_eq!(failed.expect("count"), n, "{:?}", record.name());
        }
        dead_letter::bury(&mut tx, Engine, what, 3, "does not read", at(4)).await.expect("bury");
        let dead = dead_letter::list(&mut tx, crate::record::TENANT, 10).await.expect("list");
        assert_eq!(dead.len(), 1);
        assert_eq!((dead[0].attempts, dead[0].reason.as_str()), (3, "does not read"));
    }
}
