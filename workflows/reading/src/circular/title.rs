//! The act in a few words: the verb, its object, the place. When, to which address and by whom stand
//! beside it already, so they are left out; the words that stay are the letter's own, capitals too.

use super::clause::modal;
use super::doer;
use super::term::{Shape, Years, terms};
use super::token::{Sort, Token, tokens};
use super::words::{self, Form};
use crate::text::fold;
use std::ops::Range;

/// Words that lead in a circumstance.
const CIRCUMSTANCES: [&str; 15] = [
    "в",
    "во",
    "с",
    "со",
    "по",
    "на",
    "при",
    "для",
    "до",
    "не",
    "согласно",
    "учитывая",
    "кроме",
    "независимо",
    "от",
];

/// A title longer than that is cut at a word.
const LONG: usize = 160;

/// The title of an act told in these words.
pub(super) fn title(text: &str) -> String {
    let folded = fold(text);
    let conditional = folded.starts_with("если ");
    if conditional || ["читать", "словами", "слова «"].iter().any(|it| folded.contains(it))
    {
        return shortened(text);
    }
    let list = tokens(text);
    let kept = kept(&list);
    let verb = list.iter().enumerate().position(|(at, it)| {
        kept[at]
            && it.sort == Sort::Word
            && words::verb(&it.text).is_some_and(|it| it.form == Form::Infinitive)
    });
    let act = verb.and_then(|verb| {
        let duty = modal(&list[..verb]).map_or(verb, |it| it.0);
        let object = object(&list, &kept, duty)?;
        Some(vec![verb..verb + 1, object, verb + 1..list.len()])
    });
    let whole = || std::iter::once(after_opening(&list, &kept)..list.len()).collect();
    let parts: Vec<Range<usize>> = act.unwrap_or_else(whole);
    let said = tidied(&written(text, &list, &kept, &parts));
    // A verb alone names no act.
    if said.contains(' ') { shortened(&capital(&said)) } else { shortened(text) }
}

/// Which tokens a title keeps: no terms, no brackets, no addresses with the words that lead to them.
fn kept(list: &[Token]) -> Vec<bool> {
    let mut kept = vec![true; list.len()];
    let mut drop = |range: Range<usize>| {
        kept.get_mut(range).unwrap_or_default().fill(false);
    };
    for term in terms(list, &Years::default()) {
        if matches!(term.shape, Shape::Reference) {
            continue;
        }
        // «срок представления отчётов – 5 марта» names the act before the dash.
        let dash = term.tokens.clone().rfind(|at| list[*at].is("-") || list[*at].is(":"));
        let named = list[term.tokens.start].starts("срок");
        let from = dash.filter(|_| named).unwrap_or(term.tokens.start);
        let comma = |at: usize| list.get(at).is_some_and(|it| it.is(","));
        let before = from.checked_sub(1).filter(|at| comma(*at));
        let behind = usize::from(comma(term.tokens.end));
        drop(before.unwrap_or(from)..term.tokens.end + behind);
    }
    let mut at = 0;
    while at < list.len() {
        if list[at].is("(") {
            let end =
                list[at..].iter().position(|it| it.is(")")).map_or(list.len(), |it| at + it + 1);
            drop(at..end);
            at = end;
            continue;
        }
        if list[at].sort == Sort::Email {
            let from = (0..at).rev().take_while(|it| leads_to_address(&list[*it])).last();
            drop(from.unwrap_or(at)..at + 1);
        }
        at += 1;
    }
    kept
}

/// «на электронный адрес:», «по адресу электронной почты».
fn leads_to_address(token: &Token) -> bool {
    const WORDS: [&str; 12] =
        ["на", "по", "e-mail", ":", "-", "эл", ".", "е-mail", "электронке", "ящик", "mail", "e"];
    let stems = ["адрес", "электронн", "почт"];
    WORDS.iter().any(|it| token.is(it)) || stems.iter().any(|it| token.starts(it))
}

