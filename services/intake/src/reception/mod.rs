//! Reception: the moment from which a document cannot be lost.
//!
//! Blobs are synced first. One transaction then writes the document, its files, the event
//! `DocumentReceived` and what is owed for it. Only after the commit does anybody say "received".
//! The same arrival again gets the first receipt and has no second effect.
//!
//! **Must not know:** what is in a file, HTTP, mail.

mod arrival;
mod receipt;

pub use arrival::{Arrival, ArrivedFile, Claim};
pub use receipt::{Receipt, ReceiptFile};

use chrono::{DateTime, Utc};
use std::sync::Arc;
use vekha_bus::Bus;
use vekha_files::Blobs;
use vekha_model::{AttachmentId, DocumentId};
use vekha_proto::{BadData, Consumer, Envelope, Event, v1};
use vekha_runtime::{Ids, fail, telemetry};
use vekha_store::document::{Document, State};
use vekha_store::{Store, Tx, attachment, document, event};

/// Takes arrivals into the record.
#[derive(Clone, Debug)]
pub struct Reception {
    store: Store,
    blobs: Blobs,
    bus: Arc<dyn Bus>,
    ids: Ids,
}

/// Nothing was received, and nobody may say that it was.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// The record did not take it. The sender may try again.
    #[error("the record did not take the document: {0}")]
    Store(#[from] vekha_store::Error),
    /// An event could not be written as JSON: a mistake of ours.
    #[error(transparent)]
    Event(#[from] BadData),
}

impl Reception {
    /// A reception for this record.
    pub fn new(store: Store, blobs: Blobs, bus: Arc<dyn Bus>, ids: Ids) -> Self {
        Self { store, blobs, bus, ids }
    }

    /// The record.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Where content is kept.
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// Receives what is already safe as blobs. When this returns, it is in the record.
    ///
    /// # Errors
    /// [`ReceiveError`]; then nothing of it is in the record.
    #[tracing::instrument(name = "receive", parent = None, skip_all, fields(channel = arrival.channel.as_str()))]
    pub async fn receive(
        &self,
        arrival: Arrival,
        now: DateTime<Utc>,
    ) -> Result<Receipt, ReceiveError> {
        match self.attempt(&arrival, now).await {
            // Somebody else received the same thing a moment ago: its receipt is there now.
            Err(ReceiveError::Store(error)) if error.is_duplicate() => {
                self.attempt(&arrival, now).await
            }
            other => other,
        }
    }

    async fn attempt(
        &self,
        arrival: &Arrival,
        now: DateTime<Utc>,
    ) -> Result<Receipt, ReceiveError> {
        let fingerprint = arrival.fingerprint();
        fail::point("intake.receive.before");
        let mut tx = self.store.write().await?;
        let known = document::by_fingerprint(&mut tx, arrival.tenant, &fingerprint).await?;
        if let Some(first) = known {
            metrics::counter!("vekha_documents_repeated_total").increment(1);
            return Ok(Receipt::of(&first, &arrival.files, true));
        }
        let year = chrono::Datelike::year(&arrival.zone.date(now));
        let receipt = document::next_receipt(&mut tx, arrival.tenant, year).await?;
        let document = self.document(arrival, receipt, now);
        document::insert(&mut tx, &document, &fingerprint).await?;
        attachment::save(&mut tx, &self.files(arrival, document.id)).await?;
        let said = self.sayings(arrival, &document)?;
        event::say(&mut tx, Consumer::Intake, &said).await?;
        fail::point("intake.receive.inside");
        tx.commit().await?;
        fail::point("intake.receive.after");
        metrics::counter!("vekha_documents_received_total",
            "channel" => arrival.channel.as_str())
        .increment(1);
        self.bus.ring(&said.iter().map(|saying| &saying.event).collect::<Vec<_>>()).await;
        Ok(Receipt::of(&document, &arrival.files, false))
    }

    fn document(&self, arrival: &Arrival, receipt: String, now: DateTime<Utc>) -> Document {
        Document {
            id: DocumentId(self.ids.next()),
            tenant: arrival.tenant,
            receipt,
            channel: arrival.channel,
            trust: arrival.trust,
            sender: arrival.sender.clone(),
            subject: None,
            message_id: None,
            raw_sha256: arrival.raw.map(|sha256| sha256.to_string()),
            campaign: arrival.case.as_ref().map(|case| case.campaign),
            case: arrival.case.as_ref().map(|case| case.id),
            organization: arrival.case.as_ref().map(|case| case.organization),
            duty: arrival.duty.clone(),
            kind: arrival.kind.clone(),
            link: arrival.link.clone(),
            state: State::Received,
            note: None,
            received_at: now,
        }
    }

    fn files(&self, arrival: &Arrival, document: DocumentId) -> Vec<attachment::Attachment> {
        let file = |(position, file): (i64, &ArrivedFile)| attachment::Attachment {
            id: AttachmentId(self.ids.next()),
            document,
            position,
            name: file.name.clone(),
            format: ArrivedFile::format_of(&file.name),
            size: i64::try_from(file.blob.size).unwrap_or(i64::MAX),
            sha256: file.blob.sha256.to_string(),
            extract_sha256: None,
        };
        (0..).zip(&arrival.files).map(file).collect()
    }

    fn sayings(
        &self,
        arrival: &Arrival,
        document: &Document,
    ) -> Result<Vec<event::Saying>, BadData> {
        let received = v1::DocumentReceived {
            document: document.id.to_string(),
            receipt: document.receipt.clone(),
            channel: document.channel.as_str().to_owned(),
        };
        let received = self.about(arrival, document.received_at, &received)?;
        let mut said = vec![event::Saying::to_hearers(received, document.id.0)];
        if let (Some(claim), Some(case)) = (&arrival.claim, &arrival.case) {
            let claimed = v1::ExemptionClaimed {
                duty: claim.duty.to_string(),
                reason: claim.reason.clone(),
                proof: Some(document.id.to_string()),
            };
            let claimed = self.about(arrival, document.received_at, &claimed)?;
            said.push(event::Saying::to_hearers(claimed, case.id.0));
        }
        Ok(said)
    }

    fn about<M: Event>(
        &self,
        arrival: &Arrival,
        at: DateTime<Utc>,
        message: &M,
    ) -> Result<Envelope, BadData> {
        let envelope = Envelope::of(self.ids.next().into(), arrival.tenant, at, message)?
            .traced(telemetry::current_traceparent());
        Ok(match &arrival.case {
            Some(case) => envelope.in_campaign(case.campaign).in_case(case.id),
            None => envelope,
        })
    }

    /// Says something that a sender did without sending a document: «ознакомлен», a number.
    ///
    /// # Errors
    /// [`ReceiveError`]; then nothing was said.
    #[tracing::instrument(name = "say", skip_all)]
    pub async fn say<M: Event>(
        &self,
        case: &vekha_store::correspondence::CaseHead,
        message: &M,
        now: DateTime<Utc>,
    ) -> Result<(), ReceiveError> {
        let envelope = Envelope::of(self.ids.next().into(), case.tenant, now, message)?
            .traced(telemetry::current_traceparent())
            .in_campaign(case.campaign)
            .in_case(case.id);
        let said = event::Saying::to_hearers(envelope, case.id.0);
        let mut tx: Tx = self.store.write().await?;
        event::say(&mut tx, Consumer::Intake, std::slice::from_ref(&said)).await?;
        tx.commit().await?;
        self.bus.ring(&[&said.event]).await;
        Ok(())
    }
}
