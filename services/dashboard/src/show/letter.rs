//! `/campaigns/{id}/letter`: how far a campaign has come, as the letter that tells it; and its file,
//! as that of the circular itself. What a letter counts is what the visitor may see.

use super::Frame;
use super::campaign::circular;
use super::file::to_keep;
use super::sheet::sheet;
use crate::desk::Desk;
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::page::letter::{Letter, Typed};
use crate::state::DashboardState;
use anyhow::Context as _;
use axum::extract::{Path, Query, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{NaiveDate, NaiveDateTime};
use serde::Deserialize;
use vekha_model::{CampaignId, Zone};
use vekha_outgoing::{Format, Order, Refusal, print};
use vekha_store::{Tx, campaign, view_campaign};

/// How a form says a moment; browsers leave seconds out when there are none.
const MOMENTS: [&str; 2] = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"];

/// What was chosen; an empty field is what is usual.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    as_of: String,
    answer_by: String,
    to: String,
    dated: String,
    number: String,
    event: String,
}

/// Why there is no letter: what was typed, or what was found.
enum Obstacle {
    /// The key of the words that say it.
    Typed(&'static str),
    Found(Refusal),
}

/// The page.
///
/// # Errors
/// [`Failure::Missing`] when the campaign does not touch the visitor's scope.
pub async fn show(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
    Query(wish): Query<Wish>,
) -> Result<Response, Failure> {
    let mut tx = state.parts.store.read().await?;
    let campaign =
        view_campaign::get(&mut tx, visitor.scope(), id).await?.ok_or(Failure::Missing)?;
    let frame = Frame::new(&state, &visitor, &mut tx).await?;
    let desk = Desk { zone: campaign.zone, ..frame.desk() };
    // A letter speaks of minutes, so it is usually of the last whole one.
    let minute = desk.zone.local(desk.now).format(MOMENTS[0]).to_string();
    let as_of = Some(wish.as_of).filter(|text| !text.is_empty()).unwrap_or(minute);
    let wish = Wish { as_of, ..wish };
    let (sheet, error) = match written(&mut tx, &visitor, (id, &wish), &desk).await {
        Ok(letter) => (Some(sheet(&letter)), None),
        Err(obstacle) => (None, Some(said(obstacle, &desk)?)),
    };
    let page = Letter {
        campaign_href: format!("/campaigns/{id}"),
        action: format!("/campaigns/{id}/letter"),
        circular_href: format!("/campaigns/{id}/circular"),
        circular: circular(&campaign, &desk),
        campaign: campaign.title,
        zone: desk.zone.spoken_in(desk.lang(), desk.now),
        typed: Typed {
            as_of: wish.as_of,
            answer_by: wish.answer_by,
            to: wish.to,
            dated: wish.dated,
            number: wish.number,
            event: wish.event,
        },
        error,
        sheet,
    };
    frame.page("campaigns", desk.words.say("letter-title"), &page)
}

/// The file of the letter; back to the page, which says why, when there is none.
///
/// # Errors
/// [`Failure::Missing`] outside the visitor's scope, and for a kind of file that we do not make.
pub async fn download(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Path((id, format)): Path<(CampaignId, String)>,
    Query(wish): Query<Wish>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let format = Format::parse(&format).ok_or(Failure::Missing)?;
    let mut tx = state.parts.store.read().await?;
    let campaign =
        view_campaign::get(&mut tx, visitor.scope(), id).await?.ok_or(Failure::Missing)?;
    let words = state.renderer.words(visitor.lang);
    let desk = Desk { words, zone: campaign.zone, now: state.parts.clock.now() };
    let letter = match written(&mut tx, &visitor, (id, &wish), &desk).await {
        Ok(letter) => letter,
        Err(obstacle) => {
            said(obstacle, &desk)?;
            let back = format!("/campaigns/{id}/letter?{}", query.unwrap_or_default());
            return Ok(Redirect::to(&back).into_response());
        }
    };
    drop(tx);
    let name = format!("Письмо о ходе исполнения {}", desk.zone.date(desk.now));
    file(letter, format, &name).await
}

/// The file of the circular itself.
///
/// # Errors
/// [`Failure::Missing`] outside the visitor's scope, and for a kind of file that we do not make.
pub async fn circular_file(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Path((id, format)): Path<(CampaignId, String)>,
) -> Result<Response, Failure> {
    let format = Format::parse(&format).ok_or(Failure::Missing)?;
    let mut tx = state.parts.store.read().await?;
    let scope = visitor.scope();
    view_campaign::get(&mut tx, scope, id).await?.ok_or(Failure::Missing)?;
    let campaign = campaign::get(&mut tx, [id]).await?.pop().ok_or(Failure::Missing)?;
    let letter = vekha_outgoing::circular(&mut tx, scope, campaign.circular).await;
    drop(tx);
    let letter = letter.map_err(missing)?;
    let number = letter.number.clone().unwrap_or_default().replace(['/', '\\'], "-");
    file(letter, format, format!("Письмо {number}").trim()).await
}

/// Laying out pages keeps a processor busy: not one that serves requests.
async fn file(
    letter: vekha_outgoing::Letter,
    format: Format,
    name: &str,
) -> Result<Response, Failure> {
    let printed = tokio::task::spawn_blocking(move || print(&letter, format)).await;
    let bytes = printed.context("printing was broken off")?.map_err(missing)?;
    let headers = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, to_keep(&format!("{name}.{}", format.extension()))),
    ];
    Ok((headers, bytes).into_response())
}

