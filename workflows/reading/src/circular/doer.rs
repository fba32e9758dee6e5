//! Who acts in a clause: the addressees and those below them, or somebody else.
//!
//! There is no full morphology: `data/bodies.csv` names the bodies and people of this world with their
//! declension, and the word before a noun tells whether it can be the subject. **Must not know:** terms.

use super::draft::Level;
use super::token::{Sort, Token};
use super::words::{self, Form};
use std::collections::HashMap;
use std::sync::LazyLock;

/// On which side a doer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The addressees or those below them.
    Own,
    /// The sender, the operator, a body above, other people.
    Foreign,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Nominative,
    Genitive,
    Dative,
    Instrumental,
}

/// Endings of a declension in the four cases.
const DECLENSIONS: [(&str, [&[&str]; 4]); 8] = [
    ("m", [&["", "ы", "и", "а"], &["а", "ов"], &["у", "ам"], &["ом", "ами"]]),
    ("n", [&["о", "а"], &["а", ""], &["у", "ам"], &["ом", "ами"]]),
    ("ie", [&["е", "я"], &["я", "й"], &["ю", "ям"], &["ем", "ями"]]),
    ("ia", [&["я", "и"], &["и", "й"], &["и", "ям"], &["ей", "ями"]]),
    ("a", [&["а", "ы"], &["ы", ""], &["е", "ам"], &["ой", "ами"]]),
    ("el", [&["ь", "и", "я"], &["я", "ей"], &["ю", "ям"], &["ем", "ями"]]),
    ("ei", [&["й", "и"], &["я", "ев"], &["ю", "ям"], &["ем", "ями"]]),
    (
        "adj",
        [
            &["ий", "ый", "ие", "ые", "ая"],
            &["его", "ого", "их", "ых"],
            &["ему", "ому", "им", "ым"],
            &["им", "ым", "ими", "ыми"],
        ],
    ),
];
const CASES: [Case; 4] = [Case::Nominative, Case::Genitive, Case::Dative, Case::Instrumental];

