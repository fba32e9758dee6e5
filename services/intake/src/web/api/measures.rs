//! `POST /api/v1/measures`: a number, the total so far.

use super::bearer;
use crate::web::failure::Failure;
use crate::web::state::WebState;
use crate::web::tell;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;

/// A number with its name.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Reported {
    /// Unless it is in the header.
    token: Option<String>,
    /// The measure's name in the definition.
    name: String,
    /// The total so far, not an increment.
    value: f64,
}

/// Says `MeasureReported`. 202: the case takes it in its turn.
pub(in crate::web) async fn report(
    State(state): State<WebState>,
    headers: HeaderMap,
    body: Result<Json<Reported>, JsonRejection>,
) -> Result<StatusCode, Failure> {
    let Json(reported) = body.map_err(|error| Failure::Bad(error.body_text()))?;
    let token = bearer(&headers).map(str::to_owned).or(reported.token).ok_or(Failure::Stranger)?;
    let visit = state.visit(&token).await?;
    tell::report(&state, &visit, &reported.name, reported.value).await?;
    Ok(StatusCode::ACCEPTED)
}
