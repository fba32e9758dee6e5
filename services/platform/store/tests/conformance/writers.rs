//! Two who write at once, where a database lets them: PostgreSQL.

use crate::record::{Record, at, case, decision, duty, id, owed};
use vekha_model::CaseId;
use vekha_proto::Consumer::{Engine, Intake};
use vekha_store::chain::{self, Verdict};
use vekha_store::duty::{self as duties, SweepCursor};
use vekha_store::event::{Chain, Saying, say};
use vekha_store::{Dialect, case_, delivery};

async fn servers() -> Vec<Record> {
    Record::each().await.into_iter().filter(|r| r.name() == Dialect::Postgres).collect()
}

async fn two_cases(record: &Record) {
    let alarm = Some(at(1));
    let all = [duty(1, "plan", alarm), duty(1, "report", alarm), duty(2, "plan", alarm)];
    let mut tx = record.write().await;
    tx.write(case_::insert(&[&case(1), &case(2)], at(0)).expect("cases")).await.expect("cases");
    tx.write(duties::insert(&all, at(0)).expect("duties")).await.expect("duties");
    say(&mut tx, Intake, &[owed(1, &[1, 2])]).await.expect("say");
    tx.commit().await.expect("commit");
}

#[tokio::test]
async fn two_sweeps_share_the_alarms() {
    for record in servers().await {
        two_cases(&record).await;
        let start = SweepCursor::default();
        let (mut one, mut other) = (record.write().await, record.write().await);
        let first = duties::due(&mut one, &start, at(1), 2).await.expect("due");
        let second = duties::due(&mut other, &start, at(1), 2).await.expect("due");
        let cases =
            |due: &[duties::DueDuty]| due.iter().map(|d| d.owner.case.0).collect::<Vec<_>>();
        assert_eq!((cases(&first), cases(&second)), (vec![id(1), id(1)], vec![id(2)]));
    }
}

/// The engine's duties are its own until it commits: no sweep moves an alarm that it has read.
#[tokio::test]
async fn a_sweep_leaves_out_what_the_engine_holds() {
    for record in servers().await {
        two_cases(&record).await;
        let mut engine = record.write().await;
        case_::lock(&mut engine, [id(1)]).await.expect("lock");
        duties::unread(&mut engine, [id(1)]).await.expect("read");
        let mut sweep = record.write().await;
        let due = duties::due(&mut sweep, &SweepCursor::default(), at(1), 9).await.expect("due");
        assert_eq!(due.iter().map(|d| d.owner.case).collect::<Vec<_>>(), [CaseId(id(2))]);
        // Who only looks waits for nobody.
        let looked = duties::unread(&mut record.read().await, [id(1)]).await.expect("look");
        assert_eq!(looked.len(), 2);
    }
}

#[tokio::test]
async fn what_is_owed_is_paid_to_one_of_two() {
    for record in servers().await {
        two_cases(&record).await;
        let pay = async || {
            let mut tx = record.write().await;
            case_::lock(&mut tx, [id(2), id(1)]).await.expect("lock");
            let paid = delivery::pay(&mut tx, Engine, [id(1), id(2)]).await.expect("pay");
            tx.commit().await.expect("commit");
            paid.len()
        };
        let (one, other) = tokio::join!(pay(), pay());
        assert_eq!((one + other, one * other), (2, 0), "one has all, the other nothing");
    }
}

#[tokio::test]
async fn a_chain_that_two_begin_is_one_chain() {
    for record in servers().await {
        let begin = async |n: u128| {
            let mut tx = record.write().await;
            let saying = Saying::for_the_record(decision(n, "решение"));
            say(&mut tx, Engine, &[saying]).await.expect("say");
            tx.commit().await.expect("commit");
        };
        tokio::join!(begin(1), begin(2), begin(3), begin(4));
        let verdict = chain::verify(&mut record.read().await, 10).await.expect("verify");
        assert_eq!(verdict, Verdict::Intact { events: 4 });
    }
}

#[tokio::test]
async fn who_was_rolled_back_for_another_may_try_again() {
    for record in servers().await {
        two_cases(&record).await;
        let both = tokio::sync::Barrier::new(2);
        let cross = async |first: u128, second: u128| {
            let mut tx = record.write().await;
            case_::lock(&mut tx, [id(first)]).await?;
            // Both hold one before either asks for the other.
            both.wait().await;
            case_::lock(&mut tx, [id(second)]).await?;
            tx.commit().await
        };
        let (one, other) = tokio::join!(cross(1, 2), cross(2, 1));
        let failed: Vec<_> = [one, other].into_iter().filter_map(Result::err).collect();
        assert_eq!(failed.len(), 1, "{failed:?}");
        assert!(failed[0].is_transient(), "{}", failed[0]);
    }
}

/// An engine whose turn comes late knows that what it read before is old.
#[tokio::test]
async fn who_waits_for_a_chain_is_told() {
    for record in servers().await {
        let saying = |n| [Saying::for_the_record(decision(n, "решение"))];
        let mut first = record.write().await;
        say(&mut first, Engine, &saying(1)).await.expect("say");
        first.commit().await.expect("commit");
        let (mut one, mut other) = (record.write().await, record.write().await);
        let (chain, waited) = Chain::take(&mut one, Engine).await.expect("take");
        assert!(!waited, "nobody held it");
        let turn = async {
            let taken = Chain::take(&mut other, Engine).await.expect("take");
            other.rollback().await.expect("rollback");
            taken
        };
        let release = async {
            while !is_waited_for(&record) {
                tokio::task::yield_now().await;
            }
            drop(chain);
            one.rollback().await.expect("rollback");
        };
        let ((_, waited), ()) = tokio::join!(turn, release);
        assert!(waited, "the first one held it");
    }
}

/// Whether somebody waits for what another holds.
fn is_waited_for(record: &Record) -> bool {
    let waiting = "SELECT count(*) FROM pg_stat_activity
                   WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let database = record.database.as_ref().expect("a server");
    database.psql(waiting).expect("count").trim() != "0"
}
