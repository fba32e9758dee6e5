//! A school that does not give up: it sends its document until it holds a receipt.

use super::pause;
use reqwest::multipart::{Form, Part};
use serde::Deserialize;
use std::time::Duration;
use vekha_model::CaseId;

/// Between two attempts.
const AGAIN: Duration = Duration::from_millis(60);
/// How long an answer may take: a killed process gives none.
const PATIENCE: Duration = Duration::from_secs(20);
/// Attempts before the office is called deaf.
const ATTEMPTS: usize = 2_000;

/// A document with the receipt that its sender holds.
#[derive(Debug)]
pub struct Acknowledged {
    /// The case.
    pub case: CaseId,
    /// The number.
    pub receipt: String,
    /// As the receipt says.
    pub sha256: String,
    /// What was sent.
    pub content: Vec<u8>,
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

/// Sends one document to one case.
pub async fn send(client: &reqwest::Client, base: &str, case: CaseId, key: String) -> Acknowledged {
    let content = format!("Записка по делу {case}.\nВсё сделано.\n").into_bytes();
    for _ in 0..ATTEMPTS {
        if let Ok(receipt) = attempt(client, base, &key, &content).await {
            let sha256 = receipt.files.first().map(|file| file.sha256.clone()).unwrap_or_default();
            return Acknowledged { case, receipt: receipt.receipt, sha256, content };
        }
        pause(AGAIN).await;
    }
    panic!("case {case} got no receipt in {ATTEMPTS} attempts");
}

/// Every error is a reason to try again: the process may have died before, in or after its commit.
async fn attempt(
    client: &reqwest::Client,
    base: &str,
    key: &str,
    content: &[u8],
) -> reqwest::Result<Receipt> {
    let file = Part::bytes(content.to_vec()).file_name("записка.txt");
    let form = Form::new().text("duty", "note").text("kind", "note").part("file", file);
    let request = client.post(format!("{base}/api/v1/documents")).timeout(PATIENCE);
    let answer = request.bearer_auth(key).multipart(form).send().await?;
    answer.error_for_status()?.json().await
}
