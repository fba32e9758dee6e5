//! Sentences and rows of tables to obligations: what a lead-in gives to its items, what later
//! sentences say about channel, format and term of those before.

use super::addressee;
use super::channel::{self, Mail};
use super::clause::{self, Around, Clause, Standing};
use super::draft::{Kind, Level, Modality, Obligation};
use super::head::Head;
use super::segments::segments;
use super::sentences::{Sentence, sentences};
use super::sheet::Sheet;
use super::table;
use super::term::{Doubt, Shape, Term, Years, terms};
use super::token::{Token, tokens};
use super::{act, change};
use crate::text::fold;
use chrono::{Datelike, NaiveDate};

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
struct Context {
    obliges: bool,
    /// It has a colon and no predicate: «В указанный период каждое учреждение:».
    open: bool,
    modality: Option<Modality>,
    classes: Vec<&'static str>,
    act: String,
    term: Option<Term>,
    quote: Option<String>,
    opens: Option<NaiveDate>,
    mail: Vec<String>,
    conditional: bool,
    year: Option<i32>,
    who: Option<String>,
}

/// An obligation with where it came from.
struct Found {
    obligation: Obligation,
    sentence: usize,
    lead: Option<usize>,
    block: usize,
    number: String,
}

/// A sentence that only says where and in what form.
struct Note {
    before: usize,
    mail: Vec<String>,
    points: Vec<String>,
}

struct Collector<'a> {
    head: &'a Head,
    years: Years,
    contexts: Vec<Context>,
    found: Vec<Found>,
    notes: Vec<Note>,
    last_mail: Vec<String>,
    last_period: Option<(Term, String)>,
    body: Body,
}

/// Collects.
pub(super) fn collect(sheet: &Sheet, head: &Head) -> Body {
    let lines = sheet.lines.get(head.body.clone()).unwrap_or_default();
    let list = sentences(lines);
    let years = Years { letter: head.letter.date, governing: None, shared: shared_year(&list) };
    let mut collector = Collector { head, years, contexts: Vec::new(), found: Vec::new(), notes: Vec::new(), last_mail: Vec::new(), last_period: None, body: Body::default() };
    for (at, sentence) in list.iter().enumerate() {
        collector.sentence(at, sentence);
    }
    let scheduled = sheet.tables.iter().any(table::is_schedule);
    if scheduled {
        collector.found.retain(|it| it.obligation.due_phrase.is_some() || !is_about_schedule(&it.obligation.what));
    }
    for grid in &sheet.tables {
        for item in table::items(grid) {
            collector.row(&item);
        }
    }
    collector.finish()
}

/// «просим обеспечить исполнение графика»: the table says what is to be done.
fn is_about_schedule(what: &str) -> bool {
    let folded = fold(what);
    let names = ["график", "таблиц", "сроки", "дорожн", "следующие мероприяти", "перечень мероприяти", "план-график", "план мероприяти"];
    names.iter().any(|it| folded.contains(it))
}

/// The one year of all full dates.
fn shared_year(list: &[Sentence]) -> Option<i32> {
    let none = Years::default();
    let mut years = list.iter().flat_map(|it| terms(&tokens(&it.line.text), &none)).filter(|it| it.doubts.is_empty()).filter_map(|it| it.due.or(it.opens)).map(|it| it.year());
    let first = years.next()?;
    years.all(|it| it == first).then_some(first)
}

