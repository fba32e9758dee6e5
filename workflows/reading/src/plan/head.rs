//! What stands around the table: the title with organization and year, and the approval block.

use super::Approval;
use crate::dates::{self, When};
use crate::limits::HEAD_LINES;
use crate::text::{fold, is_blank};
use vekha_model::Extracted;

/// The head of a plan as far as it is there.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub title: Option<String>,
    pub organization: Option<String>,
    pub year: Option<i32>,
    pub called_report: bool,
    pub approval: Option<Approval>,
}

/// Lines that a title may take: the form's six and the organization's full name over several.
const TITLE_LINES: usize = 12;
/// Lines under «УТВЕРЖДАЮ» among which the date stands.
const APPROVAL_LINES: usize = 8;

/// Reads the head out of the paragraphs and, where a layout table holds it, out of the cells.
pub(super) fn read(extracted: &Extracted) -> Head {
    let lines: Vec<&str> = extracted
        .text
        .lines()
        .take(HEAD_LINES)
        .chain(table_lines(extracted))
        .filter(|line| !line.trim().is_empty())
        .collect();
    let mut head = Head { approval: approval(&lines), ..Head::default() };
    let Some(title) = title(&lines) else { return head };
    let words: Vec<String> = title.iter().map(|word| fold(word)).collect();
    head.called_report = words.iter().take(4).any(|word| word.starts_with("отчет"));
    head.year = year(&words);
    head.organization = organization(&title, &words);
    head.title = Some(title.join(" "));
    head
}

fn table_lines(extracted: &Extracted) -> impl Iterator<Item = &str> {
    let rows = extracted.tables.iter().take(3).flat_map(|table| table.rows.iter().take(6));
    rows.flat_map(|row| &row.cells).flat_map(|cell| cell.text.lines()).take(HEAD_LINES)
}

/// The words of the title: from the line that begins with «План» (or «Отчет») to «на 20__ год».
fn title<'a>(lines: &[&'a str]) -> Option<Vec<&'a str>> {
    let start = lines.iter().enumerate().position(|(at, line)| {
        let folded = fold(line);
        let begins = folded.starts_with("план") || folded.starts_with("отчет");
        let near = || lines.iter().skip(at).take(4).any(|line| fold(line).contains("недостат"));
        begins && near()
    })?;
    let mut words = Vec::new();
    for line in lines.iter().skip(start).take(TITLE_LINES) {
        words.extend(line.split_whitespace());
        let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
        if year(&folded).is_some() && words.len() > 5 {
            break;
        }
    }
    (!words.is_empty()).then_some(words)
}

/// The year of «на 2024 год», «на 2024-2025 годы» (the first), «на 2024год».
fn year(words: &[String]) -> Option<i32> {
    words.windows(2).find_map(|pair| match pair {
        [on, year] if on == "на" => {
            let digits: String = year.chars().take_while(char::is_ascii_digit).collect();
            digits.parse().ok().filter(|year| (1990..=2099).contains(year))
        }
        _ => None,
    })
}

/// The words between «… оказания услуг» and «на 20__ год».
fn organization(title: &[&str], words: &[String]) -> Option<String> {
    let before = |at: usize, stem: &str| {
        at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| word.starts_with(stem))
    };
    let lead = (0..words.len()).find(|at| {
        let word = words.get(*at).map_or("", |word| word.trim_end_matches([',', ':']));
        word == "услуг" && (before(*at, "оказан") || before(*at, "предоставлен"))
            || word == "деятельности" && before(*at, "образовательн")
    })?;
    let general = |word: &&String| {
        word.starts_with("организаци")
            || word.starts_with("образовательными")
            || word.as_str() == "в"
    };
    let start = lead + 1 + words.iter().skip(lead + 1).take_while(general).count();
    let end = (start..words.len())
        .find(|at| {
            words.get(*at).is_some_and(|word| word == "на")
                && year(words.get(*at..).unwrap_or(&[])).is_some()
                && words
                    .get(at + 1)
                    .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        })
        .unwrap_or(words.len());
    let name = title.get(start..end)?.join(" ");
    let name = name.trim_matches(|char: char| matches!(char, '_' | ',' | ' '));
    (!is_blank(name) && !name.starts_with('(')).then(|| name.to_owned())
}

fn approval(lines: &[&str]) -> Option<Approval> {
    let at = lines.iter().position(|line| {
        let folded = fold(line);
        folded.starts_with("утвержда")
            || folded.starts_with("утвержден")
            || folded.starts_with("«утвержд")
    })?;
    let block: Vec<&str> = lines.iter().skip(at).take(APPROVAL_LINES).copied().collect();
    let date = block.iter().take_while(|line| !fold(line).starts_with("план")).find_map(|line| {
        match dates::read(line, None) {
            When::Interval(interval) if interval.first == interval.last => Some(interval.last),
            _ => None,
        }
    });
    Some(Approval { date })
}
