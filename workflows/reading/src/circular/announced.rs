//! What a sentence leaves behind for the next ones: the day of an announced event, the terms that
//! «в те же сроки» means, the channel of what was already asked.

use super::binding::{apply, quote};
use super::collect::{Collector, Found};
use super::draft::{Kind, Obligation};
use super::piece::Piece;
use super::sentences::Sentence;
use super::term::{Shape, Term};
use super::token::Token;
use crate::text::fold;

/// What earlier sentences left behind.
#[derive(Clone, Debug, Default)]
pub(super) struct Left {
    /// The day of the letter: what is over by then is not meant later.
    written: Option<chrono::NaiveDate>,
    /// The day of an event and its sentence.
    event: Option<(Term, String, usize)>,
    /// The terms of the last sentence that asked something.
    terms: Vec<(Term, String)>,
    /// The last period named.
    period: Option<(Term, String)>,
    /// The period of a survey.
    survey: Option<(Term, String)>,
}

const EVENTS: [&str; 15] = [
    "церемони",
    "тренировк",
    "совещани",
    "семинар",
    "вебинар",
    "видеоконференц",
    "конференци",
    "заседани",
    "форум",
    "встреч",
    "собрани",
    "тренинг",
    "видеосовещани",
    "коллеги",
    "педсовет",
];

impl Left {
    /// Nothing yet, in a letter of that day.
    pub fn of_letter(written: Option<chrono::NaiveDate>) -> Self {
        Self { written, ..Self::default() }
    }

    /// Remembers the day of an event, also where only «которая пройдёт …» tells it.
    pub fn announce(&mut self, at: usize, text: &str, list: &[Token], found: &[Term]) {
        const HELD: [&str; 7] = [
            "состоится",
            "состоятся",
            "пройдет",
            "пройдут",
            "проводится",
            "проводятся",
            "проходит",
        ];
        let named = |it: &Token| EVENTS.iter().any(|stem| it.text.contains(stem));
        let held = |it: &Token| HELD.iter().any(|word| it.is(word));
        let is_event = list.iter().any(|it| named(it) || held(it));
        let days = [Shape::Day, Shape::Move, Shape::Period];
        if let Some(day) = found.iter().find(|it| days.contains(&it.shape) && is_event) {
            self.event = Some((day.clone(), quote(text, list, day), at));
        }
    }

    /// Remembers what a sentence says.
    pub fn remember(&mut self, sentence: &Sentence, list: &[Token], found: &[Term], foreign: bool) {
        let text = &sentence.line.text;
        let dated = |it: &&Term| it.due.is_some() && it.binds();
        let named = |term: &Term| (term.clone(), quote(text, list, term));
        if let Some(period) = found.iter().rfind(|it| {
            it.shape == Shape::Period
                && it.doubts.is_empty()
                && it.due.is_some_and(|due| self.written.is_none_or(|from| due >= from))
        }) {
            self.period = Some(named(period));
            if ["анкет", "опрос"].iter().any(|stem| list.iter().any(|it| it.text.contains(stem)))
            {
                self.survey = Some(named(period));
            }
        }
        if let Some((term, words)) = window(text, list, found) {
            self.period = Some((term, words));
        }
        let terms: Vec<_> = found.iter().filter(dated).map(named).collect();
        if !terms.is_empty() && !foreign {
            self.terms = terms;
        }
    }

    /// «в указанный период».
    pub fn period(&self, words: &str, always: bool) -> Option<(Term, String)> {
        let folded = fold(words);
        let refers = [
            "указанный период",
            "указанные сроки",
            "указанный срок",
            "этот период",
            "эти сроки",
            "всего периода",
            "данный период",
            "в период проведения",
            "в рамках процедуры",
            "установленный период",
            "установленные сроки",
            "отведенное время",
            "до закрытия",
            "до окончания срока",
            "до завершения опроса",
            "до окончания опроса",
        ];
        self.period.clone().filter(|_| always || refers.iter().any(|it| folded.contains(it)))
    }

