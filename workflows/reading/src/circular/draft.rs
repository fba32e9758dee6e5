//! What is read out of a circular: the shape of `vekha read --json`, with the place and the rule of
//! each fact. A draft for an officer to confirm; nothing here is decided.

use super::earlier::Earlier;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::ops::Range;

pub use vekha_model::Level;

/// A letter as read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The requisites.
    pub letter: Letter,
    /// One for each act, deadline and recipient.
    pub obligations: Vec<Obligation>,
    /// What a person must decide.
    pub questions: Vec<Question>,
    /// Earlier letters that this one moves, repeats, mends or takes back. The contract of
    /// `vekha read --json` has no place for it: `--explain` says it.
    #[serde(skip)]
    pub refers: Vec<Earlier>,
    /// Why each requisite was read so.
    #[serde(skip)]
    pub reasons: Vec<Reason>,
}

/// Why a requisite was read so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Its name in [`Letter`].
    pub requisite: &'static str,
    /// The rule.
    pub rule: &'static str,
    /// Bytes of the extracted text; none where it lies in a table or follows from other facts.
    pub span: Option<Range<usize>>,
}

/// Requisites of ГОСТ Р 7.0.97-2016; what is not there or not readable is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Registration number without «№».
    pub number: Option<String>,
    /// Date of the letter itself.
    pub date: Option<NaiveDate>,
    /// The sending body, on one line.
    pub issuer: Option<String>,
    /// The heading, «О …».
    pub subject: Option<String>,
    /// Addressee blocks in the case printed; none for orders and minutes.
    pub addressees: Vec<String>,
    /// Level of the first addressee.
    pub addressee_level: Option<Level>,
    /// «И.О. Фамилия».
    pub signer: Option<String>,
    /// Who prepared the letter.
    pub executor: Option<String>,
    /// From a filled «На № … от …».
    pub in_reply_to: Option<Reply>,
    /// Nothing in it is required, dated or to be submitted.
    pub informational: bool,
}

/// The letter answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Its number.
    pub number: Option<String>,
    /// Its date.
    pub date: Option<NaiveDate>,
}

/// What sort of act is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Place on a site.
    Publish,
    /// Send a plan.
    SubmitPlan,
    /// Send a report or a filled plan.
    SubmitReport,
    /// Send other data.
    SubmitInfo,
    /// Approve.
    Approve,
    /// Name somebody responsible.
    Appoint,
    /// Hold an event, do a step of the campaign.
    Conduct,
    /// Assess oneself.
    SelfAssessment,
    /// Secure respondents.
    Survey,
    /// Tell third persons.
    Inform,
    /// Explain why no plan is due.
    ExplainExemption,
    /// Be present.
    Attend,
    /// Anything else.
    #[default]
    Other,
}

impl Kind {
    /// Something is sent to the issuer.
    pub const fn is_submission(self) -> bool {
        matches!(self, Self::SubmitPlan | Self::SubmitReport | Self::SubmitInfo)
    }
}

/// How binding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// Must.
    #[default]
    Required,
    /// Is asked.
    Requested,
    /// Is advised.
    Recommended,
}

/// In what form it is to be delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Word of old.
    Doc,
    /// Word.
    Docx,
    /// PDF.
    Pdf,
    /// Excel.
    Xlsx,
    /// An official letter.
    Letter,
    /// A given form.
    Form,
    /// Paper, signature alone.
    Other,
}

/// Units of a counted term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Days of the calendar.
    CalendarDays,
    /// Working days.
    WorkingDays,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
}

/// A term counted from an event; negative amounts lie before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relative {
    /// How many.
    pub amount: i32,
    /// Of what.
    pub unit: Unit,
    /// The event, in the letter's words.
    pub after: String,
}

/// One thing to do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obligation {
    /// The act: verb and object.
    pub what: String,
    /// Its sort.
    pub kind: Kind,
    /// How binding.
    pub modality: Modality,
    /// Last day as written.
    pub due: Option<NaiveDate>,
    /// First day.
    pub opens: Option<NaiveDate>,
    /// `HH:MM`, as written.
    pub due_time: Option<String>,
    /// The words that carry the term.
    pub due_phrase: Option<String>,
    /// RFC 5545, without `RRULE:` and DTSTART.
    pub recurrence: Option<String>,
    /// Counted from an event.
    pub relative: Option<Relative>,
    /// Applies only if something happens.
    pub conditional: bool,
    /// Where to send it.
    pub emails: Vec<String>,
    /// Where to do it.
    pub sites: Vec<String>,
    /// In what form.
    pub formats: Vec<Format>,
    /// The doer, where not simply the addressees.
    pub who: Option<String>,
    /// Binds somebody else than the addressees.
    pub external: bool,
    /// Where it was read and why so.
    #[serde(skip)]
    pub source: Source,
}

/// Where a fact stands in the text and by which rules it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Bytes of the extracted text; none for a row of a table that lies outside the text.
    pub span: Option<Range<usize>>,
    /// Bytes of the words that carry the term.
    pub term: Option<Range<usize>>,
    /// The words of the act as the letter has them, of which `what` is the title.
    pub words: String,
    /// Names of the rules, in the order applied.
    pub rules: Vec<&'static str>,
}

/// What must be decided by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Of what.
    pub about: About,
    /// Why it is asked, in Russian.
    pub why: String,
    /// The rule that asks it.
    #[serde(skip)]
    pub rule: &'static str,
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The letter's number.
    Number,
    /// The letter's date.
    Date,
    /// A deadline.
    Due,
    /// A year that was not written.
    Year,
    /// Where to send.
    Channel,
    /// To whom the letter goes.
    Addressees,
    /// An earlier letter, a resolution.
    Other,
}
