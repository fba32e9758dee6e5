//! From the roll-up to bars, percents and dates: overdue is decided here, by the clock.

use crate::desk::Desk;
use crate::light::icon;
use crate::page::campaign::LegendItem;
use crate::svg::{Markup, Segment, bar};
use chrono::{DateTime, NaiveDate, Utc};
use fluent_bundle::FluentArgs;
use std::collections::BTreeMap;
use vekha_campaigns::Running;
use vekha_core::Definition;
use vekha_core::definition::DueRule;
use vekha_model::{DutyLabel, Modality, Value};
use vekha_store::view_campaign::DutySum;

/// The order of a bar: done, in our hands, in theirs, late.
const ORDER: [&str; 8] =
    ["accepted", "exempt", "submitted", "claimed", "returned", "open", "late", "closed"];

/// Duties added up by how they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standings {
    by_class: BTreeMap<&'static str, i64>,
    /// Sums with a due date that something still waits for: instant to number.
    dues: BTreeMap<DateTime<Utc>, i64>,
}

impl Standings {
    /// Adds up duties. A recommendation is never late.
    pub fn of<'s>(
        sums: impl IntoIterator<Item = &'s DutySum>,
        definition: Option<&Definition>,
        now: DateTime<Utc>,
    ) -> Self {
        let mut all = Self::default();
        for sum in sums {
            let class = if is_late(sum, definition, now) { "late" } else { sum.label.as_str() };
            *all.by_class.entry(class).or_default() += sum.n;
            if let (true, Some(due)) = (sum.label.is_waiting(), sum.due_at) {
                *all.dues.entry(due).or_default() += sum.n;
            }
        }
        all
    }

    /// How many of one class.
    pub fn n(&self, class: &str) -> i64 {
        self.by_class.get(class).copied().unwrap_or(0)
    }

    /// Every duty that counts: those taken off are left out.
    pub fn total(&self) -> i64 {
        self.by_class.values().sum::<i64>() - self.n("closed")
    }

    /// Accepted or exempt.
    pub fn done(&self) -> i64 {
        self.n("accepted") + self.n("exempt")
    }

    /// Still with the organizations, the late ones included.
    pub fn waiting(&self) -> i64 {
        self.n("open") + self.n("returned") + self.n("late")
    }

    /// Done, in whole percent; rounded down, so that 100 means all.
    pub fn done_percent(&self) -> i64 {
        self.done() * 100 / self.total().max(1)
    }

    /// The earliest date that something waits for and that is not past.
    pub fn next_due(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.dues.range(now..).next().map(|(due, _)| *due)
    }

    /// The bar.
    pub fn bar(&self, label: &str, desk: &Desk<'_>) -> Markup {
        let segments: Vec<_> = ORDER
            .into_iter()
            .map(|class| Segment { class, word: light_word(class, desk), n: self.n(class) })
            .collect();
        bar(label, &segments)
    }

    /// The legend of the bar, without what there is none of.
    pub fn legend(&self, desk: &Desk<'_>) -> Vec<LegendItem> {
        let some = ORDER.into_iter().filter(|class| self.n(class) > 0);
        some.map(|class| LegendItem {
            class,
            icon: icon(class),
            word: light_word(class, desk),
            n: self.n(class),
        })
        .collect()
    }
}

fn light_word(class: &str, desk: &Desk<'_>) -> String {
    desk.words.say(&format!("light-{class}")).to_lowercase()
}

/// Overdue: a binding duty that waits for the organization after its last instant.
pub fn is_late(sum: &DutySum, definition: Option<&Definition>, now: DateTime<Utc>) -> bool {
    sum.is_late(now) && modality(definition, &sum.obligation) != Modality::Recommended
}

/// How binding an obligation is.
pub fn modality(definition: Option<&Definition>, obligation: &str) -> Modality {
    let rule = definition.and_then(|definition| definition.duty(obligation));
    rule.map_or(Modality::Required, |rule| rule.modality)
}

