//! `/login`, `/logout`: a session begins and ends.

use super::look::{self, local};
use super::{cookie, fields::Fields};
use crate::failure::Failure;
use crate::page::login::Login;
use crate::page::shell::{Shell, Waiting};
use crate::state::DashboardState;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use chrono::{DateTime, Duration, Utc};
use serde::Deserialize;
use vekha_store::person::{self, Person};
use vekha_store::session;

/// The most that a pause doubles: 2¹⁰ minutes are 17 hours.
const MOST_DOUBLINGS: u32 = 10;

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    next: String,
}

/// What the form sends.
#[derive(Deserialize)]
pub struct Attempt {
    #[serde(default)]
    next: String,
    login: String,
    password: String,
}

impl std::fmt::Debug for Attempt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Attempt").field("login", &self.login).finish_non_exhaustive()
    }
}

/// The form.
///
/// # Errors
/// When the page cannot be made.
pub async fn form(
    State(state): State<DashboardState>,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    page(&state, &headers, &wanted.next, false)
}

/// An attempt. The answer to every failure is the same.
///
/// # Errors
/// Database errors.
pub async fn attempt(
    State(state): State<DashboardState>,
    headers: HeaderMap,
    Form(attempt): Form<Attempt>,
) -> Result<Response, Failure> {
    let now = state.parts.clock.now();
    let mut tx = state.parts.store.read().await?;
    let found = person::by_login(&mut tx, &attempt.login).await?;
    drop(tx);
    let paused = found.as_ref().is_some_and(|person| person.locked_until.is_some_and(|t| t > now));
    let hash = found.as_ref().map(|person| person.password_hash.clone());
    let fits = state.passwords.fits(attempt.password, hash).await;
    match found {
        Some(person) if fits && !paused => {
            enter(&state, &headers, &person, &attempt.next, now).await
        }
        Some(person) if !paused => {
            refuse(&state, &person, now).await?;
            page(&state, &headers, &attempt.next, true)
        }
        _ => page(&state, &headers, &attempt.next, true),
    }
}

/// A new session with a new token; the old one, if the browser had any, ends.
async fn enter(
    state: &DashboardState,
    headers: &HeaderMap,
    person: &Person,
    next: &str,
    now: DateTime<Utc>,
) -> Result<Response, Failure> {
    let settings = &state.parts.settings;
    let (token, csrf) = (state.parts.ids.token(), state.parts.ids.token());
    let mut tx = state.parts.store.write().await?;
    if let Some(old) = cookie::value(headers, cookie::SESSION) {
        session::close(&mut tx, old).await?;
    }
    session::sweep(&mut tx, now, now - settings.idle()).await?;
    person::set_failed(&mut tx, person.id, 0, None).await?;
    session::open(&mut tx, (&token, &csrf), person.id, now, now + settings.session()).await?;
    tx.commit().await?;
    tracing::info!(person = %person.id, "logged in");
    let seconds = settings.session().num_seconds();
    let line = cookie::set(cookie::SESSION, &token, seconds, settings.secure_cookie);
    let line = line.ok_or(Failure::Incomplete)?;
    Ok(([(header::SET_COOKIE, line)], Redirect::to(local(next))).into_response())
}

async fn refuse(
    state: &DashboardState,
    person: &Person,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let settings = &state.parts.settings;
    let failed = person.failed + 1;
    let over = failed - i64::from(settings.login_attempts);
    let pause = u32::try_from(over).ok().map(|over| {
        let minutes = i64::from(settings.login_pause_minutes) << over.min(MOST_DOUBLINGS);
        now + Duration::minutes(minutes)
    });
    let mut tx = state.parts.store.write().await?;
    person::set_failed(&mut tx, person.id, failed, pause).await?;
    tx.commit().await?;
    tracing::warn!(person = %person.id, failed, "a login failed");
    Ok(())
}

fn page(
    state: &DashboardState,
    headers: &HeaderMap,
    next: &str,
    failed: bool,
) -> Result<Response, Failure> {
    let (lang, look) = look::of(headers);
    let words = state.renderer.words(lang);
    let next = local(next).to_owned();
    let shell = Shell {
        lang: lang.code(),
        title: words.say("login-title"),
        path: "/login".to_owned(),
        section: "login",
        look,
        person: None,
        csrf: String::new(),
        as_of: String::new(),
        flash: None,
        waiting: Waiting::default(),
    };
    let html = state.renderer.page(&shell, &Login { next, failed })?;
    let status = if failed { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    Ok((status, Html(html)).into_response())
}

/// Ends the session.
///
/// # Errors
/// Database errors.
pub async fn logout(
    State(state): State<DashboardState>,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut tx = state.parts.store.write().await?;
    session::close(&mut tx, &fields.visitor.token).await?;
    tx.commit().await?;
    let line = cookie::set(cookie::SESSION, "", 0, state.parts.settings.secure_cookie);
    let line = line.ok_or(Failure::Incomplete)?;
    Ok(([(header::SET_COOKIE, line)], Redirect::to("/login")).into_response())
}
