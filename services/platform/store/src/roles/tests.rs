//! The script is the file in deploy, knows every table, and agrees with the table of owners.

use super::*;
use crate::test_server::TestDatabase;
use crate::{Options, Store, Target};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

#[test]
fn the_file_in_deploy_is_this_script() {
    let (path, made) = (root().join("deploy/postgres/roles.sql"), script());
    if std::env::var_os("VEKHA_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, &made).expect("write");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "{} is out of date; its head says what to do", path.display());
}

/// The owner of each table, as services/README.md says it: who writes, or nobody but commands.
#[test]
fn the_owner_in_readme_writes_first() {
    let text = std::fs::read_to_string(root().join("services/README.md")).expect("README");
    let part = text.split("## Who owns which table").nth(1).expect("the table of owners");
    for line in part.lines().filter(|line| line.starts_with("| `")) {
        let mut columns = line.split('|').map(str::trim).skip(1);
        let name = columns.next().expect("a table").trim_matches('`');
        let owner = columns.next().expect("an owner");
        let table = TABLES.iter().find(|table| table.name == name);
        let writes = table.unwrap_or_else(|| panic!("{name} is not in roles.rs")).writes.first();
        let first = match writes {
            Some((services, _)) if *services == EVERYBODY => "everybody",
            Some((services, _)) => services[0].as_str(),
            None => "vekha",
        };
        assert_eq!(first, owner, "{name}");
    }
}

#[tokio::test]
async fn every_table_is_known_and_the_history_only_grows() {
    let Some(database) = TestDatabase::create_if_installed().expect("a server") else { return };
    let store = Store::open(&Options::new(Target::parse(&database.url()))).await.expect("open");
    store.close().await;
    for _ in 0..2 {
        database.psql(&script()).expect("the script, as often as one likes");
    }
    let there = database.psql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    let mut there: Vec<_> = there.expect("tables").lines().map(str::to_owned).collect();
    let mut known: Vec<_> = TABLES.iter().map(|table| table.name.to_owned()).collect();
    there.sort();
    known.sort();
    assert_eq!(there, known);
    for user in EVERYBODY.iter().map(|service| user(*service)).chain([of_several()]) {
        for harm in [
            "UPDATE event SET actor = id",
            "DELETE FROM event",
            "TRUNCATE event",
            "DROP TABLE event",
            "CREATE TABLE mine (id UUID)",
        ] {
            let told = database.psql(&format!("SET ROLE {user}; {harm}")).expect_err(harm);
            let told = told.to_string();
            let refused = told.contains("permission denied") || told.contains("must be owner");
            assert!(refused, "{user}: {harm}: {told}");
        }
    }
    for theirs in
        ["DELETE FROM duty", "UPDATE case_ SET state = '{}'", "INSERT INTO rung DEFAULT VALUES"]
    {
        let told = database.psql(&format!("SET ROLE vekha_dashboard; {theirs}")).expect_err(theirs);
        assert!(told.to_string().contains("permission denied"), "{theirs}: {told}");
    }
    for secret in
        ["SELECT password_hash FROM person", "SELECT * FROM session", "SELECT * FROM draft"]
    {
        let told = database.psql(&format!("SET ROLE vekha_engine; {secret}")).expect_err(secret);
        assert!(told.to_string().contains("permission denied"), "{secret}: {told}");
    }
    database.psql("SET ROLE vekha_reader; SELECT count(*) FROM event").expect("who may look");
}
