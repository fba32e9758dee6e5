//! How the cases of the region stand, as the record has them.

use crate::World;
use anyhow::Context as _;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;
use vekha_model::{CampaignId, Case, CaseId, Duty, DutyKey};
use vekha_store::dead_letter::{self, DeadLetter};
use vekha_store::duty::SweepCursor;
use vekha_store::{campaign, case_, duty, event, rollup, view_case};

/// More campaigns, cases or events than any test has.
const ALL: i64 = 1_000_000;

/// Every case, duties included, with the alarms armed for it.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Cases by id.
    pub cases: BTreeMap<CaseId, case_::Stored>,
    /// How many alarms are behind each duty.
    pub reached: BTreeMap<(CaseId, DutyKey), i64>,
    /// When the scheduler looks at each duty again.
    pub alarms: BTreeMap<(CaseId, DutyKey), DateTime<Utc>>,
}

impl Seen {
    /// A duty of a case.
    ///
    /// # Errors
    /// When there is none such.
    pub fn duty(&self, case: CaseId, key: &str) -> anyhow::Result<&Duty> {
        let stored = self.cases.get(&case).with_context(|| format!("no case {case}"))?;
        let duty = stored.case.duties.get(&DutyKey::from(key));
        duty.with_context(|| format!("case {case} has no duty {key}"))
    }

    /// The label of a duty, as tables have it.
    ///
    /// # Errors
    /// When there is none such.
    pub fn label(&self, case: CaseId, key: &str) -> anyhow::Result<&'static str> {
        Ok(self.duty(case, key)?.state.label().as_str())
    }

    /// The stage of a track.
    ///
    /// # Errors
    /// When there is none such.
    pub fn stage(&self, case: CaseId, track: &str) -> anyhow::Result<&str> {
        let stored = self.cases.get(&case).with_context(|| format!("no case {case}"))?;
        let state = stored.case.tracks.get(track);
        state.map(|state| state.stage.as_str()).with_context(|| format!("no track {track}"))
    }
}

impl World {
    /// Everything, from one moment.
    ///
    /// # Errors
    /// Database errors.
    pub async fn look(&self) -> anyhow::Result<Seen> {
        let mut tx = self.store.read().await?;
        let mut seen = Seen::default();
        for campaign in campaign::of_tenant(&mut tx, self.tenant, ALL).await? {
            let ids = case_::of_campaign(&mut tx, campaign.id, Uuid::nil(), ALL).await?;
            let mut duties = duty::of_cases(&mut tx, ids.iter().map(|id| id.0)).await?;
            for mut stored in case_::get(&mut tx, ids.iter().map(|id| id.0)).await? {
                let id = stored.case.id;
                for (duty, reached) in duties.remove(&id).unwrap_or_default() {
                    seen.reached.insert((id, duty.key.clone()), reached);
                    stored.case.duties.insert(duty.key.clone(), duty);
                }
                seen.cases.insert(id, stored);
            }
        }
        let armed = duty::due(&mut tx, &SweepCursor::default(), rollup::undated(), ALL).await?;
        for due in armed {
            let at = due.armed.next_at.context("an armed duty has its alarm")?;
            seen.alarms.insert((due.owner.case, due.armed.duty.key), at);
        }
        Ok(seen)
    }

    /// The case of the n-th school in a campaign, from 0.
    ///
    /// # Errors
    /// Database errors, or that it has none.
    pub async fn case(&self, campaign: CampaignId, school: usize) -> anyhow::Result<CaseId> {
        let school = self.schools[school].id;
        self.case_where(campaign, |case| case.subject == school).await
    }

    /// The n-th town's own case in a campaign, from 0.
    ///
    /// # Errors
    /// Database errors, or that it has none.
    pub async fn town_case(&self, campaign: CampaignId, town: usize) -> anyhow::Result<CaseId> {
        let town = self.towns[town].id;
        self.case_where(campaign, |case| case.subject == town).await
    }

    async fn case_where(
        &self,
        campaign: CampaignId,
        fits: impl Fn(&Case) -> bool,
    ) -> anyhow::Result<CaseId> {
        let seen = self.look().await?;
        let mut cases = seen.cases.values().map(|stored| &stored.case);
        let found = cases.find(|case| case.campaign == campaign && fits(case));
        found.map(|case| case.id).context("no such case")
    }

    /// What was set aside, oldest first.
    ///
    /// # Errors
    /// Database errors.
    pub async fn dead_letters(&self) -> anyhow::Result<Vec<DeadLetter>> {
        let mut tx = self.store.read().await?;
        Ok(dead_letter::list(&mut tx, self.tenant, ALL).await?)
    }

    /// Why a case is marked, if it is.
    ///
    /// # Errors
    /// Database errors, or that there is no such case.
    pub async fn mark(&self, case: CaseId) -> anyhow::Result<Option<String>> {
        let scope = self.officer().await?;
        let mut tx = self.store.read().await?;
        let view = view_case::get(&mut tx, &scope, case).await?;
        Ok(view.context("no such case")?.quarantined)
    }

    /// The whole history, in commit order.
    ///
    /// # Errors
    /// Database errors.
    pub async fn history(&self) -> anyhow::Result<Vec<event::Stored>> {
        let mut tx = self.store.read().await?;
        Ok(event::after(&mut tx, 0, ALL).await?)
    }
}
