//! The plan of one school on the statutory form, empty, spoiled or filled, as a [`Paper`].

use super::names::POSTS;
use super::paper::{Block, Cell, Grid, Merge, Paper, Side};
use super::phrases::{SECTIONS, STOCK};
use super::region::{School, person, pick};
use chrono::{Datelike as _, NaiveDate};
use vekha_simulation::Chance;

/// What a school makes of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Make {
    /// A good plan.
    Plan,
    /// A plan that names nobody in some rows.
    NobodyResponsible,
    /// Last year's plan with what was done.
    Report,
    /// The same, and some rows say nothing.
    HalfReport,
}

/// The widths of the columns.
const WIDTHS: [u32; 7] = [4, 20, 21, 12, 16, 16, 11];
/// Measures of one section.
const MEASURES: (i64, i64) = (1, 3);

/// Draws the form for a school: for a year, approved on a day.
pub fn paper(make: Make, school: &School, year: i32, approved: NaiveDate) -> Paper {
    // The same seed for plan and report of a year: the report is that plan.
    let mut chance =
        Chance::new(u64::from(year.unsigned_abs())).of(u64::try_from(school.number).unwrap_or(0));
    let mut paper = Paper { landscape: true, ..Paper::default() };
    paper.say(Side::Right, "УТВЕРЖДАЮ");
    paper.say(Side::Right, "Начальник органа управления образованием");
    paper.say(Side::Right, &school.founder);
    paper.say(Side::Right, format!("____________ {}", initials(&person(&mut chance))));
    paper.say(Side::Right, format!("{} г.", approved.format("%d.%m.%Y")));
    paper.head("ПЛАН");
    paper.head("по устранению недостатков, выявленных в ходе независимой оценки качества условий оказания услуг");
    paper.head(&school.full_name);
    paper.head(format!("на {year} год"));
    let mut rows = heading();
    let mut number = 0;
    for (at, title) in SECTIONS.into_iter().enumerate() {
        rows.push(vec![Cell {
            words: title.to_owned(),
            wider: WIDTHS.len() - 1,
            ..Cell::default()
        }]);
        let stock = STOCK.get(at).map_or(&[][..], |stock| stock.as_slice());
        let first = chance.between(0, 5);
        for place in 0..chance.between(MEASURES.0, MEASURES.1) {
            let at = usize::try_from(first + place).unwrap_or(0) % stock.len().max(1);
            let Some(phrases) = stock.get(at) else { continue };
            number += 1;
            rows.push(row(make, number, *phrases, year, &mut chance));
        }
    }
    paper.blocks.push(Block::Grid(Grid { widths: WIDTHS.to_vec(), heading: 2, rows }));
    paper
}

fn heading() -> Vec<Vec<Cell>> {
    let merged = [
        "№ п/п",
        "Недостатки, выявленные в ходе независимой оценки качества условий оказания услуг организацией",
        "Наименование мероприятия по устранению недостатков, выявленных в ходе независимой оценки качества условий оказания услуг организацией",
        "Плановый срок реализации мероприятия",
        "Ответственный исполнитель (с указанием фамилии, имени, отчества и должности)",
    ];
    let top = merged.iter().map(|words| Cell { merge: Merge::Top, ..Cell::of(*words) });
    let progress = Cell {
        wider: 1, ..Cell::of("Сведения о ходе реализации мероприятия")
    };
    let below = merged.iter().map(|_| Cell { merge: Merge::Below, ..Cell::default() });
    let parts =
        ["реализованные меры по устранению выявленных недостатков", "фактический срок реализации"];
    vec![top.chain([progress]).collect(), below.chain(parts.map(Cell::of)).collect()]
}

fn row(
    make: Make,
    number: i32,
    (defect, measure, done): (&str, &str, &str),
    year: i32,
    chance: &mut Chance,
) -> Vec<Cell> {
    let (due, fact) = dates(year, chance);
    let responsible = format!("{}, {}", person(chance), pick(chance, &POSTS));
    // Each row draws the same numbers whatever is made of them.
    let (spoiled, dash, undone) =
        (number == 2 || chance.percent(25), chance.percent(40), chance.percent(12));
    let responsible = match make {
        Make::NobodyResponsible if spoiled && dash => "—".to_owned(),
        Make::NobodyResponsible if spoiled => String::new(),
        _ => responsible,
    };
    let (done, fact) = match make {
        Make::Plan | Make::NobodyResponsible => (String::new(), String::new()),
        Make::HalfReport if spoiled => (String::new(), String::new()),
        _ if undone => (
            format!(
                "Не выполнено. Причина: отсутствие финансирования в {year} году; перенос на II квартал {} года",
                year + 1
            ),
            String::new(),
        ),
        Make::Report | Make::HalfReport => (done.to_owned(), fact),
    };
    [format!("{number}."), defect.to_owned(), measure.to_owned(), due, responsible, done, fact]
        .map(Cell::of)
        .into()
}

/// A planned time in one of the spellings that schools use, and a day on which it was done.
fn dates(year: i32, chance: &mut Chance) -> (String, String) {
    let (month, day) = (chance.between(3, 11), chance.between(1, 28));
    let due = match chance.between(0, 3) {
        0 => format!("до {day:02}.{month:02}.{year}"),
        1 => format!(
            "{} квартал {year} года",
            ["I", "II", "III", "IV"][usize::try_from((month - 1) / 3).unwrap_or(0)]
        ),
        2 => format!("{} {year}", MONTHS[usize::try_from(month - 1).unwrap_or(0)]),
        _ => format!("{day:02}.{month:02}.{year}"),
    };
    (due, format!("{day:02}.{month:02}.{year}"))
}

const MONTHS: [&str; 12] = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];

/// «Осокина Ирина Андреевна» as «Осокина И.А.».
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let surname = words.next().unwrap_or_default();
    let letters: String =
        words.filter_map(|word| word.chars().next()).flat_map(|c| [c, '.']).collect();
    format!("{surname} {letters}")
}

/// «13.02.2024».
pub fn spoken(day: NaiveDate) -> String {
    format!("{:02}.{:02}.{}", day.day(), day.month(), day.year())
}