impl Collector<'_> {
    fn sentence(&mut self, at: usize, sentence: &Sentence) {
        let text = &sentence.line.text;
        let list = tokens(text);
        let lead = sentence.lead.or(sentence.follows).and_then(|it| self.contexts.get(it)).cloned().unwrap_or_default();
        let led = sentence.lead.is_some() && lead.obliges;
        let years = Years { governing: lead.year, ..self.years };
        let mut found = terms(&list, &years);
        settle(&list, &mut found);
        let mail = self.mail(&list, text);
        self.body.concerns_earlier |= change::concerns_earlier(&fold(text));
        let mut context = Context { year: governing_year(&list).or(lead.year), ..Context::default() };
        let mut any = false;
        let mut carried = lead.clone();
        for part in segments(&list, &found) {
            let (from, to) = bytes(&list, &part);
            let mine: Vec<Term> = found.iter().filter(|it| part.contains(&it.tokens.start)).cloned().collect();
            let around = Around { bound: mine.iter().any(Term::binds), mailed: !mail.addresses.is_empty() || mail.same, item: led || sentence.lead.is_some() && lead.open, order: self.head.is_order };
            let words = text.get(from..to).unwrap_or_default();
            let clause = clause::read(&list[part.clone()], words, around);
            let piece = Piece { at, sentence, list: &list, words, clause: &clause, mine: &mine, mail: &mail, lead: &carried, led };
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
        if let Some(period) = found.iter().rfind(|it| it.shape == Shape::Period && it.due.is_some()) {
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
            Standing::Nothing if piece.led && (has_term(piece.mine) || lead.classes.iter().any(|it| *it != "other")) => ("clause.led_in", false),
            Standing::Fact(_) | Standing::Nothing => return false,
        };
        let modality = clause.modality.or(lead.modality).unwrap_or_default();
        let who = self.doer(piece).or_else(|| lead.who.clone());
        let classes = if rule == "clause.led_in" || clause.classes.is_empty() { lead.classes.clone() } else { clause.classes.clone() };
        let opening = piece.mine.iter().find(|it| it.shape == Shape::Opening).and_then(|it| it.opens).or(lead.opens);
        let referred = self.referred(piece.words);
        let chosen = choose(piece.mine);
        *context = Context {
            obliges: !external || order,
            open: false,
            modality: Some(modality),
            classes: classes.clone(),
            act: piece.words.trim_end_matches(':').to_owned(),
            term: chosen.last().cloned().or_else(|| lead.term.clone()).or_else(|| referred.as_ref().map(|it| it.0.clone())),
            quote: chosen.last().map(|it| quote(&piece.sentence.line.text, piece.list, it)).or_else(|| lead.quote.clone()).or_else(|| referred.as_ref().map(|it| it.1.clone())),
            opens: opening,
            mail: if piece.mail.addresses.is_empty() { lead.mail.clone() } else { piece.mail.addresses.clone() },
            conditional: clause.conditional || lead.conditional,
            year: context.year,
            who: who.clone(),
        };
        let noted = !has_term(piece.mine) && !external && self.is_note(piece, &classes);
        if noted {
            return false;
        }
        let what = if rule == "clause.led_in" { format!("{} {}", lead.act, piece.words) } else { piece.words.to_owned() };
        let kind = act::kind(&what, &piece.sentence.line.text, &classes);
        let mut obligation = Obligation { what, kind, modality, conditional: context.conditional, external: external && !order, who, opens: opening, ..Obligation::default() };
        obligation.sites = if kind == Kind::Appoint { Vec::new() } else { channel::sites(piece.tokens()) };
        obligation.formats = channel::formats(piece.words);
        if !matches!(kind, Kind::Publish | Kind::Approve | Kind::Appoint | Kind::SelfAssessment | Kind::Survey | Kind::Attend | Kind::Conduct) || !piece.mail.addresses.is_empty() && kind.is_submission() {
            obligation.emails = if piece.mail.addresses.is_empty() && kind.is_submission() { lead.mail.clone() } else { piece.own_mail(kind) };
        }
        obligation.source.span = piece.sentence.line.source(0, piece.sentence.line.text.len());
        obligation.source.rules.push(rule);
        self.dated(piece, obligation, &chosen, context);
        true
    }

    /// A lead-in without a predicate gives its term and its doer.
    fn open(&self, piece: &Piece<'_>, context: &mut Context) {
        let referred = self.referred(piece.words);
        let term = choose(piece.mine).last().map(|it| (it.clone(), quote(&piece.sentence.line.text, piece.list, it))).or(referred);
        context.open = true;
        context.modality = piece.lead.modality;
        context.who = self.doer(piece).or_else(|| piece.lead.who.clone());
        context.opens = piece.mine.iter().find(|it| it.shape == Shape::Opening).and_then(|it| it.opens);
        (context.term, context.quote) = term.map_or((None, None), |it| (Some(it.0), Some(it.1)));
    }

    /// One obligation for each term.
    fn dated(&mut self, piece: &Piece<'_>, obligation: Obligation, chosen: &[Term], context: &Context) {
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
        self.found.push(Found { obligation, sentence: piece.at, lead: piece.sentence.lead, block: piece.sentence.block, number: String::new() });
    }

    /// «Кроме того, необходимо представить информацию … . Заполненный план … представить до …»: the
    /// second sentence, without a word of duty of its own, says the term of the first.
    fn replaces(&mut self, piece: &Piece<'_>, next: &Obligation) -> bool {
        let bare = piece.clause.modality.is_none() && piece.sentence.lead.is_none() && next.due.is_some() && next.kind == Kind::SubmitReport;
        let Some(last) = self.found.last_mut().filter(|it| bare && it.sentence + 1 == piece.at && it.lead.is_none()) else { return false };
        let open = last.obligation.due_phrase.is_none() && last.obligation.kind.is_submission() && last.obligation.emails.is_empty();
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
        let same = |it: &Found| it.sentence < piece.at && it.obligation.kind == next.kind && it.obligation.due.is_some() && it.obligation.kind != Kind::Other && it.sentence + 3 >= piece.at;
        let bare = piece.clause.modality.is_none() && matches!(piece.clause.standing, Standing::Obliges("clause.present")) && !next.conditional;
        bare && self.found.iter().any(same)
    }

    /// «Сведения направляются на адрес …» after what is to be sent: only the channel is new.
    fn is_note(&mut self, piece: &Piece<'_>, classes: &[&'static str]) -> bool {
        if piece.mail.addresses.is_empty() || piece.led || piece.clause.conditional {
            return false;
        }
        let folded = fold(piece.words);
        let points = points(&folded);
        let general = ["сведения", "материалы", "информаци", "документы", "отчеты", "планы", "ответ", "указанн", "данные", "все "].iter().any(|it| folded.starts_with(it));
        let sends = classes.iter().all(|it| matches!(*it, "send" | "receive" | "other"));
        let open = self.found.iter().any(|it| it.obligation.kind.is_submission() && it.obligation.emails.is_empty() && it.obligation.due_phrase.is_some());
        let note = sends && (!points.is_empty() || general && open);
        if note {
            self.notes.push(Note { before: self.found.len(), mail: piece.mail.addresses.clone(), points });
        }
        note
    }

    /// A sentence that obliges nobody may still tell term, channel or format of what stands before.
    fn aside(&mut self, at: usize, text: &str, found: &[Term], mail: &Mail) {
        let folded = fold(text);
        let block = self.found.last().map(|it| it.block);
        let term = found.iter().find(|it| it.binds());
        if folded.starts_with("срок") && let Some(term) = term {
            let list = tokens(text);
            let words = quote(text, &list, term);
            for it in self.found.iter_mut().filter(|it| Some(it.block) == block && it.obligation.due_phrase.is_none()) {
                apply(&mut it.obligation, term);
                it.obligation.due_phrase = Some(words.clone());
                it.obligation.source.rules.push("term.own_sentence");
            }
            self.body.doubts.extend(term.doubts.iter().cloned());
        }
        if !mail.addresses.is_empty() {
            self.notes.push(Note { before: self.found.len(), mail: mail.addresses.clone(), points: points(&folded) });
        }
        let formats = channel::formats(text);
        let near = self.found.last().filter(|it| it.sentence + 4 >= at).map(|it| it.sentence);
        let about = ["файл", "формат", "скан", "документ", "форм", "материал", "отчет", "план"].iter().any(|it| folded.contains(it));
        let past = ["прошл", "утвержден"].iter().any(|it| folded.contains(it));
        for it in self.found.iter_mut().filter(|it| about && !past && Some(it.sentence) == near && it.obligation.kind.is_submission()) {
            it.obligation.formats.extend(&formats);
            it.obligation.formats.sort_unstable();
            it.obligation.formats.dedup();
        }
    }

    /// «в указанный период».
    fn referred(&self, words: &str) -> Option<(Term, String)> {
        let folded = fold(words);
        let refers = ["указанный период", "указанные сроки", "указанный срок", "этот период", "эти сроки", "всего периода", "данный период", "в период проведения", "в рамках процедуры"].iter().any(|it| folded.contains(it));
        self.last_period.clone().filter(|_| refers)
    }

    fn doer(&self, piece: &Piece<'_>) -> Option<String> {
        let words = piece.words;
        let end = piece.tokens().iter().find(|it| super::words::verb(&it.text).is_some() || it.is(":")).map_or(words.len(), |it| it.at.start - piece.tokens().first().map_or(0, |it| it.at.start));
        let named = self.head.is_order && addressee::begins(words) == Some(0);
        named.then(|| words.get(..end).unwrap_or(words).trim().trim_end_matches([':', ',']).to_owned()).filter(|it| !it.is_empty())
    }

    /// A row of a table of deadlines.
    fn row(&mut self, item: &table::Item) {
        let head_year = governing_year(&tokens(&item.head));
        let list = tokens(&item.term);
        let mut found = terms(&list, &Years { governing: head_year, ..self.years });
        found.iter_mut().filter(|it| it.shape == Shape::Opening && list.len() < 7).for_each(|it| it.rule = "term.since");
        let chosen = choose(&found);
        let external = !self.head.is_order && clause::is_foreign(&item.doer, self.head.letter.addressee_level);
        let classes = { let own = act::classes(&item.act); if own.is_empty() { act::by_noun(&item.act) } else { own } };
        let modality = self.contexts.iter().rev().filter(|it| is_about_schedule(&it.act)).find_map(|it| it.modality).unwrap_or_default();
        let words = format!("{} {}", item.act, item.rest);
        let mail = channel::mail(&tokens(&words), &words).addresses;
        let mut obligation = Obligation { what: item.act.clone(), kind: act::kind(&item.act, &item.act, &classes), modality, external, emails: mail, ..Obligation::default() };
        obligation.who = (!item.doer.is_empty()).then(|| item.doer.clone());
        obligation.sites = channel::sites(&tokens(&words));
        obligation.formats = channel::formats(&words);
        obligation.source.rules.push("table.row");
        if item.act.trim().is_empty() || item.term.trim().is_empty() {
            return;
        }
        for term in &chosen {
            let mut one = obligation.clone();
            apply(&mut one, term);
            one.due_phrase = Some(quote(&item.term, &list, term));
            one.source.rules.push(term.rule);
            if !external {
                self.body.doubts.extend(term.doubts.iter().cloned());
            }
            self.found.push(Found { obligation: one, sentence: usize::MAX, lead: None, block: usize::MAX, number: item.number.clone() });
        }
        if chosen.is_empty() {
            self.found.push(Found { obligation, sentence: usize::MAX, lead: None, block: usize::MAX, number: item.number.clone() });
        }
    }

    fn finish(mut self) -> Body {
        for note in &self.notes {
            let named = |it: &Found| note.points.contains(&it.number);
            let open = |it: &Found| it.obligation.emails.is_empty() && it.obligation.kind.is_submission();
            for (at, it) in self.found.iter_mut().enumerate() {
                let mine = if note.points.is_empty() { open(it) && (at < note.before || it.sentence == usize::MAX) } else { named(it) };
                if mine && !it.obligation.external {
                    it.obligation.emails.clone_from(&note.mail);
                }
            }
        }
        let leads: Vec<usize> = self.found.iter().filter_map(|it| it.lead).collect();
        self.found.retain(|it| it.sentence == usize::MAX || !leads.contains(&it.sentence));
        let levels: Vec<Level> = self.found.iter().filter_map(|it| addressee::level(it.obligation.who.as_deref()?)).collect();
        let schools = self.found.iter().any(|it| !it.obligation.external).then_some(Level::Organization);
        self.body.level = levels.iter().copied().max_by_key(|it| levels.iter().filter(|other| *other == it).count()).or(schools);
        self.body.obligations = self.found.into_iter().map(|it| it.obligation).collect();
        self.body
    }
}

