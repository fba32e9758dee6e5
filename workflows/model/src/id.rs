//! Typed ids: one list makes them all, so that a case id can never be passed for a duty's document.
//!
//! An id is a UUID version 7 made by `vekha-runtime` (sortable by time of making, which keeps a
//! campaign's rows together on disk). Making one is not possible here: randomness is an argument.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { Uuid::parse_str(text).map(Self) }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }
    )+};
}

ids! {
    /// A file inside a document, by row (its content is found by SHA-256).
    AttachmentId,
    /// A circular in execution.
    CampaignId,
    /// One organization in one campaign.
    CaseId,
    /// The issued letter.
    CircularId,
    /// One version of one workflow definition, as stored.
    DefinitionId,
    /// What came in: a mail or an upload with its files.
    DocumentId,
    /// A fact that happened; also `ce-id` and `Nats-Msg-Id` on the wire.
    EventId,
    /// One message to one recipient.
    NoticeId,
    /// A node of the tree federal ministry, region, municipality, organization.
    OrganizationId,
    /// A person who can log in.
    PersonId,
    /// A browser session.
    SessionId,
    /// The issuing region or ministry; first in the keys of the hot tables.
    TenantId,
}
