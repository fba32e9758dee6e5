//! Sentences and rows of tables to obligations: what a lead-in gives to its items, what later
//! sentences say about channel, format and term of those before.

use super::addressee;
use super::announced::Left;
use super::before::{shared_year, without_instructions, without_reports};
use super::binding::{
    bytes, choose, clock_apart, governing_year, has_term, opening_year, place, quote, settle,
};
use super::channel::{self, Mail};
use super::clause::{self, Around, Standing};
use super::doer::{self, Side};
use super::draft::{Level, Modality, Obligation};
use super::earlier::{Earlier, Relation, earlier};
use super::head::Head;
use super::notes::Note;
use super::piece::{Piece, written};
use super::rows::is_about_schedule;
use super::segments::segments;
use super::sentences::{Sentence, sentences};
use super::sheet::{Line, Sheet};
use super::subordinate::hear;
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
    /// Earlier letters that are changed, repeated or taken back.
    pub refers: Vec<Earlier>,
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
    /// Who acts in it.
    pub doer: Option<Side>,
    /// The whole sentence.
    pub said: String,
    /// The sentence that leads it in.
    pub under: Option<usize>,
    /// Sites named in it.
    pub sites: Vec<String>,
    /// It tells what an earlier letter asked: its items are told, not asked.
    pub quotes: bool,
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
    /// The stem of the body that is addressed.
    pub ours: String,
    /// The day from which the order of things told in the letter holds.
    pub opens: Option<NaiveDate>,
    /// The duty of what follows: «прошу организовать следующую работу».
    pub announced: Option<Modality>,
    /// A term said above everything.
    pub general: Option<(Term, String)>,
    /// Days that are said to bind no more.
    pub void: Vec<NaiveDate>,
    /// A day to come stands where nothing was understood.
    pub open_day: bool,
    /// Every address so far, the latest last.
    pub both_mail: Vec<String>,
    pub left: Left,
    pub body: Body,
}

