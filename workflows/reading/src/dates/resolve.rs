//! Items to days: missing months and years are taken from the neighbours, then from the context.

use super::phrase::{Item, Shape};
use super::{Interval, Kind, Precision, Vague, When};
use crate::text::day as spoken;
use chrono::NaiveDate;

/// The days of all items together.
pub(super) fn when(mut items: Vec<Item>, year: Option<i32>) -> When {
    borrow_months(&mut items);
    let Some(assumed) = borrow_years(&mut items, year) else {
        return When::Vague { why: Vague::NoYear };
    };
    let mut stretches = Vec::with_capacity(items.len());
    for item in &items {
        match stretch(item) {
            Ok(stretch) => stretches.push(stretch),
            Err(written) => return When::Impossible { written },
        }
    }
    let (Some(first), Some((last, item))) = (
        stretches.iter().map(|stretch| stretch.0).min(),
        stretches.iter().map(|stretch| stretch.1).zip(&items).max_by_key(|(last, _)| *last),
    ) else {
        return When::NotADate;
    };
    if let [only] = items.as_slice()
        && only.since
        && !only.by
    {
        return When::Vague { why: Vague::NoEnd };
    }
    let precision = if item.end { Precision::Day } else { precision(item.shape) };
    let kind = kind(&items);
    let first = if kind == Kind::By { last } else { first };
    When::Interval(Interval { first, last, precision, kind, year_assumed: assumed })
}

fn kind(items: &[Item]) -> Kind {
    let since = items.iter().any(|item| item.since);
    match items {
        _ if !since && items.iter().all(|item| item.by || item.end) => Kind::By,
        [only] if matches!(only.shape, Shape::Day { .. }) => Kind::On,
        _ => Kind::During,
    }
}

/// «с 1 по 15 мая»: the first day takes the month behind it.
fn borrow_months(items: &mut [Item]) {
    let mut later: Option<(u32, Option<i32>)> = None;
    for item in items.iter_mut().rev() {
        match item.shape {
            Shape::Day { month, .. } => later = Some((month, item.year)),
            Shape::DayOnly { day } => {
                if let Some((month, year)) = later {
                    item.shape = Shape::Day { day, month };
                    item.year = year;
                }
            }
            _ => {}
        }
    }
}

/// Fills years in; true when the context's was needed, `None` when there is none anywhere.
fn borrow_years(items: &mut [Item], context: Option<i32>) -> Option<bool> {
    // «декабрь – март 2025»: the year stands at the end; what begins later in the year lies before.
    let mut later: Option<(i32, u32)> = None;
    for item in items.iter_mut().rev() {
        let month = first_month(item.shape);
        if let (None, Some((year, behind))) = (item.year, later) {
            item.year = Some(year - i32::from(month > behind));
        }
        later = item.year.map(|year| (year, month)).or(later);
    }
    let mut earlier: Option<(i32, u32)> = None;
    let mut assumed = false;
    for item in items.iter_mut() {
        let month = first_month(item.shape);
        if item.year.is_none() {
            assumed |= earlier.is_none();
            item.year = Some(match earlier {
                Some((year, before)) => year + i32::from(month < before),
                None => context?,
            });
        }
        earlier = item.year.map(|year| (year, month));
    }
    Some(assumed)
}

const fn first_month(shape: Shape) -> u32 {
    match shape {
        Shape::Day { month, .. } | Shape::Decade { month, .. } => month,
        Shape::Month(month) | Shape::Season(month) => month,
        Shape::Quarter(number) => number * 3 - 2,
        Shape::HalfYear(number) => number * 6 - 5,
        Shape::SchoolYear => 9,
        Shape::DayOnly { .. } | Shape::Year => 1,
    }
}

/// First and last day of an item, or how the impossible day is written.
fn stretch(item: &Item) -> Result<(NaiveDate, NaiveDate), String> {
    let year = item.year.unwrap_or_default();
    let days = match item.shape {
        Shape::Day { day, month } => {
            return NaiveDate::from_ymd_opt(year, month, day)
                .map(|date| (date, date))
                .ok_or_else(|| format!("{day:02}.{month:02}.{year}"));
        }
        Shape::DayOnly { day } => return Err(format!("{day:02} без месяца")),
        Shape::Decade { number, month } => NaiveDate::from_ymd_opt(year, month, number * 10 - 9)
            .zip(match number {
                3 => months(year, month, 1).map(|days| days.1),
                _ => NaiveDate::from_ymd_opt(year, month, number * 10),
            }),
        Shape::Month(month) => months(year, month, 1),
        Shape::Season(month) => months(year, month, 3),
        Shape::Quarter(_) => months(year, first_month(item.shape), 3),
        Shape::HalfYear(_) => months(year, first_month(item.shape), 6),
        Shape::Year => months(year, 1, 12),
        Shape::SchoolYear => {
            NaiveDate::from_ymd_opt(year, 9, 1).zip(NaiveDate::from_ymd_opt(year + 1, 5, 31))
        }
    };
    let (first, last) = days.ok_or_else(|| format!("{year} год"))?;
    // «до сентября» ends before September begins; «до конца сентября» with it.
    if item.by && !item.end {
        let eve = first.pred_opt().ok_or_else(|| spoken(first))?;
        return Ok((eve, eve));
    }
    Ok((first, last))
}

/// The first day of a month and the last day of the month `count - 1` later.
fn months(year: i32, month: u32, count: u32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let last = first.checked_add_months(chrono::Months::new(count))?.pred_opt()?;
    Some((first, last))
}

const fn precision(shape: Shape) -> Precision {
    match shape {
        Shape::Day { .. } | Shape::DayOnly { .. } => Precision::Day,
        Shape::Decade { .. } => Precision::Decade,
        Shape::Month(_) => Precision::Month,
        Shape::Quarter(_) | Shape::Season(_) => Precision::Quarter,
        Shape::HalfYear(_) => Precision::HalfYear,
        Shape::Year | Shape::SchoolYear => Precision::Year,
    }
}
