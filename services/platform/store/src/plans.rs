//! How PostgreSQL runs the hot statements on a large record: by index, whatever the lists hold.
//!
//! A generic plan is asked for, because that is what a prepared statement gets after a few calls.

use crate::sql::Sql;
use crate::test_server::TestDatabase;
use crate::{Options, Store, Target, catalogue};

/// A hundred thousand cases with a duty each, and what is owed for them.
const FILL: &str = "
    INSERT INTO case_ (id, tenant_id, campaign_id, organization_id, authority_id, role, status, state,
                       version, started_at, changed_at)
    SELECT lpad(to_hex(n), 32, '0')::uuid, lpad('2a', 32, '0')::uuid,
           lpad(to_hex(n % 20), 32, '0')::uuid, lpad(to_hex(n), 32, '0')::uuid,
           lpad(to_hex(n % 500), 32, '0')::uuid, 'main', 'running', '{}', 1, '2024-03-01', '2024-03-01'
    FROM generate_series(1, 100000) AS n;
    INSERT INTO duty (case_id, key, tenant_id, campaign_id, organization_id, authority_id, obligation,
                      modality, state, due_at, rung, next_at, detail, opened_at, changed_at)
    SELECT id, 'plan', tenant_id, campaign_id, organization_id, authority_id, 'plan', 'required',
           'open', '2024-03-05', 0, timestamptz '2024-03-01' + random() * interval '100 days', '{}',
           '2024-03-01', '2024-03-01' FROM case_;
    INSERT INTO event (id, tenant_id, type, source, case_id, at, data, writer, no, hash)
    SELECT id, tenant_id, 'DocumentRead', 'intake', id, '2024-03-01', '{}', 'intake', 1, ''
    FROM case_;
    INSERT INTO delivery (consumer, key, event_id, at)
    SELECT CASE WHEN random() < 0.5 THEN 'engine' ELSE 'notifier' END, id, id, '2024-03-01' FROM case_;
    ANALYZE case_; ANALYZE duty; ANALYZE event; ANALYZE delivery;";

/// The types of a statement's parameters, and how they are given: what they are does not matter to a
/// generic plan.
const HOT: [(&str, &str); 10] = [
    ("delivery::KEYS", "text, uuid, bigint"),
    ("delivery::OWED", "text, uuid[]"),
    ("delivery::PAY", "text, uuid[]"),
    ("case_::LOCK", "uuid[]"),
    ("case_::UPDATE", "uuid[], text[], text[], bigint[], timestamptz[]"),
    ("duty::OF_CASES", "uuid[]"),
    ("duty::DUE", "timestamptz, uuid, text, timestamptz, bigint"),
    ("duty::ALARM", "uuid[], text[], bigint[], timestamptz[]"),
    ("duty::OLDEST_ALARM", ""),
    ("event::BY_ID", "uuid[]"),
];

fn explained(database: &TestDatabase, sql: &'static Sql, types: &str) -> String {
    let given = types.split(',').filter(|kind| !kind.trim().is_empty()).map(|_| "NULL");
    let (given, text) = (given.collect::<Vec<_>>().join(", "), sql.postgres(true));
    let types = if types.is_empty() { String::new() } else { format!("({types})") };
    let given = if given.is_empty() { given } else { format!("({given})") };
    let script = format!(
        "SET plan_cache_mode = force_generic_plan; PREPARE hot{types} AS {text}; \
         EXPLAIN EXECUTE hot{given};"
    );
    database.psql(&script).expect("a plan")
}

#[tokio::test]
async fn hot_statements_walk_an_index() {
    let Some(database) = TestDatabase::create_if_installed().expect("PostgreSQL") else { return };
    Store::open(&Options::new(Target::parse(&database.url()))).await.expect("open").close().await;
    database.psql(FILL).expect("a large record");
    for (name, types) in HOT {
        let named = |sql: &&'static Sql| sql.name() == format!("vekha_store::{name}");
        let sql = catalogue::all().into_iter().find(named).expect(name);
        let plan = explained(&database, sql, types);
        assert!(!plan.contains("Seq Scan"), "{name}\n{plan}");
        assert!(plan.contains("Index"), "{name}\n{plan}");
    }
}
