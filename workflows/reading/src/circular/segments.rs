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
        if joint && depth == 0 && !inside && divides(tokens, terms, start, at) {
            out.push(start..at);
            start = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|it| it.is("также")));
        }
    }
    out.push(start..tokens.len());
    out
}

fn divides(tokens: &[Token], terms: &[Term], start: usize, at: usize) -> bool {
    let asks = |range: Range<usize>| {
        tokens[range].iter().any(|it| {
            it.sort == Sort::Word
                && words::verb(&it.text).is_some_and(|it| {
                    matches!(it.form, Form::Infinitive | Form::Imperative | Form::Present)
                })
        })
    };
    let bound =
        |range: Range<usize>| terms.iter().any(|it| it.binds() && range.contains(&it.tokens.start));
    let (left, right) = (start..at, at + 1..tokens.len());
    if !asks(left.clone()) || !asks(right.clone()) {
        return false;
    }
    let next = tokens.get(at + 1);
    let begins = next.is_some_and(|it| it.sort == Sort::Word && words::verb(&it.text).is_some())
        || terms.iter().any(|it| it.tokens.start == at + 1);
    let strong = !tokens[at].is(",") || begins;
    if strong && bound(left.clone()) && bound(right.clone()) && !relates(tokens, at) {
        return true;
    }
    let both = clause::modal(&tokens[left.clone()]).is_some()
        && clause::modal(&tokens[right.clone()]).is_some();
    if both && strong && !relates(tokens, at) {
        return true;
    }
    let also = tokens[at].is("а");
    also && class(&tokens[left], &["publish"]) && class(&tokens[right], &["send", "tell"])
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
