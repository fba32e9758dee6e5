//! One part of a sentence with all that is known around it, and the obligation it is written into.

use super::act;
use super::binding::has_term;
use super::channel::{self, Mail};
use super::clause::{self, Clause};
use super::collect::Context;
use super::draft::{Kind, Obligation};
use super::sentences::Sentence;
use super::term::{Shape, Term};
use super::token::Token;
use chrono::NaiveDate;

/// A part and what is known around it.
pub(super) struct Piece<'a> {
    pub at: usize,
    pub sentence: &'a Sentence,
    pub list: &'a [Token],
    pub words: &'a str,
    /// The words without what only explains.
    pub said: &'a str,
    pub clause: &'a Clause,
    pub mine: &'a [Term],
    pub mail: &'a Mail,
    pub lead: &'a Context,
    /// The sentences just before, that «в таком случае» means.
    pub told: &'a str,
    pub led: bool,
}

impl Piece<'_> {
    /// Its own first day, or that of the lead-in; a first day said in another part holds only for
    /// what comes again.
    pub fn opening(&self) -> Option<NaiveDate> {
        let own = self.mine.iter().find(|it| it.shape == Shape::Opening).and_then(|it| it.opens);
        let recurs = || self.mine.iter().any(|it| it.shape == Shape::Recurring);
        own.or_else(|| self.lead.opens.filter(|_| self.at_start() || recurs()))
    }

    /// Nothing of the sentence stands before it.
    pub fn at_start(&self) -> bool {
        self.sentence.line.text.starts_with(self.words)
    }

    /// «…, окончательный вариант – до 20 марта»: a thing and its term, the verb stands before.
    pub fn is_gapped(&self) -> bool {
        let Some(term) = self.mine.iter().find(|it| it.binds()) else { return false };
        let dash = term.tokens.start.checked_sub(1).and_then(|at| self.list.get(at));
        dash.is_some_and(|it| it.is("-"))
    }

    /// «…, за II полугодие – до 25 декабря»: the thing stands before, like the verb.
    fn names_no_thing(&self) -> bool {
        let first = self.tokens().first().map_or("", |it| it.text.as_str());
        ["за", "для", "по", "в", "на", "от"].contains(&first)
    }

    /// «…: она подаётся каждую пятницу»: the thing is named in the part before.
    fn is_pronoun(&self) -> bool {
        const PRONOUNS: [&str; 8] = ["он", "она", "оно", "они", "его", "ее", "их", "последний"];
        self.tokens().first().is_some_and(|it| PRONOUNS.contains(&it.text.as_str()))
    }

    /// «Установлены следующие сроки:», «Сроки:»: what follows is bound by its own terms.
    pub fn names_terms(&self) -> bool {
        self.sentence.line.text.ends_with(':')
            && self.list.iter().any(|it| it.is("сроки") || it.is("график"))
    }

    /// «Прошу организовать следующую работу.», «необходимо сделать следующее»: what follows is asked.
    pub fn announces_more(&self) -> bool {
        let nouns = ["работ", "поручени", "мер", "действи", "мероприяти", "задач"];
        let tokens = self.tokens();
        let more = tokens.iter().enumerate().any(|(at, it)| {
            let next = tokens.get(at + 1);
            it.starts("следующ")
                && (it.is("следующее")
                    || next.is_some_and(|it| nouns.iter().any(|stem| it.starts(stem))))
        });
        more && self.clause.modality.is_some()
            && !has_term(self.mine)
            && self.mail.addresses.is_empty()
            && self.sentence.line.text.ends_with('.')
    }

    /// The tokens of this part.
    pub fn tokens(&self) -> &[Token] {
        let text = &self.sentence.line.text;
        let from = text.find(self.words).unwrap_or(0);
        let first = self.list.iter().position(|it| it.at.start >= from).unwrap_or(0);
        let last = self
            .list
            .iter()
            .rposition(|it| it.at.end <= from + self.words.len())
            .map_or(first, |it| it + 1);
        self.list.get(first..last.max(first)).unwrap_or_default()
    }

    /// Addresses within this part; what is to be sent takes those of the whole sentence.
    fn own_mail(&self, kind: Kind) -> Vec<String> {
        let own = channel::mail(self.tokens(), self.words);
        let whole = own.same
            || kind.is_submission()
            || self.words.len() + 2 >= self.sentence.line.text.len();
        let placed = !channel::sites(self.tokens()).is_empty()
            && self.words.len() + 2 < self.sentence.line.text.len()
            && !own.same;
        if own.addresses.is_empty() && (!whole || placed) {
            own.addresses
        } else {
            self.mail.addresses.clone()
        }
    }
}

/// The act of a part with its kind, channel, formats and place; when and for whom comes later.
pub(super) fn written(
    piece: &Piece<'_>,
    rule: &'static str,
    classes: &[&'static str],
    before: &str,
) -> Obligation {
    let what = match rule {
        "clause.led_in" => format!("{} {}", piece.lead.act, piece.said),
        clause::GAPPED if piece.names_no_thing() => format!("{before} {}", piece.said),
        clause::KEPT | clause::ANSWER => format!("{before} {}", piece.said),
        _ if piece.is_pronoun() => format!("{} {}", piece.lead.said, piece.said),
        _ => piece.said.to_owned(),
    };
    let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
    let tied = piece.sentence.follows.is_some() || piece.lead.open;
    let folded = crate::text::fold(&what);
    let again = ["такому случа", "таком случа", "этом случа", "таких случа", "об этом"]
        .iter()
        .any(|it| folded.contains(it));
    let above = match () {
        () if tied => piece.lead.said.as_str(),
        () if again => piece.told,
        () => "",
    };
    let around = format!("{above} {}", piece.sentence.line.text);
    let kind =
        if rule == clause::QUOTA { Kind::Survey } else { act::kind(&what, &around, classes) };
    let quota = ["не менее", "%", "процент"].iter().any(|it| what.contains(it));
    let kind = if kind == Kind::Attend && quota { Kind::Survey } else { kind };
    let mut obligation = Obligation { what, kind, ..Obligation::default() };
    obligation.conditional = kind == Kind::ExplainExemption;
    obligation.sites =
        if kind == Kind::Appoint && !classes.iter().any(|it| matches!(*it, "enter" | "publish")) {
            Vec::new()
        } else {
            channel::sites(piece.tokens())
        };
    if obligation.sites.is_empty() && piece.sentence.lead.is_some() {
        obligation.sites.clone_from(&piece.lead.sites);
    }
    obligation.formats = channel::formats(piece.words);
    if !matches!(
        kind,
        Kind::Publish
            | Kind::Approve
            | Kind::Appoint
            | Kind::SelfAssessment
            | Kind::Survey
            | Kind::Attend
            | Kind::Conduct
    ) || !piece.mail.addresses.is_empty() && kind.is_submission()
    {
        obligation.emails = if piece.mail.addresses.is_empty() && kind.is_submission() {
            piece.lead.mail.clone()
        } else {
            piece.own_mail(kind)
        };
    }
    obligation.source.span = piece.sentence.line.source(0, piece.sentence.line.text.len());
    obligation.source.rules.push(rule);
    obligation
}
