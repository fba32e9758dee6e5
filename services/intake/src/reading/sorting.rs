//! Which files of a document are which kind of its definition.
//!
//! One mail may bring a plan in two formats (one kind), and a report with its cover letter (two).
//! A file tells its kind by its form. A scan cannot; it joins the kind that lacks its format, or
//! the one that its name hints at. What the sender named is believed where the file does not
//! contradict it: then the checks say what is wrong with it.

use super::open::OpenedFile;
use vekha_core::Definition;
use vekha_core::definition::{DutyRule, Role, Wants};
use vekha_model::{Duty, DutyKey, Extracted, Format};
use vekha_reading::form::Form;
use vekha_reading::recognise::{Kind, kind};

/// What the document may be for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    /// The campaign's definition.
    pub definition: &'a Definition,
    /// Whose tracks the case runs.
    pub role: Role,
    /// The case's duties.
    pub duties: &'a [Duty],
    /// The duty that the sender or a person named.
    pub duty: Option<&'a DutyKey>,
    /// The kind that the sender or a person named.
    pub kind: Option<&'a str>,
}

/// One kind with its files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Submission {
    /// The kind in the definition.
    pub kind: String,
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
    /// Files whose kind nobody can tell.
    pub left: Vec<usize>,
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
    let mut unsure = Vec::new();
    for (at, file) in files.iter().enumerate().filter(|(_, file)| !file.is_container) {
        match asked.kind_of(file) {
            Some(kind) => sorted.of(&kind).files.push(at),
            None => unsure.push(at),
        }
    }
    if let (None, Some(kind)) = (link, asked.kind_of_words(words)) {
        sorted.of(&kind).link = Some(words.to_owned());
    }
    let alone = sorted.submissions.is_empty();
    for at in unsure {
        let lacking = sorted.lacking(asked.definition, files, files[at].format);
        match lacking.or_else(|| asked.only_kind().filter(|_| alone)) {
            Some(kind) => sorted.of(&kind).files.push(at),
            None => sorted.left.push(at),
        }
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
}