/// What officers call an obligation.
pub fn title(definition: Option<&Definition>, obligation: &str) -> String {
    let rule = definition.and_then(|definition| definition.duty(obligation));
    rule.map_or_else(|| obligation.to_owned(), |rule| rule.title.clone())
}

/// The obligations that occur, in the order of the definition.
pub fn obligations(sums: &[DutySum], definition: Option<&Definition>) -> Vec<String> {
    let mut found: Vec<String> = sums.iter().map(|sum| sum.obligation.clone()).collect();
    found.sort_unstable();
    found.dedup();
    let place = |obligation: &String| {
        definition
            .and_then(|definition| definition.duties().position(|duty| duty.id == *obligation))
            .unwrap_or(usize::MAX)
    };
    found.sort_by_key(place);
    found
}

/// The date of an obligation, or how many there are and from when to when. The sums count a
/// recommendation as undated, so that it is never late; its date is the campaign's parameter.
pub fn dates<'s>(
    sums: impl IntoIterator<Item = &'s DutySum>,
    (running, obligation): (Option<&Running>, &str),
    desk: &Desk<'_>,
) -> String {
    let mut dues: Vec<_> = sums
        .into_iter()
        .filter(|s| s.label != DutyLabel::Closed)
        .filter_map(|s| s.due_at)
        .collect();
    dues.sort_unstable();
    dues.dedup();
    match (dues.first(), dues.last()) {
        (None, _) | (_, None) => match running.and_then(|running| parameter(running, obligation)) {
            Some(day) => desk.last_day(desk.zone.end_of_day(day)),
            None => desk.words.say("due-none"),
        },
        (Some(first), Some(last)) if first == last => desk.last_day(*first),
        (Some(first), Some(last)) => {
            let mut args = FluentArgs::new();
            args.set("n", dues.len());
            args.set("shown", dues.len().to_string());
            args.set("first", desk.day(*first));
            args.set("last", desk.day(*last));
            desk.words.say_with("due-many", Some(&args))
        }
    }
}

/// The day that a duty's parameter names.
fn parameter(running: &Running, obligation: &str) -> Option<NaiveDate> {
    match running.definition.duty(obligation)?.due.as_ref()? {
        DueRule::Fixed(day) => Some(*day),
        DueRule::Parameter(name) => match running.campaign.parameters.get(name)? {
            Value::Date(day) => Some(*day),
            _ => None,
        },
        DueRule::Relative { .. } | DueRule::Recurring { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vekha_model::CampaignId;

    fn sum(label: DutyLabel, due: &str, n: i64) -> DutySum {
        DutySum {
            campaign: CampaignId(uuid::Uuid::nil()),
            authority: None,
            obligation: "plan".into(),
            label,
            due_at: due.parse().ok(),
            n,
        }
    }

    #[test]
    fn overdue_comes_from_the_clock_alone() {
        let sums = [
            sum(DutyLabel::Open, "2024-03-01T16:59:59.999999Z", 30),
            sum(DutyLabel::Returned, "2024-03-15T16:59:59.999999Z", 10),
            sum(DutyLabel::Submitted, "2024-03-01T16:59:59.999999Z", 5),
            sum(DutyLabel::Accepted, "2024-03-01T16:59:59.999999Z", 54),
            sum(DutyLabel::Open, "", 1),
        ];
        let at = |text: &str| Standings::of(&sums, None, text.parse().expect("instant"));
        let before = at("2024-03-01T16:59:59.999999Z");
        assert_eq!((before.n("late"), before.waiting(), before.total()), (0, 41, 100));
        let after = at("2024-03-01T17:00:00Z");
        assert_eq!((after.n("late"), after.waiting(), after.done_percent()), (30, 41, 54));
        assert!(after.next_due("2024-03-02T00:00:00Z".parse().expect("instant")).is_some());
    }
}
