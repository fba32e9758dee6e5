//! The nouns of Vekha, as plain values.
//!
//! What exists: ids, the organization tree, campaigns, cases, duties, documents, calendar days.
//! Everything else of ours stands on this crate and nothing of ours stands below it.
//!
//! **Must not know:** any IO, clock, random source, database, or how a decision is made
//! (`vekha-core` decides, this crate only names).
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod calendar;
pub mod campaign;
pub mod case;
pub mod document;
pub mod due;
pub mod duty;
pub mod event;
pub mod fact;
pub mod id;
pub mod ladder;
pub mod lang;
pub mod organization;
pub mod requisites;
pub mod zone;

pub use calendar::{Calendar, DayKind};
pub use campaign::{Counts, Parameters, Value};
pub use case::{Case, CaseStatus, KeptDocument, TrackState};
pub use document::{Cell, Extracted, Finding, Format, Place, Row, Severity, Table, Trust};
pub use due::{Basis, Due, Shift, ShiftRule, Unit};
pub use duty::{Duty, DutyKey, DutyLabel, DutyState, FiledDocument, Modality};
pub use event::Event;
pub use fact::Fact;
pub use id::{
    AttachmentId, CampaignId, CaseId, CircularId, DefinitionId, DocumentId, EventId, NoticeId,
    OrganizationId, PersonId, SessionId, TenantId,
};
pub use ladder::{Addressee, Rung, RungAt};
pub use lang::Lang;
pub use organization::{Level, Organization};
pub use zone::Zone;
