//! `GET /u/{token}`: what is due, by when, and where to send it.

use super::duty_card::DutyCard;
use super::failure::Failure;
use super::receipt_page::{address, moment};
use super::render::{DocumentLine, Upload};
use super::state::WebState;
use super::visit::Visit;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use serde::Deserialize;
use vekha_store::circular::{self, Circular};
use vekha_store::document::{self, Document};
use vekha_store::{Tx, attachment, organization};

/// What a form that was just sent said.
#[derive(Debug, Deserialize)]
pub(super) struct Said {
    said: Option<String>,
}

/// The page of a case.
pub(super) async fn show(
    State(state): State<WebState>,
    Path(token): Path<String>,
    Query(said): Query<Said>,
) -> Result<Html<String>, Failure> {
    let visit = state.visit(&token).await?;
    let now = state.clock().now();
    let mut tx = state.store().read().await?;
    let duties = visit.duties(&mut tx).await?;
    let duties: Vec<_> = duties.iter().filter_map(|duty| DutyCard::of(&visit, duty, now)).collect();
    let letters = circular::get(&mut tx, [visit.running.campaign.circular]).await?;
    let letter = letters.first();
    let organizations = organization::get(&mut tx, [visit.head.organization.0]).await?;
    let page = Upload {
        base: format!("/u/{token}"),
        campaign: visit.running.campaign.title.clone(),
        letter: letter.and_then(number),
        organization: organizations.into_iter().next().map(|o| o.name).unwrap_or_default(),
        officer: letter.and_then(officer),
        acknowledge: acknowledge(&visit, &duties),
        closed: !visit.head.is_running && duties.iter().all(|duty| !duty.waits),
        duties,
        documents: documents(&state, &visit, &mut tx).await?,
        said: said.said,
    };
    Ok(Html(state.pages().upload(&page)?))
}

/// The address of a form, opened without sending it: back to the page.
pub(super) async fn back(Path(token): Path<String>) -> Redirect {
    Redirect::to(&format!("/u/{token}"))
}

/// «№ 10001/15-02 от 15.12.2023».
fn number(letter: &Circular) -> Option<String> {
    let number = letter.number.as_ref()?;
    let dated = letter.dated.map(|day| format!(" от {}", day.format("%d.%m.%Y")));
    Some(format!("№ {number}{}", dated.unwrap_or_default()))
}

/// «Иванова И. И., тел. 00-00-00».
fn officer(letter: &Circular) -> Option<String> {
    let executor = letter.executor.as_ref()?;
    let phone = letter.executor_phone.as_ref().map(|phone| format!(", тел. {phone}"));
    Some(format!("{executor}{}", phone.unwrap_or_default()))
}

/// The button for the letter as a whole: where nothing has a term, reading is what is asked.
fn acknowledge(visit: &Visit, duties: &[DutyCard]) -> bool {
    let asked = duties.iter().any(|duty| duty.wants == "acknowledgement");
    visit.head.is_running && !asked && visit.running.definition.is_informational()
}

async fn documents(
    state: &WebState,
    visit: &Visit,
    tx: &mut Tx,
) -> Result<Vec<DocumentLine>, Failure> {
    let limit = state.limits().listed_documents;
    let documents = document::of_case(tx, visit.head.id, limit).await?;
    let mut files = attachment::of_documents(tx, documents.iter().map(|d| d.id)).await?;
    let line = |document: Document| {
        let names: Vec<String> =
            files.remove(&document.id).unwrap_or_default().into_iter().map(|f| f.name).collect();
        DocumentLine {
            address: address(&visit.token, &document.receipt),
            at: moment(visit, document.received_at),
            what: document.link.clone().into_iter().chain(names).collect::<Vec<_>>().join(", "),
            state: state_words(&document),
            receipt: document.receipt,
        }
    };
    Ok(documents.into_iter().map(line).collect())
}

fn state_words(document: &Document) -> &'static str {
    match document.state {
        document::State::Received => "читаем…",
        document::State::Read => "прочитан",
        document::State::Unsorted => "разбирает сотрудник",
        document::State::Ignored => "не документ",
    }
}
