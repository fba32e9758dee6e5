//! `/campaigns/{id}`: one circular in execution; its live part is drawn here for the page and for
//! the stream alike.

use super::heat::{Sources, heat};
use super::sums::{Standings, dates, modality, obligations, title};
use super::{Done, Frame, joined};
use crate::desk::Desk;
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::light::{Light, Standing, icon};
use crate::live::Part;
use crate::page::campaign::{Campaign, Figure, Live, ObligationRow, Remaining};
use crate::state::DashboardState;
use crate::svg::{Burndown, Point, burndown};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use fluent_bundle::FluentArgs;
use serde::Deserialize;
use vekha_campaigns::Running;
use vekha_model::{CampaignId, DutyLabel, Modality};
use vekha_store::view_campaign::{self, CampaignView, DaySum, DutySum};

use crate::words::grouped;

/// `?by=stage`: what the heat table counts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct By {
    by: String,
}

impl By {
    /// By stage instead of by obligation.
    pub fn is_stage(&self) -> bool {
        self.by == "stage"
    }
}

/// The page.
///
/// # Errors
/// [`Failure::Missing`] when the campaign does not touch the visitor's scope.
pub async fn show(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
    Query(by): Query<By>,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let mut tx = state.parts.store.read().await?;
    let campaign =
        view_campaign::get(&mut tx, visitor.scope(), id).await?.ok_or(Failure::Missing)?;
    let frame = Frame::new(&state, &visitor, &mut tx).await?.after(done);
    let desk = Desk { zone: campaign.zone, ..frame.desk() };
    let family = joined::family(&state, &mut tx, &visitor, (&campaign, &desk)).await?;
    drop(tx);
    let part = Part {
        campaign: id,
        scope: visitor.scope().clone(),
        lang: visitor.lang,
        by_stage: by.is_stage(),
    };
    let live = draw(&state, &part).await?.ok_or(Failure::Missing)?;
    let by = if part.by_stage { "stage" } else { "obligation" };
    let desk = frame.desk();
    let page = Campaign {
        id: id.to_string(),
        title: campaign.title.clone(),
        circular: circular(&campaign, &desk),
        executor: executor(&campaign),
        status: status(&campaign, &desk),
        family,
        running: campaign.status == "running" && visitor.is_issuer(),
        by,
        stream: format!("/campaigns/{id}/live?by={by}"),
        live,
    };
    frame.page("campaigns", &campaign.title, &page)
}

/// The live part as it stands now; none when the campaign does not touch the scope.
///
/// # Errors
/// Database errors.
pub async fn draw(state: &DashboardState, part: &Part) -> Result<Option<Live>, Failure> {
    let mut tx = state.parts.store.read().await?;
    let scope = &part.scope;
    let id = part.campaign;
    let Some(campaign) = view_campaign::get(&mut tx, scope, id).await? else { return Ok(None) };
    let authorities = view_campaign::authorities(&mut tx, scope, id).await?;
    let duties = view_campaign::by_authority(&mut tx, scope, id).await?;
    let stages = view_campaign::stages(&mut tx, scope, id).await?;
    let days = view_campaign::days(&mut tx, scope, id).await?;
    let running = state.running(&mut tx, &[id]).await.remove(&id);
    drop(tx);
    let words = state.renderer.words(part.lang);
    let desk = Desk { words, zone: campaign.zone, now: state.parts.clock.now() };
    let sources = Sources {
        campaign: id,
        running: running.as_deref(),
        authorities: &authorities,
        duties: &duties,
        stages: part.by_stage.then_some(stages.as_slice()),
        rows: state.parts.settings.heat_rows,
    };
    // Every main case stands at exactly one stage of each track.
    let first_track = running.as_deref().and_then(|r| r.definition.tracks.first());
    let organizations = stages
        .iter()
        .filter(|sum| first_track.is_none_or(|track| track.name == sum.track))
        .map(|sum| sum.n)
        .sum();
    Ok(Some(Live {
        id: id.to_string(),
        as_of: desk.clock(),
        organizations,
        summary: summary(&duties, running.as_deref(), &desk),
        obligations: obligation_rows(&duties, running.as_deref(), &desk),
        heat: heat(&sources, &desk),
        burndown: remaining(&days, &duties, &desk),
    }))
}

/// What a supervisor asks first: how much is done, what waits for us, what is late, what comes next.
fn summary(duties: &[DutySum], running: Option<&Running>, desk: &Desk<'_>) -> Vec<Figure> {
    let all = Standings::of(duties, running.map(|running| &running.definition), desk.now);
    let of = desk.say("sum-of", &[("total", &grouped(all.total()))]);
    let figure = |class: &'static str, title: &str, value: String, note: String| Figure {
        class,
        icon: icon(class),
        title: desk.words.say(title),
        value,
        note,
    };
    let percent = format!("{} %", all.done_percent());
    let done =
        desk.say("sum-done", &[("n", &grouped(all.done())), ("total", &grouped(all.total()))]);
    let review = all.n("submitted") + all.n("claimed");
    vec![
        figure("accepted", "col-done", percent, done),
        figure("submitted", "light-submitted", grouped(review), of.clone()),
        figure("late", "light-late", grouped(all.n("late")), of),
        coming(&all, running, desk),
    ]
}

