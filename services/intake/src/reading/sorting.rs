//! Which files of a document are which kind of its definition, and for which duty.
//!
//! One mail may bring a plan in two formats (one kind), and a report with its cover letter (two).
//! A file tells its kind by its form. A scan cannot; it joins the kind that lacks its format, or
//! the one that its name hints at.

use super::asked::{Asked, Part};
use super::open::OpenedFile;
use super::place::{Doubt, Place};
use vekha_core::Definition;
use vekha_model::{DutyKey, Extracted, Format};
use vekha_reading::form::Form;
use vekha_reading::recognise::{Kind, kind};

/// One kind with its files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Submission {
    /// The kind in the definition.
    pub kind: String,
    /// The duty that it counts towards; none when the case decides.
    pub duty: Option<DutyKey>,
    /// Its files, by their place.
    pub files: Vec<usize>,
    /// A publication's address, or the words that hold one.
    pub link: Option<String>,
}

/// What a document brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sorted {
    /// By kind, in the order in which they were found.
    pub submissions: Vec<Submission>,
    /// Letters beside what they accompany, which asks for none.
    pub beside: Vec<usize>,
    /// Files whose kind nobody can tell.
    pub left: Vec<usize>,
    /// The first file that seems to be something else than was said, when nothing was sorted.
    pub doubt: Option<Doubt>,
}

/// Sorts files. `link` is the address that the sender gave; `words` those of the letter.
pub(super) fn sort(
    asked: &Asked<'_>,
    files: &[OpenedFile],
    link: Option<&str>,
    words: &str,
) -> Sorted {
    let mut sorted = Sorted::default();
    if let Some(link) = link
        && let Some(kind) = asked.kind_of_link()
    {
        sorted.of(&kind).link = Some(link.to_owned());
    }
    let mut rest = Vec::new();
    let named = |file: &OpenedFile| asked.said.files.get(&file.position?);
    let open = files.iter().enumerate().filter(|(_, file)| !file.is_container);
    for (at, file) in open.clone().filter(|(_, file)| named(file).is_none()) {
        match asked.place(file) {
            Place::Sure(kind) => sorted.of(&kind).files.push(at),
            other => rest.push((at, other)),
        }
    }
    if let (None, Some(kind)) = (link, asked.kind_of_words(words, files.is_empty())) {
        sorted.of(&kind).link = Some(words.to_owned());
    }
    // What accompanies comes after what it accompanies.
    rest.sort_by_key(|(_, place)| !matches!(place, Place::Companion(_)));
    for (at, place) in rest {
        sorted.join(asked, files, at, place);
    }
    sorted.last_resort(asked);
    for submission in &mut sorted.submissions {
        submission.duty = match asked.fixed() {
            Some(_) => asked.said.duty.clone(),
            None => asked.duty_for(&submission.kind).cloned(),
        };
    }
    for (at, (duty, kind)) in open.filter_map(|(at, file)| Some((at, named(file)?))) {
        sorted.named(duty, kind).files.push(at);
    }
    sorted
}

impl Sorted {
    fn of(&mut self, kind: &str) -> &mut Submission {
        let at = match self.submissions.iter().position(|it| it.kind == kind) {
            Some(at) => at,
            None => {
                self.submissions
                    .push(Submission { kind: kind.to_owned(), ..Submission::default() });
                self.submissions.len() - 1
            }
        };
        &mut self.submissions[at]
    }

    /// What a person said to be of this kind for this duty.
    fn named(&mut self, duty: &DutyKey, kind: &str) -> &mut Submission {
        let same = |it: &Submission| it.kind == kind && it.duty.as_ref() == Some(duty);
        let at = self.submissions.iter().position(same).unwrap_or_else(|| {
            let (kind, duty) = (kind.to_owned(), Some(duty.clone()));
            self.submissions.push(Submission { kind, duty, ..Submission::default() });
            self.submissions.len() - 1
        });
        &mut self.submissions[at]
    }

    /// Finds a place for a file that does not have one by itself.
    fn join(&mut self, asked: &Asked<'_>, files: &[OpenedFile], at: usize, place: Place) {
        let alone = self.submissions.iter().all(|it| it.files.is_empty());
        let here = |kind: &str| self.submissions.iter().any(|it| it.kind == kind);
        let lacking = || self.lacking(asked.definition, files, files[at].format);
        let found = match &place {
            Place::Sure(kind) => Some(kind.clone()),
            Place::Companion(kind) => self.goes_with(asked, kind, alone).then(|| kind.clone()),
            Place::Hinted(kind) => lacking().or_else(|| Some(kind.clone())),
            Place::Doubtful(Doubt { seems: Some((kind, _)) })
                if here(kind) || self.goes_with(asked, kind, false) =>
            {
                Some(kind.clone())
            }
            Place::Silent | Place::Doubtful(_) => lacking(),
        };
        match (found, place) {
            (Some(kind), _) => self.of(&kind).files.push(at),
            (None, Place::Companion(_)) if !self.submissions.is_empty() => self.beside.push(at),
            (None, place) => {
                self.left.push(at);
                let doubt = match place {
                    Place::Doubtful(doubt) => Some(doubt),
                    Place::Companion(kind) => Some(asked.doubt_of(&kind)),
                    _ => None,
                };
                self.doubt = self.doubt.take().or(doubt);
            }
        }
    }

