//! The users of deploy/nats, on a real server: each may say what the subject table says it says.

use crate::office::{Process, acknowledged, acks, event, sample, soon};
use async_nats::{Client, ConnectOptions, Subscriber};
use futures::StreamExt as _;
use futures::future::ready;
use nkeys::KeyPair;
use std::path::Path;
use std::process::Command;
use vekha_bus::jetstream::authorization::{Proof, READER, authorization};
use vekha_bus::jetstream::{EVENTS, STREAM, Settings};
use vekha_bus::test_server::{Server, programs};
use vekha_bus::{Bus as _, JetStream, conformance};
use vekha_model::EventId;
use vekha_proto::{Consumer, Envelope, v1};
use vekha_runtime::config::Secret;
use vekha_runtime::{Clock, Ids, Lifecycle};

const USERS: [&str; 7] =
    ["engine", "scheduler", "intake", "notifier", "dashboard", "vekha", READER];

/// The user of this test.
const ALL: &str = "everything";

fn password(user: &str) -> String {
    format!("secret-of-{user}")
}

/// With the shipped users, and one who may see everything.
fn servers() -> Vec<Server> {
    let variable = |user: &str| format!("NATS_{}_PASSWORD", user.to_uppercase());
    let variables: Vec<_> = USERS.iter().map(|user| (variable(user), password(user))).collect();
    let all = format!("users: [\n    {{ user: {ALL}, password: {} }}\n", password(ALL));
    let users = authorization(Proof::Password).replacen("users: [\n", &all, 1);
    assert!(users.contains(ALL), "the users begin otherwise");
    Server::each_with(&users, &variables)
}

fn settings(server: &Server, user: &str) -> Settings {
    let password = Secret::new(&password(user));
    Settings { user: user.to_owned(), password, ..server.settings() }
}

async fn client(server: &Server, user: &str) -> Client {
    let options = ConnectOptions::with_user_and_password(user.to_owned(), password(user))
        .custom_inbox_prefix(format!("_INBOX.{user}"));
    options.connect(server.url()).await.expect("connected")
}

async fn play(server: &Server, service: Consumer) -> Process {
    Process::start(&settings(server, service.as_str()), &[service]).await
}

#[test]
fn the_shipped_configuration_is_right() {
    let deploy = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../deploy/nats");
    for program in programs() {
        for users in ["users.conf", "users-nkey.conf"] {
            let folder = tempfile::tempdir().unwrap();
            std::fs::copy(deploy.join("nats.conf"), folder.path().join("nats.conf")).unwrap();
            std::fs::copy(deploy.join(users), folder.path().join("users.conf")).unwrap();
            let mut check = Command::new(&program);
            check.arg("-t").arg("-c").arg(folder.path().join("nats.conf"));
            for user in USERS.map(str::to_uppercase) {
                check.env(format!("NATS_{user}_PASSWORD"), "кедр");
                check.env(format!("NATS_{user}_NKEY"), KeyPair::new_user().public_key());
            }
            let said = check.output().unwrap();
            assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_process_that_plays_all_conforms_under_its_permissions() {
    for server in servers() {
        let connected = || async {
            let settings = settings(&server, "vekha");
            JetStream::connect(&settings, &Consumer::ALL, &Lifecycle::new()).await.unwrap()
        };
        conformance::check(connected, &Ids::system(&Clock::system())).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_service_does_its_work_as_its_own_user() {
    for server in servers() {
        let intake = play(&server, Consumer::Intake).await;
        let engine = play(&server, Consumer::Engine).await;
        let watcher = client(&server, ALL).await;
        let mut taken = watcher.subscribe(acks("engine-Acknowledged")).await.unwrap();
        watcher.request("$SRV.PING.vekha-engine", "".into()).await.expect("engine answers");
        engine.serve(Consumer::Engine);
        intake.bus.ring(&[&event(&sample())]).await;
        acknowledged("the engine has looked", &mut taken).await;
        intake.end().await;
        engine.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_the_table_does_not_let_a_service_say_is_refused() {
    for server in servers() {
        let notifier = play(&server, Consumer::Notifier).await;
        let reader = client(&server, READER).await;
        let mut reader = reader.subscribe(EVENTS).await.unwrap();
        soon("the reader listens", listens(&mut reader, &client(&server, ALL).await)).await;
        let (ids, clock) = (Ids::system(&Clock::system()), Clock::system());
        let tenant = event(&sample()).tenant;
        let forged = v1::DocumentAccepted::default();
        let forged = Envelope::of(EventId(ids.next()), tenant, clock.now(), &forged).unwrap();
        let own = v1::NoticeSent::default();
        let own = Envelope::of(EventId(ids.next()), tenant, clock.now(), &own).unwrap();
        notifier.bus.ring(&[&forged, &own]).await;
        let mut news = reader.filter(|heard| ready(heard.subject.as_str() != PROBE));
        let heard = soon("the reader", news.next()).await.unwrap();
        assert!(heard.subject.contains(".NoticeSent."), "forged: {}", heard.subject);
        assert_eq!(heard.headers.unwrap().get("ce-id").unwrap().as_str(), own.id.to_string());
        assert!(server.logged("Publish Violation").contains(".DocumentAccepted."));
        notifier.end().await;
    }
}

/// Said until it is heard: whoever may say nothing cannot ask whether the server has read it.
const PROBE: &str = "vekha.evt.nobody.Probe.nothing";

async fn listens(reader: &mut Subscriber, says: &Client) {
    loop {
        says.publish(PROBE, "".into()).await.unwrap();
        tokio::select! {
            _heard = reader.next() => return,
            answered = says.request("$JS.API.INFO", "".into()) => drop(answered.unwrap()),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_may_delete_the_stream_or_take_the_rings_of_another() {
    for server in servers() {
        let engine = play(&server, Consumer::Engine).await;
        let intruder = client(&server, "notifier").await;
        for subject in [
            format!("$JS.API.STREAM.DELETE.{STREAM}"),
            format!("$JS.API.STREAM.PURGE.{STREAM}"),
            format!("$JS.API.CONSUMER.DELETE.{STREAM}.engine-DocumentRead"),
            format!("$JS.API.CONSUMER.MSG.NEXT.{STREAM}.engine-DocumentRead"),
        ] {
            intruder.publish(subject.clone(), "".into()).await.unwrap();
            assert!(server.logged("Publish Violation").contains(&subject), "{subject}");
        }
        // The reader may say nothing at all.
        let reader = client(&server, READER).await;
        reader.publish("vekha.evt.a.Acknowledged.b", "".into()).await.unwrap();
        assert!(server.logged("Publish Violation").contains(READER));
        let stream = client(&server, ALL).await;
        let info = stream.request(format!("$JS.API.STREAM.INFO.{STREAM}"), "".into()).await;
        assert!(String::from_utf8_lossy(&info.unwrap().payload).contains("\"messages\":0"));
        engine.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_stranger_is_refused_with_the_keys_to_check() {
    for server in servers() {
        let stranger = settings(&server, "stranger");
        let refused = JetStream::connect(&stranger, &[Consumer::Engine], &Lifecycle::new()).await;
        let said = refused.unwrap_err().to_string();
        assert!(said.contains("refuses us: authorization violation"), "{said}");
    }
}
