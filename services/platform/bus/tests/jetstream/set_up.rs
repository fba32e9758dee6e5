//! What is on the server at the start: made when absent, read back, and compared.

use crate::office::{Process, Watcher, soon};
use async_nats::jetstream::consumer::pull;
use async_nats::jetstream::stream::Config;
use serde_json::Value;
use std::time::Duration;
use vekha_bus::jetstream::{EVENTS, STREAM, Settings};
use vekha_bus::test_server::Server;
use vekha_proto::Consumer;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_absent_is_made_and_found_again() {
    for server in Server::each() {
        for _again in 0..2 {
            let process = Process::start(&server.settings(), &Consumer::ALL).await;
            assert_eq!(process.bus.differences(), [], "the server keeps what we created");
            process.end().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_differs_is_said_and_left_alone() {
    for server in Server::each() {
        let watcher = Watcher::of(&server).await;
        let other = Config {
            name: STREAM.to_owned(),
            subjects: vec![EVENTS.to_owned()],
            max_age: Duration::from_secs(86_400),
            ..Config::default()
        };
        let stream = watcher.context.create_stream(other).await.unwrap();
        let slow = pull::Config {
            durable_name: Some("notifier-RungsReached".to_owned()),
            filter_subject: "vekha.evt.*.RungsReached.*".to_owned(),
            ..pull::Config::default()
        };
        stream.create_consumer(slow).await.unwrap();
        let settings = Settings { keep_minutes: 90, ..server.settings() };
        let process = Process::start(&settings, &[Consumer::Notifier]).await;
        let said: Vec<_> = process.bus.differences().iter().map(ToString::to_string).collect();
        let age = "stream VEKHA on NATS has max_age 86400s, this configuration says 5400s";
        assert!(said.iter().any(|line| line.starts_with(age)), "{said:#?}");
        let bodies = "consumer notifier-RungsReached on NATS has headers_only false, this \
                      configuration says true";
        assert!(said.iter().any(|line| line.starts_with(bodies)), "{said:#?}");
        assert_eq!(watcher.stream().await.config.max_age, Duration::from_secs(86_400));
        process.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_service_answers_as_a_micro_service() {
    for server in Server::each() {
        let process =
            Process::start(&server.settings(), &[Consumer::Engine, Consumer::Notifier]).await;
        let watcher = Watcher::of(&server).await;
        for (verb, name) in
            [("PING", "vekha-engine"), ("INFO", "vekha-engine"), ("STATS", "vekha-notifier")]
        {
            let asked = watcher.client.request(format!("$SRV.{verb}.{name}"), "".into());
            let answer = soon(verb, asked).await.unwrap();
            let answer: Value = serde_json::from_slice(&answer.payload).unwrap();
            assert_eq!(answer["name"], name, "{answer}");
            let kind = format!("io.nats.micro.v1.{}_response", verb.to_lowercase());
            assert_eq!(answer["type"], kind.as_str(), "{answer}");
        }
        process.end().await;
        let gone = watcher.client.request("$SRV.PING.vekha-engine", "".into()).await;
        assert!(gone.is_err(), "a process that ended does not answer");
    }
}
