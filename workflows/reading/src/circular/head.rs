//! Requisites: number and date, issuer, addressees, heading, signature, executor; and where the
//! body between them begins and ends.

use super::addressee::{self, level};
use super::draft::{Letter, Reason, Reply};
use super::reasons::{self, Places};
use super::sheet::Line;
use super::{name, stamp, words};
use crate::text::fold;
use std::collections::BTreeSet;
use std::ops::Range;

/// Lines among which the head is looked for.
const HEAD: usize = 60;
/// Lines from the end among which the signature is looked for.
const TAIL: usize = 30;

/// What the head says beside the requisites.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub letter: Letter,
    /// The heading, with its place.
    pub heading: Option<Line>,
    pub body: Range<usize>,
    /// An order or minutes: points bind those whom they name.
    pub is_order: bool,
    pub date_repaired: bool,
    /// Somebody else's instruction stands on the sheet.
    pub resolution: bool,
    /// It says of itself that it is sent again: «Повторно», «Напоминание».
    pub repeated: bool,
    /// Why the requisites were read so.
    pub reasons: Vec<Reason>,
}

const KINDS: [&str; 5] = ["ПРИКАЗ", "РАСПОРЯЖЕНИЕ", "ПОСТАНОВЛЕНИЕ", "ПРОТОКОЛ", "РЕШЕНИЕ"];
const COMMANDS: [&str; 7] =
    ["ПРИКАЗЫВАЮ", "РЕШИЛИ", "РЕШИЛ:", "ПОСТАНОВ", "ОБЯЗЫВАЮ", "ПОРУЧАЮ:", "П Р И К А З"];

