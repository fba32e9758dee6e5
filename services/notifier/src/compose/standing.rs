//! How one obligation stands after the facts of an answer, folded in order: the last word wins, so
//! that a mail cannot say of one duty both that it was returned and that it is complete.

use super::source::Letter;
use super::spoken;
use vekha_core::machine::reasons;
use vekha_model::{Due, DutyKey, Fact, Format};

/// The last word on a duty. Those that a mail should begin with come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Sent back.
    Returned,
    /// An exemption was not agreed to.
    Refused,
    /// Something came, something is missing.
    Partly,
    /// A new duty follows.
    Opened,
    /// Done.
    Accepted,
    /// Need not be done.
    Exempt,
    /// Complete; a person decides.
    Submitted,
    /// An exemption is asked for; a person decides.
    Claimed,
    /// It came, and nothing more is known.
    Came,
    /// No longer wanted.
    Closed,
    /// Came before its time.
    Kept,
    /// Came for nothing.
    Noted,
}

impl Outcome {
    /// Whether an obligation is behind it, and not a document that is for none.
    pub const fn is_of_a_duty(self) -> bool {
        !matches!(self, Self::Kept | Self::Noted)
    }
}

/// How one obligation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The obligation, or the document that is for none.
    pub title: String,
    /// The last word.
    pub outcome: Outcome,
    /// What counts now: «План (DOCX)».
    pub came: Vec<String>,
    /// What must still come.
    pub missing: Vec<String>,
    /// Why it was returned or refused, a line each.
    pub reasons: Vec<String>,
    /// What belongs to the outcome: a reason, a date.
    note: String,
}

impl Standing {
    /// The standings that these facts lead to: one of their duty, or one for each document.
    pub fn of(facts: &[Fact], letter: &Letter) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        for fact in facts {
            match alone(fact, letter) {
                Some(alone) => found.push(alone),
                None => {
                    let Some(duty) = duty(fact) else { continue };
                    if found.is_empty() {
                        found.push(Self::new(letter.duty(duty), Outcome::Came, String::new()));
                    }
                    if let Some(standing) = found.last_mut() {
                        standing.fold(fact, duty, letter);
                    }
                }
            }
        }
        found
    }

    fn new(title: String, outcome: Outcome, note: String) -> Self {
        let (came, missing, reasons) = (Vec::new(), Vec::new(), Vec::new());
        Self { title, outcome, came, missing, reasons, note }
    }

    fn fold(&mut self, fact: &Fact, duty: &DutyKey, letter: &Letter) {
        match fact {
            Fact::DocumentFiled { document_kind, formats, missing, .. } => {
                self.came.push(came(&letter.document(document_kind), formats));
                self.missing.clone_from(missing);
                if matches!(self.outcome, Outcome::Came | Outcome::Partly) {
                    let partly = !missing.is_empty();
                    self.outcome = if partly { Outcome::Partly } else { Outcome::Came };
                }
            }
            // What had come before goes back with it: the whole set is wanted again.
            Fact::DutyReturned { reason, .. } => {
                self.came.clear();
                self.missing = letter.wanted(duty);
                self.reasons = reasons(reason);
                self.outcome = Outcome::Returned;
            }
            Fact::ExemptionRefused { reason, .. } => {
                self.reasons = reasons(reason);
                self.outcome = Outcome::Refused;
            }
            Fact::DutySubmitted { why, .. } => {
                self.settle(Outcome::Submitted, spoken::one_line(why));
            }
            Fact::DutyAccepted { .. } => self.settle(Outcome::Accepted, String::new()),
            Fact::ExemptionClaimed { reason, .. } => {
                self.settle(Outcome::Claimed, letter.exemption(reason));
            }
            Fact::DutyExempted { reason, .. } => {
                self.settle(Outcome::Exempt, letter.exemption(reason));
            }
            Fact::DutyClosed { why, .. } => self.settle(Outcome::Closed, why.clone()),
            Fact::DutyOpened { due, .. } => self.settle(Outcome::Opened, until(due.as_ref())),
            Fact::DutyExtended { due, .. } => self.note = until(Some(due)),
            _ => {}
        }
    }

    /// Nothing is missing and nothing is wrong any more.
    fn settle(&mut self, outcome: Outcome, note: String) {
        self.missing.clear();
        self.reasons.clear();
        self.outcome = outcome;
        self.note = note;
    }

    /// The organization has to act.
    pub fn asks(&self) -> bool {
        match self.outcome {
            Outcome::Returned | Outcome::Refused | Outcome::Partly | Outcome::Opened => true,
            Outcome::Accepted
            | Outcome::Exempt
            | Outcome::Submitted
            | Outcome::Claimed
            | Outcome::Came
            | Outcome::Closed
            | Outcome::Kept
            | Outcome::Noted => false,
        }
    }

    /// The last word in words.
    pub fn said(&self) -> String {
        let noted = |text: &str| match self.note.is_empty() {
            true => text.to_owned(),
            false => format!("{text} ({})", self.note),
        };
        match self.outcome {
            Outcome::Returned => "возвращено на доработку".to_owned(),
            Outcome::Refused => "освобождение не согласовано".to_owned(),
            Outcome::Partly => "получено не всё".to_owned(),
            Outcome::Opened => format!("следующее поручение, {}", self.note),
            Outcome::Accepted => "принято".to_owned(),
            Outcome::Exempt => noted("освобождение согласовано"),
            Outcome::Submitted => noted("получено полностью, идёт проверка"),
            Outcome::Claimed => noted("заявлено освобождение, решение примет сотрудник"),
            Outcome::Came => "получено".to_owned(),
            Outcome::Closed => noted("поручение снято"),
            Outcome::Kept => {
                "пришло раньше времени; сохранено и будет учтено, когда начнётся его этап"
                    .to_owned()
            }
            Outcome::Noted => self.note.clone(),
        }
    }
}

/// A fact about a document that is for no open duty.
fn alone(fact: &Fact, letter: &Letter) -> Option<Standing> {
    match fact {
        Fact::DocumentKept { document } => {
            let title = letter.document(&document.kind);
            Some(Standing::new(title, Outcome::Kept, String::new()))
        }
        Fact::DocumentNoted { why, .. } => {
            let title = "Не учтено".to_owned();
            Some(Standing::new(title, Outcome::Noted, spoken::one_line(why)))
        }
        _ => None,
    }
}

const fn duty(fact: &Fact) -> Option<&DutyKey> {
    match fact {
        Fact::DocumentFiled { duty, .. }
        | Fact::DutyReturned { duty, .. }
        | Fact::ExemptionRefused { duty, .. }
        | Fact::DutySubmitted { duty, .. }
        | Fact::DutyAccepted { duty, .. }
        | Fact::ExemptionClaimed { duty, .. }
        | Fact::DutyExempted { duty, .. }
        | Fact::DutyClosed { duty, .. }
        | Fact::DutyOpened { duty, .. }
        | Fact::DutyExtended { duty, .. } => Some(duty),
        _ => None,
    }
}

/// «План (DOCX, PDF)».
fn came(title: &str, formats: &[Format]) -> String {
    let name = |format: &Format| match format {
        Format::Link => "ссылка".to_owned(),
        Format::Image => "скан".to_owned(),
        Format::Other => "файл".to_owned(),
        known => known.as_str().to_uppercase(),
    };
    match formats {
        [] => title.to_owned(),
        some => format!("{title} ({})", some.iter().map(name).collect::<Vec<_>>().join(", ")),
    }
}

fn until(due: Option<&Due>) -> String {
    due.map_or_else(|| "срок не установлен".to_owned(), spoken::until)
}
