//! The burn-down: how many duties remain on each day, against the straight line to the deadline.

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

const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 22.0;
const BOTTOM: f64 = 30.0;
const DATE_TICKS: i64 = 5;

struct Frame {
    first: NaiveDate,
    days: i64,
    top: i64,
}

impl Frame {
    fn x(&self, day: NaiveDate) -> f64 {
        let at = (day - self.first).num_days().clamp(0, self.days) as f64;
        LEFT + (WIDTH - LEFT - RIGHT) * at / self.days as f64
    }
    fn y(&self, n: i64) -> f64 {
        TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - n as f64 / self.top as f64)
    }
}

/// Draws it; none when there is not even one day.
pub fn burndown(chart: &Burndown) -> Option<Markup> {
    let first = chart.points.first()?.day;
    let last = chart.points.last()?.day.max(chart.deadline.unwrap_or(first));
    let most = chart.points.iter().map(|p| p.remaining).max().unwrap_or(0);
    let frame = Frame { first, days: (last - first).num_days().max(1), top: round_up(most) };
    let mut svg = format!(
        "<svg class=\"burndown\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">",
        escape(&chart.label)
    );
    svg.push_str(&axes(&frame, chart.lang));
    if let Some(deadline) = chart.deadline {
        svg.push_str(&plan(chart, &frame, deadline));
    }
    svg.push_str(&actual(chart, &frame));
    svg.push_str("</svg>");
    Some(Markup(svg))
}

fn axes(frame: &Frame, lang: Lang) -> String {
    let mut svg = String::new();
    for quarter in 0..=4 {
        let n = frame.top * quarter / 4;
        let y = frame.y(n);
        svg.push_str(&format!(
            "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
             <text class=\"tick\" x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            WIDTH - RIGHT,
            LEFT - 8.0,
            y + 4.0,
            grouped(n)
        ));
    }
    let step = (frame.days / DATE_TICKS).max(1);
    for n in 0..=(frame.days / step) {
        let day = frame.first + chrono::Days::new((n * step).unsigned_abs());
        svg.push_str(&format!(
            "<text class=\"tick\" x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            frame.x(day),
            HEIGHT - 8.0,
            day.format(lang.of("%d.%m", "%-d %b"))
        ));
    }
    svg
}

fn plan(chart: &Burndown, frame: &Frame, deadline: NaiveDate) -> String {
    let most = chart.points.iter().map(|p| p.remaining).max().unwrap_or(0);
    let x = frame.x(deadline);
    let anchor = if x > WIDTH * 0.8 { "end" } else { "start" };
    format!(
        "<line class=\"plan\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{x:.1}\" y2=\"{:.1}\"/>\
         <line class=\"deadline\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{TOP}\" y2=\"{:.1}\"/>\
         <text class=\"mark\" x=\"{x:.1}\" y=\"14\" text-anchor=\"{anchor}\">{} {}</text>\
         <text class=\"mark\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
        frame.x(frame.first),
        frame.y(most),
        frame.y(0),
        frame.y(0),
        escape(&chart.deadline_word),
        chart.lang.date(deadline),
        frame.x(frame.first) + (x - frame.x(frame.first)) * 0.5 - 8.0,
        frame.y(most / 2) + 14.0,
        escape(&chart.plan_word),
    )
}

fn actual(chart: &Burndown, frame: &Frame) -> String {
    let path: Vec<_> = chart
        .points
        .iter()
        .map(|p| format!("{:.1},{:.1}", frame.x(p.day), frame.y(p.remaining)))
        .collect();
    let Some(last) = chart.points.last() else { return String::new() };
    let (x, y) = (frame.x(last.day), frame.y(last.remaining));
    let anchor = if x > WIDTH * 0.8 { "end" } else { "start" };
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

/// The next number that four grid lines divide into round parts.
fn round_up(n: i64) -> i64 {
    let quarter = (n.max(1) + 3) / 4;
    let mut magnitude = 1;
    while magnitude * 10 < quarter {
        magnitude *= 10;
    }
    let round = [1, 2, 3, 4, 5, 6, 8, 10].into_iter().map(|step| step * magnitude);
    4 * round.into_iter().find(|part| *part >= quarter).unwrap_or(quarter)
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

    #[test]
    fn the_scale_is_divided_in_four() {
        for n in [0, 1, 5, 37, 600, 2345, 99_999] {
            let top = round_up(n);
            assert!(top >= n && top % 4 == 0 && top <= n.max(4) * 2, "{n} -> {top}");
        }
    }
}
