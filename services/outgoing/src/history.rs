//! The history of a campaign, page by page, into a tally.

use crate::Refusal;
use std::collections::BTreeMap;
use vekha_letter::tally::{Life, Mark, Step, Tally, Until};
use vekha_model::{CampaignId, CaseId, Level};
use vekha_proto::Advanced;
use vekha_store::view_letter::{self, CaseOf, StepOf};
use vekha_store::{Scope, Tx};

/// Cases that are counted at once: their events fit in memory.
const PAGE: i64 = 500;

/// Counts a campaign inside the scope.
pub(crate) async fn counted(
    tx: &mut Tx,
    scope: &Scope,
    campaign: CampaignId,
    until: Until,
) -> Result<Tally, Refusal> {
    let mut tally = Tally::new(campaign, until);
    let mut last: Option<CaseOf> = None;
    loop {
        let cases = view_letter::cases(tx, scope, campaign, last.as_ref(), PAGE).await?;
        let Some(end) = cases.last() else { return Ok(tally) };
        last = Some(*end);
        let mut steps = by_case(view_letter::steps(tx, &cases).await?)?;
        for case in &cases {
            tally.add(&life(case, steps.remove(&case.case).unwrap_or_default()));
        }
    }
}

fn by_case(stored: Vec<StepOf>) -> Result<BTreeMap<CaseId, Vec<Step>>, Refusal> {
    let mut steps: BTreeMap<CaseId, Vec<Step>> = BTreeMap::new();
    for step in stored {
        let StepOf { case, no, hash, at, data } = step;
        let advanced: Advanced =
            serde_json::from_str(&data).map_err(|error| Refusal::History { no, error })?;
        let mark = Mark { no, hash, at };
        steps.entry(case).or_default().push(Step { mark, facts: advanced.facts });
    }
    Ok(steps)
}

/// A case in its territory: an authority is one itself, an organization belongs to the one above.
fn life(case: &CaseOf, steps: Vec<Step>) -> Life {
    let is_territory = case.is_authority || case.level != Level::Organization;
    Life {
        case: case.case,
        subject: case.subject,
        territory: if is_territory { case.subject } else { case.authority },
        is_authority: case.is_authority,
        steps,
    }
}
