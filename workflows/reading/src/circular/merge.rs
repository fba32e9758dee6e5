//! One act said twice is one obligation; what the letter itself takes back is none.

use super::collect::{Collector, Found};
use super::draft::Kind;
use crate::text::fold;
use std::collections::BTreeSet;

impl Collector<'_> {
    /// Leaves out the days that were taken back, and joins what was said twice.
    pub(super) fn merge(&mut self) {
        let void = std::mem::take(&mut self.void);
        let is_void = |it: &Found| it.obligation.due.is_some_and(|due| void.contains(&due));
        self.found.retain(|it| it.obligation.external || !is_void(it));
        let mut at = 0;
        while at < self.found.len() {
            let other = (0..self.found.len())
                .find(|it| *it != at && says_again(&self.found[at], &self.found[*it]));
            let Some(other) = other else {
                at += 1;
                continue;
            };
            let bare = self.found.remove(at).obligation;
            let kept = &mut self.found[other - usize::from(other > at)].obligation;
            if kept.emails.is_empty() && bare.kind.is_submission() {
                kept.emails = bare.emails;
            }
            kept.formats.extend(bare.formats);
            kept.formats.sort_unstable();
            kept.formats.dedup();
            kept.source.rules.push("sentence.said_twice");
        }
    }
}

/// The first adds nothing to the second: the same day, and no act of its own («вместо … следует
/// читать …») or the same one.
fn says_again(one: &Found, other: &Found) -> bool {
    let (bare, full) = (&one.obligation, &other.obligation);
    let alike = bare.due.is_some()
        && bare.due == full.due
        && bare.external == full.external
        && bare.who == full.who
        && one.sentence != other.sentence
        && usize::MAX != one.sentence
        && usize::MAX != other.sentence;
    if !alike {
        return false;
    }
    let moved = |it: &Found| it.obligation.source.rules.contains(&"clause.moved");
    let actless = moved(one) && bare.kind == Kind::Other;
    let earlier = one.sentence < other.sentence;
    actless && !(moved(other) && full.kind == Kind::Other)
        || earlier
            && bare.kind == full.kind
            && bare.kind != Kind::Other
            && is_same_act(&bare.what, &full.what)
}

fn is_same_act(one: &str, other: &str) -> bool {
    let stems = |text: &str| -> BTreeSet<String> {
        let folded = fold(text);
        let words = folded.split(|it: char| !it.is_alphabetic());
        words.filter(|it| it.chars().count() > 4).map(|it| it.chars().take(5).collect()).collect()
    };
    let (one, other) = (stems(one), stems(other));
    let least = one.len().min(other.len());
    least > 1 && one.intersection(&other).count() * 4 >= least * 3
}
