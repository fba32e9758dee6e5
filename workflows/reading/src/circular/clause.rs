//! What a clause does: obliges, states a fact, announces what others will do, or says nothing.
//!
//! Decided by its predicate: a word of duty («необходимо», «просим», «рекомендуем»), an imperative,
//! a bare infinitive, a present tense used as a rule, or the noun of an act with a term. Rights,
//! control clauses, repeals, past events and other people's promises oblige nobody.

use super::act;
use super::doer::{self, Side};
use super::draft::Modality;
use super::token::{Sort, Token};
use super::words::{self, Form, Verb};
use crate::text::fold;

/// What a clause does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Binds the addressees, by that rule.
    Obliges(&'static str),
    /// Binds or announces somebody else.
    External(&'static str),
    /// States something.
    Fact(&'static str),
    /// Has no predicate of its own.
    Nothing,
}

impl Standing {
    /// A term stands beside a predicate, and who is bound cannot be told.
    pub fn is_unclear(self) -> bool {
        self == Self::External(UNCLEAR)
    }
}

/// The rule of a clause that says how many must answer.
pub(super) const QUOTA: &str = "clause.quota";

/// The rule of a part whose verb stands in the part before.
pub(super) const GAPPED: &str = "clause.gapped";

/// The rule of a clause that leaves an old term in force: «для остальных срок прежний – 27 марта».
pub(super) const KEPT: &str = "clause.kept";

/// The rule of an answer that says when: «Когда публикуется отчёт? – Не позднее 20 апреля».
pub(super) const ANSWER: &str = "clause.answer";

/// The rule of a clause whose doer is not named and whose recipient is not the sender.
const UNCLEAR: &str = "external.unclear";

/// A clause as read.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub standing: Standing,
    pub modality: Option<Modality>,
    pub classes: Vec<&'static str>,
    pub conditional: bool,
    /// Who stands as the doer, if anybody.
    pub doer: Option<Side>,
}

/// What around a clause matters for it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around<'a> {
    /// A term that can bind stands in it.
    pub bound: bool,
    /// That term has a day, a rule or a count.
    pub dated: bool,
    /// An e-mail address or a site stands in it.
    pub mailed: bool,
    /// It is led in by a sentence that obliges.
    pub item: bool,
    /// The letter is an order or minutes.
    pub order: bool,
    /// The doer of the part before, who goes on where none is named.
    pub doer: Option<Side>,
    /// The stem of the body that is addressed, though such bodies are others' elsewhere.
    pub ours: &'a str,
}

/// The words of a clause and what was found among them.
pub(super) struct Words<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) folded: String,
    pub(super) verbs: Vec<(usize, Verb)>,
    pub(super) modal: Option<(usize, Modality)>,
    pub(super) around: Around<'a>,
}

/// Reads a clause.
pub(super) fn read(tokens: &[Token], text: &str, around: Around<'_>) -> Clause {
    let verb = |(at, token): (usize, &Token)| {
        (token.sort == Sort::Word).then(|| words::verb(&token.text)).flatten().map(|it| (at, it))
    };
    let verbs = tokens.iter().enumerate().filter_map(verb).collect();
    let folded = fold(text);
    let words = Words { tokens, folded, verbs, modal: modal(tokens), around };
    let standing = words.standing();
    let mut classes = words.classes();
    let moved = standing == Standing::Obliges("clause.moved");
    let awaited = ["ожидаем", "ждем"].iter().any(|it| words.folded.contains(it));
    let awaited = awaited
        || words.tokens.iter().any(|it| it.is("жду"))
        || standing == Standing::Obliges("clause.needed");
    if awaited && classes.iter().all(|it| *it == "other") {
        classes = vec!["send"];
    }
    let moved = moved || standing == Standing::Obliges("clause.light_verb");
    if moved && !act::by_noun(text).is_empty() || classes.is_empty() {
        classes = act::by_noun(text);
    }
    let soft = words.is_soft().then_some(Modality::Recommended);
    let modality = soft.or(words.modal.map(|it| it.1));
    let polite = words.folded.contains("пожалуйста").then_some(Modality::Requested);
    let present = words.verbs.iter().find(|it| it.1.form == Form::Present).map(|it| it.0);
    let doer = present.and_then(|at| doer::subject(tokens, at, around.ours)).or(around.doer);
    let conditional = words.is_conditional();
    Clause { standing, modality: modality.or(polite), classes, conditional, doer }
}

