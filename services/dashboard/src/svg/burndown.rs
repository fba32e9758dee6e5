//! The burn-down: how many duties remain on each day, against the straight line to the deadline.

use super::axes::{Axes, Sheet};
use super::{Markup, escape};
use crate::words::{Lang, grouped};
use chrono::NaiveDate;

/// What remained at the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The issuer's local day.
    pub day: NaiveDate,
    /// Duties that were not at rest.
    pub remaining: i64,
}

/// Everything that is drawn.
#[derive(Clone, Debug)]
pub struct Burndown {
    /// Names the chart for those who read it aloud.
    pub label: String,
    /// «план», beside the plan line.
    pub plan_word: String,
    /// «срок», above the deadline's line.
    pub deadline_word: String,
    /// How dates are said.
    pub lang: Lang,
    /// What remained, by day, in order.
    pub points: Vec<Point>,
    /// The day the last duty is due.
    pub deadline: Option<NaiveDate>,
}

const SHEET: Sheet =
    Sheet { width: 480.0, height: 260.0, left: 44.0, right: 16.0, top: 22.0, bottom: 30.0 };
const DATE_TICKS: i64 = 5;

/// Draws it; none when there is not even one day.
pub fn burndown(chart: &Burndown) -> Option<Markup> {
    let first = chart.points.first()?.day;
    let last = chart.points.last()?.day.max(chart.deadline.unwrap_or(first));
    let most = chart.points.iter().map(|p| p.remaining).max().unwrap_or(0);
    let axes = Axes::new(SHEET, first, (last - first).num_days(), most);
    let mut svg = axes.open("burndown", &chart.label);
    svg.push_str(&axes.scale());
    let step = (axes.days / DATE_TICKS).max(1);
    for n in 0..=(axes.days / step) {
        let day = first + chrono::Days::new((n * step).unsigned_abs());
        svg.push_str(&axes.tick(day, 0.0, chart.lang));
    }
    if let Some(deadline) = chart.deadline {
        svg.push_str(&plan(chart, &axes, (most, deadline)));
    }
    svg.push_str(&actual(chart, &axes));
    svg.push_str("</svg>");
    Some(Markup(svg))
}

fn plan(chart: &Burndown, axes: &Axes, (most, deadline): (i64, NaiveDate)) -> String {
    let x = axes.x(deadline);
    let anchor = axes.anchor(x);
    format!(
        "<line class=\"plan\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{x:.1}\" y2=\"{:.1}\"/>\
         <line class=\"deadline\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{}\" y2=\"{:.1}\"/>\
         <text class=\"mark\" x=\"{x:.1}\" y=\"14\" text-anchor=\"{anchor}\">{} {}</text>\
         <text class=\"mark\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
        axes.x(axes.first),
        axes.y(most),
        axes.y(0),
        SHEET.top,
        axes.floor(),
        escape(&chart.deadline_word),
        chart.lang.date(deadline),
        axes.x(axes.first) + (x - axes.x(axes.first)) * 0.5 - 8.0,
        axes.y(most / 2) + 14.0,
        escape(&chart.plan_word),
    )
}

fn actual(chart: &Burndown, axes: &Axes) -> String {
    let path: Vec<_> = chart
        .points
        .iter()
        .map(|p| format!("{:.1},{:.1}", axes.x(p.day), axes.y(p.remaining)))
        .collect();
    let Some(last) = chart.points.last() else { return String::new() };
    let (x, y) = (axes.x(last.day), axes.y(last.remaining));
    let anchor = axes.anchor(x);
    format!(
        "<polyline class=\"actual\" points=\"{}\"/>\
         <circle class=\"now\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>\
         <text class=\"mark now-word\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{}</text>",
        path.join(" "),
        if anchor == "end" { x - 8.0 } else { x + 8.0 },
        y - 8.0,
        grouped(last.remaining)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(points: &[(u32, i64)]) -> Burndown {
        let day = |d| NaiveDate::from_ymd_opt(2024, 2, d).expect("date");
        Burndown {
            label: "осталось".into(),
            plan_word: "план".into(),
            deadline_word: "срок".into(),
            lang: Lang::Ru,
            points: points.iter().map(|(d, n)| Point { day: day(*d), remaining: *n }).collect(),
            deadline: Some(day(29)),
        }
    }

    #[test]
    fn the_plan_runs_from_everything_to_nothing_at_the_deadline() {
        let svg = burndown(&chart(&[(1, 600), (15, 200)])).expect("drawn");
        let svg = svg.as_str();
        assert!(svg.contains("срок 29.02.2024"), "{svg}");
        assert!(svg.contains("class=\"plan\" x1=\"44.0\""), "{svg}");
        assert!(svg.contains("x2=\"464.0\""), "{svg}");
        assert!(svg.contains(">200</text>"), "the last number is written: {svg}");
        assert!(!svg.contains("NaN"));
    }

    #[test]
    fn one_day_and_no_day_are_no_accident() {
        assert!(burndown(&chart(&[(1, 0)])).is_some());
        assert!(burndown(&chart(&[])).is_none());
    }
}
