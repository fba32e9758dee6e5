//! The upload page and the programming interface, through the router.

use crate::fixture::{World, at};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use tower::ServiceExt as _;
use vekha_files::Sha256;
use vekha_model::Trust;
use vekha_proto::{Consumer, EventKind};

const BOUNDARY: &str = "vekha-test-boundary";

/// A part of a form: a field, or a file with its name.
pub enum Part<'a> {
    Field(&'a str, &'a str),
    File(&'a str, &'a [u8]),
}

fn body(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for part in parts {
        body.extend_from_slice(format!("--{BOUNDARY}\r\n").as_bytes());
        let (head, content) = match part {
            Part::Field(name, text) => (format!("name=\"{name}\""), text.as_bytes()),
            Part::File(name, bytes) => (format!("name=\"file\"; filename=\"{name}\""), *bytes),
        };
        body.extend_from_slice(
            format!("Content-Disposition: form-data; {head}\r\n\r\n").as_bytes(),
        );
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

pub async fn post(world: &World, address: &str, parts: &[Part<'_>]) -> Response {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let request = Request::post(address)
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(body(parts)))
        .expect("a request");
    world.router().oneshot(request).await.expect("an answer")
}

async fn send(world: &World, request: Request<Body>) -> Response {
    world.router().oneshot(request).await.expect("an answer")
}

pub async fn get(world: &World, address: &str) -> Response {
    send(world, Request::get(address).body(Body::empty()).expect("a request")).await
}

pub async fn text(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), 10_000_000).await.expect("a body");
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

async fn json(response: Response) -> serde_json::Value {
    serde_json::from_str(&text(response).await).expect("JSON")
}

#[tokio::test]
async fn the_page_says_what_is_due_by_when_and_why() {
    let world = World::begin().await;
    let response = get(&world, &format!("/u/{}", world.link())).await;
    assert_eq!(response.status(), StatusCode::OK);
    let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"));
    assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
    assert_eq!(response.headers()[header::REFERRER_POLICY], "no-referrer");
    let page = text(response).await;
    for expected in [
        "Итоги НОКО 2023 года",
        "Письмо № 10001&#x2F;15-02 от 15.12.2023",
        "МБОУ «СОШ № 101»",
        "до 01.03.2024 включительно, 23:59 по Кемерову (МСК+4)",
        "Дата указана в письме",
        "файл Word (DOC, DOCX, ODT или RTF) и файл PDF",
        "Ожидается",
        "Организация реорганизуется",
        "Сколько всего на сегодня",
        "Адрес страницы",
    ] {
        let plain = expected.replace("&#x2F;", "/");
        assert!(page.contains(expected) || page.contains(&plain), "{expected} is not in\n{page}");
    }
    for forbidden in ["<style", " style=", "onclick", "javascript:", "<script>"] {
        assert!(!page.contains(forbidden), "{forbidden} would need a weaker policy");
    }
}

#[tokio::test]
async fn style_and_script_are_served_under_their_hash() {
    let world = World::begin().await;
    let page = text(get(&world, &format!("/u/{}", world.link())).await).await;
    for (lead, kind) in [("href=\"", "text/css"), ("src=\"", "text/javascript")] {
        let start = page.find(&format!("{lead}/u/static/")).expect("an asset") + lead.len();
        let address = page[start..].split('"').next().expect("an address");
        let response = get(&world, address).await;
        assert_eq!(response.status(), StatusCode::OK, "{address}");
        let found = response.headers()[header::CONTENT_TYPE].to_str().expect("text").to_owned();
        assert!(found.starts_with(kind), "{found}");
    }
    assert_eq!(get(&world, "/u/static/upload.000000000000.js").await.status(), 404);
}

#[tokio::test]
async fn a_bad_link_tells_nothing() {
    let world = World::begin().await;
    let late = world.signer.upload_link(world.case, at("2024-01-01T00:00:00Z"));
    let reply = world.signer.reply_token(world.case);
    let foreign = world.signer.upload_link(
        "00000000-0000-0000-0000-000000000009".parse().expect("id"),
        at("2025-01-01T00:00:00Z"),
    );
    for token in [late.as_str(), &reply, &foreign, "x", &"a".repeat(64)] {
        for response in [
            get(&world, &format!("/u/{token}")).await,
            post(&world, &format!("/u/{token}/documents"), &[Part::File("a.txt", b"a")]).await,
        ] {
            assert_eq!(response.status(), StatusCode::NOT_FOUND);
            let page = text(response).await;
            assert!(page.contains("Ссылка не действует") && !page.contains("НОКО"), "{page}");
        }
    }
    assert!(world.documents().await.is_empty());
}

#[tokio::test]
async fn an_upload_is_acknowledged_with_number_time_and_hash() {
    let world = World::begin().await;
    let address = format!("/u/{}/documents", world.link());
    let parts = [Part::Field("duty", "plan"), Part::File("План.txt", "план".as_bytes())];
    let response = post(&world, &address, &parts).await;
    assert_eq!(response.status(), StatusCode::CREATED);
    let location = response.headers()[header::LOCATION].to_str().expect("text").to_owned();
    let page = text(response).await;
    let hash = Sha256::of("план".as_bytes()).to_string();
    for expected in
        ["В-42-2024-000001", "27.02.2024 в 10:00:00", &hash, "План.txt", "Читаем документ"]
    {
        assert!(page.contains(expected), "{expected} is not in\n{page}");
    }
    let documents = world.documents().await;
    let [document] = documents.as_slice() else { panic!("{documents:?}") };
    assert_eq!((document.case, document.trust), (Some(world.case), Trust::SignedLink));
    assert_eq!(world.owed(Consumer::Intake).await, 1);
    let said = world.said().await;
    assert_eq!(said.iter().map(|it| it.kind).collect::<Vec<_>>(), [EventKind::DocumentReceived]);
    let again = get(&world, &location).await;
    assert_eq!(again.status(), StatusCode::OK);
    assert!(
        text(get(&world, &format!("{location}/verdict")).await)
            .await
            .contains("data-final=\"false\"")
    );
}

#[tokio::test]
async fn the_same_files_again_get_the_first_receipt_and_no_second_effect() {
    let world = World::begin().await;
    let token = world.link();
    let send = async |file: &'static str| {
        let parts = [
            Part::Field("token", &token),
            Part::Field("duty", "plan"),
            Part::File("п.txt", file.as_bytes()),
        ];
        json(post(&world, "/api/v1/documents", &parts).await).await
    };
    let first = send("план").await;
    world.hands.advance(std::time::Duration::from_secs(3_600));
    let second = send("план").await;
    let other = send("другой").await;
    assert_eq!(first["receipt"], second["receipt"]);
    assert_eq!(first["received_at"], second["received_at"]);
    assert_eq!((&first["repeated"], &second["repeated"]), (&false.into(), &true.into()));
    assert_ne!(first["receipt"], other["receipt"]);
    assert_eq!(world.documents().await.len(), 2);
    assert_eq!(world.owed(Consumer::Intake).await, 2);
}

