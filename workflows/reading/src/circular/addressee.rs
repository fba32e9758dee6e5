//! To whom a letter goes: the blocks that begin with a post in the dative, and their level.

use super::draft::Level;
use super::sheet::Line;
use super::words::{self, Form};
use crate::text::fold;
use std::ops::Range;

const POSTS: [&str; 33] = [
    "комитет",
    "совет",
    "центр",
    "институт",
    "школ",
    "гимнази",
    "учрежден",
    "отдел",
    "руководител",
    "глав",
    "начальник",
    "заместител",
    "директор",
    "заведующ",
    "председател",
    "министр",
    "ректор",
    "ответственн",
    "орган",
    "управляющ",
    "координатор",
    "губернатор",
    "мэр",
    "учредител",
    "оператор",
    "специалист",
    "муниципальн",
    "организаци",
    "департамент",
    "министерств",
    "управлени",
    "общеобразовательн",
    "образовательн",
];
const DATIVE: [&str; 18] = [
    "ию", "тету", "нтру", "туту", "ству", "ам", "ям", "ым", "им", "ому", "ему", "елю", "ору",
    "ику", "иру", "тру", "лаве", "еву",
];

/// A block of an addressee.
pub(super) struct Addressed {
    pub text: String,
    pub lines: Range<usize>,
}

/// The blocks among these lines.
pub(super) fn blocks(lines: &[Line]) -> Vec<Addressed> {
    let mut found: Vec<Addressed> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some(from) = labelled(&lines[at].text).or_else(|| begins(&lines[at].text)) else {
            at += 1;
            continue;
        };
        let start = at;
        let mut text = lines[at].text[from..].to_owned();
        at += 1;
        while at < lines.len()
            && at < start + 8
            && !lines[at].blank_before
            && !is_other(&lines[at].text)
            && begins(&lines[at].text) != Some(0)
        {
            text.push(' ');
            text.push_str(&lines[at].text);
            at += 1;
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        found.push(Addressed { text, lines: start..at });
    }
    found
}

/// «Кому: директорам школ», «Выдано: …»: where the addressee stands behind the label.
fn labelled(line: &str) -> Option<usize> {
    let (label, rest) = line.split_once(':')?;
    let known = ["кому", "выдано", "адресат", "куда"].contains(&fold(label).as_str());
    known.then(|| line.len() - rest.trim_start().len()).filter(|it| *it < line.len())
}

/// Where in a line the dative of a post begins: at its start, or behind a left column.
pub(super) fn begins(line: &str) -> Option<usize> {
    let mut from = 0;
    for word in line.split(' ') {
        let folded = fold(word.trim_matches(|it: char| !it.is_alphabetic()));
        let dative = DATIVE.iter().any(|end| folded.ends_with(end));
        let capital = word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
        let people = from == 0
            && folded.chars().count() > 5
            && (folded.ends_with("ам") || folded.ends_with("ям"));
        if capital && (dative && POSTS.iter().any(|it| folded.starts_with(it)) || people) {
            return Some(from);
        }
        from += word.len() + 1;
    }
    None
}

fn is_other(line: &str) -> bool {
    let folded = fold(line);
    let starts = ["о ", "об ", "на №", "от ", "исх", "тел", "e-mail", "№", "приказ"];
    let prose = folded.split(|it: char| !it.is_alphabetic()).any(|word| {
        words::verb(word).is_some_and(|it| {
            it.class != words::UNLISTED && matches!(it.form, Form::Ours | Form::Present)
        }) || words::find("requested", word).is_some()
            || words::find("required", word).is_some()
    });
    let stamp = folded.starts_with(|it: char| it.is_ascii_digit()) && folded.contains('№');
    stamp || prose || starts.iter().any(|it| folded.starts_with(it))
}

/// Words of organizations and of those who work in them.
const SCHOOLS: [&str; 21] = [
    "организаци",
    "учрежден",
    "школ",
    "гимнази",
    "лице",
    "садов",
    "садам",
    "колледж",
    "техникум",
    "директор",
    "центров",
    "центрам",
    "музе",
    "театр",
    "преподавател",
    "учителя",
    "воспитател",
    "педагог",
    "заведующ",
    "вуз",
    "ректор",
];

/// The level at which addressees of these words stand.
pub(super) fn level(text: &str) -> Option<Level> {
    let text = fold(text);
    let has = |words: &[&str]| words.iter().any(|it| text.contains(it));
    let bodies = has(&[
        "органов",
        "органам",
        "органа ",
        "органы",
        "органу",
        "моуо",
        "управлений образ",
        "отделов образ",
        "управлений (отделов)",
        "главам",
        "главе ",
        "заместителям глав",
    ]);
    let whole: Vec<&str> = text.split(' ').collect();
    let schools =
        whole.iter().any(|it| matches!(*it, "оо" | "оу" | "доу" | "соо" | "мбоу" | "мбдоу"))
            || has(&SCHOOLS);
    if has(&[
        "субъектов российской",
        "субъекта российской",
        "исполнительной власти",
        "министерству культуры",
        "министерству здрав",
        "министерству социал",
        "министерствам",
        "региональных",
        "министрам образ",
        "министру образ",
        "министра образ",
    ]) {
        return Some(Level::Region);
    }
    if has(&[
        "рособрнадзор",
        "министру просвещения",
        "министерство просвещения российской",
        "федеральной службы",
    ]) {
        return Some(Level::Federal);
    }
    let regional = has(&["департамент", "министерств", "правительств"])
        && text.contains(' ')
        && !has(&["город", "район", "округ", "муниципал"]);
    if regional && !schools && !bodies {
        return Some(Level::Region);
    }
    if schools && !bodies {
        return Some(Level::Organization);
    }
    let municipal = has(&[
        "учредител",
        "муниципал",
        "самоуправления",
        "район",
        "округ",
        "управлени",
        "отдел",
        "город",
    ]);
    (bodies || municipal).then_some(Level::Municipality)
}
