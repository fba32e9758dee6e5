//! The monitoring letter of a campaign.

use crate::history::counted;
use crate::issued::{issued, told_by};
use crate::{Letter, Refusal};
use chrono::{DateTime, NaiveDate, Utc};
use vekha_campaigns::Campaigns;
use vekha_core::working_time::add_working_days;
use vekha_letter::monitoring::{self, Matter, Wish};
use vekha_letter::tally::Until;
use vekha_model::CampaignId;
use vekha_store::{Scope, Tx, view_campaign, view_letter};

/// Without another day, an answer is wanted after so many working days.
const ANSWER_AFTER: i64 = 5;

/// To whom an office below the issuer writes, unless somebody is named.
const ORGANIZATIONS: &str = "Руководителям образовательных организаций";

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The campaign.
    pub campaign: CampaignId,
    /// The moment as of which it is looked at.
    pub as_of: DateTime<Utc>,
    /// To make a letter again: the number of the last event that it counted.
    pub event: Option<i64>,
    /// The last day for the answer; none: five working days after the moment.
    pub answer_by: Option<NaiveDate>,
    /// To whom, a line each; none: to the heads of the municipal authorities or, from one of these,
    /// of its organizations.
    pub addressee: Vec<String>,
    /// The date on it; none leaves its place.
    pub dated: Option<NaiveDate>,
    /// The number; none leaves its place.
    pub number: Option<String>,
}

impl Order {
    /// The letter of a campaign as of a moment, everything else as usual.
    pub const fn of(campaign: CampaignId, as_of: DateTime<Utc>) -> Self {
        Self {
            campaign,
            as_of,
            event: None,
            answer_by: None,
            addressee: Vec::new(),
            dated: None,
            number: None,
        }
    }
}

/// Writes the monitoring letter of a campaign, with what is attached counted in sheets.
///
/// # Errors
/// A campaign that is not in the scope; a moment to come; a campaign that has nothing to tell.
pub async fn monitoring(
    tx: &mut Tx,
    scope: &Scope,
    order: &Order,
    now: DateTime<Utc>,
) -> Result<Letter, Refusal> {
    let missing = || Refusal::NoCampaign(order.campaign);
    if order.as_of > now {
        return Err(Refusal::Future(order.as_of));
    }
    view_campaign::get(tx, scope, order.campaign).await?.ok_or_else(missing)?;
    let mut found =
        Campaigns::default().find(tx, [order.campaign], now).await.map_err(Refusal::Campaign)?;
    if let Some(why) = found.unreadable.remove(&order.campaign) {
        return Err(Refusal::Workflow(why));
    }
    let running = found.running.remove(&order.campaign).ok_or_else(missing)?;
    let circular = view_letter::circular(tx, scope, running.campaign.circular).await?;
    let circular = issued(tx, scope, circular.ok_or_else(missing)?).await?;
    let circular = told_by(tx, scope, circular).await?;
    let until = Until { as_of: order.as_of, event: order.event };
    let tally = counted(tx, scope, order.campaign, until).await?;
    let territories = view_letter::names(tx, scope, tally.territories()).await?;
    let zone = running.campaign.zone;
    let usual = || add_working_days(&running.calendar, zone.date(order.as_of), ANSWER_AFTER);
    let wish = Wish {
        answer_by: order.answer_by.unwrap_or_else(usual),
        addressee: match (order.addressee.as_slice(), scope.is_whole()) {
            ([], false) => vec![ORGANIZATIONS.to_owned()],
            (lines, _) => lines.to_vec(),
        },
        dated: order.dated,
        number: order.number.clone(),
    };
    let matter = Matter {
        circular: &circular,
        definition: &running.definition,
        zone,
        tally: &tally,
        territories: &territories,
    };
    Ok(vekha_paper::counted(monitoring::letter(matter, &wish)?)?)
}