/// Every form of every body.
static FORMS: LazyLock<HashMap<String, Vec<(Case, Side)>>> = LazyLock::new(|| {
    let mut forms: HashMap<String, Vec<(Case, Side)>> = HashMap::new();
    for line in include_str!("../../data/bodies.csv").lines().skip(1) {
        let mut fields = line.splitn(3, ',');
        let (Some(stem), Some(name), Some(side)) = (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let side = if side == "own" { Side::Own } else { Side::Foreign };
        let endings = DECLENSIONS.iter().find(|it| it.0 == name).map(|it| it.1);
        let cases = if endings.is_some() { CASES.len() } else { 1 };
        for (at, case) in CASES.into_iter().enumerate().take(cases) {
            for ending in endings.map_or(&[""][..], |it| it[at]) {
                forms.entry(format!("{stem}{ending}")).or_default().push((case, side));
            }
        }
    }
    forms
});

/// The side of a word in a case; of «организация-оператор» the last part counts.
fn side(word: &str, case: Case) -> Option<Side> {
    let last = word.rsplit('-').next().unwrap_or(word);
    FORMS.get(last)?.iter().find(|it| it.0 == case).map(|it| it.1)
}

/// A noun with what stands before and behind it.
struct Noun<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl Noun<'_> {
    fn before(&self) -> Option<&Token> {
        self.at.checked_sub(1).and_then(|it| self.tokens.get(it))
    }

    /// Nothing before it governs it: a beginning, a mark, a conjunction, a number, the end of a date.
    fn is_free(&self) -> bool {
        self.before().is_none_or(|it| {
            it.sort != Sort::Word
                || matches!(
                    it.text.as_str(),
                    "и" | "а"
                        | "но"
                        | "также"
                        | "или"
                        | "либо"
                        | "что"
                        | "поэтому"
                        | "г"
                        | "гг"
                        | "года"
                        | "числа"
                        | "часов"
                        | "время"
                        | "включительно"
                        | "затем"
                        | "ежегодно"
                        | "ежемесячно"
                        | "ежеквартально"
                        | "еженедельно"
                        | "ежедневно"
                        | "одновременно"
                        | "самостоятельно"
                        | "месяца"
                        | "недели"
                )
        })
    }

    fn has_adjective(&self, endings: &[&str]) -> bool {
        self.before().is_some_and(|it| {
            it.sort == Sort::Word
                && it.text.chars().count() > 4
                && endings.iter().any(|end| it.text.ends_with(end))
        })
    }

    fn is_subject(&self) -> bool {
        let verb = |it: &Token| {
            it.sort == Sort::Word
                && words::verb(&it.text)
                    .is_some_and(|it| matches!(it.form, Form::Present | Form::Future | Form::Past))
        };
        self.is_free()
            || self.is_clear()
            || self.has_adjective(&["ые", "ие", "ая", "яя", "ое", "ее", "ый", "ий"])
            || self.before().is_some_and(verb)
    }

    /// A form that is no genitive, and no preposition before it: «при увольнении организация …».
    fn is_clear(&self) -> bool {
        const PREPOSITIONS: [&str; 14] =
            ["в", "на", "через", "из", "от", "для", "о", "об", "по", "с", "за", "при", "к", "под"];
        let led = |by: usize| {
            self.at
                .checked_sub(by)
                .is_some_and(|at| PREPOSITIONS.contains(&self.tokens[at].text.as_str()))
        };
        let adjective = self.has_adjective(&["ое", "ее", "ый", "ий", "ую", "юю", "ой"]);
        side(&self.tokens[self.at].text, Case::Genitive).is_none()
            && !led(1)
            && !(adjective && led(2))
    }

    fn is_dative(&self) -> bool {
        let only = FORMS
            .get(self.tokens[self.at].text.as_str())
            .is_some_and(|it| it.iter().all(|it| it.0 == Case::Dative));
        let led = self.before().is_some_and(|it| it.is("к") || it.is("по"));
        self.is_free()
            || only && !led
            || self.has_adjective(&["ым", "им", "ому", "ему", "ой"])
            || self.before().is_some_and(|it| words::find("required", &it.text).is_some())
    }

    /// «муниципальные управления», «школьные операторы»; «специалисты центра» are the centre's.
    fn side(&self, side: Side, ours: &str) -> Side {
        const OURS: [&str; 8] = [
            "муниципальн",
            "школьн",
            "кажд",
            "подведомственн",
            "указанн",
            "ваш",
            "районн",
            "образовательн",
        ];
        let own = (1..=2)
            .filter_map(|by| self.at.checked_sub(by))
            .any(|at| OURS.iter().any(|stem| self.tokens[at].starts(stem)));
        let staff = ["специалист", "методист", "сотрудник", "работник", "эксперт", "начальник"]
            .iter()
            .any(|stem| self.tokens[self.at].starts(stem));
        let owner = self.tokens.get(self.at + 1..(self.at + 3).min(self.tokens.len()));
        let of_other = owner.unwrap_or_default().iter().any(|it| {
            it.sort == Sort::Word && self::side(&it.text, Case::Genitive) == Some(Side::Foreign)
        });
        let of_own = owner.unwrap_or_default().iter().take(1).any(|it| {
            let school = ["учрежден", "организаци", "школ", "лице", "гимназ"];
            school.iter().any(|stem| it.starts(stem))
                && self::side(&it.text, Case::Genitive) == Some(Side::Own)
        });
        let addressed = !ours.is_empty() && self.tokens[self.at].starts(ours);
        match side {
            Side::Foreign if addressed || of_own => Side::Own,
            Side::Own if staff && of_other => Side::Foreign,
            Side::Foreign if own => Side::Own,
            other => other,
        }
    }
}

fn nouns(tokens: &[Token]) -> impl Iterator<Item = Noun<'_>> {
    (0..tokens.len()).filter(|at| tokens[*at].sort == Sort::Word).map(|at| Noun { tokens, at })
}

/// Who stands as the subject of the verb at a place: before it, or just behind it.
pub(super) fn subject(tokens: &[Token], verb: usize, ours: &str) -> Option<Side> {
    let named = |noun: &Noun<'_>| {
        let side = side(&tokens[noun.at].text, Case::Nominative)?;
        noun.is_subject().then(|| noun.side(side, ours))
    };
    let before = nouns(&tokens[..verb.min(tokens.len())]).map(|it| it.at).collect::<Vec<_>>();
    let before = before.into_iter().rev().find_map(|at| named(&Noun { tokens, at }));
    before.or_else(|| {
        let near = nouns(tokens).filter(|it| (verb + 1..=verb + 2).contains(&it.at));
        near.filter(|it| it.at == verb + 1 || it.has_adjective(&["ые", "ая", "ое", "ый", "ий"]))
            .find_map(|it| named(&it))
    })
}

/// By whom a passive says it is done.
pub(super) fn agent(tokens: &[Token], ours: &str) -> Option<Side> {
    nouns(tokens).find_map(|noun| {
        // Participants act through the organizations that take part.
        let below = tokens[noun.at].starts("участник");
        let side = side(&tokens[noun.at].text, Case::Instrumental).filter(|_| !below)?;
        let prepositions = ["с", "со", "над", "под", "перед", "между", "за"];
        let governed = (1..=3)
            .filter_map(|by| noun.at.checked_sub(by))
            .any(|at| prepositions.contains(&tokens[at].text.as_str()));
        (!governed).then(|| noun.side(side, ours))
    })
}

