//! Cuts a sentence where it asks for two things: each part with a predicate and a term of its own,
//! or with a word of duty of its own, or for another recipient.

use super::clause;
use super::term::Term;
use super::token::{Sort, Token};
use super::words::{self, Form};
use std::ops::Range;

/// The parts, as ranges of tokens; one where nothing divides the sentence.
pub(super) fn segments(tokens: &[Token], terms: &[Term]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut depth = 0_i32;
    for at in 0..tokens.len() {
        match tokens[at].text.as_str() {
            "(" => depth += 1,
            ")" => depth = (depth - 1).max(0),
            _ => {}
        }
        let joint = matches!(tokens[at].text.as_str(), "и" | "а" | "," | "но");
        let inside = terms.iter().any(|it| it.tokens.contains(&at));
        let apart = follows_from(tokens, start, at) || leaves_out_verb(tokens, terms, start, at);
        if joint && depth == 0 && !inside && apart {
            out.push(start..at);
            start = at + 1;
            continue;
        }
        if joint && depth == 0 && !inside && divides(tokens, terms, start, at) {
            out.push(start..at);
            start = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|it| it.is("также")));
        }
    }
    out.push(start..tokens.len());
    out
}

/// «…, поэтому …», «…, в связи с чем …»: what comes says something of its own.
fn follows_from(tokens: &[Token], start: usize, at: usize) -> bool {
    let next = |by: usize| tokens.get(at + by);
    let is = |by: usize, word: &str| next(by).is_some_and(|it| it.is(word));
    let joins = ["поэтому", "однако", "причем", "следовательно", "соответственно"]
        .iter()
        .any(|it| is(1, it))
        || is(1, "в") && is(2, "связи") && is(3, "с") && is(4, "чем")
        || is(1, "при") && is(2, "этом")
        || is(1, "после") && is(2, "чего");
    if gapped(&tokens[at..]) {
        return true;
    }
    let verb = |it: &Token| it.sort == Sort::Word && words::verb(&it.text).is_some();
    joins
        && at > start + 2
        && (tokens[at..].iter().any(verb) || clause::modal(&tokens[at..]).is_some())
}

/// «…, а при наличии недостатков – пояснительную записку»: the verb is left out.
fn gapped(tokens: &[Token]) -> bool {
    let is = |at: usize, words: &[&str]| {
        tokens.get(at).is_some_and(|it| words.iter().any(|word| it.is(word)))
    };
    let condition = (2..=3)
        .any(|at| tokens.get(at).is_some_and(|it| words::find("condition", &it.text).is_some()));
    let verb = |it: &Token| it.sort == Sort::Word && words::verb(&it.text).is_some();
    is(0, &["а"])
        && is(1, &["при", "в"])
        && condition
        && tokens.iter().any(|it| it.is("-"))
        && !tokens.iter().any(verb)
}

/// «…, окончательный вариант – до 20 марта»: another thing with its own term, behind a term.
fn leaves_out_verb(tokens: &[Token], terms: &[Term], start: usize, at: usize) -> bool {
    let bound = |it: &&Term| it.binds() && !it.bracketed;
    let before = terms.iter().filter(bound).any(|it| (start..at).contains(&it.tokens.start));
    let Some(next) = terms.iter().filter(bound).find(|it| it.tokens.start > at) else {
        return false;
    };
    let Some(dash) = next.tokens.start.checked_sub(1).filter(|it| tokens[*it].is("-")) else {
        return false;
    };
    let thing = tokens.get(at + 1..dash).unwrap_or_default();
    let asked = |it: &Token| it.sort == Sort::Word && words::verb(&it.text).is_some();
    let told = start > 0
        || tokens[..at].iter().any(asked)
        || clause::modal(&tokens[..at]).is_some()
        || tokens[..at].iter().any(|it| it.starts("срок"));
    before
        && told
        && thing.iter().any(|it| it.sort == Sort::Word)
        && thing
            .iter()
            .all(|it| !it.is(",") && (it.sort != Sort::Word || words::verb(&it.text).is_none()))
}