/// One part of a sentence with all that is known around it.
struct Piece<'a> {
    at: usize,
    sentence: &'a Sentence,
    list: &'a [Token],
    words: &'a str,
    clause: &'a Clause,
    mine: &'a [Term],
    mail: &'a Mail,
    lead: &'a Context,
    led: bool,
}

impl Piece<'_> {
    /// The tokens of this part.
    fn tokens(&self) -> &[Token] {
        let text = &self.sentence.line.text;
        let from = text.find(self.words).unwrap_or(0);
        let first = self.list.iter().position(|it| it.at.start >= from).unwrap_or(0);
        let last = self.list.iter().rposition(|it| it.at.end <= from + self.words.len()).map_or(first, |it| it + 1);
        self.list.get(first..last.max(first)).unwrap_or_default()
    }

    /// Addresses within this part; what is to be sent takes those of the whole sentence.
    fn own_mail(&self, kind: Kind) -> Vec<String> {
        let own = channel::mail(self.tokens(), self.words);
        let whole = own.same || kind.is_submission() || self.words.len() + 2 >= self.sentence.line.text.len();
        if own.addresses.is_empty() && !whole { own.addresses } else { self.mail.addresses.clone() }
    }
}

fn has_term(terms: &[Term]) -> bool {
    terms.iter().any(Term::binds)
}

