//! What the outside does: documents arrive, people decide. Said by the very store functions that
//! intake and the dashboard say it with.

use crate::World;
use chrono::NaiveDate;
use vekha_model::{CampaignId, CaseId, EventId};
use vekha_proto::{Consumer, Envelope, Event, v1};
use vekha_store::dead_letter::{self, DeadLetter};
use vekha_store::{campaign, delivery, event};

/// A document that reading found to be of this kind and without mistakes.
pub fn document(id: u128, kind: &str) -> v1::DocumentRead {
    let format = if kind == "explanation" { "pdf" } else { "docx" };
    v1::DocumentRead {
        document: uuid::Uuid::from_u128(id).to_string(),
        kind: kind.to_owned(),
        duty: None,
        formats: vec![format.to_owned()],
        trust: "signed_link".to_owned(),
        blocking: 0,
        reason: String::new(),
    }
}

/// A plan with a mistake that sends it back.
pub fn bad_plan(id: u128) -> v1::DocumentRead {
    let reason = "не заполнен ответственный".to_owned();
    v1::DocumentRead { blocking: 1, reason, ..document(id, "plan") }
}

/// A later due date for the plans.
pub fn extension(due: NaiveDate) -> v1::ExtensionGranted {
    v1::ExtensionGranted {
        obligation: "plan".into(),
        due: due.to_string(),
        reason: "карантин".into(),
        cases: Vec::new(),
    }
}

impl World {
    /// Something happens to one case. It is said and owed; nobody has looked yet.
    ///
    /// # Errors
    /// Database errors.
    pub async fn say<M: Event>(&self, case: CaseId, message: &M) -> anyhow::Result<EventId> {
        let event = self.envelope(message)?.in_case(case);
        self.say_envelope(case, event).await
    }

    /// The same for an envelope that a test has changed: traced, or with other data.
    ///
    /// # Errors
    /// Database errors.
    pub async fn say_envelope(&self, case: CaseId, event: Envelope) -> anyhow::Result<EventId> {
        let (id, writer) = (event.id, event.source);
        let mut tx = self.store.write().await?;
        event::say(&mut tx, writer, &[event::Saying::to_hearers(event, case.0)]).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// A person decides about some running cases of a campaign, or about all, in one step.
    ///
    /// # Errors
    /// Database errors.
    pub async fn say_to<M: Event>(
        &self,
        campaign: CampaignId,
        cases: Option<&[CaseId]>,
        message: &M,
    ) -> anyhow::Result<EventId> {
        let event = self.envelope(message)?.in_campaign(campaign);
        let (id, at) = (event.id, event.at);
        let mut tx = self.store.write().await?;
        if let Ok(cancelled) = event.decode::<v1::CampaignCancelled>() {
            campaign::withdraw(&mut tx, campaign, &cancelled.reason).await?;
        }
        let saying = event::Saying::for_the_record(event);
        event::say(&mut tx, Consumer::Dashboard, &[saying]).await?;
        delivery::owe_to_cases(&mut tx, Consumer::Engine, id, at, campaign, cases).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Owes an event to the engine once more.
    ///
    /// # Errors
    /// Database errors.
    pub async fn owe_again(&self, case: CaseId, event: EventId) -> anyhow::Result<()> {
        let mut tx = self.store.write().await?;
        let owed = [(case.0, event)];
        delivery::owe_again(&mut tx, Consumer::Engine, &owed, self.clock.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// A person tries a dead letter again.
    ///
    /// # Errors
    /// Database errors.
    pub async fn retry(&self, letter: &DeadLetter) -> anyhow::Result<bool> {
        let mut tx = self.store.write().await?;
        let (what, now) = ((letter.key, letter.event), self.clock.now());
        let found = dead_letter::retry(&mut tx, self.tenant, letter.consumer, what, now).await?;
        tx.commit().await?;
        Ok(found)
    }

    /// A message in its envelope, said now.
    ///
    /// # Errors
    /// When the message has no JSON, which no message can cause.
    pub fn envelope<M: Event>(&self, message: &M) -> anyhow::Result<Envelope> {
        Ok(Envelope::of(EventId(self.ids.next()), self.tenant, self.clock.now(), message)?)
    }
}