/// The object that stands before the word of duty: «Отчёты необходимо …». A reason, an occasion and
/// the one who is bound are none. Where it cannot be told, none at all.
fn object(list: &[Token], kept: &[bool], duty: usize) -> Option<Range<usize>> {
    let from = opening(list, kept, duty);
    let first = list.get(from).map_or("", |it| it.text.as_str());
    let led = CIRCUMSTANCES.contains(&first);
    let bound = doer::bound(&list[from..duty], duty - from, "").is_some();
    let named = doer::subject(list, duty, "").is_some() && doer::names(first);
    // «вузам предлагаем», «всех участников просим»: the one who is to act.
    let asked =
        ["ам", "ям", "ов", "ев", "ей"].iter().any(|end| first.ends_with(end)) || first == "всех";
    let word = list.get(duty).map_or("", |it| it.text.as_str());
    // «Департамент рекомендует», «школы обязаны»: whoever asks or is asked stands before it.
    let personal = ["ет", "ит"].iter().any(|end| word.ends_with(end)) && word != "следует";
    if led || bound || named || asked || personal {
        return Some(duty..duty);
    }
    let told = word.starts_with("долж") || word.starts_with("обяз") || is_oblique(first);
    (!told).then_some(from..duty)
}

/// Where the sentence around the word of duty begins: behind a comma, unless what stands there goes
/// on with what was said before it; «…, что …» begins behind its conjunction.
fn opening(list: &[Token], kept: &[bool], duty: usize) -> usize {
    let mark = |at: &usize, marks: &[&str]| {
        kept.get(*at).copied().unwrap_or(false) && marks.iter().any(|it| list[*at].is(it))
    };
    let hard = (0..duty).rev().find(|at| mark(at, &[":", ".", ";"])).map_or(0, |at| at + 1);
    let mut end = duty;
    loop {
        let comma = (hard..end).rev().find(|at| mark(at, &[","]));
        let begin = comma.map_or(hard, |at| at + 1);
        let mut from = begin;
        let is_lead = |at: usize| !kept[at] || is_connective(&list[at]) || list[at].is("что");
        while from < duty && is_lead(from) {
            from += 1;
        }
        let goes_on = from >= duty || list.get(from).is_some_and(|it| goes_on(&it.text));
        match comma.filter(|_| goes_on) {
            Some(comma) => end = comma,
            None => return from,
        }
    }
}

/// «планы по устранению недостатков, выявленных …»: a participle or another case than that of an
/// object continues what stands before its comma.
fn goes_on(word: &str) -> bool {
    const ENDS: [&str; 20] = [
        "щим",
        "вшим",
        "емым",
        "нным",
        "нных",
        "нные",
        "нный",
        "нная",
        "нное",
        "нной",
        "нного",
        "ными",
        "емых",
        "емые",
        "щих",
        "щие",
        "щий",
        "вших",
        "вшие",
        "тых",
    ];
    ENDS.iter().any(|it| word.ends_with(it))
        || word.starts_with("котор")
        || ["либо", "или"].contains(&word)
        || is_oblique(word)
}

/// An adjective or a noun that is no object: «программной», «министерством».
fn is_oblique(word: &str) -> bool {
    const ENDS: [&str; 8] = ["ой", "ого", "его", "ому", "ему", "ыми", "ими", "ом"];
    ENDS.iter().any(|it| word.ends_with(it))
}

fn is_connective(token: &Token) -> bool {
    const WORDS: [&str; 12] = [
        "и",
        "а",
        "также",
        "одновременно",
        "дополнительно",
        "вам",
        "вас",
        "кроме",
        "того",
        "еще",
        "далее",
        "затем",
    ];
    WORDS.iter().any(|it| token.is(it)) || token.sort == Sort::Mark
}

/// The place behind «Кроме того,», a conjunction, a circumstance before the comma.
fn after_opening(list: &[Token], kept: &[bool]) -> usize {
    let said = |at: &usize| kept[*at] && !is_connective(&list[*at]);
    let first = (0..list.len()).find(said).unwrap_or(0);
    let comma = list.iter().position(|it| it.is(",")).filter(|it| *it > first);
    let told = |at: usize| {
        list[first..at].iter().any(|it| it.sort == Sort::Word && words::verb(&it.text).is_some())
    };
    let led = list.get(first).is_some_and(|it| CIRCUMSTANCES.contains(&it.text.as_str()));
    match comma.filter(|it| led && !told(*it)) {
        Some(comma) => (comma + 1..list.len()).find(said).unwrap_or(first),
        None if led => subject(list, first).unwrap_or(first),
        None => first,
    }
}

/// Who acts in the present tense, behind a circumstance without a comma; else the verb itself.
fn subject(list: &[Token], first: usize) -> Option<usize> {
    let verb = (first..list.len()).find(|at| {
        let it = &list[*at];
        it.sort == Sort::Word
            && words::verb(&it.text)
                .is_some_and(|it| it.form == Form::Present && it.class != words::UNLISTED)
    })?;
    let named = (first..verb).rev().find(|at| doer::names(&list[*at].text));
    Some(named.unwrap_or(verb))
}