/// The first word of duty that is not negated.
pub(super) fn modal(tokens: &[Token]) -> Option<(usize, Modality)> {
    let mut depth = 0_i32;
    tokens.iter().enumerate().find_map(|(at, token)| {
        depth += i32::from(token.is("(")) - i32::from(token.is(")"));
        if depth > 0 {
            return None;
        }
        let negated = at > 0 && tokens[at - 1].is("не");
        let told = token.sort != Sort::Word || words::is_past(&token.text);
        let word = if negated || told { return None } else { &token.text };
        let lists = [
            ("recommended", Modality::Recommended),
            ("requested", Modality::Requested),
            ("required", Modality::Required),
        ];
        lists.into_iter().find(|(list, _)| words::find(list, word).is_some()).map(|it| (at, it.1))
    })
}

/// Sentences of a sort that binds nobody, by words that only they have.
const IDLE: [(&[&str], &str); 23] = [
    (&["давайте"], "fact.wish"),
    (&["изложить", "редакции"], "fact.approved_here"),
    (&["снять с контрол"], "fact.withdrawn"),
    (&["снимает", "с контрол"], "fact.withdrawn"),
    (&["обращ", "к администратор"], "fact.help"),
    (&[" хранить"], "fact.storage"),
    (&[" хранится"], "fact.storage"),
    (&[" хранятся"], "fact.storage"),
    (&["определить, что"], "fact.approved_here"),
    (&["разрешить"], "fact.right"),
    (&["утвердить", "(приложение"], "fact.approved_here"),
    (&["к сведению", "принять"], "fact.noted"),
    (&["пункт", "исключить"], "fact.withdrawn"),
    (&["вступит в силу"], "fact.in_force"),
    (&["контрол", "возложить на"], "fact.control"),
    (&["контрол", "возлагаю"], "fact.control"),
    (&["контрол", "оставля"], "fact.control"),
    (&["контрол", "оставить за"], "fact.control"),
    (&["утратившим"], "fact.repeal"),
    (&["утвердить", "прилагаем"], "fact.approved_here"),
    (&["недействительн"], "fact.withdrawn"),
    (&["вступает в силу"], "fact.in_force"),
    (&["обжалован"], "fact.right"),
];

/// Verbs that with a word of duty only draw attention or describe.
const ATTENTION: [&str; 10] = [
    "помнить",
    "понимать",
    "знать",
    "отметить",
    "подчеркнуть",
    "учесть",
    "иметь",
    "обратить",
    "напомнить",
    "считать",
];

