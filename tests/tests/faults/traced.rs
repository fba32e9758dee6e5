//! Nothing breaks here: mails come, an officer decides, and a collector of traces must be able to
//! follow each from its arrival to the notice about it, over processes that know nothing of each
//! other but the record. Every service runs twice, so that no step finds its predecessor's process.

use crate::rig::{Office, Setup, ground, seed, until};
use anyhow::{Context as _, Result, ensure};
use opentelemetry_proto::tonic::trace::v1::Span;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;
use vekha_model::CaseId;
use vekha_proto::EventKind;
use vekha_tests::collector::{Collector, Sent};

/// Every service twice, a process each.
const TWICE: [&str; 10] = [
    "engine",
    "engine",
    "scheduler",
    "scheduler",
    "intake",
    "intake",
    "notifier",
    "notifier",
    "dashboard",
    "dashboard",
];
/// The server that receives mail and says what it proved.
const SERVER: &str = "mx.kuzbass.example";
const DOMAIN: &str = "kuzbass.example";
/// Mails that lie in the folder at the same moment.
const MAILS: usize = 3;
/// How long spans may be on their way when everything is done.
const PATIENCE: Duration = Duration::from_secs(60);

/// A school's mail with a note, as the office's own server hands it over.
fn mail(office: &Office, case: CaseId, number: usize) -> String {
    let token = office.outside.signer.reply_token(case);
    format!(
        "Authentication-Results: {SERVER}; dkim=pass header.d=schools.example\r\n\
         From: office@schools.example\r\nTo: reply+{token}@{DOMAIN}\r\nSubject: note\r\n\
         Message-ID: <{number}@schools.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nДобрый день!\r\n\
         --b\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Disposition: attachment; filename=note.txt\r\n\r\n\
         Записка {number}.\r\nВсё сделано.\r\n--b--\r\n"
    )
}

/// Puts a mail into the folder at once, whole.
fn drop_into(inbox: &Path, number: usize, mail: &str) -> Result<()> {
    let part = inbox.join(format!("{number}.part"));
    std::fs::write(&part, mail)?;
    Ok(std::fs::rename(part, inbox.join(format!("{number}.eml")))?)
}

/// A way through a trace: span after span, each with the service that did it.
fn way<'a>(spans: &'a [Sent], first: &'a Sent, steps: &[(&str, &str)]) -> Option<&'a Sent> {
    let Some(((name, service), rest)) = steps.split_first() else { return Some(first) };
    let next = spans.iter().filter(|sent| {
        sent.span.name == *name
            && sent.service == *service
            && sent.span.parent_span_id == first.span.span_id
            && sent.span.trace_id == first.span.trace_id
    });
    next.into_iter().find_map(|next| way(spans, next, rest))
}

/// Where traces of this name begin.
fn begun<'a>(spans: &'a [Sent], name: &str) -> Vec<&'a Sent> {
    let is_first = |span: &Span| span.name == name && span.parent_span_id.is_empty();
    spans.iter().filter(|sent| is_first(&sent.span)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_is_followed_to_its_notice_over_five_services() -> Result<()> {
    let Some((ground, nats)) = ground()? else { return Ok(()) };
    let seed = seed();
    println!("seed {seed}");
    let collector = Collector::start().await?;
    let inbox = ground.folder.path().join("inbox");
    let setup = Setup::usual(ground, &nats, seed)
        .variable("VEKHA_TELEMETRY__OTLP", collector.url.as_str())
        .variable("VEKHA_MAIL__INBOX", inbox.display().to_string())
        .variable("VEKHA_MAIL__DOMAIN", DOMAIN)
        .variable("VEKHA_MAIL__TRUSTED_AUTHSERV_ID", SERVER)
        // Two notifiers: what one is sending is not the other's.
        .variable("VEKHA_NOTIFIER__LEASE_MINUTES", "10")
        .processes(&TWICE);
    let mut office = Office::open(setup).await?;
    office.rest().await?;
    let cases = office.cases[..MAILS].to_vec();
    for (number, case) in cases.iter().enumerate() {
        drop_into(&inbox, number, &mail(&office, *case, number))?;
    }
    let decided = office.next_to_decide();
    office.outside.decide(decided, "settle").await;
    office.has_settled(decided);
    until("the mails are read", PATIENCE, async || {
        let history = office.world.history().await?;
        let read = history.iter().filter(|stored| stored.event.kind == EventKind::DocumentRead);
        let read = read.count();
        Ok((read < MAILS).then(|| format!("{read} of {MAILS}")))
    })
    .await?;

    let mail =
        [("read", "vekha-intake"), ("advance", "vekha-engine"), ("notify", "vekha-notifier")];
    let decision = [("advance", "vekha-engine")];
    until("every trace is whole", PATIENCE, async || {
        let spans = collector.spans();
        let whole = |name: &str, steps: &[(&str, &str)]| {
            let first = begun(&spans, name).into_iter();
            first.filter(|first| way(&spans, first, steps).is_some()).count()
        };
        let (mails, decisions) = (whole("receive", &mail), whole("decide", &decision));
        Ok(((mails, decisions) != (MAILS, 1))
            .then(|| format!("{mails} mails, {decisions} decisions")))
    })
    .await?;

    let (spans, kept) = (collector.spans(), arrivals(&office).await?);
    for first in begun(&spans, "receive") {
        ensure!(first.service == "vekha-intake", "{first:#?}");
        let id = hex::encode(&first.span.trace_id);
        // Both who watch the folder may take a mail: the second finds the receipt of the first.
        if !kept.iter().any(|parent| parent.contains(&id)) {
            continue;
        }
        let of_trace = spans.iter().filter(|sent| sent.span.trace_id == first.span.trace_id);
        let services: BTreeSet<&str> = of_trace.map(|sent| sent.service.as_str()).collect();
        println!("trace {id}: {services:?}");
    }
    ensure!(kept.iter().collect::<BTreeSet<_>>().len() == MAILS, "a trace for each: {kept:?}");
    office.prove("none:traced", 1).await
}

/// The `traceparent` of each document's arrival.
async fn arrivals(office: &Office) -> Result<Vec<String>> {
    let history = office.world.history().await?;
    let received =
        history.into_iter().filter(|stored| stored.event.kind == EventKind::DocumentReceived);
    received.map(|stored| stored.event.traceparent.context("an arrival without a trace")).collect()
}