/// The kept words of the parts, in their spelling.
fn written(text: &str, list: &[Token], kept: &[bool], parts: &[Range<usize>]) -> String {
    let mut out = String::new();
    for (number, part) in parts.iter().enumerate() {
        let mut last = None;
        for at in part.clone().filter(|at| kept[*at]) {
            let Some(word) = list.get(at).and_then(|it| text.get(it.at.clone())) else { continue };
            let glued = last == Some(list[at].at.start);
            if !glued && !out.is_empty() {
                out.push(' ');
            }
            if at == 0 && number > 0 {
                out.push_str(&low(word));
            } else {
                out.push_str(word);
            }
            last = Some(list[at].at.end);
        }
    }
    out
}

/// The first word of a sentence in the middle of a title; a name of an authority keeps its capital.
fn low(word: &str) -> String {
    let folded = fold(word);
    let name =
        ["мин", "рос", "гос"].iter().any(|it| folded.starts_with(it)) && doer::names(&folded);
    let plain = word.chars().skip(1).all(|it| it.is_lowercase() || it == '-');
    if name || !plain { word.to_owned() } else { word.to_lowercase() }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return String::new() };
    first.to_uppercase().chain(chars).collect()
}

/// Without the marks and prepositions that what was left out leaves behind.
fn tidied(text: &str) -> String {
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (from, to) in
        [(" ,", ","), (" ;", ";"), (" .", "."), (",,", ","), (", ,", ","), (" – ,", ",")]
    {
        text = text.replace(from, to);
    }
    const LOOSE: [&str; 16] = [
        "и",
        "а",
        "на",
        "в",
        "по",
        "к",
        "до",
        "не",
        "с",
        "адрес",
        "адресу",
        "–",
        "-",
        "или",
        "срок",
        "о",
    ];
    loop {
        let cut = text.trim_end_matches([',', ';', ':', '.', ' ', '–', '-', '—']);
        let last = cut.rsplit(' ').next().unwrap_or_default();
        if cut.contains(' ') && LOOSE.contains(&fold(last).as_str()) {
            text = cut[..cut.len() - last.len()].to_owned();
        } else {
            break cut.trim_start_matches([',', ';', ':', '.', ' ', '–', '-', '—']).to_owned();
        }
    }
}

fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LONG) else { return text.to_owned() };
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", text[..cut].trim_end_matches([',', ';', ':', ' ', '–']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_act_and_its_object() {
        for (text, expected) in [
            (
                "Планы необходимо разместить на bus.gov.ru до 5 марта 2026 года.",
                "Разместить планы на bus.gov.ru",
            ),
            (
                "В связи с проверкой, просим Вас до 5 марта направить отчёт (Excel) на адрес a@b.ru.",
                "Направить отчёт",
            ),
            (
                "Муниципальным органам надлежит утвердить планы школ Кузбасса.",
                "Утвердить планы школ Кузбасса",
            ),
            (
                "Кроме того, следует сообщить в Рособрнадзор о результатах.",
                "Сообщить в Рособрнадзор о результатах",
            ),
            (
                "Отчёты представляются ежемесячно, до 5 числа, в министерство.",
                "Отчёты представляются в министерство",
            ),
            (
                "Обращаем внимание, что результаты НОКО необходимо разместить на сайтах.",
                "Разместить результаты НОКО на сайтах",
            ),
            (
                "Планы по устранению недостатков, выявленных в 2023 году, необходимо направить в министерство.",
                "Направить планы по устранению недостатков, выявленных в 2023 году, в министерство",
            ),
            (
                "Копию акта о назначении (скан-копия, pdf) просим направить до 25 марта 2026 года на a@b.ru.",
                "Направить копию акта о назначении",
            ),
            (
                "Департамент стратегии, программной деятельности рекомендует разместить ролик.",
                "Разместить ролик",
            ),
            (
                "Количество анкет должно составлять не менее 40 процентов.",
                "Количество анкет должно составлять не менее 40 процентов",
            ),
            (
                "Если школа ликвидируется, план не составлять.",
                "Если школа ликвидируется, план не составлять.",
            ),
            ("до 5 марта 2026 года", "до 5 марта 2026 года"),
        ] {
            assert_eq!(title(text), expected, "of {text}");
        }
    }

    #[test]
    fn a_long_one_is_cut_at_a_word() {
        let told = title(&format!("Направить {}", "сведения о школах ".repeat(20)));
        assert!(told.chars().count() <= LONG + 1 && told.ends_with('…'));
    }
}
