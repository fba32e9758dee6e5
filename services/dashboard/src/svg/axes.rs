//! What every chart over days stands on: where a day and a number lie, the lines of the scale, the
//! words under the days.

use super::escape;
use crate::words::{Lang, grouped};
use chrono::NaiveDate;

/// Lines of a scale above its floor.
const LINES: i64 = 4;
/// Where the words under the days stand, from below.
const WORDS: f64 = 10.0;

/// The edges of a drawing, in its own units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet {
    /// The whole width.
    pub(super) width: f64,
    /// The whole height.
    pub(super) height: f64,
    /// What is left free beside, above and under the chart.
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// Days from left to right, numbers from the floor up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axes {
    sheet: Sheet,
    /// The first day.
    pub(super) first: NaiveDate,
    /// How many days the width is divided into; at least one.
    pub(super) days: i64,
    top: i64,
}

impl Axes {
    /// Axes for these days, high enough for `most`.
    pub(super) fn new(sheet: Sheet, first: NaiveDate, days: i64, most: i64) -> Self {
        Self { sheet, first, days: days.max(1), top: round_up(most) }
    }

    /// The opening of the drawing, named for those who read it aloud.
    pub(super) fn open(&self, class: &str, label: &str) -> String {
        let Sheet { width, height, .. } = self.sheet;
        let label = escape(label);
        format!(
            "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{label}\">"
        )
    }

    /// The width of a day.
    pub(super) fn step(&self) -> f64 {
        (self.sheet.width - self.sheet.left - self.sheet.right) / self.days as f64
    }

    /// Where a day begins; days outside lie on the edge.
    pub(super) fn x(&self, day: NaiveDate) -> f64 {
        self.sheet.left + self.step() * (day - self.first).num_days().clamp(0, self.days) as f64
    }

    /// Where zero lies.
    pub(super) fn floor(&self) -> f64 {
        self.sheet.height - self.sheet.bottom
    }

    /// How high so many stand.
    pub(super) fn height(&self, n: i64) -> f64 {
        (self.floor() - self.sheet.top) * n as f64 / self.top as f64
    }

    /// Where the top of so many lies.
    pub(super) fn y(&self, n: i64) -> f64 {
        self.floor() - self.height(n)
    }

    /// The lines of the scale with their numbers.
    pub(super) fn scale(&self) -> String {
        let line = |line| {
            let n = self.top * line / LINES;
            let y = self.y(n);
            format!(
                "<line class=\"grid\" x1=\"{}\" x2=\"{}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
                 <text class=\"tick\" x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
                self.sheet.left,
                self.sheet.width - self.sheet.right,
                self.sheet.left - 8.0,
                y + 4.0,
                grouped(n)
            )
        };
        (0..=LINES).map(line).collect()
    }

    /// A day in words under the floor, `beside` its beginning.
    pub(super) fn tick(&self, day: NaiveDate, beside: f64, lang: Lang) -> String {
        format!(
            "<text class=\"tick\" x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            self.x(day) + beside,
            self.sheet.height - WORDS,
            day.format(lang.of("%d.%m", "%-d %b"))
        )
    }

    /// On which side of `x` words must stand not to leave the drawing.
    pub(super) fn anchor(&self, x: f64) -> &'static str {
        if x > self.sheet.width * 0.8 { "end" } else { "start" }
    }
}

/// The next number that the lines divide into round parts.
fn round_up(n: i64) -> i64 {
    let part = (n.max(1) + LINES - 1) / LINES;
    let mut magnitude = 1;
    while magnitude * 10 < part {
        magnitude *= 10;
    }
    let round = [1, 2, 3, 4, 5, 6, 8, 10].into_iter().map(|step| step * magnitude);
    LINES * round.into_iter().find(|round| *round >= part).unwrap_or(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_is_divided_in_four() {
        for n in [0, 1, 5, 37, 600, 2345, 99_999] {
            let top = round_up(n);
            assert!(top >= n && top % 4 == 0 && top <= n.max(4) * 2, "{n} -> {top}");
        }
    }

    #[test]
    fn nothing_is_drawn_outside() {
        let sheet =
            Sheet { width: 100.0, height: 50.0, left: 10.0, right: 10.0, top: 5.0, bottom: 5.0 };
        let first = NaiveDate::from_ymd_opt(2024, 2, 1).expect("date");
        let axes = Axes::new(sheet, first, 0, 0);
        assert_eq!((axes.days, axes.y(0)), (1, 45.0), "no day and no number divide by nothing");
        let days = first - chrono::Days::new(3)..=first;
        assert_eq!(axes.x(*days.start()), 10.0);
        assert_eq!(axes.x(first + chrono::Days::new(9)), 90.0);
    }
}
