//! What a mail is made from besides its items: the letters behind them, by campaign.

use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashMap;
use std::sync::Arc;
use vekha_campaigns::Running;
use vekha_core::definition::{Role, Wants};
use vekha_core::{due, machine};
use vekha_model::{CampaignId, DocumentId, DutyKey, Lang, OrganizationId, Zone};
use vekha_store::notice::claim::{CampaignNow, Receipt};

/// The letter behind a campaign.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The campaign's title.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// Its number.
    pub number: Option<String>,
    /// Its date.
    pub dated: Option<NaiveDate>,
    /// Who answers questions.
    pub executor: Option<String>,
    /// By which telephone.
    pub phone: Option<String>,
    /// Where answers without a token go.
    pub reply_to: Option<String>,
    /// The zone of its dates.
    pub zone: Zone,
    running: Option<Arc<Running>>,
}

/// Letters by campaign, and the receipts of the documents that the items name.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Letters.
    pub letters: HashMap<CampaignId, Letter>,
    /// Receipts.
    pub receipts: HashMap<DocumentId, Receipt>,
}

impl Letter {
    /// The letter with the workflow that names its obligations; without one they keep their ids.
    pub fn new(campaign: CampaignNow, running: Option<Arc<Running>>) -> Self {
        Self {
            title: campaign.title,
            issuer: campaign.issuer,
            number: campaign.number,
            dated: campaign.dated,
            executor: campaign.executor,
            phone: campaign.executor_phone,
            reply_to: campaign.reply_to,
            zone: campaign.zone,
            running,
        }
    }

    /// What an officer calls an obligation.
    pub fn duty(&self, key: &DutyKey) -> String {
        let rule = self.running.as_ref().and_then(|known| known.definition.duty(&key.obligation));
        let title = rule.map_or(key.obligation.as_str(), |rule| rule.title.as_str());
        match key.occurrence {
            1 => title.to_owned(),
            n => format!("{title} ({n}-й раз)"),
        }
    }

    /// Somebody other than the addressee does it: no letter asks the addressee for it.
    pub fn is_external(&self, key: &DutyKey) -> bool {
        let rule = self.running.as_ref().and_then(|known| known.definition.duty(&key.obligation));
        rule.is_some_and(|rule| rule.external)
    }

    /// What an officer calls the reason of an exemption.
    pub fn exemption(&self, reason: &str) -> String {
        let rules = self.running.iter().flat_map(|known| known.definition.tracks.iter());
        let mut rules = rules.flat_map(|track| &track.stages).flat_map(|stage| &stage.exempt_when);
        rules.find(|rule| rule.reason == reason).map_or(reason, |rule| &rule.title).to_owned()
    }

    /// What must come for a duty of which nothing counts yet.
    pub fn wanted(&self, key: &DutyKey) -> Vec<String> {
        let Some(known) = &self.running else { return Vec::new() };
        match known.definition.duty(&key.obligation).map(|rule| &rule.wants) {
            Some(Wants::Document(kind)) => machine::missing(&known.definition, kind, &[]),
            _ => Vec::new(),
        }
    }

    /// From which day a duty can be done, and what becomes of what comes before; nothing when it can
    /// be done already.
    pub fn opens(&self, key: &DutyKey, now: DateTime<Utc>) -> Option<String> {
        let known = self.running.as_ref()?;
        let nobody = vekha_model::Organization::bare(OrganizationId(uuid::Uuid::nil()));
        let world = known.world(Role::Main, &nobody, None);
        let day = due::opens(&world, known.definition.duty(&key.obligation)?)?;
        (self.zone.date(now) < day).then(|| due::not_yet(day, Lang::Ru))
    }

    /// What an officer calls a document of this kind.
    pub fn document(&self, kind: &str) -> String {
        let rule = self.running.as_ref().and_then(|known| known.definition.documents.get(kind));
        rule.map_or(kind, |rule| &rule.title).to_owned()
    }
}
