//! Mail servers as they are: refusing, putting off, closed, gone in the middle.
//!
//! The server here is a small one in the test's own process, that speaks as much SMTP (RFC 5321) as
//! a session needs and answers DATA as it is told.

use crate::office::{Office, at, sender};
use chrono::{DateTime, Utc};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use vekha_model::Format;
use vekha_notifier::channel::smtp::{Smtp, SmtpOptions};
use vekha_proto::EventKind;

/// How the server ends a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    Take,
    PutOff,
    Refuse,
    /// It takes the message and hangs up before it says so.
    HangUp,
    /// It closes the door at the greeting.
    Closing,
}

/// A server: its manners can change, and it remembers what it took.
#[derive(Clone)]
struct Server {
    manner: Arc<Mutex<Manner>>,
    took: Arc<Mutex<Vec<String>>>,
    port: u16,
}

impl Server {
    async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("address").port();
        let server = Self { manner: Arc::new(Mutex::new(manner)), took: Arc::default(), port };
        let own = server.clone();
        let mut sessions = tokio::task::JoinSet::new();
        sessions.spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.expect("a session");
                // A client that breaks off is none of the server's trouble.
                let _ended = own.session(stream).await;
            }
        });
        sessions.detach_all();
        server
    }

    fn smtp(&self) -> Smtp {
        let url = format!("smtp://127.0.0.1:{}", self.port);
        let options = SmtpOptions { url, connections: 1, timeout: Duration::from_secs(5) };
        Smtp::new(&options, sender()).expect("a url")
    }

    fn set(&self, manner: Manner) {
        *self.manner.lock().expect("lock") = manner;
    }

    fn manner(&self) -> Manner {
        *self.manner.lock().expect("lock")
    }

    /// The Message-ID of each message it took.
    fn took(&self) -> Vec<String> {
        let took = self.took.lock().expect("lock");
        let id = |mail: &String| {
            let line = mail.lines().find(|line| line.starts_with("Message-ID:"));
            line.expect("an id").to_owned()
        };
        took.iter().map(id).collect()
    }

    async fn session(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        let greeting = match self.manner() {
            Manner::Closing => "421 closing\r\n",
            _ => "220 test\r\n",
        };
        stream.write_all(greeting.as_bytes()).await?;
        let mut line = String::new();
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let command = line.trim_end().to_ascii_uppercase();
            let answer = match command.split([' ', ':']).next().unwrap_or("") {
                "EHLO" => "250-test\r\n250 8BITMIME\r\n",
                "DATA" => {
                    stream.write_all(b"354 go on\r\n").await?;
                    let mail = data(&mut stream).await?;
                    match self.verdict(mail) {
                        Some(answer) => answer,
                        None => return Ok(()),
                    }
                }
                "QUIT" => return stream.write_all(b"221 bye\r\n").await,
                _ => "250 ok\r\n",
            };
            stream.write_all(answer.as_bytes()).await?;
        }
    }

    fn verdict(&self, mail: String) -> Option<&'static str> {
        match self.manner() {
            Manner::PutOff => return Some("451 greylisted, come back later\r\n"),
            Manner::Refuse => return Some("550 no such user\r\n"),
            Manner::Closing => return Some("421 closing\r\n"),
            Manner::Take | Manner::HangUp => self.took.lock().expect("lock").push(mail),
        }
        (self.manner() == Manner::Take).then_some("250 taken\r\n")
    }
}

async fn data(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let (mut mail, mut line) = (String::new(), String::new());
    while stream.read_line(&mut line).await? > 0 && line != ".\r\n" {
        mail.push_str(&line);
        line.clear();
    }
    Ok(mail)
}

async fn receipt_through(server: &Server, now: DateTime<Utc>) -> Office {
    let mut office = Office::open(1).await;
    office.issue(at("12.02.2024 10:00")).await;
    office.work(at("12.02.2024 10:00")).await;
    office.leave_through(server.smtp()).await;
    office.happen(0, &Office::plan(1, &[Format::Docx], ""), now).await;
    office
}

const LETTER: &str = "school1@yurga.example sent 0";