/// The next date that somebody has to meet, and how far away it is.
fn coming(all: &Standings, running: Option<&Running>, desk: &Desk<'_>) -> Figure {
    let title = desk.words.say("sum-next");
    let Some(due) = all.next_due(desk.now) else {
        let (value, note) = (desk.words.say("sum-next-none"), String::new());
        return Figure { class: "closed", icon: icon("closed"), title, value, note };
    };
    let standing = Standing {
        label: DutyLabel::Open,
        escalates: true,
        due_at: Some(due),
        working_days: desk.working_days(due, running.map(|running| &running.calendar)),
    };
    let light = Light::of(&standing, desk.now, desk.words);
    let (class, note) = match light.class {
        "soon" => ("soon", light.word),
        _ => ("open", desk.words.count("sum-next-days", standing.working_days)),
    };
    Figure { class, icon: icon(class), title, value: desk.day(due), note }
}

fn obligation_rows(
    duties: &[DutySum],
    running: Option<&Running>,
    desk: &Desk<'_>,
) -> Vec<ObligationRow> {
    let definition = running.map(|running| &running.definition);
    let row = |obligation: String| {
        let of = || duties.iter().filter(|sum| sum.obligation == obligation);
        let standing = Standings::of(of(), definition, desk.now);
        let title = title(definition, &obligation);
        ObligationRow {
            modality: match modality(definition, &obligation) {
                Modality::Required => String::new(),
                Modality::Requested => desk.words.say("modality-requested"),
                Modality::Recommended => desk.words.say("modality-recommended"),
            },
            due: dates(of(), (running, &obligation), desk),
            total: standing.total(),
            done_percent: standing.done_percent(),
            bar: standing.bar(&title, desk),
            legend: standing.legend(desk),
            title,
        }
    };
    obligations(duties, definition).into_iter().map(row).collect()
}

/// The burn-down: what had opened less what had come to rest, by day.
fn remaining(days: &[DaySum], duties: &[DutySum], desk: &Desk<'_>) -> Option<Remaining> {
    let today = desk.zone.date(desk.now);
    let mut left = 0;
    let mut points: Vec<Point> = days
        .iter()
        .map(|sum| {
            left += sum.opened - sum.done;
            Point { day: sum.day, remaining: left }
        })
        .collect();
    let last = *points.last()?;
    if last.day < today {
        points.push(Point { day: today, remaining: last.remaining });
    }
    let deadline = duties.iter().filter_map(|sum| sum.due_at).max().map(|at| desk.zone.date(at));
    let total = days.iter().map(|sum| sum.opened).sum();
    let sentence = sentence((left, total), (points.first()?.day, deadline, today), desk);
    let chart = Burndown {
        label: format!("{}. {sentence}", desk.words.say("burndown")),
        plan_word: desk.words.say("burndown-plan"),
        deadline_word: desk.words.say("burndown-deadline"),
        lang: desk.lang(),
        points,
        deadline,
    };
    Some(Remaining { chart: burndown(&chart)?, sentence })
}

fn sentence(
    (left, total): (i64, i64),
    (first, deadline, today): (NaiveDate, Option<NaiveDate>, NaiveDate),
    desk: &Desk<'_>,
) -> String {
    let planned = deadline.map_or(total, |deadline| {
        let whole = (deadline - first).num_days().max(1);
        let ahead = (deadline - today).num_days().clamp(0, whole);
        total * ahead / whole
    });
    let mut args = FluentArgs::new();
    args.set("remaining", grouped(left));
    args.set("total", grouped(total));
    args.set("planned", grouped(planned));
    desk.words.say_with("burndown-sentence", Some(&args))
}

/// «№ 3456 от 15.12.2023, Министерство образования Кузбасса».
pub fn circular(campaign: &CampaignView, desk: &Desk<'_>) -> String {
    let number = campaign.number.clone().unwrap_or_else(|| desk.words.say("no-number"));
    let dated = campaign.dated.unwrap_or_else(|| desk.zone.date(campaign.issued_at));
    let dated = desk.lang().date(dated);
    let args = [("number", &*number), ("dated", &*dated), ("issuer", &*campaign.issuer)];
    desk.say("circular-line", &args)
}

/// Withdrawn, stopped, or still going out.
pub fn status(campaign: &CampaignView, desk: &Desk<'_>) -> Option<String> {
    match (campaign.status.as_str(), campaign.reason.as_deref()) {
        ("cancelled", reason) => {
            Some(desk.say("status-cancelled", &[("reason", reason.unwrap_or("—"))]))
        }
        (_, Some(reason)) => Some(desk.say("status-stuck", &[("reason", reason)])),
        ("issuing", None) => Some(desk.words.say("status-issuing")),
        _ => None,
    }
}

fn executor(campaign: &CampaignView) -> Option<String> {
    let parts = [campaign.executor.as_deref(), campaign.executor_phone.as_deref()];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    Some(text).filter(|text| !text.is_empty())
}