impl Words<'_> {
    fn standing(&self) -> Standing {
        let spaced = format!(" {}", self.folded);
        let idle = IDLE.iter().find(|(all, _)| all.iter().all(|it| spaced.contains(it)));
        if let Some((_, rule)) = idle {
            return Standing::Fact(rule);
        }
        if self.tokens.last().is_some_and(|it| it.is("?")) {
            return Standing::Fact("fact.asked");
        }
        if super::change::is_withdrawal(&self.folded) {
            return Standing::Fact("fact.withdrawn");
        }
        if self.around.bound && self.keeps_a_term() {
            return Standing::Obliges(KEPT);
        }
        if self.folded.contains("следует читать") && self.around.bound {
            return Standing::Obliges("clause.moved");
        }
        if self.around.order && self.takes_effect() {
            return Standing::Fact("fact.approved_here");
        }
        if let Some((at, modality)) = self.modal {
            return self.by_modal(at, modality);
        }
        if self.negated() {
            return Standing::Fact("fact.not_required");
        }
        if super::change::is_event_moved(&self.folded) {
            return Standing::Fact("fact.event_moved");
        }
        if super::change::is_extension(&self.folded) && self.around.bound {
            return Standing::Obliges("clause.moved");
        }
        if self.folded.starts_with("вопрос") && !self.around.bound {
            return Standing::Fact("fact.help");
        }
        if self.has(Form::Imperative) {
            return Standing::Obliges("clause.imperative");
        }
        self.by_form()
    }

    fn has(&self, form: Form) -> bool {
        self.verbs.iter().any(|it| it.1.form == form)
    }

    fn by_modal(&self, at: usize, modality: Modality) -> Standing {
        let describes = (at..at + 6)
            .filter_map(|it| self.tokens.get(it))
            .any(|it| words::find("quality", &it.text).is_some());
        let contents = self.folded.starts_with("в ")
            && self.tokens.get(at + 1).is_some_and(|it| it.is("указать") || it.is("отразить"));
        let draws = contents
            || self.tokens.get(at + 1).is_some_and(|it| ATTENTION.iter().any(|word| it.is(word)));
        if describes && self.is_quota() {
            return Standing::Obliges(QUOTA);
        }
        let timed = self.around.dated || self.around.bound && !describes;
        if (describes || draws) && !timed && modality == Modality::Required {
            return Standing::Fact("fact.quality");
        }
        let infinitive = self.verbs.iter().find(|it| it.1.form == Form::Infinitive).map(|it| it.0);
        // «Значение должно составить не менее 85 %»: a measure, whatever its day.
        let limits = ["быть не менее", "быть не более", "быть не ниже", "быть не выше"];
        let measured = infinitive
            .is_some_and(|it| words::find("measure", &self.tokens[it].text).is_some())
            || limits.iter().any(|it| self.folded.contains(it));
        let people = self.tokens[at].starts("подлеж")
            && doer::subject(self.tokens, at, self.around.ours) == Some(Side::Foreign);
        let measured = measured || people && !self.around.bound;
        if measured && modality == Modality::Required && !self.is_quota() {
            return Standing::Fact("fact.quality");
        }
        let passive = self.tokens.get(at + 1).is_some_and(|it| it.is("быть"))
            && (2..4)
                .any(|by| self.tokens.get(at + by).is_some_and(|it| words::is_short(&it.text)));
        let personal = !passive && self.tokens[at].starts("долж") || self.tokens[at].starts("обяз");
        let doer = doer::bound(
            self.tokens,
            infinitive.unwrap_or(at + 3).min(self.tokens.len()),
            self.around.ours,
        )
        .or_else(|| personal.then(|| doer::subject(self.tokens, at, self.around.ours)).flatten());
        let foreign = doer == Some(Side::Foreign) && modality == Modality::Required;
        if foreign && !self.around.order {
            return Standing::External("external.doer");
        }
        let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let was = near.filter_map(|it| self.tokens.get(it)).any(|it| it.starts("был"));
        if was || self.past_before(at) && !self.has(Form::Infinitive) {
            return Standing::Fact("fact.past");
        }
        Standing::Obliges(match modality {
            Modality::Required => "modal.required",
            Modality::Requested => "modal.requested",
            Modality::Recommended => "modal.recommended",
        })
    }

    fn by_form(&self) -> Standing {
        let around = self.around;
        let past = self.past_before(self.tokens.len());
        let infinitive = self.free_infinitive();
        if let Some(at) = infinitive.filter(|at| !self.past_before(*at))
            && (around.item || around.bound || around.mailed || around.order || at < 3)
        {
            let foreign = doer::bound(self.tokens, at, around.ours) == Some(Side::Foreign);
            return if foreign && !around.order {
                Standing::External("external.doer")
            } else {
                Standing::Obliges("clause.infinitive")
            };
        }
        let will_be = self
            .tokens
            .windows(2)
            .any(|it| (it[0].is("будет") || it[0].is("будут")) && words::is_short(&it[1].text));
        if will_be && around.bound && !past {
            return Standing::External("external.future");
        }
        if around.bound && self.is_needed() && !past {
            return Standing::Obliges("clause.needed");
        }
        if self.is_light() && around.bound && !past {
            return Standing::Obliges("clause.light_verb");
        }
        if let Some(standing) = self.by_present() {
            return standing;
        }
        if self.has(Form::Future) && around.bound && !past {
            return Standing::External("external.future");
        }
        if self.names_an_act() && around.bound && !past && infinitive.is_none() {
            let to = doer::bound(self.tokens, self.tokens.len(), around.ours);
            if to == Some(Side::Foreign) && !around.order {
                return Standing::External("external.doer");
            }
            return Standing::Obliges("clause.noun");
        }
        if past { Standing::Fact("fact.past") } else { Standing::Nothing }
    }

    /// The present tense as a rule: of the addressees, of others, or of nobody named.
    fn by_present(&self) -> Option<Standing> {
        let around = self.around;
        let presents = || {
            self.verbs.iter().filter(|it| {
                it.1.form == Form::Present
                    && !self.subordinate(it.0)
                    && words::find("right", &self.tokens[it.0].text).is_none()
            })
        };
        let tells = |at: usize| {
            self.tokens.get(at + 1).is_some_and(|it| it.is(","))
                && self.tokens.get(at + 2).is_some_and(|it| it.is("что"))
        };
        let (at, verb) = presents().filter(|it| !tells(it.0)).find(|it| {
            !matches!(it.1.class, "other" | words::UNLISTED)
                || around.item && it.1.class == "other"
                || around.bound && (self.doer_at(it.0) == Some(Side::Own) || self.is_conditional())
        })?;
        let doer = self.doer_at(*at).or(around.doer);
        if doer == Some(Side::Foreign) && !around.order {
            return Some(if around.bound {
                Standing::External("external.present")
            } else {
                Standing::Fact("fact.present")
            });
        }
        let near = doer::subject(self.tokens, *at, around.ours).is_some()
            || doer::agent(&self.tokens[*at..(at + 3).min(self.tokens.len())], around.ours)
                .is_some();
        if verb.class == "conduct" && !around.item && !near {
            return Some(Standing::Fact("fact.goes_on"));
        }
        let placed = self.says_same_term()
            || around.bound
            || around.mailed
            || around.item
            || self.is_conditional();
        if self.past_near(*at) || !placed && doer.is_none() {
            return None;
        }
        let plans = self.tokens.iter().any(|it| it.is("план") || it.is("планы"));
        let ours = self.is_ours()
            || self.is_conditional()
            || verb.class == "send" && !self.is_for_others()
            || matches!(verb.class, "develop" | "approve" | "agree") && plans;
        if doer.is_none()
            && around.bound
            && !around.dated
            && !self.is_ours()
            && !around.order
            && !self.is_conditional()
        {
            return None;
        }
        if doer.is_none() && around.bound && !around.order && !ours {
            return Some(Standing::External(UNCLEAR));
        }
        Some(Standing::Obliges("clause.present"))
    }

    fn classes(&self) -> Vec<&'static str> {
        let asks = |form| {
            matches!(form, Form::Infinitive | Form::Imperative | Form::Present | Form::Future)
        };
        let asked: Vec<_> = self
            .verbs
            .iter()
            .filter(|it| {
                asks(it.1.form) && words::find("quality", &self.tokens[it.0].text).is_none()
            })
            .collect();
        let strong = |form| matches!(form, Form::Infinitive | Form::Imperative);
        let only_strong = asked.iter().any(|it| strong(it.1.form));
        asked
            .iter()
            .filter(|it| !only_strong || strong(it.1.form))
            .filter(|it| modal(&self.tokens[it.0..=it.0]).is_none())
            .filter(|it| !ATTENTION.contains(&self.tokens[it.0].text.as_str()))
            .map(|it| it.1.class)
            .filter(|it| *it != words::UNLISTED || asked.len() == 1)
            .collect()
    }
}
