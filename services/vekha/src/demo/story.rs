//! A day of the campaign in one line.

use super::officer::{Counts, Obligation};
use chrono::{Datelike as _, NaiveDate, Weekday};
use std::fmt::Write as _;

/// Squares of a bar.
const SQUARES: i64 = 10;

/// What happened on a day besides how things stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Day {
    /// What schools sent.
    pub sent: usize,
    /// What the officer decided.
    pub decided: usize,
    /// Mails that left.
    pub mails: usize,
}

/// The line of a day. `names` gives obligations short names, in the order of the line.
pub fn line(
    date: NaiveDate,
    names: &[(String, &str)],
    standing: &[Obligation],
    day: Day,
) -> String {
    let mut line = format!("{} {} │", date.format("%d.%m.%Y"), weekday(date));
    for (id, name) in names {
        let found = standing.iter().find(|obligation| obligation.id == *id);
        let counts = found.map(|obligation| &obligation.counts);
        let done = counts.map_or(0, share);
        let _ = write!(line, " {name} {} {done:>3} % │", bar(done));
    }
    let sum = |of: fn(&Counts) -> i64| standing.iter().map(|it| of(&it.counts)).sum::<i64>();
    let _ = write!(
        line,
        " прислано {:>3}, решено {:>3}, уведомлений {:>4} │ на проверке {:>3}, на доработке {:>3}, просрочено {:>4}",
        day.sent,
        day.decided,
        day.mails,
        sum(|it| it.submitted + it.claimed),
        sum(|it| it.returned),
        sum(|it| it.overdue),
    );
    line
}

/// Done out of a hundred.
fn share(counts: &Counts) -> i64 {
    (counts.accepted + counts.exempt) * 100 / counts.total.max(1)
}

fn bar(done: i64) -> String {
    let full = (done * SQUARES / 100).clamp(0, SQUARES);
    (0..SQUARES).map(|square| if square < full { '█' } else { '░' }).collect()
}

fn weekday(date: NaiveDate) -> &'static str {
    match date.weekday() {
        Weekday::Mon => "пн",
        Weekday::Tue => "вт",
        Weekday::Wed => "ср",
        Weekday::Thu => "чт",
        Weekday::Fri => "пт",
        Weekday::Sat => "сб",
        Weekday::Sun => "вс",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_line() {
        let counts = Counts {
            total: 40,
            accepted: 10,
            exempt: 2,
            submitted: 1,
            claimed: 1,
            returned: 3,
            overdue: 4,
        };
        let standing = [Obligation { id: "plan".into(), counts }];
        let day = Day { sent: 5, decided: 2, mails: 45 };
        let date = NaiveDate::from_ymd_opt(2024, 1, 15).unwrap();
        assert_eq!(
            line(date, &[("plan".into(), "Планы")], &standing, day),
            "15.01.2024 пн │ Планы ███░░░░░░░  30 % │ прислано   5, решено   2, уведомлений   45 │ на проверке   2, на доработке   3, просрочено    4"
        );
    }
}
