//! A workflow exactly as its author writes it: what serde reads and what editors know by the
//! JSON Schema. The comments here are what an editor shows beside a key.

use super::shapes::{At, Named, OneOrMany, Part, ShortOrLong};
use super::words;
use crate::definition::{CaseFor, ParameterKind, Review};
use schemars::JsonSchema;
use serde::Deserialize;
use vekha_model::{Addressee, Format, Modality, RungAt, ShiftRule};

/// A workflow of Vekha: what a circular demands, of whom, by when, and who is told.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Workflow {
    /// The name: latin letters, digits and hyphens.
    pub(super) workflow: At<String>,
    /// Grows by one with every change. Running cases stay with the version they started on.
    pub(super) version: u32,
    /// A template over the parameters: `Итоги НОКО {{ year }} года`.
    pub(super) title: String,
    /// Who has the main cases.
    #[serde(default)]
    pub(super) case_for: CaseFor,
    /// How days are counted where a duty does not say.
    #[serde(default)]
    pub(super) calendar: Calendar,
    /// What a campaign must fill in: `year: integer`.
    #[serde(default)]
    pub(super) parameters: Named<Part<ShortOrLong<ParameterKind, Parameter>>>,
    /// What may come in, by kind.
    #[serde(default)]
    pub(super) documents: Named<Part<Document>>,
    /// Who is told what, how many days before and after the due date.
    #[serde(default)]
    pub(super) ladders: Named<Vec<Part<Rung>>>,
    /// The parallel lines of a case.
    #[serde(default)]
    pub(super) tracks: Named<Part<Track>>,
    /// The authority's own case, which waits for its organizations.
    #[serde(default)]
    pub(super) authority: Authority,
}

/// How days are counted.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Calendar {
    /// What a term without a unit is counted in (`plus: 10`).
    #[serde(default)]
    pub(super) days: Days,
    /// Where a due date goes from a day off.
    #[serde(default)]
    #[schemars(schema_with = "words::shift")]
    pub(super) shift: ShiftRule,
}

/// What a term without a unit is counted in.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Days {
    /// Calendar days.
    #[default]
    Calendar,
    /// Working days.
    Working,
}

/// A parameter with more than its type.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Parameter {
    /// Its type.
    pub(super) r#type: ParameterKind,
    /// How a form asks for it.
    pub(super) title: Option<String>,
    /// Used when a campaign gives none.
    #[serde(default)]
    #[schemars(schema_with = "words::scalar")]
    pub(super) default: Option<At<String>>,
}

/// What may come in, and when it is complete.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    /// What an officer calls it.
    pub(super) title: Option<String>,
    /// What is checked in it.
    #[serde(default)]
    pub(super) form: Form,
    /// One file of each group must come: `[[doc, docx], [pdf]]` is Word and PDF.
    #[serde(default)]
    #[schemars(schema_with = "words::files")]
    pub(super) files: Vec<Vec<Format>>,
    /// Kinds that must come as well.
    #[serde(default)]
    pub(super) with: OneOrMany<String>,
    /// Who looks at it when nothing is wrong in it.
    #[serde(default)]
    pub(super) review: Review,
}

/// What is checked in a document.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Form {
    /// The plan of приказ № 457.
    #[serde(rename = "plan-457")]
    Plan457,
    /// The same plan with what was done and why the rest was not.
    #[serde(rename = "plan-457-filled")]
    Plan457Filled,
    /// A letter on a letterhead.
    Letter,
    /// An address on the internet instead of a file.
    Link,
    /// Nothing.
    #[default]
    Any,
}

impl Form {
    /// The name that `vekha-reading` knows it by.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Plan457 => "plan-457",
            Self::Plan457Filled => "plan-457-filled",
            Self::Letter => "letter",
            Self::Link => "link",
            Self::Any => "any",
        }
    }
}

/// One rung of a ladder.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Rung {
    /// Days from the due date: `-10wd` is ten working days before, `+3d` three days after.
    #[schemars(schema_with = "words::rung_at")]
    pub(super) at: At<RungAt>,
    /// Whom.
    #[schemars(schema_with = "words::addressee")]
    pub(super) tell: Addressee,
    /// One message that lists everything.
    pub(super) r#as: Option<Digest>,
    /// The addressee is asked to say «принято в работу».
    pub(super) ask: Option<Ask>,
    /// Only a draft for signature is made. A rung that tells the head always is one.
    pub(super) draft: Option<Draft>,
}

/// How a rung tells.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Digest {
    /// One message that lists everything.
    Digest,
}

/// What a rung asks for.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Ask {
    /// «Принято в работу».
    Acknowledgement,
}

