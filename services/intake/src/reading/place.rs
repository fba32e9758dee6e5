//! What one file is: by its form where it tells, else by what was said of it.
//!
//! The form decides. The hint decides between what the form leaves open; where a file tells too
//! little and speaks against the hint, a person decides.

use super::asked::{Asked, Part, Use};
use super::open::OpenedFile;
use vekha_model::{DutyKey, Extracted};
use vekha_reading::form::Form;
use vekha_reading::plan;
use vekha_reading::recognise::{Kind, Ranked, Recognition, kind};

/// Points from which a clue in the text of a file, that is not sure, speaks against a hint: more
/// than one strong clue and one weak.
const DOUBT: i32 = 5;

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Surely of this kind.
    Sure(String),
    /// Surely what accompanies something; the rest of the set tells what.
    Companion(String),
    /// It tells nothing, or nothing against what was said: the kind that the hint names.
    Hinted(String),
    /// It tells nothing, and the hint has no use for such a file.
    Silent,
    /// It seems to be something else than was said.
    Doubtful(Doubt),
}

/// What a doubtful file seems to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Doubt {
    /// Its kind and the duty that can use it; none when only the hint is surely wrong.
    pub seems: Option<(String, DutyKey)>,
}

impl Asked<'_> {
    /// Places one file.
    pub fn place(&self, file: &OpenedFile) -> Place {
        let readable = file.outcome.as_ref().ok().filter(|read| !read.unreadable);
        if let Some(kind) = self.fixed() {
            let beside = readable.and_then(|read| self.beside(*kind_of(read, file).sure()?));
            return Place::Sure(beside.unwrap_or(kind).to_owned());
        }
        let Some(read) = readable else {
            let seen = kind(&Extracted::default(), &file.name);
            return self.by_hint(file, seen.likeliest().filter(|it| it.score > 0), false);
        };
        let seen = kind_of(read, file);
        match seen.sure() {
            Some(sure) => self.by_form(*sure, read, file),
            None => self.by_hint(file, seen.likeliest().filter(|it| it.score >= DOUBT), true),
        }
    }

    /// A person assigns a whole mail by what matters in it: a letter that goes with that stays one.
    fn beside(&self, seen: Kind) -> Option<&str> {
        let mut uses = self.uses(self.said.duty.as_ref()?);
        let goes =
            |it: &Use<'_>| it.part == Part::Companion && self.form(it.kind) == Some(Form::of(seen));
        uses.find(goes).map(|it| it.kind)
    }

    fn by_form(&self, seen: Kind, read: &Extracted, file: &OpenedFile) -> Place {
        if seen == Kind::Plan
            && let Some(place) = self.empty_report(read)
        {
            return place;
        }
        let found = self.use_of(seen);
        let hinted = self.hinted_kind().filter(|kind| self.takes_any(kind, file.format));
        match (found, hinted) {
            (Some(found), Some(any)) if Some(found.duty) != self.hint() => {
                Place::Sure(any.to_owned())
            }
            (Some(Use { kind, part: Part::Companion, .. }), _) => Place::Companion(kind.to_owned()),
            (Some(Use { kind, .. }), _) | (None, Some(kind)) => Place::Sure(kind.to_owned()),
            (None, None) => {
                let kind = self.elsewhere(seen);
                kind.map_or(Place::Silent, |kind| Place::Sure(kind.to_owned()))
            }
        }
    }

    /// A plan with nothing in its last columns, sent as a report: one that nobody filled, or the new
    /// plan under the wrong duty. Its year tells.
    fn empty_report(&self, read: &Extracted) -> Option<Place> {
        let hint = self.hint()?;
        let wanted = |duty, form| {
            let mut wanted = self.uses(duty).filter(|it| it.part == Part::Wanted);
            wanted.find(|it| self.form(it.kind) == Some(form))
        };
        let report = wanted(hint, Form::FilledPlan)?;
        let open = self.in_order().into_iter().filter(|duty| !self.is_final(duty));
        let plan = open.filter_map(|duty| wanted(duty, Form::Plan)).next();
        let Some(new) = plan else { return Some(Place::Sure(report.kind.to_owned())) };
        let year = plan::read(read, None).and_then(|plan| plan.year);
        Some(match year.zip(self.year_of(new.duty)) {
            Some((written, wanted)) if written == wanted => Place::Sure(new.kind.to_owned()),
            Some(_) => Place::Sure(report.kind.to_owned()),
            None => Place::Doubtful(Doubt::of(&new)),
        })
    }

    /// A file that is not surely anything: `likely` is what it seems to be, by its name where
    /// nothing of it can be read.
    fn by_hint(
        &self,
        file: &OpenedFile,
        likely: Option<&Ranked<Kind>>,
        is_readable: bool,
    ) -> Place {
        let like =
            |it: &Use<'_>| likely.is_some_and(|is| self.form(it.kind) == Some(Form::of(is.what)));
        let taken = |it: &Use<'_>| is_readable || self.accepts(it.kind, file.format);
        let Some(hint) = self.hint() else {
            let all = || self.in_order().into_iter().flat_map(|duty| self.uses(duty));
            let named = all().find(|it| !is_readable && like(it) && taken(it));
            return named.map_or(Place::Silent, |it| Place::Sure(it.kind.to_owned()));
        };
        let own = || self.uses(hint);
        let any = |it: &Use<'_>| self.takes_any(it.kind, file.format);
        if let Some(found) = own().find(|it| (like(it) && taken(it)) || any(it)) {
            return Place::Hinted(found.kind.to_owned());
        }
        let waiting = || self.in_order().into_iter().filter(|duty| self.is_waiting(duty));
        let others = || waiting().filter(|duty| *duty != hint).flat_map(|duty| self.uses(duty));
        // An old form of a report is often called a plan.
        let is_filled = likely.is_some_and(|it| it.what == Kind::Plan)
            && own().any(|it| self.form(it.kind) == Some(Form::FilledPlan));
        if let Some(other) = others().find(|it| like(it) && taken(it)).filter(|_| !is_filled) {
            return Place::Doubtful(Doubt::of(&other));
        }
        if let Some(found) = own().find(|it| self.accepts(it.kind, file.format)) {
            return Place::Hinted(found.kind.to_owned());
        }
        let wants_link = own().any(|it| self.form(it.kind) == Some(Form::Link));
        match wants_link && others().any(|it| self.accepts(it.kind, file.format)) && !is_readable {
            true => Place::Doubtful(Doubt::default()),
            false => Place::Silent,
        }
    }
}

fn kind_of(read: &Extracted, file: &OpenedFile) -> Recognition<Kind> {
    kind(read, &file.name)
}

impl Doubt {
    fn of(found: &Use<'_>) -> Self {
        Self { seems: Some((found.kind.to_owned(), found.duty.clone())) }
    }
}
