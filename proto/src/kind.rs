//! The kinds of events: one list makes the enum, the names, and the tie from message to kind.

use crate::{BadData, v1};
use prost::Message;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A message that can be the data of an [`Envelope`](crate::Envelope).
pub trait Event: Serialize + DeserializeOwned {
    /// Which event it is.
    const KIND: EventKind;
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// Which event it is. The name is the message's name in `vekha/v1/events.proto`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum EventKind {
            $($(#[$doc])* $name,)+
        }

        impl EventKind {
            /// Every kind, in the order of the subject table.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The name stored in tables and on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)+ }
            }

            /// The protobuf bytes of an event's JSON.
            ///
            /// # Errors
            /// [`BadData`] when the JSON is not of this kind; a retry will not help.
            pub fn json_to_bytes(self, json: &str) -> Result<Vec<u8>, BadData> {
                match self { $(Self::$name => to_bytes::<v1::$name>(json),)+ }
            }

            /// The JSON of an event's protobuf bytes.
            ///
            /// # Errors
            /// [`BadData`] when the bytes are not of this kind; a retry will not help.
            pub fn bytes_to_json(self, bytes: &[u8]) -> Result<String, BadData> {
                match self { $(Self::$name => to_json::<v1::$name>(bytes),)+ }
            }
        }

        $(impl Event for v1::$name { const KIND: EventKind = EventKind::$name; })+
    };
}

kinds! {
    /// A circular went out.
    CircularIssued,
    /// A chunk of cases began.
    CasesOpened,
    /// A case moved.
    CaseAdvanced,
    /// An authority's case must count again.
    CountsChanged,
    /// A document is safe.
    DocumentReceived,
    /// A document was read and matched.
    DocumentRead,
    /// A document waits for a person.
    DocumentUnsorted,
    /// A person said where a document belongs.
    DocumentAssigned,
    /// A person said that what came is nothing to act on.
    DocumentIgnored,
    /// A person accepted a document.
    DocumentAccepted,
    /// A person sent a document back.
    DocumentReturned,
    /// An exemption is asked for.
    ExemptionClaimed,
    /// A person agreed to it.
    ExemptionGranted,
    /// A person did not.
    ExemptionRefused,
    /// A person moved a due date.
    ExtensionGranted,
    /// A person took a named decision.
    DecisionTaken,
    /// The letter was read.
    Acknowledged,
    /// A number was reported.
    MeasureReported,
    /// A person withdrew the campaign.
    CampaignCancelled,
    /// A person reminded of what is owed.
    ReminderGiven,
    /// Answers go to another address.
    AddressCorrected,
    /// Duties reached a rung.
    RungsReached,
    /// Duties passed their last instant.
    DeadlinesPassed,
    /// A message left.
    NoticeSent,
    /// A message did not leave.
    NoticeFailed,
}

impl EventKind {
    /// Reads back what [`EventKind::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == text)
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn to_bytes<M: Message + Event>(json: &str) -> Result<Vec<u8>, BadData> {
    let message: M =
        serde_json::from_str(json).map_err(|error| BadData::new(M::KIND, error.to_string()))?;
    Ok(message.encode_to_vec())
}

fn to_json<M: Message + Default + Event>(bytes: &[u8]) -> Result<String, BadData> {
    let message = M::decode(bytes).map_err(|error| BadData::new(M::KIND, error.to_string()))?;
    serde_json::to_string(&message).map_err(|error| BadData::new(M::KIND, error.to_string()))
}
