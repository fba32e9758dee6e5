//! How a record is opened: by several at once, by password, over TLS, with too few connections.

use crate::record::{Record, at, decision};
use rcgen::{CertificateParams, KeyPair};
use std::time::Duration;
use vekha_proto::Consumer::Engine;
use vekha_store::event::{Saying, last_at, say};
use vekha_store::test_server::TestDatabase;
use vekha_store::{Options, Store, Target};

fn server() -> Option<TestDatabase> {
    TestDatabase::create_if_installed().expect("PostgreSQL")
}

fn at_url(url: &str) -> Options {
    Options::new(Target::parse(url))
}

#[tokio::test]
async fn several_may_start_at_once_on_an_empty_database() {
    let Some(database) = server() else { return };
    let options = at_url(&database.url());
    let open = async || Store::open(&options).await.map(|_| ());
    let (one, two, three) = tokio::join!(open(), open(), open());
    one.and(two).and(three).expect("all three");
}

/// While versions change, the older one goes on beside the newer, which has migrated already; unless
/// that migration does not say that it only adds.
#[tokio::test]
async fn an_older_version_opens_what_a_newer_has_added_to() {
    let Some(database) = server() else { return };
    Store::open(&at_url(&database.url())).await.expect("this version");
    let newer = |version, name| {
        let script = format!(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum,
             execution_time) VALUES ({version}, '{name}', TRUE, '', 0)"
        );
        database.psql(&script).expect("a newer version was here");
    };
    newer(900, "additive colours");
    Store::open(&at_url(&database.url())).await.expect("this version again");
    newer(901, "colours");
    let error = Store::open(&at_url(&database.url())).await.expect_err("another schema");
    assert!(!error.is_transient());
    assert!(error.to_string().contains("migration 901, colours"), "{error}");
}

#[tokio::test]
async fn a_password_opens_and_a_wrong_one_does_not() {
    let Some(database) = server() else { return };
    let url = database.tcp_url("vekha", TestDatabase::PASSWORD);
    Store::open(&at_url(&url)).await.expect("scram");
    let url = database.tcp_url("vekha", "guessed-wrong");
    let error = Store::open(&at_url(&url)).await.expect_err("a wrong password");
    assert!(!error.is_transient(), "{error}");
    assert!(!error.to_string().contains("guessed-wrong"), "{error}");
}

#[tokio::test]
async fn a_server_is_known_by_its_certificate() {
    let Some(database) = server() else { return };
    let certificate = || {
        let key = KeyPair::generate().expect("a key");
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let params = CertificateParams::new(names).expect("names");
        (params.self_signed(&key).expect("a certificate").pem(), key.serialize_pem())
    };
    let ((ours, key), (strange, _)) = (certificate(), certificate());
    // The server writes its files itself: its key must be its own.
    let put = |name: &str, text: &str| {
        format!(
            "COPY (SELECT unnest(string_to_array('{}', chr(10)))) TO PROGRAM \
             'umask 077; cat > {name}'",
            text.trim()
        )
    };
    for script in [
        &put("server.crt", &ours),
        &put("server.key", &key),
        "ALTER SYSTEM SET ssl = on",
        "SELECT pg_reload_conf()",
    ] {
        database.psql(script).expect("TLS");
    }
    let folder = tempfile::tempdir().expect("folder");
    let url = |name: &str, root: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, root).expect("a certificate");
        let url = database.tcp_url("vekha", TestDatabase::PASSWORD);
        format!("{url}?sslmode=verify-full&sslrootcert={}", path.display())
    };
    Store::open(&at_url(&url("ours.pem", &ours))).await.expect("the right server");
    let error = Store::open(&at_url(&url("strange.pem", &strange))).await;
    assert!(error.expect_err("another's server").to_string().contains("certificate"));
}

#[tokio::test]
async fn who_finds_no_connection_says_what_to_do() {
    for record in Record::each().await {
        let wait = Duration::from_millis(100);
        let options = Options { connections: 1, wait, ..record.options.clone() };
        let store = Store::open(&options).await.expect("open");
        let held = store.write().await.expect("begin");
        let error = store.write().await.expect_err("none is left");
        assert!(error.is_transient(), "{:?}: {error}", record.name());
        assert!(error.to_string().contains("store.connections"), "{error}");
        drop(held);
    }
}

#[tokio::test]
async fn what_reads_cannot_write() {
    for record in Record::each().await {
        let mut tx = record.read().await;
        let saying = Saying::for_the_record(decision(1, "решение"));
        let refused = say(&mut tx, Engine, &[saying]).await;
        assert!(refused.is_err(), "{:?}", record.name());
    }
}

/// A replica follows; a page reads from it what was committed before the page was asked for.
#[tokio::test]
async fn pages_are_read_from_a_replica_as_fresh_as_the_record() {
    let Some(database) = server() else { return };
    let replica = database.replica().expect("a replica");
    let target = Some(Target::parse(&replica.url()));
    let options = Options { replica: target, ..at_url(&database.url()) };
    let store = Store::open(&options).await.expect("open");
    let pages = store.for_pages();
    for n in 1..=20 {
        let mut tx = store.write().await.expect("begin");
        let mut event = decision(n, "решение");
        event.at = at(i64::try_from(n).expect("small"));
        say(&mut tx, Engine, &[Saying::for_the_record(event.clone())]).await.expect("say");
        tx.commit().await.expect("commit");
        let mut tx = pages.read().await.expect("read");
        assert_eq!(last_at(&mut tx).await.expect("last"), Some(event.at));
    }
    assert!(replica.was_read().expect("statistics"), "the pages came from the replica");
    drop(replica);
    let mut tx = pages.read().await.expect("the server itself");
    assert_eq!(last_at(&mut tx).await.expect("last"), Some(at(20)));
}