/// Reads it.
pub(super) fn head(lines: &[Line]) -> Head {
    let mut head = Head::default();
    let is_kind = |it: &Line| {
        KINDS.iter().any(|kind| {
            it.text.strip_prefix(kind).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
    };
    head.is_order = lines.iter().take(25).any(is_kind)
        || lines.iter().any(|it| COMMANDS.iter().any(|word| it.text.starts_with(word)));
    let top = lines.len().min(HEAD);
    let greeting = lines[..top]
        .iter()
        .position(|it| fold(&it.text).contains("уважаем") && it.text.chars().count() < 80);
    let limit = greeting.unwrap_or(top);
    let subject = subject(lines, limit);
    let above = subject.as_ref().map_or(limit, |it| it.start);
    let mut stamp = stamp::find(&lines[..above]);
    if stamp.line.is_none() {
        stamp = stamp::find(&lines[..limit.min(25)]);
    }
    let mut addressed = addressee::blocks(&lines[..above]);
    if addressed.is_empty() && subject.is_none() {
        addressed = addressee::blocks(&lines[..limit]);
    }
    if head.is_order {
        addressed.clear();
    }
    let last = addressed.iter().map(|it| it.lines.end).max().max(stamp.line.map(|it| it + 1));
    let begin =
        greeting.map(|it| it + 1).or(subject.as_ref().map(|it| it.end)).or(last).unwrap_or(0);
    let sign = signature(lines, begin);
    head.body = begin..sign.line.max(begin);
    head.resolution = outside_instruction(lines, &head.body, &subject);
    let again = |it: &Line| {
        ["повторн", "напоминан", "вторичн"].iter().any(|stem| fold(&it.text).starts_with(stem))
            && it.text.chars().count() < 40
    };
    head.repeated = lines[..limit.min(begin + 1)].iter().any(again);
    let own = issuer(&lines[..limit]);
    let (reply, answered) = reply(&lines[..limit]).unzip();
    let places = Places {
        stamp: stamp.line,
        repaired: stamp.repaired,
        issuer: 0..own.as_ref().map_or(0, |it| it.1),
        subject: subject.clone(),
        addressees: addressed.first().map(|it| it.lines.clone()),
        reply: answered,
        signer: sign.signer.as_ref().map(|_| sign.line),
        executor: sign.executor_at,
    };
    head.heading = subject.clone().and_then(|it| whole(&lines[it]));
    let letter = &mut head.letter;
    letter.number = stamp.number;
    letter.date = stamp.date;
    head.date_repaired = stamp.repaired;
    letter.in_reply_to = reply;
    letter.subject = subject.map(|it| joined(&lines[it]));
    letter.signer = sign.signer;
    letter.executor = sign.executor;
    letter.issuer = own.map(|it| it.0);
    if !head.is_order {
        letter.addressee_level = addressed.first().and_then(|it| level(&it.text));
        letter.addressees = addressed.into_iter().map(|it| it.text).collect();
    }
    head.reasons = reasons::of_head(&head.letter, &places, lines);
    head
}

fn whole(lines: &[Line]) -> Option<Line> {
    let (first, rest) = lines.split_first()?;
    let mut whole = first.clone();
    rest.iter().for_each(|it| whole.join(it));
    Some(whole)
}

fn joined(lines: &[Line]) -> String {
    lines.iter().flat_map(|it| it.text.split_whitespace()).collect::<Vec<_>>().join(" ")
}

/// «О …» and the lines that go on with it.
fn subject(lines: &[Line], limit: usize) -> Option<Range<usize>> {
    let named = |it: &Line| ["О ", "Об ", "Обо "].iter().any(|lead| it.text.starts_with(lead));
    // A sentence of the body asks or ends with a full stop; a heading does neither.
    let sentence = |it: &Line| {
        let verb = |word: &str| words::verb(word).is_some_and(|it| it.form != words::Form::Past);
        it.text.ends_with('.') && fold(&it.text).split(' ').any(verb)
    };
    let start = lines[..limit].iter().position(|it| named(it) && !sentence(it))?;
    let low = |it: &&Line| {
        !it.blank_before
            && it.text.starts_with(|c: char| c.is_lowercase() || matches!(c, '(' | '«'))
    };
    Some(start..start + 1 + lines[start + 1..limit].iter().take_while(low).count())
}

/// The sending body, and how many lines name it: the first up to an address, telephone or stamp.
fn issuer(lines: &[Line]) -> Option<(String, usize)> {
    let stops = |text: &str| {
        let folded = fold(text);
        let marks = ["тел", "ул.", "e-mail", "№"].iter().any(|it| folded.contains(it));
        let begins =
            ["о ", "об ", "приказ", "протокол", "("].iter().any(|it| folded.starts_with(it));
        marks
            || begins
            || folded.contains(|it: char| it.is_ascii_digit())
            || addressee::begins(text).is_some()
    };
    let own: Vec<&str> =
        lines.iter().take(8).map(|it| it.text.as_str()).take_while(|it| !stops(it)).collect();
    let text = own.join(" ");
    (!text.is_empty()).then(|| (spoken(&text, &proper_names(lines)), own.len()))
}

/// Words that the letter writes with a capital behind another word, folded to small letters: names.
fn proper_names(lines: &[Line]) -> BTreeSet<String> {
    let behind = |text: &str| {
        let sentences = text.split(['.', '!', '?', '«', '"', ':']);
        let words = sentences.flat_map(|it| it.split_whitespace().skip(1));
        let bare = words.map(|it| it.trim_matches(|c: char| !c.is_alphabetic()).to_owned());
        bare.collect::<Vec<String>>()
    };
    let is_name = |word: &String| {
        // Shorter ones are initials and the beginnings of lines of tables.
        let is_long = word.chars().nth(3).is_some();
        let mut chars = word.chars();
        is_long && chars.next().is_some_and(char::is_uppercase) && chars.all(char::is_lowercase)
    };
    let words = lines.iter().flat_map(|line| behind(&line.text)).filter(is_name);
    words.map(|word| word.to_lowercase()).collect()
}

/// Capitals to a name as one writes it; the adjective of a region keeps its capital, and so does what
/// the letter elsewhere calls by name.
fn spoken(text: &str, names: &BTreeSet<String>) -> String {
    if text.contains(char::is_lowercase) {
        return text.to_owned();
    }
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let proper = |at: usize| {
        let next = words.get(at + 1).map_or("", String::as_str);
        let before = at.checked_sub(1).and_then(|it| words.get(it)).map_or("", String::as_str);
        at == 0
            || names.contains(&words[at])
            || ["области", "края", "района", "федерации"].contains(&next)
            || ["города", "республики"].contains(&before)
            // «области – Кузбасса», «Саха (Якутия)»: a second name of the region.
            || matches!(before, "–" | "-" | "—")
            || words[at].starts_with('(')
            || ["эл", "осетия", "осетии"].contains(&words[at].as_str())
    };
    let capital = |(at, word): (usize, &String)| {
        let mut chars = word.chars();
        match chars.next() {
            Some('(') if proper(at) => {
                let rest: String = chars.collect();
                let mut inner = rest.chars();
                let first = inner.next().map(|it| it.to_uppercase().to_string());
                format!("({}{}", first.unwrap_or_default(), inner.as_str())
            }
            Some(first) if proper(at) => first.to_uppercase().chain(chars).collect(),
            _ => word.clone(),
        }
    };
    words.iter().enumerate().map(capital).collect::<Vec<String>>().join(" ")
}

/// A filled «На № … от …», and its line.
fn reply(lines: &[Line]) -> Option<(Reply, usize)> {
    let (at, rest) = lines.iter().enumerate().find_map(|(at, it)| {
        let rest = ["На №", "на №", "НА №"].iter().find_map(|lead| it.text.split_once(lead))?.1;
        Some((at, rest))
    })?;
    let (number, date, _) = stamp::number_and_date(&format!("№{rest}"));
    number.map(|number| (Reply { number: Some(number), date }, at))
}

/// «И.о. министра  Л.В. Гладкова»: a post in the nominative, and no predicate.
fn is_signed_post(text: &str) -> bool {
    const POSTS: [&str; 18] = [
        "министр",
        "заместитель",
        "и.о",
        "врио",
        "исполняющ",
        "начальник",
        "руководитель",
        "директор",
        "глава",
        "председатель",
        "ректор",
        "заведующ",
        "первый",
        "управляющ",
        "президент",
        "с уважением",
        "уполномоченн",
        "главный",
    ];
    let folded = fold(text);
    let verb = |word: &str| {
        words::verb(word).is_some_and(|it| it.class != words::UNLISTED) && word.chars().count() > 4
    };
    POSTS.iter().any(|it| folded.starts_with(it)) && !folded.split(' ').any(verb)
}

/// How the line of the one who prepared the letter begins.
const EXECUTORS: [&str; 9] = [
    "исп",
    "подготов",
    "передал",
    "протокол ве",
    "менеджер",
    "контакт",
    "координатор",
    "куратор",
    "составил",
];

/// Who signed, who prepared, and at which line the signature begins.
struct Signature {
    line: usize,
    signer: Option<String>,
    executor: Option<String>,
    /// Its line and the rule.
    executor_at: Option<(usize, &'static str)>,
}

fn signature(lines: &[Line], begin: usize) -> Signature {
    let from = lines.len().saturating_sub(TAIL).max(begin);
    let is_executor = |text: &str| EXECUTORS.iter().any(|it| fold(text).starts_with(it));
    let mut found: Option<(usize, String)> = None;
    for (at, line) in lines.iter().enumerate().skip(from).rev() {
        let folded = fold(&line.text);
        let Some(name) = name::signer(&line.text)
            .filter(|_| !is_executor(&line.text) && folded.split(' ').count() < 16)
        else {
            continue;
        };
        let resolved = folded.contains("резолюц") || folded.contains(" до ");
        if resolved {
            continue;
        }
        // A bare name below a post with its name is of the one who prepared the letter.
        let bare = found.as_ref().is_some_and(|it| {
            let below = &lines[it.0].text;
            name::is_alone(below) || name::is_surname_first(below)
        });
        let near = found.as_ref().is_some_and(|it| it.0 <= at + 4);
        if bare && !(near && is_signed_post(&line.text)) {
            break;
        }
        found = Some((at, name));
        if name::is_alone(&line.text) || name::is_surname_first(&line.text) {
            continue;
        }
        if !folded.starts_with("секретар") && !folded.starts_with("ответственный секретар")
        {
            break;
        }
    }
    let line = found.as_ref().map_or(lines.len(), |it| it.0);
    let behind = found.as_ref().map_or(from, |it| it.0 + 1).min(lines.len());
    let acquainted = |it: &(usize, &Line)| !fold(&it.1.text).contains("ознакомлен");
    let tail = || lines.iter().enumerate().skip(behind).take_while(acquainted);
    let marked = tail()
        .find(|it| is_executor(&it.1.text))
        .and_then(|it| Some((name::person(&it.1.text)?, (it.0, "executor.marked"))));
    let plain = || {
        tail().take(6).filter(|_| found.is_some()).find_map(|it| {
            let telephone = lines
                .get(it.0 + 1)
                .is_some_and(|it| it.text.chars().filter(char::is_ascii_digit).count() > 4);
            let name = name::below(&it.1.text);
            let two = || telephone.then(|| name::two_names(&it.1.text)).flatten();
            Some((name.or_else(two)?, (it.0, "executor.under_signature")))
        })
    };
    let (executor, executor_at) = marked.or_else(plain).unzip();
    Signature { line, signer: found.map(|it| it.1), executor, executor_at }
}

/// A handwritten instruction above or below the letter: a verb and a term.
fn outside_instruction(
    lines: &[Line],
    body: &Range<usize>,
    subject: &Option<Range<usize>>,
) -> bool {
    let last = body.end + 1;
    lines.iter().enumerate().any(|(at, line)| {
        if body.contains(&at) || subject.as_ref().is_some_and(|it| it.contains(&at)) {
            return false;
        }
        let folded = fold(&line.text);
        let verb = folded.split(|it: char| !it.is_alphanumeric()).any(words::is_infinitive)
            || folded.contains("прошу");
        let dated = folded.contains("срок")
            || folded.contains(" до ")
            || folded.contains(" к ") && folded.contains(|it: char| it.is_ascii_digit());
        folded.contains("резолюц") || verb && dated && (at < body.start || at >= last)
    })
}
