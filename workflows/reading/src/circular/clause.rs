//! What a clause does: obliges, states a fact, announces what others will do, or says nothing.
//!
//! Decided by its predicate: a word of duty («необходимо», «просим», «рекомендуем»), an imperative,
//! a bare infinitive, a present tense used as a rule, or the noun of an act with a term. Rights,
//! control clauses, repeals, past events and other people's promises oblige nobody.

use super::draft::Modality;
use super::token::{Sort, Token};
use super::words::{self, Form, Verb};
use super::{act, draft};
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

/// A clause as read.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub standing: Standing,
    pub modality: Option<Modality>,
    pub classes: Vec<&'static str>,
    pub conditional: bool,
}

/// What around a clause matters for it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// A term that can bind stands in it.
    pub bound: bool,
    /// An e-mail address stands in it.
    pub mailed: bool,
    /// It is led in by a sentence that obliges.
    pub item: bool,
    /// The letter is an order or minutes.
    pub order: bool,
}

/// The words of a clause and what was found among them.
struct Words<'a> {
    tokens: &'a [Token],
    folded: String,
    verbs: Vec<(usize, Verb)>,
    modal: Option<(usize, Modality)>,
    around: Around,
}

/// Reads a clause.
pub(super) fn read(tokens: &[Token], text: &str, around: Around) -> Clause {
    let verb = |(at, token): (usize, &Token)| {
        (token.sort == Sort::Word).then(|| words::verb(&token.text)).flatten().map(|it| (at, it))
    };
    let verbs = tokens.iter().enumerate().filter_map(verb).collect();
    let folded = fold(text);
    let words = Words { tokens, folded, verbs, modal: modal(tokens), around };
    let standing = words.standing();
    let mut classes = words.classes();
    if classes.is_empty() {
        classes = act::by_noun(text);
    }
    let modality = words
        .modal
        .map(|it| it.1)
        .map(|it| if words.is_soft() { Modality::Recommended } else { it });
    let polite = words.folded.contains("пожалуйста").then_some(Modality::Requested);
    Clause { standing, modality: modality.or(polite), classes, conditional: words.is_conditional() }
}

/// The first word of duty that is not negated.
pub(super) fn modal(tokens: &[Token]) -> Option<(usize, Modality)> {
    tokens.iter().enumerate().find_map(|(at, token)| {
        let negated = at > 0 && tokens[at - 1].is("не");
        let word = if negated || token.sort != Sort::Word { return None } else { &token.text };
        let lists = [
            ("recommended", Modality::Recommended),
            ("requested", Modality::Requested),
            ("required", Modality::Required),
        ];
        lists.into_iter().find(|(list, _)| words::find(list, word).is_some()).map(|it| (at, it.1))
    })
}

