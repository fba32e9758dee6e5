//! A workflow as data, after reading and before any case runs on it.
//!
//! `language` makes these values from YAML; everything else only reads them. Tracks and stages keep
//! the order in which the author wrote them, because screens and drawings show it.

use crate::guard::Guard;
use chrono::{NaiveDate, NaiveTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use vekha_model::{Format, Level, Modality, Rung, ShiftRule, Unit, Value};

/// A checked or unchecked workflow definition.
#[derive(Clone, Debug)]
pub struct Definition {
    /// `noko-results`: latin, digits and hyphens.
    pub name: String,
    /// Running cases stay with the version they started on.
    pub version: u32,
    /// A tera template over the parameters: «Итоги НОКО {{ year }} года».
    pub title: String,
    /// Who has the main cases.
    pub case_for: CaseFor,
    /// How days are counted where a duty does not say.
    pub calendar: CalendarRule,
    /// What a campaign must fill in.
    pub parameters: BTreeMap<String, Parameter>,
    /// What may come in.
    pub documents: BTreeMap<String, DocumentRule>,
    /// Who is told when, by name.
    pub ladders: BTreeMap<String, Vec<Rung>>,
    /// The parallel lines of a main case.
    pub tracks: Vec<Track>,
    /// The parallel lines of the authority's own case, which waits for its organizations. Empty
    /// when authorities have no case of their own.
    pub authority: Vec<Track>,
}

/// Whose tracks a case runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A main case: [`Definition::tracks`].
    Main,
    /// The authority's own case: [`Definition::authority`].
    Authority,
}

/// Who has the main cases of a campaign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseFor {
    /// Each organization.
    #[default]
    Organization,
    /// Each municipality's authority.
    Municipality,
    /// Each region's ministry.
    Region,
}

impl CaseFor {
    /// The level of the register whose nodes have the main cases.
    pub const fn level(self) -> Level {
        match self {
            Self::Organization => Level::Organization,
            Self::Municipality => Level::Municipality,
            Self::Region => Level::Region,
        }
    }
}

/// How days are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarRule {
    /// The unit of a term that names none: calendar days or working days.
    pub days: Unit,
    /// Where a due date goes from a day off.
    pub shift: ShiftRule,
}

impl Default for CalendarRule {
    fn default() -> Self {
        Self { days: Unit::Days, shift: ShiftRule::None }
    }
}

/// The type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ParameterKind {
    /// A calendar day.
    Date,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// true or false.
    Bool,
    /// Text.
    Text,
    /// An e-mail address.
    Email,
}

/// What a campaign must fill in.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its type.
    pub kind: ParameterKind,
    /// How a form asks for it.
    pub title: String,
    /// Used when the campaign gives none; without it the parameter is required.
    pub default: Option<Value>,
}

/// Who looks at a document without findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Review {
    /// Nobody: without blocking findings and from a proven sender it is accepted.
    #[default]
    Auto,
    /// An officer accepts or returns it.
    Officer,
}

/// What may come in, and when it is complete.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentRule {
    /// What an officer calls it: «План по устранению недостатков».
    pub title: String,
    /// What is checked in it: `plan-457`, `plan-457-filled`, `letter`, `link`, `any`.
    pub form: String,
    /// One file of each group must come: `[[doc, docx], [pdf]]` is Word and PDF.
    pub files: Vec<Vec<Format>>,
    /// Kinds that must come as well.
    pub with: Vec<String>,
    /// Who looks at it.
    pub review: Review,
}

/// One parallel line of a case.
#[derive(Clone, Debug)]
pub struct Track {
    /// Its name: latin, digits, `_`.
    pub name: String,
    /// What an officer calls it.
    pub title: String,
    /// Its stages; the first is where it starts.
    pub stages: Vec<Stage>,
}

/// A place where a track waits.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its name inside the track.
    pub name: String,
    /// What an officer calls it.
    pub title: String,
    /// Nothing follows.
    pub end: bool,
    /// What is owed while the track is here.
    pub duty: Option<DutyRule>,
    /// What leads away, tried in this order.
    pub on: Vec<Transition>,
    /// When the duty need not be done.
    pub exempt_when: Vec<ExemptionRule>,
}

/// One obligation.
#[derive(Clone, Debug)]
pub struct DutyRule {
    /// Its name in the whole definition; the track's name unless given.
    pub id: String,
    /// What an officer calls it; the track's title unless given.
    pub title: String,
    /// What fulfils it.
    pub wants: Wants,
    /// The first day it can be done: nothing rings before it.
    pub opens: Option<DateRef>,
    /// By when.
    pub due: Option<DueRule>,
    /// The clock on the last day.
    pub time: Option<NaiveTime>,
    /// Overrides the definition's shift.
    pub shift: Option<ShiftRule>,
    /// Its ladder's name.
    pub ladder: Option<String>,
    /// How binding.
    pub modality: Modality,
    /// Somebody other than the addressee does it: watched, told to the officer, never escalated.
    pub external: bool,
}