/// The terms that hold: an explicit deadline before a period, a period before words; a counted term
/// and a dated backstop become one.
fn choose(terms: &[Term]) -> Vec<Term> {
    let of = |shapes: &[Shape]| terms.iter().filter(|it| shapes.contains(&it.shape)).cloned().collect::<Vec<_>>();
    let moved = of(&[Shape::Move]);
    if !moved.is_empty() {
        return moved;
    }
    let mut counted = of(&[Shape::Counted]);
    let dated = of(&[Shape::Deadline]);
    if let (Some(first), Some(by)) = (counted.first_mut(), dated.first().filter(|it| it.due.is_some())) {
        (first.due, first.time) = (by.due, by.time.clone());
        first.doubts.extend(by.doubts.iter().cloned());
        return counted;
    }
    let recurring = of(&[Shape::Recurring]);
    for list in [recurring, counted, dated, of(&[Shape::Period]).into_iter().take(1).collect(), of(&[Shape::Day]), of(&[Shape::Wordy]).into_iter().take(1).collect()] {
        if !list.is_empty() {
            return list;
        }
    }
    Vec::new()
}

fn apply(obligation: &mut Obligation, term: &Term) {
    obligation.due = term.due;
    obligation.opens = term.opens.or(obligation.opens);
    obligation.due_time.clone_from(&term.time);
    obligation.recurrence.clone_from(&term.recurrence);
    obligation.relative.clone_from(&term.relative);
    if term.recurrence.is_some() {
        obligation.due = None;
    }
}

