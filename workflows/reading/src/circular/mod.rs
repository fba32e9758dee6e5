//! A circular to requisites, obligations and questions: text and tables in, a draft out.
//!
//! | step | file | from → to |
//! |---|---|---|
//! | 1 | `sheet` | extracted text → lines with places, tables |
//! | 2 | `head`, `stamp`, `addressee`, `name` | lines → requisites, the body between them |
//! | 3 | `sentences` | body → sentences and list items with their lead-ins |
//! | 4 | `token`, `term/` | sentence → words, terms |
//! | 5 | `subordinate`, `segments`, `clause`, `signs`, `doer`, `act`, `channel` | sentence → what it asks, how, where, in what form |
//! | 6 | `before`, `collect`, `piece`, `put`, `announced`, `binding`, `notes`, `merge`, `table`, `rows`, `change` | all of it → obligations |
//! | 6a | `earlier` | heading and sentences → the earlier letters that it moves, repeats, mends, takes back |
//! | 6b | `title` | the words of an act → verb, object, place |
//! | 7 | `doubts`, `reasons` | what remains unclear → questions; by which rule each requisite was read |
//!
//! Three pages take 17 ms (median) to 35 ms (longest of 38) in a release build on a busy machine of two
//! cores: `tests/pace.rs`.
//!
//! A false deadline is worse than a missed one: a date becomes a deadline only beside a predicate
//! that obliges. **Must not know:** files, campaigns, organizations, the day of reading.

mod act;
mod addressee;
mod announced;
mod before;
mod binding;
mod change;
mod channel;
mod clause;
mod collect;
mod doer;
mod doubts;
mod draft;
mod earlier;
mod forms;
mod head;
mod merge;
mod name;
mod notes;
mod piece;
mod put;
mod reasons;
mod rows;
mod segments;
mod sentences;
mod sheet;
mod signs;
mod stamp;
mod subordinate;
mod table;
mod term;
#[cfg(test)]
mod tests;
mod title;
mod token;
mod words;

pub use earlier::{Earlier, Relation};

pub use draft::{
    About, Draft, Format, Kind, Letter, Level, Modality, Obligation, Question, Reason, Relative,
    Reply, Source, Unit,
};

use vekha_model::{Calendar, Extracted};

/// Reads a letter. The calendar says which deadlines fall on days off.
pub fn read(extracted: &Extracted, calendar: &Calendar) -> Draft {
    let sheet = sheet::sheet(extracted);
    let mut head = head::head(&sheet.lines);
    let read = collect::collect(&sheet, &head);
    if head.is_order || head.letter.addressee_level.is_none() {
        head.letter.addressee_level = read.level.or(head.letter.addressee_level);
        head.reasons.extend(reasons::of("addressee_level", "level.of_doers", read.level.as_ref()));
    }
    head.letter.informational = !read.obligations.iter().any(|it| !it.external && is_work(it));
    let questions = doubts::questions(&head, &read, calendar);
    let rule = if head.letter.informational { "letter.asks_nothing" } else { "letter.asks" };
    head.reasons.extend(reasons::of("informational", rule, Some(&())));
    Draft {
        letter: head.letter,
        obligations: read.obligations,
        questions,
        refers: read.refers,
        reasons: head.reasons,
    }
}

/// Required, dated or to be sent.
fn is_work(obligation: &Obligation) -> bool {
    let dated = obligation.due.is_some()
        || obligation.recurrence.is_some()
        || obligation.relative.is_some();
    obligation.modality == Modality::Required || dated || obligation.kind.is_submission()
}
