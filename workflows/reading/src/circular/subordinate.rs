//! Clauses that only explain: why something is asked, which things are meant, how it was before. Their
//! predicates ask nothing and their terms are no deadlines of the letter.
//!
//! «Поскольку министерство до 25 марта представляет доклад, …», «…, которые направлялись до 5 июня, …».
//! A clause with a living word of duty («формы, которые необходимо заполнить до …») stays: it asks.

use super::clause::modal;
use super::doer::{self, Side};
use super::term::{Shape, Term};
use super::token::{Sort, Token};
use super::words;
use std::ops::Range;

/// A sentence as it is heard: explaining clauses fall silent in words and in text, places remain.
pub(super) struct Heard {
    pub tokens: Vec<Token>,
    pub text: String,
    /// The text without reasons alone: what is meant belongs to the act.
    pub act: String,
}

/// Silences the explaining clauses of a sentence and takes the force from their terms.
pub(super) fn hear(list: &[Token], text: &str, terms: &mut [Term]) -> Heard {
    let silent = explaining(list);
    let mut heard = Heard { tokens: list.to_vec(), text: text.to_owned(), act: text.to_owned() };
    for (range, is_reason) in &silent {
        for token in heard.tokens.get_mut(range.clone()).unwrap_or_default() {
            token.sort = Sort::Mark;
            token.text.clear();
        }
        let from = list.get(range.start).map_or(0, |it| it.at.start);
        let to = range.end.checked_sub(1).and_then(|it| list.get(it)).map_or(from, |it| it.at.end);
        let mute = " ".repeat(to - from);
        if heard.text.get(from..to).is_some() {
            heard.text.replace_range(from..to, &mute);
            if *is_reason {
                heard.act.replace_range(from..to, &mute);
            }
        }
    }
    for term in terms.iter_mut() {
        if silent.iter().any(|it| it.0.contains(&term.tokens.start)) {
            term.shape = Shape::Reference;
        }
    }
    heard
}

/// How a subordinate clause begins.
enum Opening {
    /// A reason or comparison: the sender's own.
    Reason(usize),
    /// «котор…», «где», «куда»: tells which.
    Which(usize),
}

const REASONS: [&[&str]; 17] = [
    &["поскольку"],
    &["так", "как"],
    &["потому", "что"],
    &["ввиду", "того", ",", "что"],
    &["в", "связи", "с", "тем", ",", "что"],
    &["в", "связи", "с", "тем", "что"],
    &["с", "учетом", "того", ",", "что"],
    &["исходя", "из", "того", ",", "что"],
    &["учитывая", ",", "что"],
    &["принимая", "во", "внимание", ",", "что"],
    &["несмотря", "на", "то", ",", "что"],
    &["несмотря", "на", "то", "что"],
    &["хотя"],
    &["тогда", "как"],
    &["как", "это"],
    &["как", "и"],
    &["как", "было"],
];

/// The explaining clauses; whether each is a reason.
fn explaining(list: &[Token]) -> Vec<(Range<usize>, bool)> {
    let mut out: Vec<(Range<usize>, bool)> = Vec::new();
    let mut at = 0;
    while at < list.len() {
        if list[at].is("(")
            && let Some(end) = list[at..].iter().position(|it| it.is(")")).map(|it| at + it)
            && is_aside(&list[at + 1..end])
        {
            out.push((at..end + 1, false));
            at = end + 1;
            continue;
        }
        let begins = at == 0
            || list[at - 1].is(",")
            || list[at - 1].is("и")
            || list[at - 1].is("(")
            || list[at - 1].is("-");
        let opening = begins.then(|| opening(list, at)).flatten();
        let is_reason = matches!(opening, Some(Opening::Reason(_)));
        let range = match opening {
            Some(Opening::Reason(from)) => reason(list, at, from),
            Some(Opening::Which(from)) if at > 0 => which(list, at, from),
            _ => None,
        };
        at = range.as_ref().map_or(at + 1, |it| it.end.max(at + 1));
        out.extend(range.map(|it| (it, is_reason)));
    }
    out
}

