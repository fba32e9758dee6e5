//! Encrypted, both sides with a certificate, known by a public key.

use crate::office::{Process, event, heard, sample};
use nkeys::KeyPair;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair as Key};
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use vekha_bus::jetstream::{Settings, Tls};
use vekha_bus::test_server::Server;
use vekha_bus::{Bus as _, JetStream};
use vekha_proto::Consumer;
use vekha_runtime::Lifecycle;
use vekha_runtime::config::Secret;

/// `ca.pem`, `server.pem`, `client.pem` and their keys.
fn certificates(folder: &Path) {
    let key = Key::generate().unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let ca = CertifiedIssuer::self_signed(params, key).unwrap();
    fs::write(folder.join("ca.pem"), ca.pem()).unwrap();
    for name in ["server", "client"] {
        let key = Key::generate().unwrap();
        let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
        let signed = params.signed_by(&key, &ca).unwrap();
        fs::write(folder.join(format!("{name}.pem")), signed.pem()).unwrap();
        fs::write(folder.join(format!("{name}.key")), key.serialize_pem()).unwrap();
    }
}

fn configuration(folder: &Path, user: &KeyPair) -> String {
    let path = |name: &str| folder.join(name).display().to_string();
    format!(
        "tls {{ cert_file: \"{}\", key_file: \"{}\", ca_file: \"{}\", verify: true }}\n\
         authorization {{ users: [ {{ nkey: {} }} ] }}",
        path("server.pem"),
        path("server.key"),
        path("ca.pem"),
        user.public_key()
    )
}

fn settings(server: &Server, folder: &TempDir, user: &KeyPair) -> Settings {
    let path = |name: &str| Some(folder.path().join(name));
    let seed = folder.path().join("user.nk");
    fs::write(&seed, user.seed().unwrap()).unwrap();
    Settings {
        nkey: Secret::new(&format!("file:{}", seed.display())),
        tls: Tls {
            required: true,
            ca: path("ca.pem"),
            cert: path("client.pem"),
            key: path("client.key"),
        },
        ..server.settings()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rings_travel_encrypted_between_those_who_know_each_other() {
    let (folder, user) = (tempfile::tempdir().unwrap(), KeyPair::new_user());
    certificates(folder.path());
    for server in Server::each_with(&configuration(folder.path(), &user), &[]) {
        let process = Process::start(&settings(&server, &folder, &user), &[Consumer::Engine]).await;
        let mut bell = process.bus.listen(Consumer::Engine);
        process.bus.ring(&[&event(&sample())]).await;
        heard("a ring", &mut bell).await;
        process.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_does_not_know_the_other_is_refused() {
    let (folder, user) = (tempfile::tempdir().unwrap(), KeyPair::new_user());
    certificates(folder.path());
    let strangers = tempfile::tempdir().unwrap();
    certificates(strangers.path());
    for server in Server::each_with(&configuration(folder.path(), &user), &[]) {
        let known = settings(&server, &folder, &user);
        let elsewhere = strangers.path().join("ca.pem");
        let tls = Tls { ca: Some(elsewhere), ..known.tls.clone() };
        let refused = failure(&Settings { tls, ..known.clone() }).await;
        assert!(refused.starts_with("no TLS with NATS at"), "{refused}");
        assert!(refused.contains("check nats.tls.ca"), "{refused}");
        let nkey = Secret::new(&KeyPair::new_user().seed().unwrap());
        let refused = failure(&Settings { nkey, ..known }).await;
        assert!(refused.contains("refuses us"), "{refused}");
    }
}

async fn failure(settings: &Settings) -> String {
    let services = [Consumer::Engine];
    JetStream::connect(settings, &services, &Lifecycle::new()).await.unwrap_err().to_string()
}