    /// «в те же сроки».
    pub fn same(&self, words: &str) -> Vec<(Term, String)> {
        let folded = fold(words);
        let refers = [
            "тогда же",
            "те же срок",
            "тот же срок",
            "тому же срок",
            "этому же срок",
            "этому срок",
        ];
        if refers.iter().any(|it| folded.contains(it)) { self.terms.clone() } else { Vec::new() }
    }

    /// The day of the event that is to be attended.
    pub fn event(&self, at: usize, obligation: &Obligation) -> Option<(Term, String)> {
        if obligation.kind == Kind::Survey {
            return self.survey.clone();
        }
        let (term, words, said) = self.event.clone()?;
        (obligation.kind == Kind::Attend && at <= said + 2).then_some((term, words))
    }
}

/// «Анкета открывается 19 октября и закрывается 30 октября в 18.00»: two days make one period.
fn window(text: &str, list: &[Token], found: &[Term]) -> Option<(Term, String)> {
    let beside = |stems: &[&str]| {
        let at = list.iter().position(|it| stems.iter().any(|stem| it.starts(stem)))?;
        found.iter().find(|it| it.shape == Shape::Day && it.tokens.start > at)
    };
    let opened = beside(&["открыва", "открыт", "начина"])?;
    let closed = beside(&["закрыва", "закрыт", "завершает", "заканчива", "оканчива"])?;
    let mut term = closed.clone();
    term.opens = opened.due;
    let holds = term.due > term.opens && term.opens.is_some();
    holds.then(|| (term, quote(text, list, closed)))
}

impl Collector<'_> {
    /// «Отчёт за полугодие – до 10 июля.» behind something that is to be sent: the same verb.
    pub(super) fn repeats_verb(&self, piece: &Piece<'_>) -> bool {
        let last = self.found.last().filter(|it| it.obligation.kind.is_submission());
        let near =
            last.is_some_and(|it| it.sentence + 1 == piece.at && it.block == piece.sentence.block);
        let by = piece.mine.iter().find(|it| it.binds());
        let dash =
            by.and_then(|it| it.tokens.start.checked_sub(1)).and_then(|at| piece.list.get(at));
        let nouns = ["отчет", "сведени", "информац", "список", "материал", "заявк", "план", "копи"];
        let begins = fold(piece.words);
        let other = ["срок", "итог", "начало", "прием", "окончани", "заседани"];
        let verbless = !piece.list.iter().any(|it| super::words::verb(&it.text).is_some())
            && !other.iter().any(|it| begins.starts_with(it));
        let again = begins.contains("- туда же") || begins.contains("- тогда же");
        near && (again || dash.is_some_and(|it| it.is("-")))
            && (verbless || nouns.iter().any(|it| begins.starts_with(it)))
    }

    /// The same act said again: only what is new in it is kept.
    pub(super) fn complete(&mut self, next: &Obligation, at: usize) {
        let same = |it: &&mut Found| {
            it.obligation.kind == next.kind && it.sentence < at && it.sentence + 3 >= at
        };
        let mut first = true;
        for found in self.found.iter_mut().rev().filter(same) {
            if !first && !found.obligation.emails.is_empty() {
                continue;
            }
            first = false;
            if found.obligation.emails.is_empty() {
                found.obligation.emails.clone_from(&next.emails);
            }
            if found.obligation.sites.is_empty() {
                found.obligation.sites.clone_from(&next.sites);
            }
            found.obligation.formats.extend(&next.formats);
            found.obligation.formats.sort_unstable();
            found.obligation.formats.dedup();
            found.obligation.source.rules.push("sentence.same_act");
        }
    }

    /// One obligation for each of the terms of another sentence.
    pub(super) fn with_terms(
        obligation: &Obligation,
        terms: &[(Term, String)],
        rule: &'static str,
    ) -> Vec<Obligation> {
        let with = |(term, words): &(Term, String)| {
            let mut one = obligation.clone();
            apply(&mut one, term);
            one.due_phrase = Some(words.clone());
            one.source.rules.push(rule);
            one
        };
        terms.iter().map(with).collect()
    }
}
