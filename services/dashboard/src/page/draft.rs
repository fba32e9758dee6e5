//! `/drafts/{id}`: the letter with its marked words, beside it what it asks.

use super::Choice;
use crate::render::Screen;
use serde::Serialize;

/// The head of every page of a draft: where one is on the way.
#[derive(Clone, Debug, Serialize)]
pub struct Way {
    /// What the draft is called.
    pub title: String,
    /// Its address.
    pub href: String,
    /// `letter`, `recipients`, `launch`.
    pub step: &'static str,
    /// The version that the forms are about.
    pub version: i64,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct DraftPage {
    /// Where one is.
    pub way: Way,
    /// The letter's file.
    pub file: String,
    /// The text, cut at the quoted words.
    pub pieces: Vec<MarkedPiece>,
    /// Campaigns whose letter this one speaks of.
    pub earlier: Vec<Earlier>,
    /// What must be decided by a person.
    pub questions: Vec<QuestionCard>,
    /// How many of them are open.
    pub open_questions: i64,
    /// The requisites.
    pub requisites: Vec<Requisite>,
    /// What the letter asks.
    pub items: Vec<ItemCard>,
    /// The form for one more.
    pub blank: ItemForm,
    /// The workflow.
    pub workflow: WorkflowCard,
}

/// A piece of the letter.
#[derive(Clone, Debug, Serialize)]
pub struct MarkedPiece {
    /// Its words.
    pub text: String,
    /// The class of its colour; none where no obligation quotes it.
    pub colour: Option<String>,
    /// It carries a term.
    pub term: bool,
    /// Numbers of the obligations that begin here.
    pub begins: Vec<usize>,
    /// Numbers of those that end here.
    pub ends: Vec<usize>,
}

/// A running campaign that this letter goes on with.
#[derive(Clone, Debug, Serialize)]
pub struct Earlier {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Why it is offered: which letter is named, and what is said of it.
    pub because: String,
    /// Where the letter joins it: what would change is shown before anything does.
    pub follow: String,
}

/// A question.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionCard {
    /// For the form.
    pub key: String,
    /// Why it is asked.
    pub why: String,
    /// Answered.
    pub settled: bool,
    /// Where it is answered: the anchor of a field on the page, if there is one.
    pub anchor: Option<&'static str>,
}

/// A requisite with what stands in it.
#[derive(Clone, Debug, Serialize)]
pub struct Requisite {
    /// The field of the form.
    pub name: &'static str,
    /// What it is called.
    pub title: String,
    /// `text`, `date`, `email`.
    pub kind: &'static str,
    /// What stands in it.
    pub value: String,
    /// As people read it.
    pub shown: String,
    /// A person changed it; then this is what was read, or «нет».
    pub read: Option<String>,
}

/// An obligation.
#[derive(Clone, Debug, Serialize)]
pub struct ItemCard {
    /// Its number, from 1.
    pub number: usize,
    /// The class of its colour.
    pub colour: String,
    /// The act.
    pub what: String,
    /// Due, who, what to send, where, how binding.
    pub facts: Vec<ItemFact>,
    /// It is quoted in the text.
    pub quoted: bool,
    /// A person added it.
    pub added: bool,
    /// A person struck it out.
    pub dropped: bool,
    /// By which rules it was read.
    pub rules: String,
    /// To correct it.
    pub form: ItemForm,
}

/// A line of an obligation.
#[derive(Clone, Debug, Serialize)]
pub struct ItemFact {
    /// «Срок».
    pub title: String,
    /// «до 31.01.2024 включительно, среда».
    pub value: String,
    /// What is to be looked at: a day off.
    pub warning: Option<String>,
    /// A person changed it; then this is what was read.
    pub read: Option<String>,
}

/// The form of an obligation.
#[derive(Clone, Debug, Serialize)]
pub struct ItemForm {
    /// Where it goes.
    pub action: String,
    /// The act.
    pub what: String,
    /// Who.
    pub who: String,
    /// Whom it binds.
    pub binds: Vec<Choice>,
    /// What proves it.
    pub kinds: Vec<Choice>,
    /// How binding.
    pub modalities: Vec<Choice>,
    /// How the term is given.
    pub whens: Vec<Choice>,
    /// The last day.
    pub day: String,
    /// So many.
    pub amount: String,
    /// Days, weeks.
    pub units: Vec<Choice>,
    /// Rules of repetition.
    pub rules: Vec<Choice>,
    /// The last day of a repetition.
    pub until: String,
    /// The clock.
    pub time: String,
    /// The first day.
    pub opens: String,
    /// Formats.
    pub formats: Vec<Choice>,
    /// Where to send it.
    pub emails: String,
    /// Where to do it.
    pub sites: String,
}

/// Which workflow will run.
#[derive(Clone, Debug, Serialize)]
pub struct WorkflowCard {
    /// A shipped campaign that fits: its title.
    pub offer: Option<String>,
    /// Why.
    pub because: String,
    /// What of the letter it does not follow.
    pub left_out: Option<String>,
    /// The shipped one is chosen.
    pub shipped: bool,
    /// Its parameters.
    pub parameters: Vec<ParameterField>,
    /// Who has the main cases, when it is built.
    pub levels: Vec<Choice>,
}

/// A parameter of a shipped campaign.
#[derive(Clone, Debug, Serialize)]
pub struct ParameterField {
    /// The field of the form.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// `date`, `number`, `text`.
    pub kind: &'static str,
    /// What stands in it.
    pub value: String,
    /// The letter gives it.
    pub from_letter: bool,
}

impl Screen for DraftPage {
    const TEMPLATE: &'static str = "draft.html";
}
