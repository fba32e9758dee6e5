//! Cases and duties: begun once, changed in batches, read back as they were written.

use crate::record::{AUTHORITY, CAMPAIGN, Record, at, case, duty, id};
use vekha_model::{CaseId, CaseStatus};
use vekha_store::{case_, duty as duties};

#[tokio::test]
async fn a_case_begins_once_and_changes() {
    for record in Record::each().await {
        let mut tx = record.write().await;
        let mut changed = case(1);
        tx.write(case_::insert(&[&case(1), &case(2)], at(0)).expect("insert")).await.expect("new");
        tx.write(case_::insert(&[&case(1)], at(1)).expect("insert")).await.expect("twice is once");
        changed.version = 7;
        changed.case.status = CaseStatus::Ended { at: at(2) };
        changed.case.measures.insert("score".to_owned(), 99.25);
        tx.write(case_::update(&[&changed], at(2)).expect("update")).await.expect("changed");
        tx.commit().await.expect("commit");

        let found = case_::get(&mut record.read().await, [id(2), id(1)]).await.expect("get");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].case, changed.case, "{:?}", record.name());
        assert_eq!((found[0].version, found[1].version), (7, 0));
        assert_eq!(case_::count(&mut record.read().await, "running").await.expect("count"), 1);
    }
}

/// More rows than the greatest shape of a statement on SQLite.
#[tokio::test]
async fn a_batch_may_be_as_long_as_it_is() {
    for record in Record::each().await {
        let many: Vec<_> = (1..=2_500).map(case).collect();
        let mut tx = record.write().await;
        let new = case_::insert(&many.iter().collect::<Vec<_>>(), at(0)).expect("insert");
        assert_eq!(tx.write(new).await.expect("write"), 2_500, "{:?}", record.name());
        let all = (1..=2_500).map(id);
        assert_eq!(case_::lock(&mut tx, all).await.expect("lock").len(), 2_500);
        let page = case_::of_campaign(&mut tx, CAMPAIGN, id(2_490), 100).await.expect("page");
        assert_eq!(page.len(), 10);
    }
}

#[tokio::test]
async fn duties_come_back_as_they_were_written() {
    for record in Record::each().await {
        let mut tx = record.write().await;
        let (plan, mut report) = (duty(1, "plan", Some(at(10))), duty(1, "report#2", None));
        let new = duties::insert(&[plan.clone(), report.clone()], at(0)).expect("insert");
        tx.write(new).await.expect("new");
        report.1.rung = 3;
        report.1.duty.deadline_passed = true;
        let changed = duties::update(&[report.clone()], at(1)).expect("update");
        tx.write(changed).await.expect("changed");

        let found = duties::of_cases(&mut tx, [id(1)]).await.expect("duties");
        let expected = [(plan.1.duty, 0), (report.1.duty, 3)];
        assert_eq!(found[&CaseId(id(1))], expected, "{:?}", record.name());
    }
}

#[tokio::test]
async fn authorities_are_found_by_pair() {
    for record in Record::each().await {
        let mut own = case(1);
        own.is_authority = true;
        own.case.subject = AUTHORITY;
        let mut tx = record.write().await;
        tx.write(case_::insert(&[&own, &case(2)], at(0)).expect("insert")).await.expect("new");
        let found = case_::of_authorities(&mut tx, &[(CAMPAIGN, AUTHORITY)]).await.expect("own");
        assert_eq!(found, [(CaseId(id(1)), CAMPAIGN, AUTHORITY)], "{:?}", record.name());
    }
}
