//! `GET /u/{token}/documents/{receipt}`: the receipt, and the verdict once the document is read.

use super::failure::Failure;
use super::render::{FileLine, ReceiptPage};
use super::state::WebState;
use super::verdict::Verdict;
use super::visit::Visit;
use crate::reception::Receipt;
use axum::extract::{Path, State};
use axum::response::Html;
use chrono::{DateTime, Utc};
use vekha_store::attachment;
use vekha_store::document::{self, Document};

/// The whole page.
pub(super) async fn show(
    State(state): State<WebState>,
    Path((token, receipt)): Path<(String, String)>,
) -> Result<Html<String>, Failure> {
    let visit = state.visit(&token).await?;
    let document = find(&state, &visit, &receipt).await?;
    page(&state, &visit, &document, false).await
}

/// The verdict alone: the page's script asks until it is final.
pub(super) async fn verdict(
    State(state): State<WebState>,
    Path((token, receipt)): Path<(String, String)>,
) -> Result<Html<String>, Failure> {
    let visit = state.visit(&token).await?;
    let document = find(&state, &visit, &receipt).await?;
    let verdict = Verdict::of(state.store(), &visit, &document, state.clock().now()).await?;
    Ok(Html(state.pages().verdict(&verdict)?))
}

/// The page of what was received a moment ago.
pub(super) async fn of_receipt(
    state: &WebState,
    visit: &Visit,
    receipt: &Receipt,
) -> Result<Html<String>, Failure> {
    let document = find(state, visit, &receipt.receipt).await?;
    page(state, visit, &document, receipt.repeated).await
}

/// The address of a receipt's page. A receipt begins with a Cyrillic letter.
pub(super) fn address(token: &str, receipt: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let encoded: String = receipt
        .bytes()
        .map(|byte| match plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect();
    format!("/u/{token}/documents/{encoded}")
}

/// A document of the visitor's case. People type the first letter in either alphabet.
pub(super) async fn find(
    state: &WebState,
    visit: &Visit,
    receipt: &str,
) -> Result<Document, Failure> {
    let receipt = receipt.trim();
    let tail = receipt.trim_start_matches(['B', 'b', 'в', 'В']);
    let mut tx = state.store().read().await?;
    let found = document::by_receipt(&mut tx, &format!("В{tail}"), visit.head.id).await?;
    found.ok_or(Failure::Missing)
}

async fn page(
    state: &WebState,
    visit: &Visit,
    document: &Document,
    repeated: bool,
) -> Result<Html<String>, Failure> {
    let verdict = Verdict::of(state.store(), visit, document, state.clock().now()).await?;
    let mut tx = state.store().read().await?;
    let files = attachment::of_documents(&mut tx, [document.id]).await?.remove(&document.id);
    let file = |file: attachment::Attachment| FileLine {
        name: file.name,
        size: size(file.size),
        sha256: file.sha256,
    };
    let page = ReceiptPage {
        base: format!("/u/{}", visit.token),
        address: address(&visit.token, &document.receipt),
        receipt: document.receipt.clone(),
        at: moment(visit, document.received_at),
        files: files.unwrap_or_default().into_iter().map(file).collect(),
        link: document.link.clone(),
        repeated,
        verdict,
    };
    Ok(Html(state.pages().receipt(&page)?))
}

/// «27.02.2024 в 16:05:09 по Кемерову (МСК+4)».
pub(super) fn moment(visit: &Visit, at: DateTime<Utc>) -> String {
    let zone = visit.running.campaign.zone;
    format!("{} {}", zone.local(at).format("%d.%m.%Y в %H:%M:%S"), zone.spoken(at))
}

/// «24 КБ».
fn size(bytes: i64) -> String {
    match bytes {
        0..=1023 => format!("{bytes} Б"),
        1024..=1_048_575 => format!("{} КБ", bytes / 1024),
        _ => format!("{:.1} МБ", bytes as f64 / 1_048_576.0).replace('.', ","),
    }
}
