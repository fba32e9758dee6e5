//! How a circular gets into the region: its workflow is kept, the letter is scheduled.

use crate::World;
use anyhow::Context as _;
use chrono::{DateTime, Utc};
use vekha_model::{CampaignId, CircularId, DefinitionId, Parameters, Value};
use vekha_store::circular::{Circular, Recipients};
use vekha_store::{campaign, circular, definition};

/// Four parallel lines and the authority's own case: a recommendation, a plan with exemptions, a
/// report that follows the plan, and an acknowledgement whose deadline acts.
pub const RESULTS: &str = include_str!("results.yaml");

/// A note to send and a long overdue debt, without parameters: for those who send much.
pub const NOTES: &str = include_str!("notes.yaml");

/// The parameters of [`RESULTS`].
pub fn results() -> Parameters {
    let date = |text: &str| text.parse().map_or(Value::Text(text.to_owned()), Value::Date);
    [
        ("year".to_owned(), Value::Integer(2023)),
        ("publish_by".to_owned(), date("2024-02-12")),
        ("plan_by".to_owned(), date("2024-03-01")),
    ]
    .into()
}

impl World {
    /// A letter to everybody with this workflow, to go out now. Change it before [`World::schedule`].
    ///
    /// # Errors
    /// When the workflow is not right.
    pub async fn letter(&self, yaml: &str, parameters: Parameters) -> anyhow::Result<Circular> {
        let parsed = vekha_core::Definition::parse("workflow.yaml", yaml)
            .map_err(|report| anyhow::anyhow!("{report}"))?;
        let definition = self.keep(&parsed.name, yaml).await?;
        let now = self.clock.now();
        Ok(Circular {
            id: CircularId(self.ids.next()),
            tenant: self.tenant,
            number: Some("1267/05".into()),
            dated: Some(crate::world::zone().date(now)),
            issuer: "Минобразования Кузбасса".into(),
            subject: "О результатах".into(),
            body: String::new(),
            signer: None,
            executor: Some("Петрова Анна Ивановна".into()),
            executor_phone: Some("8 (384-2) 36-00-00".into()),
            reply_to: Some("noko@kuzbass.example".into()),
            head_email: Some("head@kuzbass.example".into()),
            definition,
            parameters,
            recipients: Recipients { paths: vec!["42/".into()] },
            state: "scheduled".into(),
            issue_at: Some(now),
            repeat_months: None,
            campaign: None,
            cursor: String::new(),
            created_by: None,
            created_at: now,
        })
    }

    /// Keeps a definition, readable or not.
    ///
    /// # Errors
    /// Database errors.
    pub async fn keep(&self, name: &str, yaml: &str) -> anyhow::Result<DefinitionId> {
        let id = DefinitionId(self.ids.next());
        let (name, source) = (name.to_owned(), yaml.to_owned());
        let stored = definition::Stored { id, name, version: 1, source };
        let mut tx = self.store.write().await?;
        let id = definition::keep(&mut tx, &stored, self.clock.now()).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Puts a letter on the calendar.
    ///
    /// # Errors
    /// Database errors.
    pub async fn schedule(&self, letter: &Circular) -> anyhow::Result<()> {
        let mut tx = self.store.write().await?;
        circular::insert(&mut tx, letter).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Issues [`RESULTS`] to everybody and lets everybody work.
    ///
    /// # Errors
    /// What a step failed with.
    pub async fn issue(&mut self) -> anyhow::Result<CampaignId> {
        let letter = self.letter(RESULTS, results()).await?;
        self.schedule(&letter).await?;
        self.settle().await?;
        self.campaign_of(letter.id).await
    }

    /// How a letter stands.
    ///
    /// # Errors
    /// Database errors, or that there is none such.
    pub async fn circular(&self, id: CircularId) -> anyhow::Result<Circular> {
        let mut tx = self.store.read().await?;
        circular::get(&mut tx, [id]).await?.pop().context("no such circular")
    }

    /// The campaign of a letter.
    ///
    /// # Errors
    /// Database errors, or that it has not begun.
    pub async fn campaign_of(&self, id: CircularId) -> anyhow::Result<CampaignId> {
        self.circular(id).await?.campaign.context("the campaign has not begun")
    }

    /// How a campaign stands.
    ///
    /// # Errors
    /// Database errors, or that there is none such.
    pub async fn campaign(&self, id: CampaignId) -> anyhow::Result<campaign::Campaign> {
        let mut tx = self.store.read().await?;
        campaign::get(&mut tx, [id]).await?.pop().context("no such campaign")
    }

    /// Every letter, newest first.
    ///
    /// # Errors
    /// Database errors.
    pub async fn circulars(&self) -> anyhow::Result<Vec<Circular>> {
        let mut tx = self.store.read().await?;
        Ok(circular::list(&mut tx, self.tenant, 100).await?)
    }
}

/// The first day of a month and its noon, in the region: for letters that go out later.
pub fn noon(day: &str) -> anyhow::Result<DateTime<Utc>> {
    crate::world::at(&format!("{day} 12:00"))
}