impl Asked<'_> {
    /// Whether a duty that waits can use one of these files by its form.
    pub fn can_use(&self, files: &[OpenedFile]) -> bool {
        let waiting: Vec<Duty> =
            self.duties.iter().filter(|duty| duty.state.label().is_waiting()).cloned().collect();
        let relevant = Asked { duties: &waiting, ..*self }.relevant();
        let read = files.iter().filter_map(|file| Some((file, file.outcome.as_ref().ok()?)));
        let mut seen = read.filter_map(|(file, text)| kind(text, &file.name).sure().copied());
        seen.any(|seen| relevant.iter().any(|kind| self.form(kind) == Some(Form::of(seen))))
    }

    /// The kind of a file, if it or the sender tells.
    fn kind_of(&self, file: &OpenedFile) -> Option<String> {
        if let Some(kind) = self.kind {
            return Some(kind.to_owned());
        }
        let readable = file.outcome.as_ref().ok().filter(|read| !read.unreadable);
        match readable.and_then(|read| kind(read, &file.name).sure().copied()) {
            Some(seen) => self.by_form(seen),
            None => self.by_format(file, readable.is_none()),
        }
    }

    /// The definition's kind for a form that was seen.
    fn by_form(&self, seen: Kind) -> Option<String> {
        let relevant = self.relevant();
        let named = self.named();
        if let Some(wanted) = named
            && seen == Kind::Plan
            && self.form(wanted) == Some(Form::FilledPlan)
        {
            // Sent as a report and not filled: that is what the checks will say.
            return Some(wanted.to_owned());
        }
        // A plain letter claims no exemption: only one that explains is a proof.
        let proofs = self.proofs();
        let explains = seen == Kind::Explanation;
        let fits = |kind: &&String| self.form(kind) == Some(Form::of(seen));
        let suits = |kind: &&String| fits(kind) && explains == proofs.contains(kind);
        let best = relevant.iter().find(suits);
        let second = relevant.iter().find(fits).filter(|_| explains);
        let anywhere = || self.definition.documents.keys().find(suits);
        let found = best.or(second).or_else(anywhere).map(String::as_str);
        found.or(named).map(str::to_owned)
    }

    /// A file that does not tell: what the named duty can use of its format, or what a name hints.
    fn by_format(&self, file: &OpenedFile, is_unreadable: bool) -> Option<String> {
        let relevant = self.relevant();
        let hint = kind(&Extracted::default(), &file.name).likeliest().map(|it| Form::of(it.what));
        let hinted = relevant.iter().find(|kind| {
            self.accepts(kind, file.format) && self.form(kind) == hint && hint.is_some()
        });
        if self.duty.is_some() {
            let accepted = relevant.iter().find(|kind| self.accepts(kind, file.format));
            let found = hinted.filter(|_| is_unreadable).or(accepted).map(String::as_str);
            return found.or(self.named()).map(str::to_owned);
        }
        hinted.filter(|_| is_unreadable).cloned()
    }

    fn kind_of_link(&self) -> Option<String> {
        let named = self.kind.or(self.named());
        let links = |kind: &&str| self.form(kind) == Some(Form::Link);
        let known = self.definition.documents.keys().map(String::as_str).find(links);
        named.filter(links).or(known).or(named).map(str::to_owned)
    }

    /// A letter that says where something is published.
    fn kind_of_words(&self, words: &str) -> Option<String> {
        let said = Extracted { text: words.to_owned(), ..Extracted::default() };
        let is_link = kind(&said, "").sure() == Some(&Kind::Link);
        let kinds = self.definition.documents.keys();
        let mut kinds = kinds.filter(|kind| self.form(kind) == Some(Form::Link));
        kinds.next().filter(|_| is_link).cloned()
    }

    /// The kind of the only duty that waits for a document.
    fn only_kind(&self) -> Option<String> {
        let waiting = self.duties.iter().filter(|duty| duty.state.label().is_waiting());
        let mut kinds = waiting.filter_map(|duty| self.wanted(&duty.key));
        let first = kinds.next()?;
        kinds.next().is_none().then(|| first.to_owned())
    }

    /// The kinds that the named duty can use, or any of the case's duties, those that wait first.
    fn relevant(&self) -> Vec<String> {
        let mut keys: Vec<&DutyKey> = match self.duty {
            Some(duty) => vec![duty],
            None => {
                let mut duties: Vec<&Duty> = self.duties.iter().collect();
                duties.sort_by_key(|duty| !duty.state.label().is_waiting());
                duties.into_iter().map(|duty| &duty.key).collect()
            }
        };
        keys.dedup();
        let wanted: Vec<&str> = keys.iter().filter_map(|key| self.wanted(key)).collect();
        let rules = wanted.iter().filter_map(|kind| self.definition.documents.get(*kind));
        let with = rules.flat_map(|rule| &rule.with).map(String::as_str);
        let proofs = self.proofs();
        let mut found: Vec<String> = Vec::new();
        for kind in wanted.iter().copied().chain(with).chain(proofs.iter().map(String::as_str)) {
            if !found.iter().any(|seen| seen == kind) {
                found.push(kind.to_owned());
            }
        }
        found
    }

    /// The kinds that prove an exemption.
    fn proofs(&self) -> Vec<String> {
        let stages = self.definition.tracks_of(self.role).iter().flat_map(|track| &track.stages);
        let rules = stages.flat_map(|stage| &stage.exempt_when);
        rules.flat_map(|rule| rule.also.iter().chain([&rule.proof])).cloned().collect()
    }

    fn named(&self) -> Option<&str> {
        self.wanted(self.duty?)
    }

    fn wanted(&self, key: &DutyKey) -> Option<&str> {
        let rule: &DutyRule = self.definition.duty(&key.obligation)?;
        match &rule.wants {
            Wants::Document(kind) => Some(kind),
            _ => None,
        }
    }

    fn form(&self, kind: &str) -> Option<Form> {
        Form::parse(&self.definition.documents.get(kind)?.form)
    }

    fn accepts(&self, kind: &str, format: Format) -> bool {
        let rule = self.definition.documents.get(kind);
        rule.is_some_and(|rule| rule.files.iter().flatten().any(|it| *it == format))
    }
}
