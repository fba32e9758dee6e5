//! Weighing clues: strengths, the ranked list, and the rule by which one answer is sure.

use crate::limits::RANKED;
use serde::{Deserialize, Serialize};

/// How much one clue tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Proves it by itself: our token, a registration number.
    Hard,
    /// Two of them prove it.
    Strong,
    /// Supports.
    Medium,
    /// Hints.
    Weak,
    /// Speaks against.
    Against,
}

impl Strength {
    /// Points of a clue.
    pub const fn weight(self) -> i32 {
        match self {
            Self::Hard => 5,
            Self::Strong => 3,
            Self::Medium => 2,
            Self::Weak => 1,
            Self::Against => -3,
        }
    }
}

/// One clue with its reason in Russian, for the officer who sorts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// How much it tells.
    pub strength: Strength,
    /// «ИНН 4201000000 найден в тексте».
    pub reason: String,
}

/// One possible answer with what speaks for and against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranked<T> {
    /// The answer.
    pub what: T,
    /// The sum of its clues' weights.
    pub score: i32,
    /// The clues, in the order in which they were looked for.
    pub evidence: Vec<Evidence>,
}

/// What came out of the weighing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Recognition<T> {
    /// One answer stands out.
    Sure {
        /// It, with its clues.
        answer: Ranked<T>,
    },
    /// A person decides; the likeliest first, perhaps none.
    Unsure {
        /// At most [`RANKED`] answers.
        ranked: Vec<Ranked<T>>,
    },
}

impl<T> Recognition<T> {
    /// The sure answer.
    pub const fn sure(&self) -> Option<&T> {
        match self {
            Self::Sure { answer } => Some(&answer.what),
            Self::Unsure { .. } => None,
        }
    }

    /// The likeliest answer with its clues, sure or not.
    pub fn likeliest(&self) -> Option<&Ranked<T>> {
        match self {
            Self::Sure { answer } => Some(answer),
            Self::Unsure { ranked } => ranked.first(),
        }
    }
}

/// Clues gathered for one possible answer.
#[derive(Debug)]
pub(super) struct Weighing<T> {
    ranked: Ranked<T>,
}

impl<T> Weighing<T> {
    pub fn of(what: T) -> Self {
        Self { ranked: Ranked { what, score: 0, evidence: Vec::new() } }
    }

    pub fn add(&mut self, strength: Strength, reason: impl Into<String>) {
        self.ranked.score += strength.weight();
        self.ranked.evidence.push(Evidence { strength, reason: reason.into() });
    }

    pub fn is_empty(&self) -> bool {
        self.ranked.evidence.is_empty()
    }

    pub fn is_of(&self, what: &T) -> bool
    where
        T: PartialEq,
    {
        self.ranked.what == *what
    }

    fn proven(&self) -> bool {
        let count =
            |strength| self.ranked.evidence.iter().filter(|clue| clue.strength == strength).count();
        count(Strength::Hard) >= 1 || count(Strength::Strong) >= 2
    }
}

/// Decides between the weighed answers. The order of equals is the order in which they came.
pub(super) fn decide<T>(weighed: Vec<Weighing<T>>) -> Recognition<T> {
    let mut weighed: Vec<Weighing<T>> = weighed.into_iter().filter(|it| !it.is_empty()).collect();
    weighed.sort_by_key(|it| std::cmp::Reverse(it.ranked.score));
    let runner_up = weighed.get(1).map_or(0, |it| it.ranked.score);
    let sure = weighed.first().is_some_and(|top| top.proven() && runner_up * 2 < top.ranked.score);
    let mut ranked = weighed.into_iter().map(|it| it.ranked);
    if sure && let Some(answer) = ranked.next() {
        return Recognition::Sure { answer };
    }
    Recognition::Unsure { ranked: ranked.filter(|it| it.score > 0).take(RANKED).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighing(name: &'static str, clues: &[Strength]) -> Weighing<&'static str> {
        let mut weighing = Weighing::of(name);
        clues.iter().for_each(|clue| weighing.add(*clue, "примета"));
        weighing
    }

    #[test]
    fn only_proof_without_a_rival_is_sure() {
        use Strength::{Against, Hard, Medium, Strong, Weak};
        let sure = |weighed| decide(weighed).sure().copied();
        assert_eq!(sure(vec![weighing("a", &[Weak]), weighing("b", &[Hard])]), Some("b"));
        assert_eq!(sure(vec![weighing("a", &[Strong, Strong])]), Some("a"));
        assert_eq!(
            sure(vec![weighing("a", &[Strong, Medium, Medium])]),
            None,
            "one strong is no proof"
        );
        assert_eq!(sure(vec![weighing("a", &[Hard]), weighing("b", &[Strong])]), None, "a rival");
        assert_eq!(
            sure(vec![weighing("a", &[Hard, Against]), weighing("b", &[Hard, Against])]),
            None
        );
        assert_eq!(sure(vec![]), None);
    }
}
