//! Sentences and rows of tables to obligations: what a lead-in gives to its items, what later
//! sentences say about channel, format and term of those before.

use super::addressee;
use super::before::{shared_year, without_instructions};
use super::binding::{apply, bytes, choose, governing_year, has_term, quote, settle};
use super::channel::{self, Mail};
use super::clause::{self, Around, Clause, Standing};
use super::draft::{Kind, Level, Modality, Obligation};
use super::head::Head;
use super::notes::Note;
use super::rows::is_about_schedule;
use super::segments::segments;
use super::sentences::{Sentence, sentences};
use super::sheet::Sheet;
use super::term::{Doubt, Shape, Term, Years, terms};
use super::token::{Token, tokens};
use super::{act, change, table, words};
use crate::text::fold;
use chrono::NaiveDate;

/// All that was read of the body.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub obligations: Vec<Obligation>,
    pub doubts: Vec<Doubt>,
    pub channel_doubt: bool,
    pub concerns_earlier: bool,
    /// The level of most doers.
    pub level: Option<Level>,
}

/// What a sentence gives to those that it leads in.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    pub obliges: bool,
    /// It has a colon and no predicate: «В указанный период каждое учреждение:».
    pub open: bool,
    pub modality: Option<Modality>,
    pub classes: Vec<&'static str>,
    pub act: String,
    pub term: Option<Term>,
    pub quote: Option<String>,
    pub opens: Option<NaiveDate>,
    pub mail: Vec<String>,
    pub conditional: bool,
    pub year: Option<i32>,
    pub who: Option<String>,
}

/// An obligation with where it came from.
pub(super) struct Found {
    pub obligation: Obligation,
    pub sentence: usize,
    pub lead: Option<usize>,
    pub block: usize,
    pub number: String,
}

pub(super) struct Collector<'a> {
    pub head: &'a Head,
    pub years: Years,
    pub contexts: Vec<Context>,
    pub found: Vec<Found>,
    pub notes: Vec<Note>,
    pub last_mail: Vec<String>,
    pub last_period: Option<(Term, String)>,
    pub body: Body,
}

/// Collects.
pub(super) fn collect(sheet: &Sheet, head: &Head) -> Body {
    let lines = sheet.lines.get(head.body.clone()).unwrap_or_default();
    let lines = without_instructions(lines, head.is_order);
    let list = sentences(&lines);
    let years = Years { letter: head.letter.date, governing: None, shared: shared_year(&list) };
    let mut collector = Collector {
        head,
        years,
        contexts: Vec::new(),
        found: Vec::new(),
        notes: Vec::new(),
        last_mail: Vec::new(),
        last_period: None,
        body: Body::default(),
    };
    for (at, sentence) in list.iter().enumerate() {
        collector.sentence(at, sentence);
    }
    collector.body.concerns_earlier |= lines.len() < head.body.len();
    let scheduled = sheet.tables.iter().any(table::is_schedule);
    if scheduled {
        collector.found.retain(|it| {
            it.obligation.due_phrase.is_some() || !is_about_schedule(&it.obligation.what)
        });
    }
    for grid in &sheet.tables {
        for item in table::items(grid) {
            collector.row(&item);
        }
    }
    collector.finish()
}

