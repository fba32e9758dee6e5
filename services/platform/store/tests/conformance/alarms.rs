//! Alarms: swept in their order, moved on; a rung is reached once.

use crate::record::{Record, at, duty, id};
use vekha_model::{CaseId, DutyKey, EventId};
use vekha_store::duty::{self as duties, SweepCursor};
use vekha_store::rung::{self, Reached};

#[tokio::test]
async fn alarms_ring_in_their_order_and_move_on() {
    for record in Record::each().await {
        let all = [
            duty(1, "plan", Some(at(5))),
            duty(2, "plan", Some(at(1))),
            duty(3, "plan", None),
            duty(1, "Report", Some(at(1))),
            duty(1, "a-list", Some(at(5))),
        ];
        let mut tx = record.write().await;
        tx.write(duties::insert(&all, at(0)).expect("insert")).await.expect("new");
        let seen = |due: &[duties::DueDuty]| -> Vec<String> {
            let name = |d: &duties::DueDuty| format!("{} {}", d.owner.case.0, d.armed.duty.key);
            due.iter().map(|d| name(d).trim_start_matches(['0', '-']).to_owned()).collect()
        };
        let start = SweepCursor::default();
        let first = duties::due(&mut tx, &start, at(5), 3).await.expect("due");
        // By bytes: capitals and hyphens before small letters, whatever the server's language.
        assert_eq!(seen(&first), ["1 Report", "2 plan", "1 a-list"], "{:?}", record.name());
        let last = first.last().expect("one");
        let key = last.armed.duty.key.to_string();
        let cursor = SweepCursor { at: at(5), case: last.owner.case.0, key };
        let rest = duties::due(&mut tx, &cursor, at(5), 3).await.expect("due");
        assert_eq!(seen(&rest), ["1 plan"]);

        let moved = [
            (CaseId(id(2)), DutyKey::first("plan"), 1, Some(at(60))),
            (CaseId(id(1)), DutyKey::first("Report"), 2, None),
        ];
        duties::rearm(&mut tx, &moved).await.expect("rearm");
        assert_eq!(duties::oldest_alarm(&mut tx).await.expect("oldest"), Some(at(5)));
        let rungs = duties::of_cases(&mut tx, [id(2)]).await.expect("duties");
        assert_eq!(rungs[&CaseId(id(2))][0].1, 1);
    }
}

#[tokio::test]
async fn a_rung_is_reached_once() {
    for record in Record::each().await {
        let reached = |n, rung| Reached {
            case: CaseId(id(n)),
            duty: DutyKey::first("plan"),
            due_at: at(0),
            rung,
            event: EventId(id(500)),
        };
        let mut tx = record.write().await;
        let first = rung::reach(&mut tx, &[reached(1, 0), reached(2, 0)], at(1)).await;
        assert_eq!(first.expect("reach"), 2, "{:?}", record.name());
        let second = rung::reach(&mut tx, &[reached(1, 0), reached(1, 1)], at(2)).await;
        assert_eq!(second.expect("reach"), 1);
        assert_eq!(rung::count(&mut tx).await.expect("count"), 3);
    }
}
