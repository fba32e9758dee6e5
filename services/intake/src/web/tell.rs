//! `POST /u/{token}/acknowledgement` and `…/measures`: something is said without a document.
//!
//! Always a POST: mail scanners open links, and none of them may acknowledge a letter.

use super::failure::Failure;
use super::state::WebState;
use super::visit::Visit;
use axum::extract::{Form, Path, State};
use axum::response::Redirect;
use serde::Deserialize;
use vekha_core::definition::Wants;
use vekha_proto::v1;

/// «Ознакомлен» with the letter, or «принято в работу» for one duty.
#[derive(Debug, Deserialize)]
pub(super) struct Acknowledgement {
    duty: Option<String>,
}

/// A number.
#[derive(Debug, Deserialize)]
pub(super) struct Measure {
    /// Its name in the definition.
    pub name: String,
    /// The total so far, as typed.
    pub value: String,
}

/// Says `Acknowledged`.
pub(super) async fn acknowledgement(
    State(state): State<WebState>,
    Path(token): Path<String>,
    Form(form): Form<Acknowledgement>,
) -> Result<Redirect, Failure> {
    let visit = state.visit(&token).await?;
    let duty = form.duty.filter(|duty| !duty.trim().is_empty());
    let said = v1::Acknowledged { duty };
    state.reception().say(&visit.head, &said, state.clock().now()).await?;
    Ok(Redirect::to(&format!("/u/{token}?said=acknowledged")))
}

/// Says `MeasureReported`.
pub(super) async fn measure(
    State(state): State<WebState>,
    Path(token): Path<String>,
    Form(form): Form<Measure>,
) -> Result<Redirect, Failure> {
    let visit = state.visit(&token).await?;
    let value = form.value.replace([' ', '\u{a0}'], "").replace(',', ".");
    let value = value.parse().map_err(|_| Failure::Bad("Введите число.".to_owned()))?;
    report(&state, &visit, &form.name, value).await?;
    Ok(Redirect::to(&format!("/u/{token}?said=measure")))
}

/// Says a number that some duty of the campaign waits for.
pub(super) async fn report(
    state: &WebState,
    visit: &Visit,
    name: &str,
    value: f64,
) -> Result<(), Failure> {
    let wanted =
        visit.running.definition.duties().any(
            |duty| matches!(&duty.wants, Wants::Measure { name: measure, .. } if measure == name),
        );
    if !wanted {
        return Err(Failure::Bad(format!("В этой кампании нет показателя «{name}».")));
    }
    if !value.is_finite() || value < 0.0 {
        return Err(Failure::Bad("Показатель — число не меньше нуля.".to_owned()));
    }
    let said = v1::MeasureReported { name: name.to_owned(), value };
    state.reception().say(&visit.head, &said, state.clock().now()).await?;
    Ok(())
}