/// Sentences of a sort that binds nobody, by words that only they have.
const IDLE: [(&[&str], &str); 11] = [
    (&["хранить"], "fact.storage"),
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
        let idle = IDLE.iter().find(|(all, _)| all.iter().all(|it| self.folded.contains(it)));
        if let Some((_, rule)) = idle {
            return Standing::Fact(rule);
        }
        if super::change::is_withdrawal(&self.folded) {
            return Standing::Fact("fact.withdrawn");
        }
        if let Some((at, modality)) = self.modal {
            return self.by_modal(at, modality);
        }
        if self.negated() {
            return Standing::Fact("fact.not_required");
        }
        if super::change::is_extension(&self.folded) && self.around.bound {
            return Standing::Obliges("clause.moved");
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
        let draws =
            self.tokens.get(at + 1).is_some_and(|it| ATTENTION.iter().any(|word| it.is(word)));
        if (describes || draws) && !self.around.bound && modality == Modality::Required {
            return Standing::Fact("fact.quality");
        }
        if modality == Modality::Required && !self.around.order && self.external(0, at + 3) {
            return Standing::External("external.doer");
        }
        if self.past_before(at) && !self.has(Form::Infinitive) {
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
            return Standing::Obliges("clause.infinitive");
        }
        let present = self.verbs.iter().find(|it| {
            it.1.form == Form::Present && !self.subordinate(it.0) && it.1.class != "other"
                || it.1.form == Form::Present && self.around.item
        });
        if let Some((at, _)) = present {
            if self.external(0, self.tokens.len()) {
                return if around.bound {
                    Standing::External("external.present")
                } else {
                    Standing::Fact("fact.present")
                };
            }
            let step = self.verbs.iter().any(|it| it.0 == *at && it.1.class == "conduct");
            if step && !around.item && !self.addressed(*at) {
                return Standing::Fact("fact.goes_on");
            }
            if !self.past_near(*at)
                && (around.bound
                    || around.mailed
                    || around.item
                    || self.addressed(*at)
                    || self.is_conditional())
            {
                return Standing::Obliges("clause.present");
            }
        }
        if self.has(Form::Future) && around.bound && !past {
            return Standing::External("external.future");
        }
        let named = self
            .tokens
            .windows(2)
            .any(|pair| pair[0].starts("срок") && !act::by_noun(&pair[1].text).is_empty());
        if named && around.bound && !past && infinitive.is_none() {
            return Standing::Obliges("clause.noun");
        }
        if past { Standing::Fact("fact.past") } else { Standing::Nothing }
    }

    /// An infinitive that no right, wish or purpose governs.
    fn free_infinitive(&self) -> Option<usize> {
        let quoted = |at: usize| {
            at > 0 && matches!(self.tokens[at - 1].text.as_str(), "«" | "\"" | "„" | "“")
        };
        let free = |at: usize| {
            !quoted(at)
                && !(1..=4)
                    .filter_map(|by| at.checked_sub(by))
                    .any(|it| words::find("right", &self.tokens[it].text).is_some())
        };
        self.verbs.iter().find(|it| it.1.form == Form::Infinitive && free(it.0)).map(|it| it.0)
    }

    /// A past tense or short participle in the main clause before a place.
    fn past_before(&self, end: usize) -> bool {
        self.tokens.iter().take(end).enumerate().any(|(at, it)| {
            let word = it.sort == Sort::Word && words::find("past", &it.text).is_some();
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
        for it in self.tokens[..at.min(self.tokens.len())].iter().rev().take(10) {
            if it.is(",") {
                return false;
            }
            if it.starts("котор") || it.is("чтобы") || it.is("где") {
                return true;
            }
        }
        at > 0 && self.tokens[at - 1].is("не")
    }

    fn negated(&self) -> bool {
        [
            "не требуется",
            "не представля",
            "не предоставля",
            "не направля",
            "не нужно",
            "не надо",
            "не следует представлять",
            "не подлеж",
        ]
        .iter()
        .any(|it| self.folded.contains(it))
    }

    /// Somebody who is not addressed stands as the doer.
    fn external(&self, from: usize, to: usize) -> bool {
        let tokens = &self.tokens[from.min(self.tokens.len())..to.min(self.tokens.len())];
        let preposition = |at: usize| {
            at > 0
                && matches!(
                    tokens[at - 1].text.as_str(),
                    "в" | "на" | "для" | "через" | "адрес" | "из" | "при" | "от"
                )
        };
        tokens.iter().enumerate().any(|(at, it)| {
            it.sort == Sort::Word
                && !preposition(at)
                && (words::find("external", &it.text).is_some()
                    || words::find("sender", &it.text).is_some() && !self.is_possessed(at))
        })
    }

    /// «управление образования … муниципального района»: a body among the addressees.
    fn is_possessed(&self, at: usize) -> bool {
        self.tokens
            .get(at.wrapping_sub(1))
            .is_some_and(|it| it.starts("муниципальн") || it.starts("кажд"))
            || self.around.order
    }

    /// The doer is named and is one of the addressees or of those below them.
    fn addressed(&self, at: usize) -> bool {
        let own = ["кажд", "руководители", "учреждени", "школы", "муниципальные", "органы"];
        let near = &self.tokens[at.saturating_sub(8)..at];
        near.iter().any(|it| {
            own.iter().any(|stem| it.starts(stem))
                || it.is("организации")
                || it.is("организацией")
                || it.is("оу")
        })
    }

    fn is_soft(&self) -> bool {
        self.folded.contains("рассмотреть возможность")
    }

    fn is_conditional(&self) -> bool {
        self.tokens.iter().enumerate().any(|(at, it)| {
            let led = at > 0 && (self.tokens[at - 1].is("при") || self.tokens[at - 1].is("в"));
            it.sort == Sort::Word
                && words::find("condition", &it.text).is_some()
                && (it.is("если") || led)
        })
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
            .filter(|it| !ATTENTION.contains(&self.tokens[it.0].text.as_str()))
            .map(|it| it.1.class)
            .collect()
    }
}

/// Whether a doer named in a table or point is somebody else than the addressees.
pub(super) fn is_foreign(doer: &str, level: Option<draft::Level>) -> bool {
    let folded = fold(doer);
    let mut words = folded.split(|it: char| !(it.is_alphanumeric() || it == '-'));
    let named = words
        .any(|it| words::find("external", it).is_some() || words::find("sender", it).is_some());
    let own =
        folded.contains("муниципальн") || folded.contains("моуо") || folded.contains("органы");
    let above = level == Some(draft::Level::Organization) && own && !folded.contains("организаци");
    named && !own || above
}