/// A date behind a participle belongs to what was done, not to what is to be done.
fn settle(list: &[Token], terms: &mut [Term]) {
    const DONE: [&str; 20] = ["нный", "нные", "нных", "нного", "нному", "нном", "нная", "нной", "нную", "вший", "вшие", "вших", "вшего", "вшей", "вшая", "вшим", "тый", "тые", "тых", "шейся"];
    for term in terms.iter_mut().filter(|it| !matches!(it.shape, Shape::Reference)) {
        let near = (1..=2).filter_map(|by| term.tokens.start.checked_sub(by)).filter_map(|at| list.get(at));
        let mut words = near.map(|it| it.text.as_str());
        let first = words.next().unwrap_or_default();
        let participle = |word: &str| word.chars().count() > 6 && DONE.iter().any(|end| word.ends_with(end));
        let second = words.next().unwrap_or_default();
        if participle(first) || participle(second) && !first.starts_with("срок") && first.chars().count() < 3 {
            term.shape = Shape::Reference;
        }
    }
}

/// «в 2026 году», «на 2026 год»: the year of what is led in.
fn governing_year(list: &[Token]) -> Option<i32> {
    list.windows(2).find_map(|pair| {
        let year = pair[0].number().filter(|it| it.1 == 4)?.0;
        (pair[1].starts("год") || pair[1].is("г")).then(|| i32::try_from(year).ok()).flatten()
    })
}

/// «по пунктам 1, 2 и 5», «п. 3».
fn points(folded: &str) -> Vec<String> {
    let Some(at) = folded.find("пункт").or_else(|| folded.find("п.")) else { return Vec::new() };
    let rest = folded.get(at..).unwrap_or_default();
    let words = rest.split([' ', ',', ';']).skip(1).filter(|it| !it.is_empty());
    words.take_while(|it| it.starts_with(|c: char| c.is_ascii_digit()) || *it == "и").filter(|it| *it != "и").map(|it| it.trim_end_matches('.').to_owned()).collect()
}

/// The bytes of a range of tokens.
fn bytes(list: &[Token], range: &std::ops::Range<usize>) -> (usize, usize) {
    let from = list.get(range.start).map_or(0, |it| it.at.start);
    let to = range.end.checked_sub(1).and_then(|at| list.get(at)).map_or(from, |it| it.at.end);
    (from, to.max(from))
}

/// The words of a term as written.
fn quote(text: &str, list: &[Token], term: &Term) -> String {
    let (from, to) = bytes(list, &term.tokens);
    text.get(from..to).unwrap_or_default().to_owned()
}
