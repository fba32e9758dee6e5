//! Where and in what form: e-mail addresses, sites, formats of a sentence.

use super::draft::Format;
use super::token::{Sort, Token};
use crate::text::fold;

/// E-mail addresses of a sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Mail {
    pub addresses: Vec<String>,
    /// Repaired, broken or offered with «или».
    pub doubtful: bool,
    /// «на тот же адрес», «на указанную почту».
    pub same: bool,
    /// Sending by e-mail is asked.
    pub asked: bool,
    /// «на оба адреса».
    pub both: bool,
}

/// Addresses of a help desk, of those who answer questions: nothing is to be sent there.
fn is_help(folded: &str) -> bool {
    const HELP: [&str; 9] = [
        "вопрос",
        "консультаци",
        "справки по",
        "разъяснени",
        "технической поддержк",
        "горячая линия",
        "обращайтесь",
        "обращаться",
        "обратиться",
    ];
    const SENT: [&str; 5] = ["направить", "представить", "сообщить", "направля", "предоставить"];
    HELP.iter().any(|it| folded.contains(it)) && !SENT.iter().any(|it| folded.contains(it))
}

/// Reads them.
pub(super) fn mail(tokens: &[Token], text: &str) -> Mail {
    let mut mail = Mail::default();
    let folded = fold(text);
    if folded.starts_with("вопрос") && tokens.iter().all(|it| it.sort != Sort::Number) {
        return mail;
    }
    if is_help(&folded) {
        return mail;
    }
    for (at, token) in tokens.iter().enumerate().filter(|it| it.1.sort == Sort::Email) {
        let (address, repaired) = latin(&token.text);
        if is_address(&address) {
            mail.doubtful |= repaired;
            if !mail.addresses.contains(&address) {
                mail.addresses.push(address);
            }
        } else {
            mail.doubtful = true;
        }
        let or = tokens.get(at + 1).is_some_and(|it| it.is("или") || it.is("либо"));
        mail.doubtful |= or && tokens[at..].iter().skip(1).any(|it| it.sort == Sort::Email);
    }
    mail.same = [
        "туда же",
        "тот же адрес",
        "тот же электронный",
        "ту же почту",
        "тому же адресу",
        "указанную выше",
        "указанный выше",
        "вышеуказанн",
        "указанному выше",
        "ту же электронную",
        "по указанному адресу",
        "указанный адрес",
        "тот же e-mail",
    ]
    .iter()
    .any(|it| folded.contains(it));
    mail.both = folded.contains("на оба") || folded.contains("обоим адрес");
    mail.asked = [
        "электронной почт",
        "электронную почт",
        "электронный адрес",
        "электронному адресу",
        "адрес электронной",
        "e-mail",
        "на почту",
        "на адрес",
        "эл. почт",
        "эл. адрес",
        "электронный ящик",
    ]
    .iter()
    .any(|it| folded.contains(it));
    mail
}

/// Cyrillic look-alikes as the Latin letters they stand for.
fn latin(address: &str) -> (String, bool) {
    let mut repaired = false;
    let lower = address.to_lowercase();
    let plain = lower.chars().map(|char| {
        let latin = match char {
            'а' => 'a',
            'е' => 'e',
            'о' => 'o',
            'с' => 'c',
            'р' => 'p',
            'у' => 'y',
            'х' => 'x',
            'к' => 'k',
            'м' => 'm',
            'н' => 'h',
            'т' => 't',
            'в' => 'b',
            'і' => 'i',
            other => other,
        };
        repaired |= latin != char;
        latin
    });
    (plain.collect(), repaired)
}

fn is_address(address: &str) -> bool {
    let Some((name, host)) = address.split_once('@') else { return false };
    let plain =
        |it: &str, more: &str| it.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c));
    let zone = host.rsplit('.').next().unwrap_or_default();
    !name.is_empty()
        && plain(name, "._-+")
        && plain(host, ".-")
        && host.contains('.')
        && zone.len() > 1
        && !host.starts_with('.')
        && !host.contains("..")
}

