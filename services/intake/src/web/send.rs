//! `POST /u/{token}/documents` and `…/exemption`: files arrive.

use super::failure::Failure;
use super::form::{self, Form};
use super::receipt_page;
use super::state::WebState;
use crate::reception::{Arrival, Claim, Receipt};
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use vekha_model::{DutyKey, Trust};
use vekha_store::document::Channel;

/// Receives documents from the upload page and shows their receipt.
pub(super) async fn documents(
    State(state): State<WebState>,
    Path(token): Path<String>,
    multipart: Multipart,
) -> Result<Response, Failure> {
    let form = form::take(&state, Some(&token), multipart).await?;
    let receipt = receive(&state, &form, Channel::Link, None).await?;
    shown(&state, &form, &receipt).await
}

/// Receives a claim of exemption with its proof.
pub(super) async fn exemption(
    State(state): State<WebState>,
    Path(token): Path<String>,
    multipart: Multipart,
) -> Result<Response, Failure> {
    let form = form::take(&state, Some(&token), multipart).await?;
    let duty = form.field("duty").map(DutyKey::from);
    let claim = duty.zip(form.field("reason").map(str::to_owned));
    let claim = claim.map(|(duty, reason)| Claim { duty, reason });
    let claim = claim.ok_or_else(|| Failure::Bad("Выберите причину освобождения.".to_owned()))?;
    if form.files.is_empty() {
        let what = "Приложите документ, который подтверждает освобождение.";
        return Err(Failure::Bad(what.to_owned()));
    }
    let receipt = receive(&state, &form, Channel::Link, Some(claim)).await?;
    shown(&state, &form, &receipt).await
}

async fn shown(state: &WebState, form: &Form, receipt: &Receipt) -> Result<Response, Failure> {
    let page = receipt_page::of_receipt(state, &form.visit, receipt).await?;
    let location = receipt_page::address(&form.visit.token, &receipt.receipt);
    Ok((StatusCode::CREATED, [(axum::http::header::LOCATION, location)], page).into_response())
}

/// Receives what a form brought: for the page and for programs alike.
pub(super) async fn receive(
    state: &WebState,
    form: &Form,
    channel: Channel,
    claim: Option<Claim>,
) -> Result<Receipt, Failure> {
    let link = form.field("link").map(str::to_owned);
    if form.files.is_empty() && link.is_none() {
        let what = "Ничего не выбрано: приложите файл или укажите ссылку.";
        return Err(Failure::Bad(what.to_owned()));
    }
    let head = &form.visit.head;
    let arrival = Arrival {
        tenant: head.tenant,
        zone: head.zone,
        channel,
        trust: Trust::SignedLink,
        sender: None,
        raw: None,
        case: Some(head.clone()),
        duty: duty(form)?,
        kind: kind(form, claim.as_ref())?,
        link,
        files: form.files.clone(),
        claim,
    };
    Ok(state.reception().receive(arrival, state.clock().now()).await?)
}

/// The duty that the form names; it must be one of this campaign.
fn duty(form: &Form) -> Result<Option<DutyKey>, Failure> {
    let Some(duty) = form.field("duty").map(DutyKey::from) else { return Ok(None) };
    match form.visit.running.definition.duty(&duty.obligation) {
        Some(_) => Ok(Some(duty)),
        None => Err(Failure::Bad(format!("В этой кампании нет поручения «{duty}»."))),
    }
}

/// The kind that the form names, or the proof that its claim wants.
fn kind(form: &Form, claim: Option<&Claim>) -> Result<Option<String>, Failure> {
    let definition = &form.visit.running.definition;
    if let Some(claim) = claim {
        let stages = definition.tracks_of(form.visit.role()).iter().flat_map(|t| &t.stages);
        let mut rules = stages
            .filter(|stage| {
                stage.duty.as_ref().is_some_and(|duty| duty.id == claim.duty.obligation)
            })
            .flat_map(|stage| &stage.exempt_when);
        let rule = rules.find(|rule| rule.reason == claim.reason);
        let unknown = || Failure::Bad("Такой причины освобождения в письме нет.".to_owned());
        return rule.map(|rule| Some(rule.proof.clone())).ok_or_else(unknown);
    }
    let Some(kind) = form.field("kind") else { return Ok(None) };
    match definition.documents.contains_key(kind) {
        true => Ok(Some(kind.to_owned())),
        false => Err(Failure::Bad(format!("В этой кампании нет документов вида «{kind}»."))),
    }
}
