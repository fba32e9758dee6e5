//! Words about time that name no day: each sort gets its own advice in the findings.

use crate::text::fold;
use serde::{Deserialize, Serialize};

/// Why a phrase about time names no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vague {
    /// «в течение года», «в течение учебного года».
    WithinPeriod,
    /// «постоянно», «регулярно», «весь период».
    Permanent,
    /// «ежемесячно», «раз в квартал», «до 5 числа».
    Recurring,
    /// «по мере финансирования», «при наличии средств».
    Conditional,
    /// «в течение 10 дней», «через месяц»: counted from something that the phrase does not hold.
    Relative,
    /// «незамедлительно», «в кратчайшие сроки».
    Soon,
    /// «с 01.09.2024»: a beginning without an end.
    NoEnd,
    /// A day or month without a year, and the context has none either.
    NoYear,
}

/// Phrases in folded text, the more telling sorts first.
const PHRASES: [(&str, Vague); 35] = [
    ("по мере", Vague::Conditional),
    ("при налич", Vague::Conditional),
    ("при поступл", Vague::Conditional),
    ("при выделен", Vague::Conditional),
    ("при условии", Vague::Conditional),
    ("при необходим", Vague::Conditional),
    ("после выделен", Vague::Conditional),
    ("после финанс", Vague::Conditional),
    ("ежемесяч", Vague::Recurring),
    ("ежекварт", Vague::Recurring),
    ("еженедел", Vague::Recurring),
    ("ежеднев", Vague::Recurring),
    ("ежегод", Vague::Recurring),
    ("раз в ", Vague::Recurring),
    (" числа", Vague::Recurring),
    ("постоян", Vague::Permanent),
    ("регуляр", Vague::Permanent),
    ("системат", Vague::Permanent),
    ("бессроч", Vague::Permanent),
    ("весь период", Vague::Permanent),
    ("всего периода", Vague::Permanent),
    ("кратчайш", Vague::Soon),
    ("незамедл", Vague::Soon),
    ("немедл", Vague::Soon),
    ("срочно", Vague::Soon),
    ("своевремен", Vague::Soon),
    ("ближайшее время", Vague::Soon),
    ("дней", Vague::Relative),
    ("дневн", Vague::Relative),
    ("через ", Vague::Relative),
    ("месяцев", Vague::Relative),
    ("в теч", Vague::WithinPeriod),
    ("на протяжении", Vague::WithinPeriod),
    ("текущ", Vague::WithinPeriod),
    ("год", Vague::WithinPeriod),
];

/// The sort of vagueness of a phrase without a date, if it is about time at all.
pub(super) fn find(phrase: &str) -> Option<Vague> {
    let folded = fold(phrase);
    PHRASES.iter().find(|(part, _)| folded.contains(part)).map(|(_, why)| *why)
}