fn divides(tokens: &[Token], terms: &[Term], start: usize, at: usize) -> bool {
    let asks = |range: Range<usize>| {
        tokens[range].iter().any(|it| {
            it.sort == Sort::Word
                && words::verb(&it.text).is_some_and(|it| {
                    matches!(it.form, Form::Infinitive | Form::Imperative | Form::Present)
                        && it.class != words::UNLISTED
                })
        })
    };
    let bound =
        |range: Range<usize>| terms.iter().any(|it| it.binds() && range.contains(&it.tokens.start));
    let (left, right) = (start..at, at + 1..tokens.len());
    let but = |at: usize| {
        tokens.get(at).is_some_and(|it| it.is("но"))
            && tokens.get(at + 1).is_some_and(|it| it.is("не"))
    };
    if but(at) || but(at + 1) || !(asks(left.clone()) && asks(right.clone())) {
        return false;
    }
    let next = tokens.get(at + 1);
    let begins = next.is_some_and(|it| it.sort == Sort::Word && words::verb(&it.text).is_some())
        || terms.iter().any(|it| it.tokens.start == at + 1);
    let strong = !tokens[at].is(",")
        || begins
        || object_first(tokens, at + 1)
        || subject_first(tokens, at + 1);
    if strong && bound(left.clone()) && bound(right.clone()) && !relates(tokens, at) {
        return true;
    }
    let attends = tokens[left.clone()].iter().any(|it| it.is("участие") || it.is("явку"));
    if attends && begins && bound(right.clone()) && !relates(tokens, at) {
        return true;
    }
    let both = clause::modal(&tokens[left.clone()]).is_some()
        && clause::modal(&tokens[right.clone()]).is_some();
    if both && strong && !relates(tokens, at) {
        return true;
    }
    let sent = |it: &Token| it.sort == Sort::Email || it.starts("письм");
    let sends = right.clone().any(|it| tokens[it].sort == Sort::Email)
        && tokens[at].is(",")
        && object_first(tokens, at + 1);
    if sends && class(&tokens[left.clone()], &["enter", "publish", "fill"]) {
        return true;
    }
    let also = tokens[at].is(",") && subject_first(tokens, at + 1)
        || tokens[at].is("а")
        || tokens[at].is("и") && tokens[right.clone()].iter().any(sent);
    also && class(&tokens[left], &["publish"]) && class(&tokens[right], &["send", "tell"])
}

/// «…, акты приёмки представить до …»: an object and its infinitive.
fn object_first(tokens: &[Token], at: usize) -> bool {
    let verb = tokens.iter().enumerate().skip(at).take(8).find(|(_, it)| {
        it.sort == Sort::Word && words::verb(&it.text).is_some_and(|it| it.form == Form::Infinitive)
    });
    let bracket = |it: &Token| it.is("(") || it.is(")");
    let plain = |it: &Token| it.sort == Sort::Word || bracket(it) || it.is("-");
    verb.is_some_and(|(to, _)| tokens[at..to].iter().all(plain))
}

/// «…, зачисление завершается 30 июля»: a subject, its genitives and its present tense.
fn subject_first(tokens: &[Token], at: usize) -> bool {
    const LED: [&str; 8] = ["в", "на", "по", "с", "для", "при", "к", "а"];
    let verb = tokens.iter().enumerate().skip(at).take(8).find(|(_, it)| {
        it.sort == Sort::Word && words::verb(&it.text).is_some_and(|it| it.form == Form::Present)
    });
    verb.is_some_and(|(to, _)| {
        to > at
            && tokens[at..to].iter().all(|it| it.sort == Sort::Word)
            && !LED.contains(&tokens[at].text.as_str())
    })
}

fn relates(tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|it| it.starts("котор") || it.is("что") || it.is("если"))
        || tokens.get(at + 2).is_some_and(|it| it.starts("котор"))
}

fn class(tokens: &[Token], classes: &[&str]) -> bool {
    tokens.iter().any(|it| {
        it.sort == Sort::Word
            && words::verb(&it.text).is_some_and(|it| {
                classes.contains(&it.class) && matches!(it.form, Form::Infinitive | Form::Present)
            })
    })
}
