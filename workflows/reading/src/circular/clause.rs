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
struct Words<'a> {
    tokens: &'a [Token],
    folded: String,
    verbs: Vec<(usize, Verb)>,
    modal: Option<(usize, Modality)>,
    around: Around<'a>,
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
    tokens.iter().enumerate().find_map(|(at, token)| {
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
const IDLE: [(&[&str], &str); 18] = [
    (&["снять с контрол"], "fact.withdrawn"),
    (&["снимает", "с контрол"], "fact.withdrawn"),
    (&["обращ", "к администратор"], "fact.help"),
    (&[" хранить"], "fact.storage"),
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
const ATTENTION: [&str; 7] =
    ["отметить", "подчеркнуть", "учесть", "иметь", "обратить", "напомнить", "считать"];

impl Words<'_> {
    fn standing(&self) -> Standing {
        let spaced = format!(" {}", self.folded);
        let idle = IDLE.iter().find(|(all, _)| all.iter().all(|it| spaced.contains(it)));
        if let Some((_, rule)) = idle {
            return Standing::Fact(rule);
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
        let personal = self.tokens[at].starts("долж") || self.tokens[at].starts("обяз");
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
        let presents =
            || self.verbs.iter().filter(|it| it.1.form == Form::Present && !self.subordinate(it.0));
        let doer_of = |at: usize| {
            let passive = self.tokens[at].text.ends_with("ся");
            let agent = passive.then(|| doer::agent(self.tokens, self.around.ours)).flatten();
            agent.or_else(|| {
                let side = doer::subject(self.tokens, at, self.around.ours);
                side.filter(|it| !passive || *it == Side::Foreign && !self.is_delivered())
            })
        };
        let tells = |at: usize| {
            self.tokens.get(at + 1).is_some_and(|it| it.is(","))
                && self.tokens.get(at + 2).is_some_and(|it| it.is("что"))
        };
        let (at, verb) = presents().filter(|it| !tells(it.0)).find(|it| {
            !matches!(it.1.class, "other" | words::UNLISTED)
                || around.item && it.1.class == "other"
                || around.bound && (doer_of(it.0) == Some(Side::Own) || self.is_conditional())
        })?;
        let doer = doer_of(*at).or(around.doer);
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
        let placed = around.bound || around.mailed || around.item || self.is_conditional();
        if self.past_near(*at) || !placed && doer.is_none() {
            return None;
        }
        let plans = self.tokens.iter().any(|it| it.is("план") || it.is("планы"));
        let ours = self.is_ours()
            || self.is_conditional()
            || verb.class == "send" && !self.is_for_others()
            || matches!(verb.class, "develop" | "approve" | "agree") && plans;
        if doer.is_none() && around.bound && !around.order && !ours {
            return Some(Standing::External(UNCLEAR));
        }
        Some(Standing::Obliges("clause.present"))
    }

    /// «число опрошенных должно составлять не менее 40 %»: so many must be made to answer.
    fn is_quota(&self) -> bool {
        ["опрос", "опрош", "респондент", "анкет"].iter().any(|it| self.folded.contains(it))
            && self.folded.contains("не менее")
    }

    /// Sent to somebody above the sender.
    fn is_for_others(&self) -> bool {
        self.tokens.iter().any(doer::is_above)
    }

    /// «Для остальных срок прежний – 27 марта», not in brackets.
    fn keeps_a_term(&self) -> bool {
        let says = |list: &[&str]| list.iter().any(|it| self.folded.contains(it));
        says(&["срок"])
            && says(&["прежн", "сохраня", "не меняется", "без изменени", "не изменя"])
            && says(&["остальн", "прочи", "други", "иных"])
            && !self.folded.contains('(')
    }

    /// «Сведения нужны не позднее …»: whoever has them sends them.
    fn is_needed(&self) -> bool {
        self.tokens.iter().enumerate().any(|(at, it)| {
            let negated = at > 0 && self.tokens[at - 1].is("не");
            it.sort == Sort::Word && words::find("needed", &it.text).is_some() && !negated
        })
    }

    /// «Приём заявок осуществляется до …»: the noun is the act, the verb only carries it.
    fn is_light(&self) -> bool {
        const LIGHT: [&str; 10] = [
            "осуществля",
            "производится",
            "ведется",
            "заверша",
            "заканчива",
            "открыт",
            "продлится",
            "организу",
            "проходит",
            "проходить",
        ];
        let light = self.tokens.iter().position(|it| LIGHT.iter().any(|stem| it.starts(stem)));
        let sent = |it: &Token| act::by_noun(&it.text).first() == Some(&"send");
        light.is_some_and(|at| {
            doer::agent(self.tokens, self.around.ours) != Some(Side::Foreign)
                && self.tokens[..at].iter().any(sent)
        })
    }

    /// «срок представления», «о необходимости размещения».
    fn names_an_act(&self) -> bool {
        let mut depth = 0_i32;
        let tells =
            ["поручени", "напомин", "необходимост"].iter().any(|it| self.folded.contains(it));
        self.tokens.windows(2).any(|pair| {
            depth += i32::from(pair[0].is("(")) - i32::from(pair[0].is(")"));
            depth == 0
                && (pair[0].starts("срок")
                    || pair[0].starts("необходимост")
                    || tells && pair[0].is("о"))
                && !act::by_noun(&pair[1].text).is_empty()
        })
    }

    /// The act ends with the sender, on a site, in a system: whoever reads the letter is meant.
    fn is_ours(&self) -> bool {
        self.around.mailed || self.around.item || self.is_delivered()
    }

    fn is_delivered(&self) -> bool {
        let place = |it: &Token| {
            it.sort == Sort::Site
                || ["сайт", "портал", "кабинет", "систем", "подсистем", "адрес", "почт", "баз"]
                    .iter()
                    .any(|stem| it.starts(stem))
        };
        let led = |at: usize| {
            (1..=4)
                .filter_map(|by| at.checked_sub(by))
                .any(|it| matches!(self.tokens[it].text.as_str(), "в" | "на" | "через" | "по"))
        };
        let mut tokens = self.tokens.iter().enumerate();
        tokens.any(|(at, it)| place(it) && led(at) || doer::is_recipient(self.tokens, at))
    }

    /// An infinitive that no right, wish, purpose or future governs.
    fn free_infinitive(&self) -> Option<usize> {
        let quoted = |at: usize| {
            at > 0 && matches!(self.tokens[at - 1].text.as_str(), "«" | "\"" | "„" | "“")
        };
        let governed = |at: usize| {
            let clause = self.tokens[..at].iter().rposition(|it| it.is(",")).map_or(0, |it| it + 1);
            let from = clause.min(at.saturating_sub(4));
            let mut behind = self.tokens[at..].iter().take(5);
            self.tokens[from..at].iter().any(|it| words::find("right", &it.text).is_some())
                || behind.any(|it| it.is("можно") || it.is("нельзя"))
        };
        let free = |at: usize| !quoted(at) && !governed(at);
        self.verbs.iter().find(|it| it.1.form == Form::Infinitive && free(it.0)).map(|it| it.0)
    }

    /// A past tense or short participle in the main clause before a place.
    fn past_before(&self, end: usize) -> bool {
        self.tokens.iter().take(end).enumerate().any(|(at, it)| {
            let word = it.sort == Sort::Word
                && (words::find("past", &it.text).is_some()
                    || words::is_done(&it.text)
                    || words::is_past(&it.text));
            let form = self.verbs.iter().any(|verb| verb.0 == at && verb.1.form == Form::Past);
            (word || form) && !self.subordinate(at)
        })
    }

    /// A past tense between the commas around a place.
    fn past_near(&self, at: usize) -> bool {
        let from = self.tokens[..at].iter().rposition(|it| it.is(",")).unwrap_or(0);
        let to = self.tokens[at..]
            .iter()
            .position(|it| it.is(","))
            .map_or(self.tokens.len(), |it| at + it);
        let word = |it: &Token| it.sort == Sort::Word && words::find("past", &it.text).is_some();
        self.tokens[from..to].iter().any(word)
            || self.verbs.iter().any(|it| (from..to).contains(&it.0) && it.1.form == Form::Past)
    }

    /// «которые …», «чтобы …» stands between the last comma and a place.
    fn subordinate(&self, at: usize) -> bool {
        if at > 0 && self.tokens[at - 1].is("не") {
            return true;
        }
        for it in self.tokens[..at.min(self.tokens.len())].iter().rev().take(10) {
            if it.is(",") {
                return false;
            }
            if it.starts("котор") || it.is("чтобы") || it.is("где") {
                return true;
            }
        }
        false
    }

    fn negated(&self) -> bool {
        [
            "не требуется",
            "не представля",
            "не предоставля",
            "не направля",
            "не нужно",
            "не будут",
            "не будет",
            "не составляют",
            "не составляется",
            "не надо",
            "не следует представлять",
            "не подлеж",
        ]
        .iter()
        .any(|it| self.folded.contains(it))
    }

    fn is_soft(&self) -> bool {
        self.folded.contains("рассмотреть возможность")
    }

    fn is_conditional(&self) -> bool {
        self.tokens.iter().enumerate().any(|(at, it)| {
            let led = (1..=2)
                .filter_map(|by| at.checked_sub(by))
                .any(|it| ["при", "в", "о", "обо"].iter().any(|word| self.tokens[it].is(word)))
                || (1..=3)
                    .filter_map(|by| at.checked_sub(by))
                    .any(|it| self.tokens[it].is("каждому") || self.tokens[it].is("каждом"));
            it.sort == Sort::Word
                && words::find("condition", &it.text).is_some()
                && (it.is("если") || led)
                && self.depth(at) == 0
        })
    }

    /// How many brackets are open at a place.
    fn depth(&self, at: usize) -> usize {
        let count = |mark: &str| self.tokens[..at].iter().filter(|it| it.is(mark)).count();
        count("(").saturating_sub(count(")"))
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
