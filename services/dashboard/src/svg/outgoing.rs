//! What goes out by day: a bar a day, days off shaded, deadlines as lines.

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

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 60.0;
const BOTTOM: f64 = 34.0;
/// A calendar of more days shows no single days any more.
const DAYS: i64 = 500;
/// A bar is at most so wide, or a short campaign looks like a wall.
const BAR: f64 = 18.0;
/// Numbers above neighbouring bars nearer than this would lie on each other.
const APART: f64 = 24.0;
/// Lines of a scale.
const LINES: u32 = 4;

struct Frame {
    first: NaiveDate,
    days: i64,
    top: u32,
}

impl Frame {
    fn step(&self) -> f64 {
        (WIDTH - LEFT - RIGHT) / self.days as f64
    }
    fn x(&self, day: NaiveDate) -> f64 {
        LEFT + self.step() * (day - self.first).num_days().clamp(0, self.days) as f64
    }
    fn height(&self, n: u32) -> f64 {
        (HEIGHT - TOP - BOTTOM) * f64::from(n) / f64::from(self.top)
    }
    fn floor(&self) -> f64 {
        HEIGHT - BOTTOM
    }
}

/// Draws it; none when nothing goes out. `is_off` tells the days on which nobody works.
pub fn outgoing(chart: &Outgoing, is_off: impl Fn(NaiveDate) -> bool) -> Option<Markup> {
    let first = chart.days.first()?.day;
    let last = chart.days.last()?.day;
    let last = chart.deadlines.last().map_or(last, |due| last.max(*due));
    let days = ((last - first).num_days() + 1).clamp(7, DAYS);
    let sum = |day: &OutgoingDay| day.parts.iter().map(|(_, n)| n).sum::<u32>();
    let most = chart.days.iter().map(sum).max().unwrap_or(0).max(1);
    let frame = Frame { first, days, top: most.next_multiple_of(LINES) };
    let mut svg = format!(
        "<svg class=\"outgoing\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">",
        escape(&chart.label)
    );
    svg.push_str(&shades(&frame, is_off));
    svg.push_str(&scale(&frame, chart.lang));
    let mut labelled = f64::NEG_INFINITY;
    for day in &chart.days {
        let x = frame.x(day.day);
        let has_room = x - labelled > APART;
        if has_room {
            labelled = x;
        }
        svg.push_str(&bar(&frame, day, has_room, chart.lang));
    }
    svg.push_str(&lines(&frame, chart));
    svg.push_str("</svg>");
    Some(Markup(svg))
}

fn shades(frame: &Frame, is_off: impl Fn(NaiveDate) -> bool) -> String {
    let days = usize::try_from(frame.days).unwrap_or(0);
    let off = frame.first.iter_days().take(days).filter(|day| is_off(*day));
    off.map(|day| {
        format!(
            "<rect class=\"off\" x=\"{:.1}\" y=\"{TOP}\" width=\"{:.1}\" height=\"{:.1}\"/>",
            frame.x(day),
            frame.step(),
            frame.floor() - TOP
        )
    })
    .collect()
}

fn scale(frame: &Frame, lang: Lang) -> String {
    let mut svg = String::new();
    for line in 0..=LINES {
        let n = frame.top * line / LINES;
        let y = frame.floor() - frame.height(n);
        svg.push_str(&format!(
            "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
             <text class=\"tick\" x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            WIDTH - RIGHT,
            LEFT - 8.0,
            y + 4.0,
            grouped(i64::from(n))
        ));
    }
    let days = usize::try_from(frame.days).unwrap_or(0);
    let mondays =
        frame.first.iter_days().take(days).filter(|day| day.weekday().number_from_monday() == 1);
    let every = usize::try_from(frame.days / 7 / 12 + 1).unwrap_or(1);
    for day in mondays.step_by(every) {
        svg.push_str(&format!(
            "<text class=\"tick\" x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            frame.x(day) + frame.step() / 2.0,
            HEIGHT - 12.0,
            day.format(lang.of("%d.%m", "%-d %b"))
        ));
    }
    svg
}

fn bar(frame: &Frame, day: &OutgoingDay, has_room: bool, lang: Lang) -> String {
    let width = (frame.step() * 0.8).min(BAR);
    let x = frame.x(day.day) + (frame.step() - width) / 2.0;
    let total: u32 = day.parts.iter().map(|(_, n)| n).sum();
    let mut svg = format!("<g><title>{}: {total}</title>", lang.date(day.day));
    let mut y = frame.floor();
    for (class, n) in day.parts.iter().filter(|(_, n)| *n > 0) {
        let height = frame.height(*n).max(1.0);
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
fn lines(frame: &Frame, chart: &Outgoing) -> String {
    let shown = chart.deadlines.iter().filter(|due| **due >= frame.first);
    shown
        .zip([14.0, 30.0].into_iter().cycle())
        .map(|(due, y)| {
            let x = frame.x(*due) + frame.step();
            let anchor = if x > WIDTH * 0.85 { "end" } else { "start" };
            format!(
                "<line class=\"deadline\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{y}\" y2=\"{:.1}\"/>\
                 <text class=\"mark\" x=\"{:.1}\" y=\"{y}\" text-anchor=\"{anchor}\">{} {}</text>",
                frame.floor(),
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