/// What a rung drafts.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Draft {
    /// A letter for signature.
    Letter,
}

/// The authority's own case.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Authority {
    /// Its parallel lines.
    #[serde(default)]
    pub(super) tracks: Named<Part<Track>>,
}

/// One parallel line.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Track {
    /// What an officer calls it.
    pub(super) title: Option<String>,
    /// Its stages; the first is where it starts.
    pub(super) stages: Named<Part<Stage>>,
}

/// A place where a track waits.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Stage {
    /// What an officer calls it.
    pub(super) title: Option<String>,
    /// Nothing follows.
    #[serde(default)]
    pub(super) end: bool,
    /// What is owed while the track is here.
    #[serde(default)]
    pub(super) duty: Option<Part<Duty>>,
    /// What leads away: `plan.accepted: planned`.
    #[serde(default)]
    #[schemars(schema_with = "words::transitions")]
    pub(super) on: Named<OneOrMany<Part<ShortOrLong<String, Way>>>>,
    /// When the duty need not be done.
    #[serde(default)]
    pub(super) exempt_when: Vec<Part<Exemption>>,
}

/// A way to another stage, under a condition.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Way {
    /// The stage.
    pub(super) to: String,
    /// A CEL expression that must hold.
    pub(super) r#if: Option<At<String>>,
}

/// One obligation.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Duty {
    /// Its name in the whole workflow; the track's name unless given.
    pub(super) id: Option<String>,
    /// What an officer calls it; the track's title unless given.
    pub(super) title: Option<String>,
    /// What fulfils it: a kind of document, or `{ measure: … }`, `{ decision: … }` and so on.
    pub(super) wants: ShortOrLong<String, At<Wants>>,
    /// The first day it can be done, a date or a date parameter: nothing rings before it.
    pub(super) opens: Option<String>,
    /// By when: a date, a date parameter, `{ after: issue, plus: 10wd }` or `{ every: … }`.
    pub(super) due: Option<ShortOrLong<String, At<Due>>>,
    /// The clock on the last day: `"15:00"`. Otherwise the end of the day.
    #[serde(default)]
    #[schemars(schema_with = "words::time")]
    pub(super) time: Option<At<String>>,
    /// Where the due date goes from a day off, if not as the calendar says.
    #[serde(default)]
    #[schemars(schema_with = "words::shift")]
    pub(super) shift: Option<ShiftRule>,
    /// Its ladder's name.
    pub(super) ladder: Option<String>,
    /// How binding the letter's words are. A recommendation is never escalated.
    #[serde(default)]
    #[schemars(schema_with = "words::modality")]
    pub(super) modality: Modality,
    /// Somebody other than the addressee does it: watched, never escalated.
    #[serde(default)]
    pub(super) external: bool,
}

/// What fulfils a duty that wants no document.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wants {
    /// A number that is reported until it reaches the quota.
    pub(super) measure: Option<String>,
    /// How much is enough, a CEL expression: `min(ceil(0.4 * organization.pupils), 600)`.
    pub(super) quota: Option<At<String>>,
    /// «Ознакомлен».
    pub(super) acknowledgement: Option<bool>,
    /// A named decision of a person.
    pub(super) decision: Option<String>,
    /// What must hold below the authority, a CEL expression:
    /// `accepted(plan) + exempt(plan) == organizations`.
    pub(super) counts: Option<At<String>>,
}

/// A due date that is counted or that recurs.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Due {
    /// The moment it is counted from: `issue`, `stage`, `plan.accepted`, `track.plan.planned`.
    pub(super) after: Option<String>,
    /// How much later: `10wd`, `30d`, `2w`, `1m`.
    #[serde(default)]
    #[schemars(schema_with = "words::term")]
    pub(super) plus: Option<At<String>>,
    /// RFC 5545 RRULE: `FREQ=MONTHLY;BYMONTHDAY=5`.
    pub(super) every: Option<String>,
    /// The first day it may fall on: a date or a date parameter.
    pub(super) from: Option<String>,
    /// The last day it may fall on: a date or a date parameter.
    pub(super) until: Option<String>,
}

/// When a duty need not be done.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Exemption {
    /// Its name, or several that are proved alike.
    pub(super) reason: OneOrMany<String>,
    /// What an officer calls it.
    pub(super) title: Option<String>,
    /// A CEL expression that must hold for the claim to be possible.
    pub(super) r#if: Option<At<String>>,
    /// The kind of document that proves it.
    pub(super) proof: String,
    /// Kinds that must come as well.
    #[serde(default)]
    pub(super) also: OneOrMany<String>,
}