impl Collector<'_> {
    fn sentence(&mut self, at: usize, sentence: &Sentence) {
        let text = &sentence.line.text;
        let list = tokens(text);
        let lead = sentence
            .lead
            .or(sentence.follows)
            .and_then(|it| self.contexts.get(it))
            .cloned()
            .unwrap_or_default();
        let led = sentence.lead.is_some() && lead.obliges;
        let years = Years { governing: lead.year, ..self.years };
        let mut found = terms(&list, &years);
        settle(&list, &mut found);
        let mail = self.mail(&list, text);
        self.body.concerns_earlier |= change::concerns_earlier(&fold(text));
        let mut context =
            Context { year: governing_year(&list).or(lead.year), ..Context::default() };
        let mut any = false;
        let mut carried = lead.clone();
        for part in segments(&list, &found) {
            let (from, to) = bytes(&list, &part);
            let mine: Vec<Term> =
                found.iter().filter(|it| part.contains(&it.tokens.start)).cloned().collect();
            let around = Around {
                bound: mine.iter().any(Term::binds),
                mailed: !mail.addresses.is_empty() || mail.same,
                item: led || sentence.lead.is_some() && lead.open,
                order: self.head.is_order,
            };
            let words = text.get(from..to).unwrap_or_default();
            let clause = clause::read(&list[part.clone()], words, around);
            let piece = Piece {
                at,
                sentence,
                list: &list,
                words,
                clause: &clause,
                mine: &mine,
                mail: &mail,
                lead: &carried,
                led,
            };
            any |= self.piece(&piece, &mut context);
            if clause.standing == Standing::Nothing && text.ends_with(':') && !context.obliges {
                self.open(&piece, &mut context);
            }
            carried.modality = clause.modality.or(carried.modality);
            carried.conditional |= clause.conditional;
        }
        if !any {
            self.aside(at, text, &found, &mail);
        }
        if let Some(period) = found.iter().rfind(|it| it.shape == Shape::Period && it.due.is_some())
        {
            self.last_period = Some((period.clone(), quote(text, &list, period)));
        }
        context.year = governing_year(&list).or(context.year).or(lead.year);
        self.contexts.push(context);
    }

    /// The sentence's addresses; «тот же адрес» is the last one.
    fn mail(&mut self, list: &[Token], text: &str) -> Mail {
        let mut mail = channel::mail(list, text);
        if mail.same && mail.addresses.is_empty() {
            mail.addresses.clone_from(&self.last_mail);
        }
        if !mail.addresses.is_empty() {
            self.last_mail.clone_from(&mail.addresses);
        }
        self.body.channel_doubt |= mail.doubtful;
        mail
    }

    /// One part of a sentence; whether it said something that binds.
    fn piece(&mut self, piece: &Piece<'_>, context: &mut Context) -> bool {
        let Piece { clause, lead, .. } = piece;
        let order = self.head.is_order;
        let (rule, external) = match clause.standing {
            Standing::Obliges(rule) => (rule, false),
            Standing::External(rule) => (rule, true),
            Standing::Nothing
                if piece.led
                    && (has_term(piece.mine) || lead.classes.iter().any(|it| *it != "other")) =>
            {
                ("clause.led_in", false)
            }
            Standing::Fact(_) | Standing::Nothing => return false,
        };
        let modality = clause.modality.or(lead.modality).unwrap_or_default();
        let who = self.doer(piece).or_else(|| lead.who.clone());
        let classes = if rule == "clause.led_in" || clause.classes.is_empty() {
            lead.classes.clone()
        } else {
            clause.classes.clone()
        };
        let opening = piece
            .mine
            .iter()
            .find(|it| it.shape == Shape::Opening)
            .and_then(|it| it.opens)
            .or(lead.opens);
        let referred = self.referred(piece.words);
        let chosen = choose(piece.mine);
        *context = Context {
            obliges: !external || order,
            open: false,
            modality: Some(modality),
            classes: classes.clone(),
            act: piece.words.trim_end_matches(':').to_owned(),
            term: chosen
                .last()
                .cloned()
                .or_else(|| lead.term.clone())
                .or_else(|| referred.as_ref().map(|it| it.0.clone())),
            quote: chosen
                .last()
                .map(|it| quote(&piece.sentence.line.text, piece.list, it))
                .or_else(|| lead.quote.clone())
                .or_else(|| referred.as_ref().map(|it| it.1.clone())),
            opens: opening,
            mail: if piece.mail.addresses.is_empty() {
                lead.mail.clone()
            } else {
                piece.mail.addresses.clone()
            },
            conditional: clause.conditional || lead.conditional,
            year: context.year,
            who: who.clone(),
        };
        let noted = !has_term(piece.mine) && !external && self.is_note(piece, &classes);
        if noted {
            return false;
        }
        let mut obligation = written(piece, rule, &classes);
        obligation.modality = modality;
        obligation.conditional = context.conditional;
        obligation.external = external && !order;
        (obligation.who, obligation.opens) = (who, opening);
        self.dated(piece, obligation, &chosen, context);
        true
    }

    /// A lead-in without a predicate gives its term and its doer.
    fn open(&self, piece: &Piece<'_>, context: &mut Context) {
        let referred = self.referred(piece.words);
        let term = choose(piece.mine)
            .last()
            .map(|it| (it.clone(), quote(&piece.sentence.line.text, piece.list, it)))
            .or(referred);
        context.modality = piece.lead.modality;
        context.who = self.doer(piece).or_else(|| piece.lead.who.clone());
        context.opens =
            piece.mine.iter().find(|it| it.shape == Shape::Opening).and_then(|it| it.opens);
        context.open = term.is_some() || context.who.is_some();
        (context.term, context.quote) = term.map_or((None, None), |it| (Some(it.0), Some(it.1)));
    }

    /// One obligation for each term.
    fn dated(
        &mut self,
        piece: &Piece<'_>,
        obligation: Obligation,
        chosen: &[Term],
        context: &Context,
    ) {
        if chosen.is_empty() {
            let mut led = obligation;
            if let Some(term) = &context.term {
                apply(&mut led, term);
                led.due_phrase.clone_from(&context.quote);
                led.source.rules.push("term.led_in");
                self.push(piece, led, &[]);
            } else if !self.continues(piece, &led) {
                self.push(piece, led, &[]);
            }
            return;
        }
        for term in chosen {
            let mut one = obligation.clone();
            apply(&mut one, term);
            let text = &piece.sentence.line.text;
            one.due_phrase = Some(quote(text, piece.list, term));
            let (from, to) = bytes(piece.list, &term.tokens);
            one.source.term = piece.sentence.line.source(from, to);
            one.source.rules.push(term.rule);
            let doubts = if one.external { &[][..] } else { &term.doubts };
            self.push(piece, one, doubts);
        }
    }

    fn push(&mut self, piece: &Piece<'_>, obligation: Obligation, doubts: &[Doubt]) {
        let own = obligation.due.is_some() || obligation.due_phrase.is_some();
        if own {
            self.body.doubts.extend(doubts.iter().cloned());
        }
        if self.replaces(piece, &obligation) {
            return;
        }
        self.found.push(Found {
            obligation,
            sentence: piece.at,
            lead: piece.sentence.lead,
            block: piece.sentence.block,
            number: String::new(),
        });
    }

    /// «Кроме того, необходимо представить информацию … . Заполненный план … представить до …»: the
    /// second sentence, without a word of duty of its own, says the term of the first.
    fn replaces(&mut self, piece: &Piece<'_>, next: &Obligation) -> bool {
        let bare = piece.clause.modality.is_none()
            && piece.sentence.lead.is_none()
            && next.due.is_some()
            && next.kind == Kind::SubmitReport;
        let Some(last) = self
            .found
            .last_mut()
            .filter(|it| bare && it.sentence + 1 == piece.at && it.lead.is_none())
        else {
            return false;
        };
        let open = last.obligation.due_phrase.is_none()
            && last.obligation.kind.is_submission()
            && last.obligation.emails.is_empty();
        if !open {
            return false;
        }
        let what = format!("{} {}", last.obligation.what, next.what);
        let modality = last.obligation.modality;
        last.obligation = Obligation { what, modality, ..next.clone() };
        last.obligation.source.rules.push("sentence.continued");
        true
    }

    /// The same act said again without anything new.
    fn continues(&self, piece: &Piece<'_>, next: &Obligation) -> bool {
        let same = |it: &Found| {
            it.sentence < piece.at
                && it.obligation.kind == next.kind
                && it.obligation.due.is_some()
                && it.obligation.kind != Kind::Other
                && it.sentence + 3 >= piece.at
        };
        let bare = piece.clause.modality.is_none()
            && matches!(piece.clause.standing, Standing::Obliges("clause.present"))
            && !next.conditional;
        bare && self.found.iter().any(same)
    }

    /// «в указанный период».
    fn referred(&self, words: &str) -> Option<(Term, String)> {
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
        ]
        .iter()
        .any(|it| folded.contains(it));
        self.last_period.clone().filter(|_| refers)
    }

    fn doer(&self, piece: &Piece<'_>) -> Option<String> {
        let words = piece.words;
        let end = piece
            .tokens()
            .iter()
            .find(|it| words::verb(&it.text).is_some() || it.is(":"))
            .map_or(words.len(), |it| {
                it.at.start - piece.tokens().first().map_or(0, |it| it.at.start)
            });
        let named = self.head.is_order && addressee::begins(words) == Some(0);
        named
            .then(|| {
                words.get(..end).unwrap_or(words).trim().trim_end_matches([':', ',']).to_owned()
            })
            .filter(|it| !it.is_empty())
    }
}

/// One part of a sentence with all that is known around it.
pub(super) struct Piece<'a> {
    pub at: usize,
    pub sentence: &'a Sentence,
    pub list: &'a [Token],
    pub words: &'a str,
    pub clause: &'a Clause,
    pub mine: &'a [Term],
    pub mail: &'a Mail,
    pub lead: &'a Context,
    pub led: bool,
}

impl Piece<'_> {
    /// The tokens of this part.
    fn tokens(&self) -> &[Token] {
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
        if own.addresses.is_empty() && !whole { own.addresses } else { self.mail.addresses.clone() }
    }
}

/// The act of a part with its kind, channel, formats and place; when and for whom comes later.
fn written(piece: &Piece<'_>, rule: &'static str, classes: &[&'static str]) -> Obligation {
    let what = if rule == "clause.led_in" {
        format!("{} {}", piece.lead.act, piece.words)
    } else {
        piece.words.to_owned()
    };
    let kind = act::kind(&what, &piece.sentence.line.text, classes);
    let mut obligation = Obligation { what, kind, ..Obligation::default() };
    obligation.sites =
        if kind == Kind::Appoint { Vec::new() } else { channel::sites(piece.tokens()) };
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