#[tokio::test]
async fn nothing_is_acknowledged_unless_it_is_committed() {
    let world = World::begin().await;
    let address = format!("/u/{}/documents", world.link());
    let parts = [Part::File("a.txt", b"a")];
    // The same seed gives the same ids: the transaction dies at its last statements, when the
    // event finds its id taken; and so does the second attempt.
    let ids = world.ids.fork("intake");
    let ids: Vec<_> = (0..6).map(|_| ids.next()).collect();
    occupy(&world, ids[2]).await;
    occupy(&world, ids[5]).await;
    let response = post(&world, &address, &parts).await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(response.headers().contains_key(header::RETRY_AFTER));
    assert!(text(response).await.contains("документ не сохранён"));
    assert!(world.documents().await.is_empty());
    // Tried again with fresh ids, it is received.
    assert_eq!(post(&world, &address, &parts).await.status(), StatusCode::CREATED);
    let receipt = &world.documents().await[0].receipt;
    assert_eq!(receipt, "В-42-2024-000001", "a number is not lost with its transaction");
}

/// Says an event under an id.
async fn occupy(world: &World, id: uuid::Uuid) {
    let said = vekha_proto::v1::Acknowledged { duty: None };
    let envelope = vekha_proto::Envelope::of(id.into(), world.tenant, world.clock.now(), &said);
    let saying = vekha_store::event::Saying::for_the_record(envelope.expect("JSON"));
    let mut tx = world.store.write().await.expect("begin");
    vekha_store::event::say(&mut tx, Consumer::Intake, &[saying]).await.expect("say");
    tx.commit().await.expect("commit");
}

