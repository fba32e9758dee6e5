//! Those who do not give up: a school sends its document until it holds a receipt, an officer
//! presses the button until the page says that it is done.

use super::wait::pause;
use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use futures::stream::{self, StreamExt as _};
use reqwest::multipart::{Form, Part};
use serde::Deserialize;
use std::cell::Cell;
use std::time::Duration;
use vekha_model::CaseId;
use vekha_simulation::Chance;
use vekha_store::link::Signer;
use vekha_tests::check::Acknowledged;

/// Between two attempts.
const AGAIN: Duration = Duration::from_millis(60);
/// How long an answer may take: a killed process gives none.
const PATIENCE: Duration = Duration::from_secs(20);
/// Attempts before the office is called deaf.
const ATTEMPTS: usize = 2_000;
/// Between two handfuls of documents that come as long as a fault lasts.
const BREATH: Duration = Duration::from_millis(100);
/// Documents under way at once.
const SENDERS: usize = 3;

/// The session of the officer who decides, and what each form of it carries.
pub const OFFICER: (&str, &str) = ("decides", "csrf");

/// Where the outside finds the office.
#[derive(Clone)]
pub struct Outside {
    pub client: reqwest::Client,
    /// Where documents are taken; the next attempt goes to the next.
    pub intakes: Vec<String>,
    /// Where decisions are taken.
    pub dashboards: Vec<String>,
    pub signer: Signer,
    pub until: DateTime<Utc>,
}

/// One document to send.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    pub case: CaseId,
    /// Distinguishes it from all others.
    pub number: u64,
}

#[derive(Debug, Deserialize)]
struct Receipt {
    receipt: String,
    files: Vec<ReceiptFile>,
}

#[derive(Debug, Deserialize)]
struct ReceiptFile {
    sha256: String,
}

impl Outside {
    pub fn new(client: reqwest::Client, signer: Signer, now: DateTime<Utc>) -> Self {
        let until = now + TimeDelta::days(500);
        Self { client, intakes: Vec::new(), dashboards: Vec::new(), signer, until }
    }

    /// Sends these documents, a few at a time; ends when each has its receipt.
    pub async fn send_all(&self, papers: Vec<Paper>) -> Vec<Acknowledged> {
        let sending = stream::iter(papers).map(|paper| self.send(paper));
        sending.buffer_unordered(SENDERS).collect().await
    }

    /// Sends documents to cases chosen by chance until `done`, then ends with their receipts.
    pub async fn send_until(
        &self,
        cases: &[CaseId],
        (mut chance, mut number): (Chance, u64),
        done: &Cell<bool>,
    ) -> Vec<Acknowledged> {
        let mut sent = Vec::new();
        while !done.get() {
            let some = (0..SENDERS).map(|_| {
                number += 1;
                Paper { case: one_of(cases, &mut chance), number }
            });
            sent.extend(self.send_all(some.collect()).await);
            pause(BREATH).await;
        }
        sent
    }

    async fn send(&self, paper: Paper) -> Acknowledged {
        let Paper { case, number } = paper;
        let key = self.signer.upload_link(case, self.until);
        let content = format!("Записка {number} по делу {case}.\nВсё сделано.\n").into_bytes();
        for attempt in 0..ATTEMPTS {
            let base = &self.intakes[attempt % self.intakes.len()];
            if let Ok(receipt) = self.attempt(base, &key, &content).await {
                return acknowledged(case, receipt, content);
            }
            pause(AGAIN).await;
        }
        panic!("case {case} got no receipt in {ATTEMPTS} attempts");
    }

    /// One attempt. Every error is a reason to try again: the process may have died before, in or
    /// after its commit.
    async fn attempt(&self, base: &str, key: &str, content: &[u8]) -> reqwest::Result<Receipt> {
        self.post(base, key, content).send().await?.error_for_status()?.json().await
    }

    fn post(&self, base: &str, key: &str, content: &[u8]) -> reqwest::RequestBuilder {
        let file = Part::bytes(content.to_vec()).file_name("записка.txt");
        let form = Form::new().text("duty", "note").text("kind", "note").part("file", file);
        let request = self.client.post(format!("{base}/api/v1/documents")).timeout(PATIENCE);
        request.bearer_auth(key).multipart(form)
    }

    /// Sends one document once: the status, and the receipt if there is one.
    pub async fn try_once(
        &self,
        case: CaseId,
        content: &[u8],
    ) -> Result<(u16, Option<Acknowledged>)> {
        let key = self.signer.upload_link(case, self.until);
        let answer = self.post(&self.intakes[0], &key, content).send().await?;
        let status = answer.status();
        if !status.is_success() {
            return Ok((status.as_u16(), None));
        }
        Ok((status.as_u16(), Some(acknowledged(case, answer.json().await?, content.to_vec()))))
    }

    /// Takes a decision about a case; ends when the dashboard says that it is taken.
    pub async fn decide(&self, case: CaseId, name: &str) {
        let (session, csrf) = OFFICER;
        for attempt in 0..ATTEMPTS {
            let base = &self.dashboards[attempt % self.dashboards.len()];
            let request = self.client.post(format!("{base}/cases/{case}/decide"));
            let request = request.header("sec-fetch-site", "same-origin").timeout(PATIENCE);
            let request = request.header("cookie", format!("vekha_session={session}"));
            let answer = request.form(&[("csrf", csrf), ("name", name)]).send().await;
            // To the case's page, and not to the door.
            let taken = |answer: &reqwest::Response| {
                let to = answer.headers().get("location").and_then(|it| it.to_str().ok());
                answer.status().is_redirection() && to.is_some_and(|to| to.starts_with("/cases/"))
            };
            if answer.as_ref().is_ok_and(taken) {
                return;
            }
            pause(AGAIN).await;
        }
        panic!("nobody took the decision about case {case} in {ATTEMPTS} attempts");
    }
}

fn acknowledged(case: CaseId, receipt: Receipt, content: Vec<u8>) -> Acknowledged {
    let sha256 = receipt.files.first().map(|it| it.sha256.clone()).unwrap_or_default();
    Acknowledged { case, receipt: receipt.receipt, sha256, content }
}

/// One of these, by chance.
pub fn one_of<T: Copy>(all: &[T], chance: &mut Chance) -> T {
    let last = i64::try_from(all.len()).unwrap() - 1;
    all[usize::try_from(chance.between(0, last)).unwrap()]
}
