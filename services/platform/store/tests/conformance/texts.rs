//! Texts: what one database would refuse or fold otherwise than the other.

use crate::record::{Record, TENANT, at, decision, id};
use vekha_model::EventId;
use vekha_proto::Consumer::Engine;
use vekha_store::event::{Saying, say};
use vekha_store::{delivery, tenant};

#[tokio::test]
async fn a_nul_is_dropped() {
    for record in Record::each().await {
        let mut tx = record.write().await;
        let event = Saying { event: decision(1, "решение"), owed: vec![(Engine, id(1))] };
        say(&mut tx, Engine, &[event]).await.expect("say");
        let what = (id(1), EventId(id(1)));
        delivery::failed(&mut tx, Engine, what, "a\0b", at(1)).await.expect("a NUL in a cell");
        let zone = crate::record::zone();
        let odd =
            tenant::Tenant { id: TENANT, code: "42".into(), name: "Куз\0басс".into(), zone };
        tenant::insert(&mut tx, &odd, at(0)).await.expect("a NUL in a text");
        let list = tenant::list(&mut tx).await.expect("list");
        assert_eq!(list[0].name, "Кузбасс", "{:?}", record.name());
    }
}
