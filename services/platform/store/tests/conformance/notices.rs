//! Notices: one for a key, claimed by one, closed for good.

use crate::record::{Record, TENANT, at, case, id};
use chrono::NaiveDate;
use vekha_model::{Addressee, CaseId, NoticeId};
use vekha_store::notice::claim::{self, DueNotice};
use vekha_store::notice::settle::{self, Mark};
use vekha_store::notice::{NewItem, NewNotice, NoticeClass, NoticeState, Slot, list, plan};
use vekha_store::{Dialect, case_};

fn planned(n: u128) -> NewNotice {
    let item = NewItem {
        case: CaseId(id(1)),
        duty: "plan".to_owned(),
        what: "rung".to_owned(),
        rung: 1,
        detail: serde_json::json!({ "days": 3 }),
    };
    NewNotice {
        id: NoticeId(id(n)),
        tenant: TENANT,
        class: NoticeClass::Reminder,
        addressee: Addressee::Organization,
        organization: None,
        address: "s1@school.example".to_owned(),
        slot: Slot { day: NaiveDate::from_ymd_opt(2024, 3, 1).expect("a day"), not_before: at(0) },
        dedupe: format!("reminder {}", n % 10),
        draft: false,
        message_id: format!("<{n}@vekha.example>"),
        traceparent: None,
        document: None,
        items: vec![item],
    }
}

fn mark(due: &DueNotice, state: NoticeState) -> Mark {
    Mark {
        notice: due.id,
        state,
        not_before: at(5),
        attempts: 1,
        subject: Some("Напоминание".to_owned()),
        body: None,
        reason: None,
        sent_at: (state == NoticeState::Sent).then(|| at(2)),
    }
}

async fn written(record: &Record, notices: &[NewNotice]) {
    let mut tx = record.write().await;
    tx.write(case_::insert(&[&case(1)], at(0)).expect("case")).await.expect("case");
    plan::write(&mut tx, notices, at(0)).await.expect("write");
    tx.commit().await.expect("commit");
}

#[tokio::test]
async fn a_second_notice_with_the_key_merges_until_the_first_was_tried() {
    for record in Record::each().await {
        let record = record.with_register().await;
        written(&record, &[planned(1)]).await;
        let mut tx = record.write().await;
        let merged = plan::write(&mut tx, &[planned(11)], at(1)).await.expect("merge");
        assert_eq!(merged["reminder 1"], NoticeId(id(1)), "{:?}", record.name());
        let due = claim::due(&mut tx, at(1), 10).await.expect("due");
        assert_eq!((due.len(), due[0].items.len()), (1, 1));
        assert_eq!(due[0].items[0].detail, serde_json::json!({ "days": 3 }));
        settle::mark(&mut tx, &[mark(&due[0], NoticeState::Sending)]).await.expect("sending");
        assert!(plan::write(&mut tx, &[planned(21)], at(2)).await.expect("late").is_empty());
        settle::mark(&mut tx, &[mark(&due[0], NoticeState::Sent)]).await.expect("sent");
        settle::mark(&mut tx, &[mark(&due[0], NoticeState::Failed)]).await.expect("late");
        let listed = list(&mut tx, TENANT, 10).await.expect("list");
        assert_eq!((listed.len(), listed[0].state), (1, NoticeState::Sent), "{:?}", record.name());
        assert_eq!(settle::waiting(&mut tx, at(9)).await.expect("waiting").due, 0);
    }
}

/// Two who claim at once share the work: nobody waits, and no notice is claimed by both.
#[tokio::test]
async fn two_who_claim_at_once_share() {
    for record in Record::each().await.into_iter().filter(|r| r.name() == Dialect::Postgres) {
        let record = record.with_register().await;
        written(&record, &[planned(1), planned(2), planned(3)]).await;
        let (mut one, mut other) = (record.write().await, record.write().await);
        let first = claim::due(&mut one, at(1), 2).await.expect("two");
        let second = claim::due(&mut other, at(1), 2).await.expect("the rest");
        let ids = |due: &[DueNotice]| due.iter().map(|notice| notice.id.0).collect::<Vec<_>>();
        assert_eq!((ids(&first), ids(&second)), (vec![id(1), id(2)], vec![id(3)]));
        let marks: Vec<_> = first.iter().map(|due| mark(due, NoticeState::Sending)).collect();
        settle::mark(&mut one, &marks).await.expect("mark");
        one.commit().await.expect("commit");
        // The second has held only its own, and now finds the first's marked for later.
        assert_eq!(ids(&claim::due(&mut other, at(1), 5).await.expect("again")), [id(3)]);
        other.commit().await.expect("commit");
    }
}
