//! What belongs to a campaign beside itself: the letters that joined it, the campaign above, and those
//! that municipalities made of it for their schools.

use super::sums::Standings;
use crate::desk::Desk;
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::page::campaign::{Above, BelowRow, Carry, Family, JoinedLetter};
use crate::show::draft::earlier::letter;
use crate::state::DashboardState;
use vekha_campaigns::Running;
use vekha_core::definition::CaseFor;
use vekha_model::CampaignId;
use vekha_store::view_campaign::{self, CampaignView, DutySum};
use vekha_store::view_follow::{self, Below, Letter};
use vekha_store::{Scope, Tx};

/// Working days that a municipality keeps for itself, to begin with.
const DAYS: u32 = 5;

/// Everything that belongs to a campaign, as the visitor may see it.
///
/// # Errors
/// Database errors.
pub async fn family(
    state: &DashboardState,
    tx: &mut Tx,
    visitor: &Visitor,
    (campaign, desk): (&CampaignView, &Desk<'_>),
) -> Result<Family, Failure> {
    let (scope, id) = (visitor.scope(), campaign.id);
    let running = state.running(tx, &[id]).await.remove(&id);
    let found = view_follow::below(tx, scope, id).await?;
    let ids: Vec<CampaignId> = found.iter().map(|below| below.campaign).collect();
    let sums = view_campaign::sums(tx, scope, &ids).await?;
    let of_municipalities =
        running.as_deref().is_some_and(|it| it.definition.case_for == CaseFor::Municipality);
    let all = match of_municipalities && !found.is_empty() {
        true => view_campaign::authorities(tx, scope, id).await?.len(),
        false => 0,
    };
    let left = i64::try_from(all.saturating_sub(found.len())).unwrap_or(i64::MAX);
    let above = view_follow::above(tx, scope, id).await?;
    let carry = running.as_deref().filter(|it| may_carry(visitor, campaign, it));
    Ok(Family {
        letters: letters(tx, scope, id, desk).await?,
        above: above.map(|(id, title)| Above { href: format!("/campaigns/{id}"), title }),
        below_left: (left > 0).then(|| desk.words.count("cascade-left", left)),
        below: found.iter().map(|below| row(below, &sums, desk)).collect(),
        carry: carry.map(|_| Carry { action: format!("/campaigns/{id}/cascade"), days: DAYS }),
    })
}

/// Whether the visitor may issue the campaign's letter to organizations of their own: it went to
/// municipalities, and this is an officer of one.
pub fn may_carry(visitor: &Visitor, campaign: &CampaignView, running: &Running) -> bool {
    visitor.must_decide().is_ok()
        && !visitor.scope().is_whole()
        && campaign.status == "running"
        && running.definition.case_for == CaseFor::Municipality
}

async fn letters(
    tx: &mut Tx,
    scope: &Scope,
    campaign: CampaignId,
    desk: &Desk<'_>,
) -> Result<Vec<JoinedLetter>, Failure> {
    let found = view_follow::letters(tx, scope, [campaign]).await?;
    let joined = |it: &Letter| {
        let joins = it.joins.as_deref()?;
        Some(JoinedLetter {
            what: desk.words.say(&format!("follow-letter-{joins}")),
            letter: letter(it, desk),
            subject: it.subject.clone(),
            at: desk.moment(it.at),
        })
    };
    Ok(found.iter().filter_map(joined).collect())
}

/// How a municipality's own campaign stands.
fn row(below: &Below, sums: &[DutySum], desk: &Desk<'_>) -> BelowRow {
    let own = sums.iter().filter(|sum| sum.campaign == below.campaign);
    // A recommendation is late in no list; without its workflow it is known by never being asked.
    let all = Standings::of(own, None, desk.now);
    let issued = desk.lang().date(below.dated.unwrap_or_else(|| desk.zone.date(below.issued_at)));
    let number = below.number.clone().unwrap_or_else(|| desk.words.say("no-number"));
    BelowRow {
        href: format!("/campaigns/{}", below.campaign),
        name: below.issuer.clone(),
        letter: desk.say("draft-earlier-letter", &[("number", &number), ("dated", &issued)]),
        next: all.next_due(desk.now).map_or_else(|| "—".to_owned(), |due| desk.last_day(due)),
        total: all.total(),
        done: all.done(),
        late: all.n("late"),
        percent: all.done_percent(),
        status: match below.status.as_str() {
            "running" => None,
            other => Some(desk.words.say(&format!("cascade-{other}"))),
        },
    }
}