#[tokio::test]
async fn a_program_is_told_in_json_and_by_problems() {
    let world = World::begin().await;
    let token = world.link();
    let parts = [Part::Field("token", &token), Part::Field("link", "https://sosh101.example/noko")];
    let response = post(&world, "/api/v1/documents", &parts).await;
    assert_eq!(response.status(), StatusCode::CREATED);
    let receipt = json(response).await["receipt"].as_str().expect("text").to_owned();
    assert_eq!(receipt, "В-42-2024-000001");
    let look = get(&world, &format!("/api/v1/documents/B-42-2024-000001?token={token}")).await;
    let looked = json(look).await;
    assert_eq!(
        (looked["state"].as_str(), looked["receipt"].as_str()),
        (Some("received"), Some(receipt.as_str()))
    );
    for (parts, status) in [
        (vec![Part::File("a.txt", b"a" as &[u8]), Part::Field("token", &token)], 404),
        (vec![Part::Field("token", &token)], 422),
        (
            vec![
                Part::Field("token", &token),
                Part::Field("duty", "nothing"),
                Part::File("a", b"a"),
            ],
            422,
        ),
        (
            vec![
                Part::Field("token", &token),
                Part::Field("kind", "nothing"),
                Part::File("a", b"a"),
            ],
            422,
        ),
    ] {
        let response = post(&world, "/api/v1/documents", &parts).await;
        assert_eq!(response.status(), status);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
        assert_eq!(json(response).await["status"], status);
    }
    assert_eq!(world.documents().await.len(), 1);
}

#[tokio::test]
async fn what_is_too_big_is_refused_with_its_limit() {
    let mut world = World::begin().await;
    world.limits.file_bytes = 1024 * 1024;
    world.limits.files = 2;
    let address = format!("/u/{}/documents", world.link());
    let big = vec![b'x'; 1024 * 1024 + 1];
    let response = post(&world, &address, &[Part::File("a.txt", &big)]).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(text(response).await.contains("Файл больше 1 МБ"));
    let many: Vec<Part<'_>> = (0..3).map(|_| Part::File("a.txt", b"a")).collect();
    let response = post(&world, &address, &many).await;
    assert!(text(response).await.contains("Больше 2 файлов"));
    assert!(world.documents().await.is_empty());
}

#[tokio::test]
async fn reading_the_letter_and_numbers_are_said_by_post_alone() {
    let world = World::begin().await;
    let token = world.link();
    let form = |address: &str, fields: &str| {
        Request::post(address.to_owned())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(fields.to_owned()))
            .expect("a request")
    };
    let opened = get(&world, &format!("/u/{token}/acknowledgement")).await;
    assert_eq!(opened.status(), StatusCode::SEE_OTHER);
    assert!(world.said().await.is_empty(), "a mail scanner opens every link");
    let said = send(&world, form(&format!("/u/{token}/acknowledgement"), "duty=plan")).await;
    assert_eq!(said.status(), StatusCode::SEE_OTHER);
    let said =
        send(&world, form(&format!("/u/{token}/measures"), "name=respondents&value=1+200%2C5"))
            .await;
    assert_eq!(said.status(), StatusCode::SEE_OTHER);
    let wrong = send(&world, form(&format!("/u/{token}/measures"), "name=visits&value=1")).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let request = Request::post("/api/v1/measures")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(Body::from(r#"{"name":"respondents","value":300}"#))
        .expect("a request");
    assert_eq!(send(&world, request).await.status(), StatusCode::ACCEPTED);
    let said: Vec<String> =
        world.said().await.iter().map(|it| format!("{} {}", it.kind.as_str(), it.data)).collect();
    assert_eq!(
        said,
        [
            r#"Acknowledged {"duty":"plan"}"#,
            r#"MeasureReported {"name":"respondents","value":1200.5}"#,
            r#"MeasureReported {"name":"respondents","value":300.0}"#,
        ]
    );
    assert_eq!(world.owed(Consumer::Engine).await, 3);
}

#[tokio::test]
async fn an_exemption_is_claimed_with_its_proof() {
    let world = World::begin().await;
    let address = format!("/u/{}/exemption", world.link());
    let proof = || Part::File("письмо.txt", b"proof");
    let (duty, reason) = (Part::Field("duty", "plan"), Part::Field("reason", "reorganization"));
    let response = post(&world, &address, &[duty, reason, proof()]).await;
    assert_eq!(response.status(), StatusCode::CREATED);
    let said = world.said().await;
    assert_eq!(
        said.iter().map(|it| it.kind).collect::<Vec<_>>(),
        [EventKind::DocumentReceived, EventKind::ExemptionClaimed]
    );
    let document = &world.documents().await[0];
    assert!(said[1].data.contains(&format!("\"proof\":\"{}\"", document.id)));
    assert_eq!(document.kind.as_deref(), Some("explanation"));
    let wrong = [Part::Field("duty", "plan"), Part::Field("reason", "laziness"), proof()];
    assert_eq!(post(&world, &address, &wrong).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
}
