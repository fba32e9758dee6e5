//! A visit: the token of a signed link, checked, with the case that it opens.

use super::failure::Failure;
use super::state::WebState;
use anyhow::Context as _;
use std::sync::Arc;
use vekha_campaigns::Running;
use vekha_core::definition::{DutyRule, Role, Stage};
use vekha_model::Duty;
use vekha_store::Tx;
use vekha_store::correspondence::{self, CaseHead};
use vekha_store::link::Purpose;

/// Who came, and for which case.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    /// The token, as it stands in addresses.
    pub token: String,
    /// The case.
    pub head: CaseHead,
    /// Its campaign.
    pub running: Arc<Running>,
}

impl WebState {
    /// Checks a token and finds its case. Whatever is wrong with it, the answer is the same.
    pub(super) async fn visit(&self, token: &str) -> Result<Visit, Failure> {
        let verified = self.signer().verify(token, self.clock().now());
        let link = verified.filter(|link| link.purpose == Purpose::Upload);
        let case = link.ok_or(Failure::Stranger)?.case;
        let mut tx = self.store().read().await?;
        let head = correspondence::cases(&mut tx, [case]).await?.pop().ok_or(Failure::Stranger)?;
        let running = self.running(&mut tx, head.campaign).await?;
        let running = running.with_context(|| format!("no campaign {}", head.campaign))?;
        Ok(Visit { token: token.to_owned(), head, running })
    }
}

impl Visit {
    /// Whose tracks the case runs.
    pub fn role(&self) -> Role {
        if self.head.is_authority { Role::Authority } else { Role::Main }
    }

    /// The case's duties, in the order of the definition.
    pub async fn duties(&self, tx: &mut Tx) -> Result<Vec<Duty>, Failure> {
        let mut found = vekha_store::duty::of_cases(tx, [self.head.id.0]).await?;
        let duties = found.remove(&self.head.id).unwrap_or_default();
        let mut duties: Vec<Duty> = duties.into_iter().map(|(duty, _)| duty).collect();
        let place = |duty: &Duty| {
            let tracks = self.running.definition.tracks_of(self.role());
            let track = tracks.iter().position(|track| track.name == duty.track);
            (track, duty.key.occurrence, duty.opened_at)
        };
        duties.sort_by_key(place);
        Ok(duties)
    }

    /// The rule of a duty, with the stage that it stands in.
    pub fn rule(&self, duty: &Duty) -> Option<(&Stage, &DutyRule)> {
        let track =
            self.running.definition.tracks_of(self.role()).iter().find(|t| t.name == duty.track)?;
        track.stages.iter().find_map(|stage| {
            let rule = stage.duty.as_ref().filter(|rule| rule.id == duty.key.obligation)?;
            Some((stage, rule))
        })
    }
}
