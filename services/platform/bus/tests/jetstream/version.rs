//! A server that will not do is named at the start.

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use vekha_bus::JetStream;
use vekha_bus::jetstream::{Failure, Settings};
use vekha_proto::Consumer;
use vekha_runtime::Lifecycle;

/// The failure of a connection to a server that introduces itself so.
async fn refusal(info: &str) -> Failure {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("nats://{}", listener.local_addr().unwrap());
    let hello = format!("INFO {info}\r\n");
    let server = async {
        let (connection, _) = listener.accept().await.unwrap();
        let (reader, mut writer) = connection.into_split();
        writer.write_all(hello.as_bytes()).await.unwrap();
        let mut lines = BufReader::new(reader).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            if line.starts_with("PING") {
                writer.write_all(b"PONG\r\n").await.unwrap();
            }
        }
    };
    let settings = Settings { url, ..Settings::default() };
    let (lifecycle, services) = (Lifecycle::new(), [Consumer::Engine]);
    tokio::select! {
        connected = JetStream::connect(&settings, &services, &lifecycle) => connected.unwrap_err(),
        () = server => panic!("the client has left"),
    }
}

#[tokio::test]
async fn an_old_server_is_named_with_its_version() {
    let info = r#"{"server_id":"old","version":"2.8.4","max_payload":1048576,"jetstream":true,"headers":true}"#;
    let said = refusal(info).await.to_string();
    assert!(said.contains("is version 2.8.4, 2.9.0 or newer is needed"), "{said}");
}

#[tokio::test]
async fn a_server_without_jetstream_is_named() {
    let info = r#"{"server_id":"bare","version":"2.14.0","max_payload":1048576,"headers":true}"#;
    let said = refusal(info).await.to_string();
    assert!(said.contains("runs without JetStream: start nats-server with -js"), "{said}");
}

#[tokio::test]
async fn settings_that_do_not_fit_are_named_by_their_key() {
    let settings =
        Settings { url: "nats://host".into(), user: "engine".into(), ..Settings::default() };
    let failed = JetStream::connect(&settings, &[Consumer::Engine], &Lifecycle::new()).await;
    let said = failed.unwrap_err().to_string();
    assert!(said.starts_with("`nats.password` and nats.user belong together"), "{said}");
    let tls =
        vekha_bus::jetstream::Tls { ca: Some("/nowhere/ca.pem".into()), ..Default::default() };
    let settings = Settings { url: "nats://host".into(), tls, ..Settings::default() };
    let failed = JetStream::connect(&settings, &[Consumer::Engine], &Lifecycle::new()).await;
    let said = failed.unwrap_err().to_string();
    assert!(said.starts_with("`nats.tls.ca` names /nowhere/ca.pem: No such file"), "{said}");
}
