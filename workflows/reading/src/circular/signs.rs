//! Signs by which a clause is told: who acts and to whom, what is only measured, wished, supposed or
//! past, which noun is an act. Each looks at the words alone; `clause` weighs them.

use super::act;
use super::clause::Words;
use super::doer::{self, Side};
use super::token::{Sort, Token};
use super::words::{self, Form};

impl Words<'_> {
    /// Who acts by the verb at a place: its subject, or the agent of a passive.
    pub(super) fn doer_at(&self, at: usize) -> Option<Side> {
        let passive = self.tokens[at].text.ends_with("ся");
        // «министерство уведомляется»: the subject is the one who is told.
        let told = ["уведом", "информир", "проинформ", "извеща"];
        if passive && told.iter().any(|stem| self.tokens[at].starts(stem)) {
            return None;
        }
        let agent = passive.then(|| doer::agent(self.tokens, self.around.ours)).flatten();
        agent.or_else(|| {
            let side = doer::subject(self.tokens, at, self.around.ours);
            side.filter(|it| !passive || *it == Side::Foreign && !self.is_delivered())
        })
    }

    /// «к этому же сроку»: bound by the term before.
    pub(super) fn says_same_term(&self) -> bool {
        ["этому же сроку", "тому же сроку", "тот же срок", "те же сроки"]
            .iter()
            .any(|it| self.folded.contains(it))
    }

    /// «число опрошенных должно составлять не менее 40 %»: so many must be made to answer.
    pub(super) fn is_quota(&self) -> bool {
        ["опрос", "опрош", "респондент", "анкет"].iter().any(|it| self.folded.contains(it))
            && self.folded.contains("не менее")
    }

    /// Sent to somebody above the sender.
    pub(super) fn is_for_others(&self) -> bool {
        self.tokens.iter().any(doer::is_above)
    }

    /// «Закрепить территории согласно приложению»: a point of an order that is done by being signed.
    pub(super) fn takes_effect(&self) -> bool {
        const DONE: [&str; 9] = [
            "закрепить",
            "утвердить",
            "признать",
            "внести",
            "установить",
            "создать",
            "ввести",
            "присвоить",
            "образовать",
        ];
        let first = self.tokens.first().is_some_and(|it| DONE.iter().any(|word| it.is(word)));
        let annexed =
            ["приложени", "изменения в", "изменение в", "следующие изменения", "состав", "комисси"]
                .iter()
                .any(|it| self.folded.contains(it));
        first && annexed && !self.around.bound && !self.around.mailed
    }

    /// «Для остальных срок прежний – 27 марта», not in brackets.
    pub(super) fn keeps_a_term(&self) -> bool {
        let says = |list: &[&str]| list.iter().any(|it| self.folded.contains(it));
        says(&["срок"])
            && says(&["прежн", "сохраня", "не меняется", "без изменени", "не изменя"])
            && says(&["остальн", "прочи", "други", "иных"])
            && !self.folded.contains('(')
    }

    /// «Сведения нужны не позднее …»: whoever has them sends them.
    pub(super) fn is_needed(&self) -> bool {
        self.tokens.iter().enumerate().any(|(at, it)| {
            let negated = at > 0 && self.tokens[at - 1].is("не");
            it.sort == Sort::Word && words::find("needed", &it.text).is_some() && !negated
        })
    }

    /// «Приём заявок осуществляется до …»: the noun is the act, the verb only carries it.
    pub(super) fn is_light(&self) -> bool {
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
        let sent =
            |it: &Token| act::by_noun(&it.text).first() == Some(&"send") || it.starts("регистрац");
        light.is_some_and(|at| {
            doer::agent(self.tokens, self.around.ours) != Some(Side::Foreign)
                && self.tokens[..at].iter().any(sent)
        })
    }

    /// «срок представления», «о необходимости размещения».
    pub(super) fn names_an_act(&self) -> bool {
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
    pub(super) fn is_ours(&self) -> bool {
        self.around.mailed || self.around.item || self.is_delivered()
    }

    pub(super) fn is_delivered(&self) -> bool {
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
    pub(super) fn free_infinitive(&self) -> Option<usize> {
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
    pub(super) fn past_before(&self, end: usize) -> bool {
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
    pub(super) fn past_near(&self, at: usize) -> bool {
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
    pub(super) fn subordinate(&self, at: usize) -> bool {
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

    pub(super) fn negated(&self) -> bool {
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

    pub(super) fn is_soft(&self) -> bool {
        self.folded.contains("рассмотреть возможность")
    }

    pub(super) fn is_conditional(&self) -> bool {
        self.tokens.iter().enumerate().any(|(at, it)| {
            let led = (1..=2)
                .filter_map(|by| at.checked_sub(by))
                .any(|it| ["при", "в", "о", "обо"].iter().any(|word| self.tokens[it].is(word)))
                || (1..=3)
                    .filter_map(|by| at.checked_sub(by))
                    .any(|it| self.tokens[it].is("каждому") || self.tokens[it].is("каждом"));
            let polite = (1..=2).filter_map(|by| at.checked_sub(by)).any(|it| {
                ["признательны", "благодарны"].iter().any(|word| self.tokens[it].is(word))
            });
            it.sort == Sort::Word
                && !polite
                && words::find("condition", &it.text).is_some()
                && (it.is("если") || led)
                && self.depth(at) == 0
        })
    }

    /// How many brackets are open at a place.
    pub(super) fn depth(&self, at: usize) -> usize {
        let count = |mark: &str| self.tokens[..at].iter().filter(|it| it.is(mark)).count();
        count("(").saturating_sub(count(")"))
    }
}