/// Sites where the act is done; a site only mentioned («размещённых на …», «посещений сайта …») is not.
pub(super) fn sites(tokens: &[Token]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (at, token) in tokens.iter().enumerate().filter(|it| it.1.sort == Sort::Site) {
        let before = |by: usize| at.checked_sub(by).and_then(|it| tokens.get(it));
        let nominal = |by: usize| {
            let governed = before(by + 1).is_some_and(|it| {
                ["за", "о", "об", "по", "при", "после", "для", "на", "к"]
                    .iter()
                    .any(|word| it.is(word))
            });
            before(by).is_some_and(|it| it.starts("размещени")) && governed
        };
        let mentioned = (1..=6).any(|by| {
            before(by).is_some_and(|it| it.starts("размещенн") || it.starts("опубликованн"))
                || nominal(by)
        }) || (before(1).is_some_and(|it| it.is("сайта") || it.is("портала"))
            || before(2).is_some_and(|it| it.is("сайта")))
            && !is_entered(tokens, at);
        let site = token.text.trim_end_matches('/').to_lowercase();
        if !mentioned && !found.contains(&site) {
            found.push(site);
        }
    }
    found
}

/// «в раздел … портала …», «на странице сайта …»: the place where something is put.
fn is_entered(tokens: &[Token], at: usize) -> bool {
    let from = at.saturating_sub(9);
    let places = ["раздел", "страниц", "кабинет", "подраздел", "вкладк", "форм", "карточк"];
    let mut near = tokens[from..at].windows(2);
    near.any(|pair| {
        (pair[0].is("в") || pair[0].is("на")) && places.iter().any(|it| pair[1].starts(it))
    })
}

/// Words of an official letter.
const LETTERS: [&str; 17] = [
    "мотивированное письмо",
    "мотивированное ходатайств",
    "сопроводительн",
    "официальным письмом",
    "официального письма",
    "официальное письмо",
    "ответным письмом",
    "направляется письмо",
    "направить письмо",
    "информационным письмом",
    "направьте письмо",
    "письмо с обоснован",
    "письмо с пояснен",
    "письмом за подписью",
    "отдельным письмом",
    "письмом на ",
    "официальном письме",
];

/// Words of a given form.
const FORMS: [&str; 27] = [
    "по форме",
    "прилагаемой форм",
    "прилагаемую форм",
    "(форма ",
    "форму самообслед",
    "опросную форму",
    "опросной формы",
    "заполнить форму",
    "по прилагаемому образцу",
    "согласно форме",
    "анкету-",
    "заполнить анкету",
    "заполняют анкету",
    "заполняет анкету",
    "гугл-форм",
    "google-форм",
    "яндекс-форм",
    "форму мониторинга",
    "заполненные форм",
    "заполненную форм",
    "заполненной форм",
    "через форму",
    "в форму ",
    "заполнить заявку",
    "форму обратной связи",
    "формы приложени",
    "по установленной форм",
];

/// Formats named in a sentence.
pub(super) fn formats(text: &str) -> Vec<Format> {
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split(|it: char| !(it.is_alphanumeric() || it == '-'))
        .filter(|it| !it.is_empty())
        .collect();
    let says = |list: &[&str]| list.iter().any(|it| folded.contains(it));
    let mut formats = file_types(&words);
    if says(&LETTERS) && says(&["письм", "ходатайств"]) {
        formats.push(Format::Letter);
    }
    let free =
        says(&["форма свободная", "свободной форме", "произвольной форме", "форма произвольная"]);
    let form = says(&FORMS);
    if form && !free {
        formats.push(Format::Form);
    }
    if says(&[
        "на бумажном",
        "в бумажном",
        "бумажной форм",
        "нарочн",
        "почтой россии",
        "оригинал",
        "на бумаге",
        "электронной подписью",
        "усиленной",
    ]) {
        formats.push(Format::Other);
    }
    formats.sort_unstable();
    formats.dedup();
    formats
}

/// Types of files named by their extension or program.
fn file_types(words: &[&str]) -> Vec<Format> {
    let plain: Vec<String> = words.iter().map(|it| latin(it).0).collect();
    let has = |list: &[&str]| {
        words.iter().any(|it| list.contains(it))
            || plain.iter().any(|it| list.contains(&it.as_str()))
    };
    let mut formats = Vec::new();
    if has(&["word", "ворд", "ms-word"]) {
        formats.extend([Format::Doc, Format::Docx]);
    }
    if has(&["doc"]) {
        formats.push(Format::Doc);
    }
    if has(&["docx"]) {
        formats.push(Format::Docx);
    }
    if has(&["pdf", "пдф"]) {
        formats.push(Format::Pdf);
    }
    if has(&["excel", "xlsx", "xls", "эксель"]) {
        formats.push(Format::Xlsx);
    }
    if has(&["jpg", "jpeg", "png", "ppt", "pptx", "zip", "rar", "mp4", "xml", "csv", "rtf", "odt"])
    {
        formats.push(Format::Other);
    }
    formats
}
