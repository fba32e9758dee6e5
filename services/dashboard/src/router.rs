//! Every address of the dashboard in one table.

use crate::door::{headers, login, look, origin};
use crate::state::DashboardState;
use crate::{api, assets, decide, failure, live, show};
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use axum::{Router, response::Redirect};
use tower_http::compression::CompressionLayer;

/// The pages, the JSON API and the streams.
pub fn router(state: DashboardState) -> Router {
    let form_bytes = state.parts.settings.form_bytes;
    let letter_bytes = state.parts.settings.letter_bytes;
    Router::new()
        .merge(pages())
        .merge(decisions())
        .merge(drafts())
        .merge(letters().layer(DefaultBodyLimit::max(letter_bytes)))
        .route("/login", get(login::form).post(login::attempt))
        .route("/logout", post(login::logout))
        .route("/look", get(look::set))
        .route("/assets/{*name}", get(assets::serve))
        .route("/favicon.ico", get(favicon))
        .route("/api/v1/campaigns", get(api::campaigns))
        .route("/api/v1/campaigns/{id}", get(api::campaign))
        .route("/campaigns/{id}/live", get(live::stream::open))
        .layer(DefaultBodyLimit::max(form_bytes))
        .layer(from_fn(origin::check))
        .layer(from_fn_with_state(state.clone(), failure::show))
        .layer(from_fn(headers::add))
        .layer(CompressionLayer::new())
        .with_state(state)
}

fn pages() -> Router<DashboardState> {
    Router::new()
        .route("/", get(show::my_day::show))
        .route("/campaigns", get(show::campaigns::show))
        .route("/campaigns/{id}", get(show::campaign::show))
        .route("/campaigns/{id}/authorities/{authority}", get(show::authority::show))
        .route("/campaigns/{id}/extend", get(show::extend::form).post(show::extend::preview))
        .route("/campaigns/{id}/cancel", get(show::cancel::form).post(decide::cancel::confirm))
        .route("/campaigns/{id}/letter", get(show::letter::show))
        .route("/campaigns/{id}/letter/{format}", get(show::letter::download))
        .route("/campaigns/{id}/circular/{format}", get(show::letter::circular_file))
        .route("/escalations", get(show::escalations::show))
        .route("/organizations", get(show::organizations::show))
        .route("/organizations/{id}", get(show::organization::show))
        .route("/cases/{id}", get(show::case::show))
        .route("/unsorted", get(show::unsorted::show))
        .route("/review", get(show::review::show))
        .route("/dead-letters", get(show::dead_letters::show))
        .route("/documents/{id}/files/{position}", get(show::file::download))
}

fn decisions() -> Router<DashboardState> {
    Router::new()
        .route("/campaigns/{id}/extend/confirm", post(decide::extend::confirm))
        .route("/campaigns/{id}/cascade", post(decide::cascade::begin))
        .route("/cases/{id}/accept", post(decide::accept::accept))
        .route("/cases/{id}/return", post(decide::accept::send_back))
        .route("/cases/{id}/grant", post(decide::exempt::grant))
        .route("/cases/{id}/refuse", post(decide::exempt::refuse))
        .route("/cases/{id}/decide", post(decide::decision::take))
        .route("/documents/{id}/assign", post(decide::assign::assign))
        .route("/documents/{id}/ignore", post(decide::ignore::ignore))
        .route("/dead-letters/retry", post(decide::retry::retry))
}

fn drafts() -> Router<DashboardState> {
    Router::new()
        .route("/drafts/{id}", get(show::draft::letter::show))
        .route("/drafts/{id}/letter", post(decide::draft::requisites::keep))
        .route("/drafts/{id}/obligations/{at}", post(decide::draft::obligation::keep))
        .route("/drafts/{id}/questions", post(decide::draft::question::settle))
        .route("/drafts/{id}/workflow", post(decide::draft::workflow::choose))
        .route(
            "/drafts/{id}/follow",
            get(show::draft::follow::show).post(decide::draft::follow::keep),
        )
        .route("/drafts/{id}/follow/confirm", post(decide::draft::follow::confirm))
        .route("/drafts/{id}/launch", get(show::draft::launch::show))
        .route("/drafts/{id}/sign", post(decide::draft::sign::sign))
        .route("/drafts/{id}/drop", post(decide::draft::drop::drop_draft))
        .route("/drafts/{id}/issue", post(decide::draft::issue::issue))
}

/// Forms that carry a file.
fn letters() -> Router<DashboardState> {
    let recipients = get(show::draft::recipients::show).post(decide::draft::recipients::choose);
    Router::new()
        .route("/drafts", get(show::drafts::show).post(decide::draft::begin::begin))
        .route("/drafts/{id}/recipients", recipients)
}

async fn favicon() -> Redirect {
    Redirect::permanent(assets::address("favicon.svg").as_deref().unwrap_or("/"))
}