#[tokio::test]
async fn a_taken_message_is_sent_once() {
    let server = Server::start(Manner::Take).await;
    let now = at("20.02.2024 12:00");
    let mut office = receipt_through(&server, now).await;
    office.work(now).await;
    office.work(at("21.02.2024 12:00")).await;
    assert_eq!(server.took().len(), 1);
    assert_eq!(office.notices().await, [LETTER, LETTER]);
    let said: Vec<_> = office.said().await.into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(said, [EventKind::NoticeSent, EventKind::NoticeSent]);
}

#[tokio::test]
async fn what_is_put_off_is_tried_five_times_and_then_given_up_aloud() {
    let server = Server::start(Manner::PutOff).await;
    let mut now = at("20.02.2024 12:00");
    let mut office = receipt_through(&server, now).await;
    let mut attempts = Vec::new();
    for minutes in [0, 1, 5, 25, 125, 600] {
        now += chrono::Duration::minutes(minutes);
        office.work(now).await;
        let notices = office.notices().await;
        attempts.push(notices.iter().find(|line| **line != LETTER).expect("it").clone());
    }
    let put_off = "transient error (451): greylisted, come back later";
    let given_up = format!(
        "school1@yurga.example failed 5 не удалось отправить, попыток: 5; последняя: {put_off}"
    );
    let mut story: Vec<String> =
        (1..5).map(|n| format!("school1@yurga.example sending {n} {put_off}")).collect();
    story.extend([given_up.clone(), given_up]);
    assert_eq!(attempts, story);
    let failed = office.said().await.pop().expect("an event");
    assert_eq!(failed.0, EventKind::NoticeFailed);
    assert!(failed.1.contains("greylisted") && failed.1.contains("true"), "{}", failed.1);
}

#[tokio::test]
async fn what_is_refused_is_given_up_at_once() {
    let server = Server::start(Manner::Refuse).await;
    let now = at("20.02.2024 12:00");
    let mut office = receipt_through(&server, now).await;
    office.work(now).await;
    let reason = "почтовый сервер отказал: permanent error (550): no such user";
    let refused = format!("school1@yurga.example failed 1 {reason}");
    assert_eq!(office.notices().await, [refused.as_str(), LETTER]);
}

#[tokio::test]
async fn a_broken_connection_repeats_the_same_message() {
    let server = Server::start(Manner::HangUp).await;
    let now = at("20.02.2024 12:00");
    let mut office = receipt_through(&server, now).await;
    office.work(now).await;
    server.set(Manner::Take);
    office.work(now + chrono::Duration::minutes(2)).await;
    let took = server.took();
    assert_eq!(took.len(), 2, "it was taken twice, because nobody knew");
    assert_eq!(took[0], took[1], "by its id mail programs show it once");
    assert_eq!(office.notices().await[1], "school1@yurga.example sent 1");
}

#[tokio::test]
async fn a_closed_door_is_nobodys_fault_for_days() {
    let server = Server::start(Manner::Closing).await;
    let now = at("20.02.2024 12:00");
    let mut office = receipt_through(&server, now).await;
    for hours in [0, 1, 30, 72] {
        office.work(now + chrono::Duration::hours(hours)).await;
    }
    let waiting = office.notices().await;
    assert!(waiting[0].starts_with("school1@yurga.example planned 0"), "{waiting:?}");
    server.set(Manner::Take);
    office.work(now + chrono::Duration::hours(80)).await;
    assert_eq!(server.took().len(), 1);
    assert_eq!(office.notices().await, [LETTER, LETTER]);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_nobodys_fault_either() {
    let server = Server::start(Manner::Take).await;
    let now = at("20.02.2024 12:00");
    let mut office = receipt_through(&server, now).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let nobody = Server { port: listener.local_addr().expect("address").port(), ..server.clone() };
    drop(listener);
    office.leave_through(nobody.smtp()).await;
    office.work(now).await;
    let waiting = office.notices().await;
    assert!(
        waiting[0].starts_with("school1@yurga.example planned 0 Connection error"),
        "{waiting:?}"
    );
    office.leave_through(server.smtp()).await;
    office.work(now + chrono::Duration::minutes(6)).await;
    assert_eq!(office.notices().await, [LETTER, LETTER]);
}