/// The stem of the foreign body whose heads are addressed: «Руководителям центров занятости». A body
/// of the sender's own kind is not meant.
pub(super) fn addressed(addressees: &str, issuer: &str) -> String {
    let list = super::token::tokens(addressees);
    let body = list.iter().find(|it| {
        FORMS.get(&it.text).is_some_and(|forms| forms.iter().any(|it| it.0 == Case::Genitive))
    });
    let subject = list.iter().find(|it| it.starts("субъект"));
    let foreign =
        subject.or(body).filter(|it| side(&it.text, Case::Genitive) == Some(Side::Foreign));
    let stem: String = foreign.map(|it| it.text.chars().take(5).collect()).unwrap_or_default();
    if crate::text::fold(issuer).contains(&stem) { String::new() } else { stem }
}

/// The side of a doer named by himself, as in a column of a table.
pub(super) fn named(text: &str) -> Option<Side> {
    let list = super::token::tokens(text);
    let mut nouns = nouns(&list);
    nouns.find_map(|it| Some(it.side(side(&list[it.at].text, Case::Nominative)?, "")))
}

/// Whether a folded word is a body or person in the nominative.
pub(super) fn names(word: &str) -> bool {
    side(word, Case::Nominative).is_some()
}

/// A body above any sender, to which a sender reports himself.
pub(super) fn is_above(token: &Token) -> bool {
    let stems =
        ["правительств", "парламент", "собрание", "дум", "прокур", "минпросвещ", "рособрнадзор"];
    stems.iter().any(|stem| token.starts(stem))
}

/// Whether something goes to a body that is not below the addressees: «в департамент», «в комиссию».
pub(super) fn is_recipient(tokens: &[Token], at: usize) -> bool {
    let word = &tokens[at].text;
    let last = word.strip_suffix('ю').map(|it| format!("{it}я"));
    let accusative = [Some(word.clone()), last].into_iter().flatten();
    let body =
        accusative.filter_map(|it| side(&it, Case::Nominative)).any(|it| it == Side::Foreign);
    let led = (1..=3)
        .filter_map(|by| at.checked_sub(by))
        .any(|it| tokens[it].is("в") || tokens[it].is("на"));
    body && led && !is_above(&tokens[at])
}

/// Whether a doer named in a table or point is somebody else than the addressees.
pub(super) fn is_foreign(doer: &str, level: Option<Level>) -> bool {
    let folded = crate::text::fold(doer);
    let named = named(doer) == Some(Side::Foreign);
    let own =
        folded.contains("муниципальн") || folded.contains("моуо") || folded.contains("органы");
    let above = level == Some(Level::Organization) && own && !folded.contains("организаци");
    named && !own || above
}

/// Whom a word of duty or a bare infinitive binds: «организациям надлежит», «Оператору приступить».
pub(super) fn bound(tokens: &[Token], until: usize, ours: &str) -> Option<Side> {
    nouns(tokens).take_while(|it| it.at < until).find_map(|noun| {
        let word = &tokens[noun.at].text;
        let side = side(word, Case::Dative).filter(|_| !tokens[noun.at].starts("участник"))?;
        let ambiguous = self::side(word, Case::Nominative).is_some() && !noun.is_free();
        (noun.is_dative() && !ambiguous).then(|| noun.side(side, ours))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circular::token::tokens;

    fn at_verb(text: &str) -> (Vec<Token>, usize) {
        let list = tokens(text);
        let verb = list.iter().position(|it| words::verb(&it.text).is_some()).expect("a verb");
        (list, verb)
    }

    #[test]
    fn the_subject_is_told_from_other_nouns() {
        for (text, expected) in [
            ("Руководители организаций направляют планы", Some(Side::Own)),
            ("Муниципальные органы управления образованием размещают", Some(Side::Own)),
            ("Организация-оператор представляет отчёт", Some(Side::Foreign)),
            ("Специалисты центра проверяют сайты", Some(Side::Foreign)),
            ("Школьные операторы направляют сведения", Some(Side::Own)),
            ("до 5 марта 2026 года министерство направляет письма", Some(Side::Foreign)),
            ("Планы на сайте министерства размещаются", None),
        ] {
            let (list, verb) = at_verb(text);
            assert_eq!(subject(&list, verb, ""), expected, "{text}");
        }
    }

    #[test]
    fn the_agent_and_the_one_bound() {
        let list = tokens("План утверждается учредителем по согласованию с министерством");
        assert_eq!(agent(&list, ""), Some(Side::Own));
        assert_eq!(agent(&tokens("Договор с оператором заключается"), ""), None);
        let list = tokens("Оператору приступить к работе");
        assert_eq!(bound(&list, 1, ""), Some(Side::Foreign));
        let list = tokens("Муниципальным органам до 1 июня направить");
        assert_eq!(bound(&list, 6, ""), Some(Side::Own));
    }
}