/// What fulfils a duty.
#[derive(Clone, Debug)]
pub enum Wants {
    /// A document of this kind.
    Document(String),
    /// A reported number reaches the quota (an expression over the organization and parameters).
    Measure {
        /// The number's name.
        name: String,
        /// How much is enough.
        quota: Guard,
    },
    /// «Ознакомлен».
    Acknowledgement,
    /// A named decision of a person.
    Decision(String),
    /// The organizations below are done (an expression over counts). Authority cases only.
    Counts(Guard),
}

/// By when a duty must be done.
#[derive(Clone, Debug, PartialEq)]
pub enum DueRule {
    /// A date in the definition.
    Fixed(NaiveDate),
    /// A date parameter.
    Parameter(String),
    /// Counted from a moment: `issue`, `stage`, `plan.accepted`, `track.plan.planned`.
    Relative {
        /// The moment.
        after: String,
        /// How many, negative for before.
        amount: i64,
        /// Of what.
        unit: Unit,
    },
    /// A series of occurrences.
    Recurring {
        /// RFC 5545 RRULE without DTSTART.
        rule: String,
        /// The first day it may fall on: a fixed date or a parameter.
        from: DateRef,
        /// The last day it may fall on.
        until: Option<DateRef>,
    },
}

/// A date, written or taken from a parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum DateRef {
    /// Written.
    Fixed(NaiveDate),
    /// A parameter's name.
    Parameter(String),
}

/// What leads from a stage to another.
#[derive(Clone, Debug)]
pub struct Transition {
    /// What must happen.
    pub trigger: Trigger,
    /// What must hold then.
    pub guard: Option<Guard>,
    /// Where to.
    pub to: String,
}

/// What can move a track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// `plan.filed`, `plan.submitted`, `plan.accepted`, `plan.returned`: a document's step, by kind.
    Document {
        /// The document's kind.
        kind: String,
        /// Which step.
        step: DocumentStep,
    },
    /// `exemption.claimed`, `exemption.granted`, `exemption.refused`: of the stage's duty.
    Exemption(ExemptionStep),
    /// `deadline`: the last instant of the stage's duty passed.
    Deadline,
    /// `fulfilled`: the stage's duty was accepted, whatever it wants.
    Fulfilled,
    /// `series.ended`: the last occurrence of a recurring duty was fulfilled.
    SeriesEnded,
    /// `decision.approve`: a person decided.
    Decision(String),
    /// `acknowledged`: the letter was read.
    Acknowledged,
    /// `track.plan.planned`: another track entered a stage.
    Track {
        /// Which track.
        track: String,
        /// Which stage.
        stage: String,
    },
}

/// A step of a document's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentStep {
    /// Came and counts, whatever follows.
    Filed,
    /// Complete; a person decides.
    Submitted,
    /// Accepted.
    Accepted,
    /// Sent back.
    Returned,
}

/// A step of an exemption's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExemptionStep {
    /// Asked for.
    Claimed,
    /// Agreed.
    Granted,
    /// Not agreed.
    Refused,
}

/// When a duty need not be done.
#[derive(Clone, Debug)]
pub struct ExemptionRule {
    /// Its name: `reorganization`, `score_100`.
    pub reason: String,
    /// What an officer calls it.
    pub title: String,
    /// What must hold for the claim to be possible at all.
    pub guard: Option<Guard>,
    /// The document kind that proves it.
    pub proof: String,
    /// Kinds that must be published or sent besides the proof.
    pub also: Vec<String>,
}

impl Definition {
    /// The tracks that a case with this role runs.
    pub fn tracks_of(&self, role: Role) -> &[Track] {
        match role {
            Role::Main => &self.tracks,
            Role::Authority => &self.authority,
        }
    }

    /// A stage by track and name.
    pub fn stage(&self, role: Role, track: &str, stage: &str) -> Option<&Stage> {
        let track = self.tracks_of(role).iter().find(|t| t.name == track)?;
        track.stages.iter().find(|s| s.name == stage)
    }

    /// A duty's rule by the obligation's id, in either role.
    pub fn duty(&self, obligation: &str) -> Option<&DutyRule> {
        self.duties().find(|duty| duty.id == obligation)
    }

    /// Every duty rule, in the order written.
    pub fn duties(&self) -> impl Iterator<Item = &DutyRule> {
        let tracks = self.tracks.iter().chain(&self.authority);
        tracks.flat_map(|track| &track.stages).filter_map(|stage| stage.duty.as_ref())
    }

    /// «К сведению»: nothing in it has a term, so nothing can ever be overdue.
    pub fn is_informational(&self) -> bool {
        self.duties().all(|duty| duty.due.is_none())
    }
}
