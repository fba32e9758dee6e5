//! `/`: what needs me now.

use super::campaigns::worst;
use super::sums::{Standings, is_late, title};
use super::{Done, Frame};
use crate::desk::Desk;
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::light::icon;
use crate::page::my_day::{Deadline, MyDay, Tile};
use crate::state::DashboardState;
use axum::extract::{Query, State};
use axum::response::Response;
use chrono::{DateTime, Days, Utc};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use vekha_campaigns::Running;
use vekha_model::CampaignId;
use vekha_store::view_campaign::{self, CampaignView, DutySum};

/// The nearest dates that are listed.
const DEADLINES: usize = 12;

/// The page.
///
/// # Errors
/// Database errors.
pub async fn show(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let mut tx = state.parts.store.read().await?;
    let limit = i64::from(state.parts.settings.campaigns);
    let campaigns = view_campaign::list(&mut tx, visitor.scope(), limit).await?;
    let ids: Vec<_> = campaigns.iter().map(|campaign| campaign.id).collect();
    let sums = view_campaign::sums(&mut tx, visitor.scope(), &ids).await?;
    let running = state.running(&mut tx, &ids).await;
    let frame = Frame::new(&state, &visitor, &mut tx).await?.after(done);
    let desk = frame.desk();
    let day = Day { campaigns: &campaigns, sums: &sums, running: &running, desk };
    let waiting = frame.waiting();
    let tile = |tone, key: &str, n, href: &str| Tile {
        tone,
        icon: icon(if tone == "review" { "submitted" } else { tone }),
        title: desk.words.say(key),
        n,
        href: href.to_owned(),
    };
    let page = MyDay {
        today: today(&desk),
        tiles: vec![
            tile("late", "tile-late", day.late(), "/escalations"),
            tile("soon", "tile-soon", day.soon(), "/campaigns"),
            tile("review", "tile-review", waiting.review, "/review"),
            tile("open", "tile-unsorted", waiting.unsorted, "/unsorted"),
        ],
        deadlines: day.deadlines(),
    };
    frame.page("my-day", desk.words.say("nav-my-day"), &page)
}

/// «понедельник, 11 марта 2024 г.».
fn today(desk: &Desk<'_>) -> String {
    let (lang, day) = (desk.lang(), desk.zone.date(desk.now));
    format!("{}, {}", lang.weekday(day), lang.day(day))
}

struct Day<'a> {
    campaigns: &'a [CampaignView],
    sums: &'a [DutySum],
    running: &'a HashMap<CampaignId, Arc<Running>>,
    desk: Desk<'a>,
}

impl Day<'_> {
    fn running(&self, id: CampaignId) -> Option<&Running> {
        self.running.get(&id).map(|running| &**running)
    }

    fn late(&self) -> i64 {
        let late = self.sums.iter().filter(|sum| {
            let definition = self.running(sum.campaign).map(|running| &running.definition);
            is_late(sum, definition, self.desk.now)
        });
        late.map(|sum| sum.n).sum()
    }

    /// Due today or tomorrow and not done.
    fn soon(&self) -> i64 {
        let desk = &self.desk;
        let today = desk.zone.date(desk.now);
        let soon = [Some(today), today.checked_add_days(Days::new(1))];
        let due = |sum: &&DutySum| {
            let day = sum.due_at.filter(|at| *at >= desk.now).map(|at| desk.zone.date(at));
            sum.label.is_waiting() && day.is_some() && soon.contains(&day)
        };
        self.sums.iter().filter(due).map(|sum| sum.n).sum()
    }

    /// The nearest dates that something waits for, soonest first.
    fn deadlines(&self) -> Vec<Deadline> {
        let ahead = self.sums.iter().filter(|sum| sum.label.is_waiting());
        let mut dates: BTreeSet<(DateTime<Utc>, CampaignId, &str)> = BTreeSet::new();
        for sum in ahead {
            if let Some(due) = sum.due_at.filter(|due| *due >= self.desk.now) {
                dates.insert((due, sum.campaign, &sum.obligation));
            }
        }
        dates.into_iter().take(DEADLINES).filter_map(|date| self.deadline(date)).collect()
    }

    fn deadline(
        &self,
        (due, id, obligation): (DateTime<Utc>, CampaignId, &str),
    ) -> Option<Deadline> {
        let campaign = self.campaigns.iter().find(|campaign| campaign.id == id)?;
        let running = self.running(id);
        let definition = running.map(|running| &running.definition);
        let of = self.sums.iter().filter(|sum| {
            sum.campaign == id && sum.obligation == obligation && sum.due_at == Some(due)
        });
        let standing = Standings::of(of, definition, self.desk.now);
        let desk = Desk { zone: campaign.zone, ..self.desk };
        Some(Deadline {
            due: desk.due(due),
            obligation: title(definition, obligation),
            campaign: campaign.title.clone(),
            href: format!("/campaigns/{id}"),
            waiting: standing.waiting(),
            total: standing.total(),
            done_percent: standing.done_percent(),
            light: worst(&standing, Some(due), running.map(|r| &r.calendar), &desk),
        })
    }
}
