//! What goes out by day: a bar a day, days off shaded, deadlines as lines.

use super::axes::{Axes, Sheet};
use super::{Markup, escape};
use crate::words::{Lang, grouped};
use chrono::{Datelike as _, NaiveDate};
use std::collections::BTreeSet;

/// Everything that is drawn.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Names the chart for those who read it aloud.
    pub label: String,
    /// «срок», above a deadline's line.
    pub deadline_word: String,
    /// How dates are said.
    pub lang: Lang,
    /// Days on which something goes out, in order.
    pub days: Vec<OutgoingDay>,
    /// The last days of what is asked.
    pub deadlines: BTreeSet<NaiveDate>,
}

/// One day.
#[derive(Clone, Debug)]
pub struct OutgoingDay {
    /// The issuer's local day.
    pub day: NaiveDate,
    /// Class of the colour and how many, from the bottom up.
    pub parts: Vec<(&'static str, u32)>,
}

const SHEET: Sheet =
    Sheet { width: 960.0, height: 300.0, left: 44.0, right: 12.0, top: 60.0, bottom: 34.0 };
/// A calendar of more days shows no single days any more.
const DAYS: i64 = 500;
/// A bar is at most so wide, or a short campaign looks like a wall.
const BAR: f64 = 18.0;
/// Numbers above neighbouring bars nearer than this would lie on each other.
const APART: f64 = 24.0;

/// Draws it; none when nothing goes out. `is_off` tells the days on which nobody works.
pub fn outgoing(chart: &Outgoing, is_off: impl Fn(NaiveDate) -> bool) -> Option<Markup> {
    let first = chart.days.first()?.day;
    let last = chart.days.last()?.day;
    let last = chart.deadlines.last().map_or(last, |due| last.max(*due));
    let days = ((last - first).num_days() + 1).clamp(7, DAYS);
    let sum = |day: &OutgoingDay| day.parts.iter().map(|(_, n)| n).sum::<u32>();
    let most = chart.days.iter().map(sum).max().unwrap_or(0);
    let axes = Axes::new(SHEET, first, days, i64::from(most));
    let mut svg = axes.open("outgoing", &chart.label);
    svg.push_str(&shades(&axes, is_off));
    svg.push_str(&axes.scale());
    svg.push_str(&mondays(&axes, chart.lang));
    let mut labelled = f64::NEG_INFINITY;
    for day in &chart.days {
        let x = axes.x(day.day);
        let has_room = x - labelled > APART;
        if has_room {
            labelled = x;
        }
        svg.push_str(&bar(&axes, day, has_room, chart.lang));
    }
    svg.push_str(&lines(&axes, chart));
    svg.push_str("</svg>");
    Some(Markup(svg))
}

fn shades(axes: &Axes, is_off: impl Fn(NaiveDate) -> bool) -> String {
    let days = usize::try_from(axes.days).unwrap_or(0);
    let off = axes.first.iter_days().take(days).filter(|day| is_off(*day));
    off.map(|day| {
        format!(
            "<rect class=\"off\" x=\"{:.1}\" y=\"{}\" width=\"{:.1}\" height=\"{:.1}\"/>",
            axes.x(day),
            SHEET.top,
            axes.step(),
            axes.floor() - SHEET.top
        )
    })
    .collect()
}

fn mondays(axes: &Axes, lang: Lang) -> String {
    let days = usize::try_from(axes.days).unwrap_or(0);
    let mondays =
        axes.first.iter_days().take(days).filter(|day| day.weekday().number_from_monday() == 1);
    let every = usize::try_from(axes.days / 7 / 12 + 1).unwrap_or(1);
    mondays.step_by(every).map(|day| axes.tick(day, axes.step() / 2.0, lang)).collect()
}

fn bar(axes: &Axes, day: &OutgoingDay, has_room: bool, lang: Lang) -> String {
    let width = (axes.step() * 0.8).min(BAR);
    let x = axes.x(day.day) + (axes.step() - width) / 2.0;
    let total: u32 = day.parts.iter().map(|(_, n)| n).sum();
    let mut svg = format!("<g><title>{}: {total}</title>", lang.date(day.day));
    let mut y = axes.floor();
    for (class, n) in day.parts.iter().filter(|(_, n)| *n > 0) {
        let height = axes.height(i64::from(*n)).max(1.0);
        y -= height;
        svg.push_str(&format!(
            "<rect class=\"mail {class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>"
        ));
    }
    if has_room {
        svg.push_str(&format!(
            "<text class=\"tick\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            x + width / 2.0,
            y - 4.0,
            grouped(i64::from(total))
        ));
    }
    svg.push_str("</g>");
    svg
}

/// Labels of neighbouring deadlines take turns between two lines.
fn lines(axes: &Axes, chart: &Outgoing) -> String {
    let shown = chart.deadlines.iter().filter(|due| **due >= axes.first);
    shown
        .zip([14.0, 30.0].into_iter().cycle())
        .map(|(due, y)| {
            let x = axes.x(*due) + axes.step();
            let anchor = axes.anchor(x);
            format!(
                "<line class=\"deadline\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{y}\" y2=\"{:.1}\"/>\
                 <text class=\"mark\" x=\"{:.1}\" y=\"{y}\" text-anchor=\"{anchor}\">{} {}</text>",
                axes.floor(),
                if anchor == "end" { x - 4.0 } else { x + 4.0 },
                escape(&chart.deadline_word),
                chart.lang.date(*due)
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_off_are_shaded_and_deadlines_named() {
        let day = |d| NaiveDate::from_ymd_opt(2024, 2, d).expect("date");
        let chart = Outgoing {
            label: "письма".into(),
            deadline_word: "срок".into(),
            lang: Lang::Ru,
            days: vec![OutgoingDay { day: day(1), parts: vec![("organization", 40)] }],
            deadlines: [day(20)].into(),
        };
        let svg = outgoing(&chart, |day| day.weekday().number_from_monday() > 5).expect("drawn");
        let svg = svg.as_str();
        assert!(svg.contains("срок 20.02.2024"), "{svg}");
        assert_eq!(svg.matches("class=\"off\"").count(), 6, "three weekends: {svg}");
        assert!(svg.contains("01.02.2024: 40"), "{svg}");
        assert!(outgoing(&Outgoing { days: vec![], ..chart }, |_| false).is_none());
    }
}
