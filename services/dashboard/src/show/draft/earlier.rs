//! Campaigns that this letter speaks of by number and date: it may move their dates or end them. What
//! that would change is shown on their own pages, before anything moves.

use crate::desk::Desk;
use crate::failure::encoded;
use crate::page::draft::Earlier;
use vekha_drafting::{Draft, earlier};
use vekha_store::view_campaign::CampaignView;

/// Those in execution.
pub fn cards(draft: &Draft, campaigns: &[CampaignView], desk: &Desk<'_>) -> Vec<Earlier> {
    let running = campaigns.iter().filter(|campaign| campaign.status == "running");
    let spoken_of = |campaign: &&CampaignView| {
        let number = campaign.number.as_deref().unwrap_or_default();
        earlier::speaks_of(draft, number, campaign.dated)
    };
    running.filter(spoken_of).map(|campaign| card(draft, campaign, desk)).collect()
}

fn card(draft: &Draft, campaign: &CampaignView, desk: &Desk<'_>) -> Earlier {
    let href = format!("/campaigns/{}", campaign.id);
    let kept = draft.kept();
    let dues: Vec<_> = kept.iter().filter_map(|(_, item)| item.due()).collect();
    // Two dates may be for two things: then the officer says which.
    let due = match dues.as_slice() {
        [due] => due.to_string(),
        _ => String::new(),
    };
    Earlier {
        title: campaign.title.clone(),
        letter: letter(campaign.number.as_deref(), campaign.dated, desk),
        extend: format!("{href}/extend?due={due}&reason={}", encoded(&draft.title())),
        cancel: format!("{href}/cancel"),
        href,
    }
}

fn letter(number: Option<&str>, dated: Option<chrono::NaiveDate>, desk: &Desk<'_>) -> String {
    let dated = dated.map(|day| desk.lang().date(day)).unwrap_or_default();
    let number = number.unwrap_or_default();
    desk.say("draft-earlier-letter", &[("number", number), ("dated", &dated)])
}
