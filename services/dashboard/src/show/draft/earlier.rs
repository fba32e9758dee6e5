//! Campaigns whose letters this one names by number and date: it may go on with one of them. What that
//! would change is shown on a page of its own, before anything does.

use super::opened::Opened;
use crate::desk::Desk;
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::page::draft::Earlier;
use crate::state::DashboardState;
use vekha_drafting::earlier::{Named, named};
use vekha_drafting::{Draft, follow::Joins};
use vekha_store::view_campaign::{self, CampaignView};
use vekha_store::view_follow::{self, Letter};
use vekha_store::{Scope, Tx};

/// A campaign in execution whose letter is named.
#[derive(Debug)]
pub struct Spoken {
    /// The campaign.
    pub campaign: CampaignView,
    /// Its letter: its own, or one that joined it.
    pub letter: Letter,
    /// How it is named.
    pub named: Named,
}

/// Those that the draft names, each once. Two statements, whatever their number.
///
/// # Errors
/// Database errors.
pub async fn spoken_of(
    state: &DashboardState,
    tx: &mut Tx,
    scope: &Scope,
    draft: &Draft,
) -> Result<Vec<Spoken>, Failure> {
    let limit = i64::from(state.parts.settings.campaigns);
    let campaigns = view_campaign::list(tx, scope, limit).await?;
    let running: Vec<CampaignView> =
        campaigns.into_iter().filter(|campaign| campaign.status == "running").collect();
    let letters = view_follow::letters(tx, scope, running.iter().map(|it| it.id)).await?;
    let spoken = |campaign: CampaignView| {
        let own = letters.iter().filter(|letter| letter.campaign == campaign.id);
        let (letter, named) = own
            .filter_map(|letter| {
                let number = letter.number.as_deref().unwrap_or_default();
                Some((letter.clone(), named(draft, number, letter.dated)?))
            })
            .max_by_key(|(_, named)| named.joins.is_some())?;
        Some(Spoken { campaign, letter, named })
    };
    Ok(running.into_iter().filter_map(spoken).collect())
}

/// The same as cards.
///
/// # Errors
/// Database errors.
pub async fn cards(
    state: &DashboardState,
    tx: &mut Tx,
    visitor: &Visitor,
    (opened, desk): (&Opened, &Desk<'_>),
) -> Result<Vec<Earlier>, Failure> {
    let found = spoken_of(state, tx, visitor.scope(), &opened.draft).await?;
    let card = |spoken: Spoken| Earlier {
        href: format!("/campaigns/{}", spoken.campaign.id),
        because: because(&spoken, desk),
        follow: format!("/drafts/{}/follow?campaign={}", opened.kept.id, spoken.campaign.id),
        title: spoken.campaign.title,
    };
    Ok(found.into_iter().map(card).collect())
}

fn because(spoken: &Spoken, desk: &Desk<'_>) -> String {
    let what = spoken.named.joins.map_or("named", Joins::as_str);
    desk.say(&format!("follow-because-{what}"), &[("letter", &letter(&spoken.letter, desk))])
}

/// «№ 18288/15-02 от 15.12.2023».
pub fn letter(letter: &Letter, desk: &Desk<'_>) -> String {
    let dated = letter.dated.map(|day| desk.lang().date(day)).unwrap_or_default();
    let number = letter.number.as_deref().unwrap_or_default();
    desk.say("draft-earlier-letter", &[("number", number), ("dated", &dated)])
}
