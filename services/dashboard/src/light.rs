//! The traffic light: icon, word and colour together, so that colour alone never says anything.

use crate::words::Words;
use chrono::{DateTime, Utc};
use serde::Serialize;
use vekha_model::DutyLabel;

/// How one duty stands, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Light {
    /// The class of its colour.
    pub class: &'static str,
    /// The icon.
    pub icon: &'static str,
    /// The word: «Просрочено 3 раб. дн.».
    pub word: String,
}

/// What a light is told from.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// The state.
    pub label: DutyLabel,
    /// Recommendations are never late.
    pub escalates: bool,
    /// The last instant in time.
    pub due_at: Option<DateTime<Utc>>,
    /// Working days from now to the due date; negative when it has passed.
    pub working_days: i64,
}

/// Days before the due date at which the light turns yellow.
const SOON: i64 = 3;

/// Class and icon of each light, in the order legends show them.
pub const LIGHTS: [(&str, &str); 9] = [
    ("accepted", "✓"),
    ("exempt", "⊘"),
    ("submitted", "◐"),
    ("claimed", "◑"),
    ("returned", "↩"),
    ("soon", "!"),
    ("open", "○"),
    ("late", "▲"),
    ("closed", "–"),
];

impl Light {
    /// A light by its class, with the plain word.
    pub fn plain(class: &'static str, words: &Words) -> Self {
        Self { class, icon: icon(class), word: words.say(&format!("light-{class}")) }
    }

    /// The light of a duty.
    pub fn of(standing: &Standing, now: DateTime<Utc>, words: &Words) -> Self {
        let waits = standing.label.is_waiting() && standing.escalates;
        match standing.due_at {
            Some(due) if waits && now > due => Self {
                class: "late",
                icon: icon("late"),
                word: words.count("light-late-days", standing.working_days.abs()),
            },
            Some(_) if waits && (0..=SOON).contains(&standing.working_days) => Self {
                class: "soon",
                icon: icon("soon"),
                word: words.count("light-soon-days", standing.working_days),
            },
            _ => Self::plain(standing.label.as_str(), words),
        }
    }
}

/// The icon of a class.
pub fn icon(class: &str) -> &'static str {
    LIGHTS.iter().find(|(name, _)| *name == class).map_or("·", |(_, icon)| icon)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    fn light(label: DutyLabel, escalates: bool, working_days: i64) -> String {
        let words = Words::load(Lang::Ru).expect("messages");
        let now: DateTime<Utc> = "2024-03-01T12:00:00Z".parse().expect("instant");
        let due_at = Some(now + chrono::Duration::days(working_days));
        let due_at =
            if working_days < 0 { due_at } else { due_at.map(|d| d + chrono::Duration::hours(1)) };
        let light = Light::of(&Standing { label, escalates, due_at, working_days }, now, &words);
        format!("{} {}", light.icon, light.word)
    }

    #[test]
    fn every_state_has_icon_and_word() {
        assert_eq!(light(DutyLabel::Open, true, 10), "○ Ожидается");
        assert_eq!(light(DutyLabel::Open, true, 2), "! Осталось 2 раб. дн.");
        assert_eq!(light(DutyLabel::Open, true, -3), "▲ Просрочено 3 раб. дн.");
        assert_eq!(light(DutyLabel::Returned, true, 10), "↩ На доработке");
        assert_eq!(light(DutyLabel::Submitted, true, -3), "◐ На проверке");
        assert_eq!(light(DutyLabel::Accepted, true, -3), "✓ Принято");
        assert_eq!(light(DutyLabel::Exempt, true, -3), "⊘ Освобождено");
    }

    #[test]
    fn a_recommendation_is_never_late() {
        assert_eq!(light(DutyLabel::Open, false, -3), "○ Ожидается");
    }
}