    /// Whether something here, or a duty that had the rest of it, wants this companion. Where
    /// nothing else came and nothing else was said, its duty is the only one that can be meant.
    fn goes_with(&self, asked: &Asked<'_>, kind: &str, alone: bool) -> bool {
        let wants = |it: &Submission| {
            let rule = asked.definition.documents.get(&it.kind);
            rule.is_some_and(|rule| rule.with.iter().any(|with| with == kind))
        };
        let companion = |duty: &DutyKey| {
            let mut uses = asked.uses(duty);
            uses.any(|it| it.part == Part::Companion && it.kind == kind)
        };
        let open = || asked.in_order().into_iter().filter(|duty| companion(duty));
        self.submissions.iter().any(wants)
            || open().any(|duty| asked.lacks(duty, kind) && !asked.is_final(duty))
            || asked.hint().is_some_and(companion)
            || (alone && asked.said.duty.is_none() && asked.said.kind.is_none())
    }

    /// The one kind here that wants a file of this format and has none.
    fn lacking(
        &self,
        definition: &Definition,
        files: &[OpenedFile],
        format: Format,
    ) -> Option<String> {
        let lacks = |it: &&Submission| {
            let groups = definition.documents.get(&it.kind).map_or(&[][..], |rule| &rule.files);
            let has =
                |group: &[Format]| it.files.iter().any(|at| group.contains(&files[*at].format));
            groups.iter().any(|group| group.contains(&format) && !has(group))
        };
        let mut lacking = self.submissions.iter().filter(lacks);
        let first = lacking.next()?;
        lacking.next().is_none().then(|| first.kind.clone())
    }

    /// Nothing told anything: then what was said counts, or the only duty that waits. Its check
    /// tells the sender what is wrong.
    fn last_resort(&mut self, asked: &Asked<'_>) {
        if !self.submissions.is_empty() || self.doubt.is_some() || self.left.is_empty() {
            return;
        }
        let kind = asked.hinted_kind().map(str::to_owned).or_else(|| asked.only_kind());
        if let Some(kind) = kind {
            self.of(&kind).files = std::mem::take(&mut self.left);
        }
    }
}