fn opening(list: &[Token], at: usize) -> Option<Opening> {
    let is = |words: &[&str]| {
        words.iter().enumerate().all(|(by, word)| list.get(at + by).is_some_and(|it| it.is(word)))
    };
    if let Some(words) = REASONS.iter().find(|it| is(it)) {
        return Some(Opening::Reason(at + words.len()));
    }
    let told = (at..at + 4).take_while(|it| list.get(*it).is_some_and(|it| it.sort == Sort::Word));
    let which =
        |it: &usize| list[*it].starts("котор") || list[*it].is("где") || list[*it].is("куда");
    told.into_iter().find(which).map(|it| Opening::Which(it + 1))
}

/// «(состав утверждается министерством до 1 марта)»: somebody else's doing, in brackets.
fn is_aside(list: &[Token]) -> bool {
    let verb = list.iter().position(|it| {
        it.sort == Sort::Word
            && words::verb(&it.text).is_some_and(|it| it.form == words::Form::Present)
    });
    verb.is_some_and(|at| {
        doer::agent(list, "") == Some(Side::Foreign)
            || doer::subject(list, at, "") == Some(Side::Foreign)
    })
}

fn is_predicate(token: &Token) -> bool {
    token.sort == Sort::Word
        && (words::verb(&token.text).is_some()
            || words::is_past(&token.text)
            || words::is_done(&token.text)
            || words::find("past", &token.text).is_some()
            || words::find("required", &token.text).is_some()
            || words::find("needed", &token.text).is_some())
}

/// Up to the first comma behind its predicate that no conjunction follows, if the sentence has a
/// predicate of its own behind it; a reason at the end goes on to the end.
fn reason(list: &[Token], at: usize, from: usize) -> Option<Range<usize>> {
    let mut told = false;
    for it in from..list.len() {
        told |= is_predicate(&list[it]);
        let joins = |by: usize| {
            list.get(it + by).is_some_and(|it| {
                ["а", "и", "но", "что", "чтобы", "где"].iter().any(|word| it.is(word))
                    || it.starts("котор")
            })
        };
        let ends = list[it].is(",") && told && !joins(1) && !joins(2);
        if ends && list[it + 1..].iter().any(is_predicate) {
            return Some(at..it);
        }
    }
    (at > 0 && told).then_some(at..list.len())
}

/// Up to the first comma behind its predicate; none if it asks by itself.
fn which(list: &[Token], at: usize, from: usize) -> Option<Range<usize>> {
    let mut told = None;
    let mut end = list.len();
    for (it, token) in list.iter().enumerate().skip(from) {
        if told.is_none() && is_predicate(token) {
            told = Some(it);
        }
        let closes = token.is(",") && told.is_some() || token.is(";") || token.is(":");
        if closes {
            end = it;
            break;
        }
    }
    let range = at..end;
    (told.is_some() && modal(&list[range.clone()]).is_none()).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circular::token::tokens;

    #[test]
    fn what_only_explains_falls_silent() {
        for (text, left) in [
            (
                "Поскольку отдел обязан направить доклад, а служба закрывает свод, сведения нужны к маю.",
                "сведения нужны к маю.",
            ),
            (
                "Сведения, которые предлагалось направить до 5 июня, представлять не требуется.",
                "Сведения представлять не требуется.",
            ),
            (
                "Формы, которые необходимо заполнить до 5 июня, прилагаются.",
                "Формы которые необходимо заполнить до 5 июня прилагаются.",
            ),
            ("Планы направить до 5 мая, так как портал закрывается.", "Планы направить до 5 мая"),
            (
                "Заключили соглашения до 5 мая, как это предписывалось.",
                "Заключили соглашения до 5 мая",
            ),
        ] {
            let heard = hear(&tokens(text), text, &mut []);
            let words = heard.text.replace(',', " ");
            let words: Vec<&str> = words.split_whitespace().filter(|it| *it != ".").collect();
            assert_eq!(words.join(" ").trim_end_matches('.'), left.trim_end_matches('.'), "{text}");
        }
    }
}
