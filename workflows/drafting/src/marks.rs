//! The letter's text cut at the quoted words, so that each piece says to which obligations it belongs.

use crate::reading::Reading;
use std::collections::BTreeSet;
use std::ops::Range;

/// A piece of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'t> {
    /// Its words.
    pub text: &'t str,
    /// The obligations that quote it, from 0.
    pub obligations: Vec<usize>,
    /// It carries the term of one of them.
    pub is_term: bool,
    /// The obligations whose quotation begins here.
    pub begins: Vec<usize>,
}

/// The whole text in pieces: joined they are the text again.
pub fn pieces(reading: &Reading) -> Vec<Piece<'_>> {
    let text = reading.text.as_str();
    let quoted: Vec<(usize, Range<usize>)> = spans(reading, |found| &found.span);
    let terms: Vec<(usize, Range<usize>)> = spans(reading, |found| &found.term);
    let all = || quoted.iter().chain(&terms);
    let mut cuts: BTreeSet<usize> = all().flat_map(|(_, span)| [span.start, span.end]).collect();
    cuts.extend([0, text.len()]);
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let mut begun = BTreeSet::new();
    let piece = |pair: &[usize]| {
        let [from, to] = pair else { return None };
        let inside = |(_, span): &&(usize, Range<usize>)| span.start <= *from && *to <= span.end;
        let numbers: BTreeSet<usize> = all().filter(inside).map(|(number, _)| *number).collect();
        let begins = numbers.iter().copied().filter(|number| begun.insert(*number)).collect();
        Some(Piece {
            text: text.get(*from..*to)?,
            obligations: numbers.into_iter().collect(),
            is_term: terms.iter().any(|term| inside(&term)),
            begins,
        })
    };
    cuts.windows(2).filter_map(piece).collect()
}

/// The places that lie inside the text, between letters.
fn spans(
    reading: &Reading,
    which: fn(&crate::reading::Found) -> &Option<Range<usize>>,
) -> Vec<(usize, Range<usize>)> {
    let text = reading.text.as_str();
    let whole = |span: &Range<usize>| span.start < span.end && text.get(span.clone()).is_some();
    let found = reading.obligations.iter().enumerate();
    found.filter_map(|(at, found)| Some((at, which(found).clone().filter(whole)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Found;
    use proptest::prelude::*;

    fn reading(text: &str, spans: &[Range<usize>]) -> Reading {
        let found = |span: &Range<usize>| Found { span: Some(span.clone()), ..Found::default() };
        let obligations = spans.iter().map(found).collect();
        Reading { text: text.to_owned(), obligations, ..Reading::default() }
    }

    #[test]
    fn two_quotations_may_overlap() {
        let read = reading("abcdef", &[0..4, 2..6]);
        let cut: Vec<_> =
            pieces(&read).into_iter().map(|p| (p.text, p.obligations, p.begins)).collect();
        assert_eq!(
            cut,
            [("ab", vec![0], vec![0]), ("cd", vec![0, 1], vec![1]), ("ef", vec![1], vec![]),]
        );
    }

    proptest! {
        #[test]
        fn nothing_of_the_text_is_lost(
            text in "[а-яa-z .]{0,40}",
            spans in prop::collection::vec((0usize..90, 0usize..90), 0..6),
        ) {
            let spans: Vec<_> = spans.into_iter().map(|(a, b)| a.min(b)..a.max(b)).collect();
            let read = reading(&text, &spans);
            let joined: String = pieces(&read).iter().map(|piece| piece.text).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