impl Asked<'_> {
    /// Whether a duty that waits can use one of these files by its form.
    pub fn can_use(&self, files: &[OpenedFile]) -> bool {
        let read = files.iter().filter_map(|file| Some((file, file.outcome.as_ref().ok()?)));
        let mut seen = read.filter_map(|(file, text)| kind(text, &file.name).sure().copied());
        let waiting = || self.in_order().into_iter().filter(|duty| self.is_waiting(duty));
        let forms = || waiting().flat_map(|duty| self.uses(duty)).map(|it| self.form(it.kind));
        seen.any(|seen| forms().any(|form| form == Some(Form::of(seen))))
    }

    fn doubt_of(&self, kind: &str) -> Doubt {
        let all = self.in_order().into_iter().flat_map(|duty| self.uses(duty));
        let found = all.into_iter().find(|it| it.kind == kind);
        Doubt { seems: found.map(|it| (kind.to_owned(), it.duty.clone())) }
    }

    fn kind_of_link(&self) -> Option<String> {
        let named = self.fixed().or(self.hinted_kind());
        let links = |kind: &&str| self.form(kind) == Some(Form::Link);
        let known = self.definition.documents.keys().map(String::as_str).find(links);
        let used = || self.use_of(Kind::Link).map(|it| it.kind);
        named.filter(links).or_else(used).or(known).or(named).map(str::to_owned)
    }

    /// A letter that says where something is published. What a person sorted is one thing: its
    /// words count only where there is nothing else.
    fn kind_of_words(&self, words: &str, alone: bool) -> Option<String> {
        if let Some(kind) = self.fixed() {
            let is_link = alone && self.form(kind) == Some(Form::Link);
            return is_link.then(|| kind.to_owned());
        }
        let said = Extracted { text: words.to_owned(), ..Extracted::default() };
        kind(&said, "").sure().filter(|seen| **seen == Kind::Link)?;
        let used = self.use_of(Kind::Link).map(|it| it.kind);
        used.or_else(|| self.elsewhere(Kind::Link)).map(str::to_owned)
    }

    /// The kind of the only duty that waits for a document.
    fn only_kind(&self) -> Option<String> {
        let waiting = self.in_order().into_iter().filter(|duty| self.is_waiting(duty));
        let mut wanted =
            waiting.filter_map(|duty| self.uses(duty).find(|it| it.part == Part::Wanted));
        let first = wanted.next()?;
        wanted.next().is_none().then(|| first.kind.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::super::said::Said;
    use super::*;
    use vekha_core::definition::Role;
    use vekha_model::{Duty, DutyState, FiledDocument, Modality, Parameters, Trust};

    const TWICE: &str = "
workflow: twice
version: 1
title: Два отчёта
documents:
  report: { title: Отчёт, form: plan-457-filled, files: [[docx]], with: [cover_letter] }
  cover_letter: { title: Сопроводительное письмо, form: letter, files: [[pdf]] }
  publication: { title: Ссылка, form: link }
ladders: { plain: [{ at: +1wd, tell: organization }] }
tracks:
  spring:
    title: Весна
    stages:
      open: { duty: { wants: report, due: 2024-03-01, ladder: plain }, on: { report.accepted: done } }
      done: { end: true }
  autumn:
    title: Осень
    stages:
      open: { duty: { wants: report, due: 2024-09-01, ladder: plain }, on: { report.accepted: done } }
      done: { end: true }
  site:
    title: Сайт
    stages:
      open: { duty: { wants: publication, due: 2024-09-01, ladder: plain }, on: { publication.accepted: done } }
      done: { end: true }
";
    const LETTER: &str = "От 27.02.2024 № 45/01-12\nНаправляем отчёт.\nПриложение: на 4 л.";

    fn duty(key: &str, state: DutyState, filed: &[&str]) -> Duty {
        let part = |kind: &&str| FiledDocument {
            document: uuid::Uuid::nil().into(),
            kind: (*kind).to_owned(),
            formats: Vec::new(),
            trust: Trust::SignedLink,
            at: chrono::DateTime::UNIX_EPOCH,
        };
        Duty {
            key: DutyKey::from(key),
            track: key.to_owned(),
            modality: Modality::Required,
            opened_at: chrono::DateTime::UNIX_EPOCH,
            due: None,
            state,
            filed: filed.iter().map(part).collect(),
            extensions: Vec::new(),
            deadline_passed: false,
        }
    }

    fn accepted() -> DutyState {
        DutyState::Accepted { document: None, at: chrono::DateTime::UNIX_EPOCH }
    }

    fn letter() -> OpenedFile {
        OpenedFile {
            name: "1.pdf".to_owned(),
            format: Format::Pdf,
            size: 1,
            position: None,
            sha256: String::new(),
            extract: None,
            mismatch: None,
            is_damaged: false,
            is_container: false,
            outcome: Ok(Extracted { text: LETTER.to_owned(), ..Extracted::default() }),
        }
    }

    /// Asks what may be meant after an answer to the mail about a duty.
    fn asking<T>(answered: &str, duties: &[Duty], ask: impl Fn(&Asked<'_>) -> T) -> T {
        let definition = Definition::parse("twice.yaml", TWICE).expect("a workflow");
        let said = Said::answering(Some(DutyKey::from(answered)));
        let parameters = Parameters::default();
        ask(&Asked {
            definition: &definition,
            parameters: &parameters,
            role: Role::Main,
            duties,
            said: &said,
        })
    }

    /// The duty of a kind that came for sure.
    fn counts(kind: &str, answered: &str, duties: &[Duty]) -> Option<String> {
        asking(answered, duties, |asked| asked.duty_for(kind).map(ToString::to_string))
    }

    /// The kinds and duties that a cover letter counts towards.
    fn told(answered: &str, duties: &[Duty]) -> String {
        let sorted = asking(answered, duties, |asked| sort(asked, &[letter()], None, ""));
        let duty = |it: &Submission| it.duty.as_ref().map(ToString::to_string);
        let line = |it: &Submission| format!("{} for {}", it.kind, duty(it).unwrap_or_default());
        let lines: Vec<String> = sorted.submissions.iter().map(line).collect();
        if lines.is_empty() { "a person".to_owned() } else { lines.join(", ") }
    }

    #[test]
    fn the_hint_chooses_between_duties_of_one_kind_while_it_is_open() {
        let open = || [duty("autumn", DutyState::Open, &[]), duty("spring", DutyState::Open, &[])];
        assert_eq!(told("autumn", &open()), "cover_letter for autumn");
        assert_eq!(told("spring", &open()), "cover_letter for spring");
        let done = [duty("autumn", DutyState::Open, &[]), duty("spring", accepted(), &[])];
        assert_eq!(counts("report", "spring", &done).as_deref(), Some("autumn"), "one is done");
        assert_eq!(counts("report", "autumn", &open()).as_deref(), Some("autumn"));
        assert_eq!(counts("report", "site", &open()), None, "the case decides between two");
        assert_eq!(told("spring", &done), "a person", "which report it goes with is unclear");
    }

    #[test]
    fn what_is_missing_of_another_duty_is_taken_and_a_letter_for_nothing_is_not() {
        let site = || duty("site", DutyState::Open, &[]);
        let partly = [site(), duty("autumn", DutyState::Open, &["report"])];
        assert_eq!(told("site", &partly), "cover_letter for autumn");
        let nothing = [site(), duty("autumn", DutyState::Open, &[])];
        assert_eq!(told("site", &nothing), "a person");
    }
}