async fn written(
    tx: &mut Tx,
    visitor: &Visitor,
    (id, wish): (CampaignId, &Wish),
    desk: &Desk<'_>,
) -> Result<vekha_outgoing::Letter, Obstacle> {
    let order = wish.order(id, desk).map_err(Obstacle::Typed)?;
    let letter = vekha_outgoing::monitoring(tx, visitor.scope(), &order, desk.now).await;
    letter.map_err(Obstacle::Found)
}

impl Wish {
    fn order(&self, id: CampaignId, desk: &Desk<'_>) -> Result<Order, &'static str> {
        let day = |text: &str| -> Result<Option<NaiveDate>, &'static str> {
            let given = Some(text.trim()).filter(|text| !text.is_empty());
            given.map(str::parse).transpose().map_err(|_| "letter-bad-date")
        };
        let event = Some(self.event.trim()).filter(|text| !text.is_empty());
        let number = Some(self.number.trim()).filter(|text| !text.is_empty());
        let lines = self.to.lines().map(str::trim).filter(|line| !line.is_empty());
        Ok(Order {
            event: event.map(str::parse).transpose().map_err(|_| "letter-bad-event")?,
            answer_by: day(&self.answer_by)?,
            addressee: lines.map(str::to_owned).collect(),
            dated: day(&self.dated)?,
            number: number.map(str::to_owned),
            ..Order::of(id, moment(&self.as_of, desk.zone, desk.now).ok_or("letter-bad-date")?)
        })
    }
}

/// A moment as the form says it; none is now.
fn moment(
    text: &str,
    zone: Zone,
    now: chrono::DateTime<chrono::Utc>,
) -> Option<chrono::DateTime<chrono::Utc>> {
    if text.is_empty() {
        return Some(now);
    }
    let local = MOMENTS.iter().find_map(|f| NaiveDateTime::parse_from_str(text, f).ok())?;
    Some(zone.instant(local.date(), local.time()))
}

/// What stands in the way, in words; what only the log should know is a failure.
fn said(obstacle: Obstacle, desk: &Desk<'_>) -> Result<String, Failure> {
    let key = match obstacle {
        Obstacle::Typed(key) => key,
        Obstacle::Found(Refusal::Future(_)) => "letter-future",
        Obstacle::Found(Refusal::Nothing(_)) => "letter-nothing",
        Obstacle::Found(other) => return Err(missing(other)),
    };
    Ok(desk.words.say(key))
}

fn missing(refusal: Refusal) -> Failure {
    match refusal {
        Refusal::NoCampaign(_) | Refusal::NoCircular(_) => Failure::Missing,
        Refusal::Store(error) => Failure::Store(error),
        other => Failure::Other(other.into()),
    }
}