/// Collects.
pub(super) fn collect(sheet: &Sheet, head: &Head) -> Body {
    let lines = sheet.lines.get(head.body.clone()).unwrap_or_default();
    let lines = without_instructions(lines, head.is_order);
    let instructed = lines.len() < head.body.len();
    let lines = if head.is_order { without_reports(lines) } else { lines };
    let list = sentences(&lines);
    let years = Years { letter: head.letter.date, governing: None, shared: shared_year(&list) };
    let mut collector = Collector {
        head,
        years,
        contexts: Vec::new(),
        found: Vec::new(),
        notes: Vec::new(),
        last_mail: Vec::new(),
        both_mail: Vec::new(),
        opens: None,
        announced: None,
        general: None,
        void: Vec::new(),
        open_day: false,
        ours: doer::addressed(
            &head.letter.addressees.join(" "),
            head.letter.issuer.as_deref().unwrap_or_default(),
        ),
        left: Left::of_letter(head.letter.date),
        body: Body::default(),
    };
    for (at, sentence) in list.iter().enumerate() {
        collector.sentence(at, sentence);
    }
    let said: Vec<&Line> = list.iter().map(|it| &it.line).collect();
    collector.body.refers = earlier(head.heading.as_ref(), &said, head.repeated);
    let changes = |it: &Earlier| it.relation != Relation::Supplements;
    collector.body.concerns_earlier |= collector.body.refers.iter().any(changes);
    collector.body.concerns_earlier |= instructed;
    let scheduled = sheet.tables.iter().any(table::is_schedule);
    if scheduled {
        let leads_in = |it: &Found| {
            list.get(it.sentence).is_some_and(|it| it.line.text.ends_with(':'))
                && it.obligation.due_phrase.is_none()
        };
        collector.found.retain(|it| !leads_in(it));
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

/// What the terms of a part say of it.
fn around(mine: &[Term]) -> Around<'static> {
    let timed = |it: &Term| it.shape != Shape::Wordy || it.rule == "term.urgent";
    Around {
        bound: mine.iter().any(Term::binds),
        dated: mine.iter().any(|it| it.binds() && timed(it)),
        ..Around::default()
    }
}

impl Collector<'_> {
    fn sentence(&mut self, at: usize, sentence: &Sentence) {
        let text = &sentence.line.text;
        let list = tokens(text);
        let above = sentence.lead.or(sentence.follows).and_then(|it| self.contexts.get(it));
        let lead = above.cloned().unwrap_or_default();
        let led = sentence.lead.is_some() && lead.obliges;
        let mut found = self.terms(&list, &lead);
        let mail = self.mail(&list, text);
        self.body.concerns_earlier |= change::concerns_earlier(&fold(text));
        let mut context =
            Context { year: governing_year(&list).or(lead.year), ..Context::default() };
        let before = self.told_before();
        let (mut any, mut told) = (false, false);
        let ours = self.ours.clone();
        let mut carried = lead.clone();
        let mut doer = lead.doer.filter(|_| sentence.lead.is_some());
        context.doer = doer;
        context.said.clone_from(text);
        context.sites = channel::sites(&list);
        context.under = sentence.lead;
        self.left.announce(at, text, &list, &found);
        let heard = hear(&list, text, &mut found);
        for part in segments(&heard.tokens, &found) {
            let (from, to) = bytes(&list, &part);
            let mine: Vec<Term> =
                found.iter().filter(|it| part.contains(&it.tokens.start)).cloned().collect();
            let around = Around {
                mailed: !mail.addresses.is_empty() || mail.same,
                doer,
                ours: &ours,
                item: led || sentence.lead.is_some() && lead.open,
                order: self.head.is_order,
                ..around(&mine)
            };
            let words = text.get(from..to).unwrap_or_default();
            let said = heard.text.get(from..to).unwrap_or_default();
            let mut clause = clause::read(&heard.tokens[part.clone()], said, around);
            if sentence.lead.is_some() && lead.quotes && clause.modality.is_none() {
                clause.standing = Standing::Fact("fact.quoted");
            }
            let piece = Piece {
                at,
                sentence,
                list: &list,
                words,
                said: heard.act.get(from..to).unwrap_or_default(),
                clause: &clause,
                mine: &mine,
                mail: &mail,
                lead: &carried,
                told: &before,
                led,
            };
            any |= self.piece(&piece, &mut context);
            told |= matches!(clause.standing, Standing::Fact(_) | Standing::External(_));
            self.leaves(&piece, &mut context, &found);
            carried.opens = carried.opens.or(context.opens);
            doer = clause.doer;
            context.doer = context.doer.or(doer);
            carried.modality = clause.modality.or(carried.modality);
            carried.conditional |= clause.conditional;
        }
        self.open_day |= !any && !told && self.is_open(&found);
        if !any {
            self.aside(at, sentence, &found, &mail);
        }
        self.left.remember(sentence, &list, &found, told && !any);
        context.year = governing_year(&list).or(context.year).or(lead.year);
        self.contexts.push(context);
    }

    /// What a part leaves to those that come: a lead-in, a quotation, days that bind no more.
    fn leaves(&mut self, piece: &Piece<'_>, context: &mut Context, found: &[Term]) {
        let text = piece.sentence.line.text.as_str();
        let idle = matches!(
            piece.clause.standing,
            Standing::Nothing | Standing::Fact("fact.goes_on" | "fact.present")
        );
        if idle && text.ends_with(':') && !context.obliges {
            self.open(piece, context);
        }
        let past = piece.clause.standing == Standing::Fact("fact.past") && text.ends_with(':');
        context.quotes |= past && change::names_a_letter(&fold(text));
        if piece.names_terms() && !context.obliges && !context.quotes {
            context.obliges = true;
            text.trim_end_matches(':').clone_into(&mut context.act);
            context.modality = piece.lead.modality;
        }
        if let Standing::Fact("fact.withdrawn" | "fact.not_required") = piece.clause.standing {
            self.void.extend(found.iter().filter(|it| it.binds()).filter_map(|it| it.due));
        }
    }

    /// The sentence before, with the one that leads it in.
    fn told_before(&self) -> String {
        let Some(last) = self.contexts.last() else { return String::new() };
        let lead =
            last.under.and_then(|it| self.contexts.get(it)).map_or("", |it| it.said.as_str());
        format!("{lead} {}", last.said)
    }

    /// The terms of a sentence, with the year of what leads it in.
    fn terms(&self, list: &[Token], lead: &Context) -> Vec<Term> {
        let governing = lead.year.or_else(|| opening_year(list, &self.years));
        let mut found = terms(list, &Years { governing, ..self.years });
        settle(list, &mut found);
        clock_apart(list, &mut found);
        place(list, &mut found);
        found
    }

    /// A day that is still to come stands in a sentence of which nothing was understood.
    fn is_open(&self, found: &[Term]) -> bool {
        let from = self.head.letter.date;
        found
            .iter()
            .any(|it| it.binds() && it.due.is_some_and(|due| from.is_none_or(|from| due >= from)))
    }

    /// The sentence's addresses; «тот же адрес» is the last one.
    fn mail(&mut self, list: &[Token], text: &str) -> Mail {
        let mut mail = channel::mail(list, text);
        if mail.same && mail.addresses.is_empty() {
            mail.addresses.clone_from(&self.last_mail);
        }
        if mail.both {
            mail.addresses = self.both_mail.iter().rev().take(2).rev().cloned().collect();
        }
        for address in mail.addresses.iter().filter(|_| !mail.same && !mail.both) {
            self.both_mail.retain(|it| it != address);
            self.both_mail.push(address.clone());
        }
        if !mail.addresses.is_empty() {
            self.last_mail.clone_from(&mail.addresses);
        }
        self.body.channel_doubt |= mail.doubtful;
        mail
    }

    /// The term that goes on to what follows, with its words: the part's own, that of the part before,
    /// of the lead-in, of a period that is meant.
    fn next_term(
        &self,
        piece: &Piece<'_>,
        context: &mut Context,
        chosen: &[Term],
        rule: &'static str,
    ) -> (Option<Term>, Option<String>) {
        let supposed = piece.clause.conditional && piece.sentence.lead.is_none();
        let referred = self.left.period(piece.words, rule == clause::QUOTA);
        let gapped = rule == clause::GAPPED;
        let own = chosen.last();
        let words = own.map(|it| quote(&piece.sentence.line.text, piece.list, it));
        let term = own
            .cloned()
            .or_else(|| context.term.take().filter(|_| gapped))
            .or_else(|| piece.lead.term.clone().filter(|_| !supposed))
            .or_else(|| referred.as_ref().map(|it| it.0.clone()));
        let words = words
            .or_else(|| context.quote.take().filter(|_| gapped))
            .or_else(|| piece.lead.quote.clone().filter(|_| !supposed))
            .or_else(|| referred.map(|it| it.1));
        (term, words)
    }

    /// How binding a part is: by its own word, the verb repeated, the lead-in, what was announced.
    fn modality(&self, piece: &Piece<'_>, rule: &'static str) -> Modality {
        let said = self.found.last().map(|it| it.obligation.modality);
        let said = said.filter(|_| rule == "clause.same_verb");
        let bare = piece.clause.standing == Standing::Obliges("clause.infinitive");
        let announced = self.announced.filter(|_| bare);
        let own = piece.clause.modality.or(said).or(piece.lead.modality);
        own.or(announced).unwrap_or_default()
    }

    /// The classes of its verbs, which may stand in another part.
    fn classes(
        &self,
        piece: &Piece<'_>,
        rule: &'static str,
        context: &Context,
    ) -> Vec<&'static str> {
        let Piece { clause, lead, .. } = piece;
        let kept = self.found.last();
        match rule {
            clause::KEPT => kept.map_or_else(Vec::new, |it| act::by_noun(&it.obligation.what)),
            "clause.same_verb" => vec!["send"],
            clause::GAPPED => context.classes.clone(),
            clause::ANSWER => act::classes(&self.question().said),
            "clause.led_in" if lead.classes.is_empty() => act::by_noun(piece.words),
            "clause.led_in" => lead.classes.clone(),
            _ if clause.classes.is_empty() => lead.classes.clone(),
            _ => clause.classes.clone(),
        }
    }

    /// One part of a sentence; whether it said something that binds.
    fn piece(&mut self, piece: &Piece<'_>, context: &mut Context) -> bool {
        let Piece { clause, lead, .. } = piece;
        let order = self.head.is_order;
        let Some((rule, external)) = self.binding_rule(piece, context) else { return false };
        let modality = self.modality(piece, rule);
        let who = self.doer(piece).or_else(|| lead.who.clone());
        let kept = self.found.last().filter(|_| rule == clause::KEPT);
        let classes = self.classes(piece, rule, context);
        let opening = piece.opening();
        let referred = self.left.period(piece.words, rule == clause::QUOTA);
        let mut chosen = choose(piece.mine, rule == "clause.moved");
        if referred.is_some() {
            chosen.retain(|it| it.rule != "term.by_event");
        }
        let (term, quote) = self.next_term(piece, context, &chosen, rule);
        let before = kept.map(|it| it.obligation.what.clone());
        let asked = (rule == clause::ANSWER).then(|| self.question().said.clone());
        let before = before.or(asked).unwrap_or_else(|| std::mem::take(&mut context.act));
        *context = Context {
            obliges: !external || order,
            open: false,
            modality: Some(modality),
            classes: classes.clone(),
            act: if rule == clause::GAPPED {
                before.clone()
            } else {
                piece.words.trim_end_matches(':').to_owned()
            },
            term,
            quote,
            opens: opening,
            mail: if piece.mail.addresses.is_empty() {
                lead.mail.clone()
            } else {
                piece.mail.addresses.clone()
            },
            conditional: clause.conditional || lead.conditional,
            year: context.year,
            who: who.clone(),
            doer: clause.doer,
            said: std::mem::take(&mut context.said),
            sites: context.sites.clone(),
            under: context.under,
            quotes: false,
        };
        if piece.announces_more() {
            self.announced = Some(modality);
            return false;
        }
        let noted = !has_term(piece.mine) && !external && self.is_note(piece, &classes);
        if noted {
            return false;
        }
        let mut obligation = written(piece, rule, &classes, &before);
        if rule == "clause.same_verb"
            && obligation.emails.is_empty()
            && let Some(last) = self.found.last()
        {
            obligation.emails.clone_from(&last.obligation.emails);
        }
        obligation.modality = modality;
        obligation.conditional |= context.conditional;
        obligation.external = external && !order;
        (obligation.who, obligation.opens) = (who, opening);
        self.dated(piece, obligation, &chosen, context);
        true
    }

    /// The rule by which a part binds somebody, and whether that is somebody else.
    fn binding_rule(&self, piece: &Piece<'_>, context: &Context) -> Option<(&'static str, bool)> {
        let led = || has_term(piece.mine) || piece.lead.classes.iter().any(|it| *it != "other");
        match piece.clause.standing {
            Standing::Obliges(rule) => Some((rule, false)),
            Standing::External(rule) => Some((rule, true)),
            Standing::Fact(_) => None,
            Standing::Nothing if fold(piece.words).starts_with("срок") => None,
            Standing::Nothing if piece.led && led() => Some(("clause.led_in", false)),
            Standing::Nothing
                if context.obliges && (piece.clause.conditional || piece.is_gapped()) =>
            {
                Some((clause::GAPPED, false))
            }
            Standing::Nothing if self.answers(piece) => Some((clause::ANSWER, false)),
            Standing::Nothing => self.repeats_verb(piece).then_some(("clause.same_verb", false)),
        }
    }

    /// A term alone behind a question of the letter itself.
    fn answers(&self, piece: &Piece<'_>) -> bool {
        let by = piece.mine.iter().any(|it| it.shape == Shape::Deadline);
        let verb = |it: &Token| words::verb(&it.text).is_some();
        by && !piece.tokens().iter().any(verb) && self.question().said.ends_with('?')
    }

    /// The last sentence of more than a word: «Ответ.» is none.
    fn question(&self) -> Context {
        let said = |it: &&Context| it.said.contains(' ');
        self.contexts.iter().rev().find(said).cloned().unwrap_or_default()
    }

    /// A lead-in without a predicate gives its term and its doer.
    fn open(&self, piece: &Piece<'_>, context: &mut Context) {
        let referred = self.left.period(piece.words, false);
        let term = choose(piece.mine, false)
            .last()
            .map(|it| (it.clone(), quote(&piece.sentence.line.text, piece.list, it)))
            .or(referred);
        context.modality = piece.lead.modality;
        context.who = self.doer(piece).or_else(|| piece.lead.who.clone());
        context.opens =
            piece.mine.iter().find(|it| it.shape == Shape::Opening).and_then(|it| it.opens);
        let doer = doer::named(piece.words);
        context.doer = context.doer.or(doer);
        context.open = term.is_some() || context.who.is_some() || doer.is_some();
        (context.term, context.quote) = term.map_or((None, None), |it| (Some(it.0), Some(it.1)));
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
