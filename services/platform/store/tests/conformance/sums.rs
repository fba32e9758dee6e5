//! Sums: they add up over batches, also from below nothing, and overdue is a sum at reading time.

use crate::record::{AUTHORITY, CAMPAIGN, Record, at, case};
use vekha_model::DutyLabel::{Accepted, Open};
use vekha_store::{case_, rollup};

#[tokio::test]
async fn changes_add_up() {
    for record in Record::each().await {
        let place = (CAMPAIGN, AUTHORITY);
        for _ in 0..2 {
            let mut delta = rollup::Delta::default();
            delta.duty(place, ("plan", Open, Some(at(0))), 5);
            delta.duty(place, ("plan", Open, None), 2);
            delta.duty(place, ("plan", Accepted, Some(at(0))), 1);
            delta.duty(place, ("plan", Open, Some(at(0))), -1);
            delta.stage(place, ("plan", "to_plan"), 3);
            delta.day(CAMPAIGN, "plan", at(0).date_naive(), (6, 1));
            let mut tx = record.write().await;
            rollup::apply(&mut tx, &delta).await.expect("apply");
            tx.commit().await.expect("commit");
        }
        let mut tx = record.write().await;
        tx.write(case_::insert(&[&case(1), &case(2)], at(0)).expect("cases")).await.expect("new");
        let counts = rollup::counts(&mut tx, &[place]).await.expect("counts");
        let of = |label| counts[&place].duties[&("plan".to_owned(), label)];
        assert_eq!((of(Open), of(Accepted)), (12, 2), "{:?}", record.name());
        assert_eq!(counts[&place].organizations, 2);
        assert_eq!(rollup::overdue(&mut tx, CAMPAIGN, at(0)).await.expect("overdue"), 0);
        assert_eq!(rollup::overdue(&mut tx, CAMPAIGN, at(1)).await.expect("overdue"), 8);
    }
}
