//! Sessions, and what is seen from a scope: the same subtree on each database.

use crate::record::{AUTHORITY, CAMPAIGN, Record, TENANT, at, case, id};
use vekha_model::{CaseId, OrganizationId, PersonId};
use vekha_store::person::{self, Person, PersonRole};
use vekha_store::{Scope, case_, session, view_case, view_organization};

/// A person's scope can only be earned by entering.
pub async fn enter(record: &Record, n: u128, path: &str) -> Scope {
    let mut tx = record.write().await;
    let person = Person {
        id: PersonId(id(n)),
        tenant: TENANT,
        login: format!("Officer{n}"),
        name: "Иванова".to_owned(),
        email: None,
        role: PersonRole::Supervisor,
        scope_path: path.to_owned(),
        password_hash: "x".to_owned(),
        failed: 0,
        locked_until: None,
    };
    person::insert(&mut tx, &person, at(0)).await.expect("person");
    let token = format!("token {n}");
    session::open(&mut tx, (&token, "csrf"), person.id, at(0), at(60)).await.expect("open");
    let entered = session::enter(&mut tx, &token, at(1), at(-30)).await.expect("enter");
    tx.commit().await.expect("commit");
    entered.expect("a session").scope
}

#[tokio::test]
async fn a_session_ends_by_the_clock_and_by_hand() {
    for record in Record::each().await {
        let record = record.with_register().await;
        enter(&record, 1, "42/").await;
        let mut tx = record.write().await;
        let entered = session::enter(&mut tx, "token 1", at(60), at(-30)).await.expect("late");
        assert!(entered.is_none(), "{:?}", record.name());
        let entered = session::enter(&mut tx, "token 1", at(5), at(0)).await.expect("idle");
        assert!(entered.is_none());
        session::touch(&mut tx, "token 1", at(5)).await.expect("touch");
        let entered = session::enter(&mut tx, "token 1", at(6), at(0)).await.expect("enter");
        assert_eq!(entered.expect("a session").place, "Министерство");
        session::close(&mut tx, "token 1").await.expect("close");
        let entered = session::enter(&mut tx, "token 1", at(6), at(0)).await.expect("gone");
        assert!(entered.is_none());
        assert!(person::by_login(&mut tx, " OFFICER1 ").await.expect("login").is_some());
    }
}

#[tokio::test]
async fn a_scope_is_its_subtree_by_bytes() {
    for record in Record::each().await {
        let record = record.with_register().await;
        let (whole, town) = (enter(&record, 1, "42/").await, enter(&record, 2, "42/B/").await);
        let mut tx = record.write().await;
        let paths = async |tx: &mut _, scope: &Scope, typed: &str| -> Vec<String> {
            let page = view_organization::page(tx, scope, typed, "", 10).await.expect("page");
            page.into_iter().map(|organization| organization.path).collect()
        };
        let all = ["42/", "42/B/", "42/B/A2/", "42/B/a-1/", "42/b/"];
        assert_eq!(paths(&mut tx, &whole, "").await, all, "{:?}", record.name());
        assert_eq!(paths(&mut tx, &town, "").await, all[1..4], "{:?}", record.name());
        assert_eq!(paths(&mut tx, &whole, "ЕЛОЧ").await, ["42/B/A2/"]);
        assert_eq!(paths(&mut tx, &town, "лицей").await, Vec::<String>::new());

        tx.write(case_::insert(&[&case(1), &case(3)], at(0)).expect("cases")).await.expect("new");
        let get = view_case::get(&mut tx, &town, CaseId(id(1))).await.expect("mine");
        assert!(get.is_some(), "{:?}", record.name());
        let get = view_case::get(&mut tx, &town, CaseId(id(3))).await.expect("another's");
        assert!(get.is_none());
        let of = view_case::of_organization(&mut tx, &whole, OrganizationId(id(103)), 5).await;
        assert!(of.expect("cases").is_empty(), "no campaign, no case");
        let below = view_case::of_authority(&mut tx, &town, (CAMPAIGN, AUTHORITY), "", 5).await;
        assert_eq!(below.expect("cases").len(), 1);
    }
}
