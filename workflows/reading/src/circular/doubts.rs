//! What a person must decide: one question for each thing that the letter leaves open.

use super::collect::Body;
use super::draft::{About, Kind, Obligation, Question};
use super::head::Head;
use super::term::Doubt;
use crate::text::day;
use vekha_model::Calendar;

/// The questions of a letter.
pub(super) fn questions(head: &Head, body: &Body, calendar: &Calendar) -> Vec<Question> {
    let mut asked = Vec::new();
    let mut ask = |about, rule, why: String| asked.push(Question { about, why, rule });
    if head.letter.number.is_none() {
        ask(
            About::Number,
            "question.number_absent",
            "номер письма не указан или не читается".to_owned(),
        );
    }
    if head.letter.date.is_none() {
        ask(
            About::Date,
            "question.date_absent",
            "дата письма не указана или не читается".to_owned(),
        );
    } else if head.date_repaired {
        ask(
            About::Date,
            "question.date_repaired",
            "дата письма восстановлена: в ней буквы вместо цифр".to_owned(),
        );
    }
    for obligation in body.obligations.iter().filter(|it| !it.external) {
        if let Some((rule, why)) = about_due(obligation, head, calendar) {
            ask(About::Due, rule, why);
        }
    }
    for doubt in &body.doubts {
        let (about, rule, why) = about_term(doubt);
        ask(about, rule, why.to_owned());
    }
    if let Some(why) = contradiction(&body.obligations) {
        ask(About::Due, "question.two_terms", why);
    }
    if body.channel_doubt || body.obligations.iter().any(without_address) {
        ask(
            About::Channel,
            "question.address",
            "адрес для отправки скрыт, повреждён или их предложено несколько".to_owned(),
        );
    }
    if !head.is_order && head.letter.addressees.is_empty() {
        ask(About::Addressees, "question.addressees_absent", "адресат письма не назван".to_owned());
    }
    if body.concerns_earlier || head.repeated {
        ask(
            About::Other,
            "question.earlier_letter",
            "письмо повторяет, меняет или отменяет срок прежнего письма".to_owned(),
        );
    }
    if head.resolution {
        ask(
            About::Other,
            "question.resolution",
            "на листе есть резолюция со сроком: она относится не ко всем".to_owned(),
        );
    }
    let mut seen: Vec<(About, String)> = Vec::new();
    asked.retain(|it| {
        let key = (it.about, it.why.clone());
        let new = !seen.contains(&key);
        seen.push(key);
        new
    });
    asked
}

fn about_due(
    obligation: &Obligation,
    head: &Head,
    calendar: &Calendar,
) -> Option<(&'static str, String)> {
    let due = obligation.due?;
    let phrase = day(due);
    if head.letter.date.is_some_and(|it| due < it) {
        return Some(("question.before_letter", format!("срок {phrase} раньше даты письма")));
    }
    let off = obligation.kind != Kind::Attend && !calendar.is_working(due);
    off.then(|| {
        let why = calendar.day_off(due).map_or_else(String::new, |it| format!(" ({it})"));
        ("question.day_off", format!("срок {phrase} — нерабочий день{why}"))
    })
}

const fn about_term(doubt: &Doubt) -> (About, &'static str, &'static str) {
    match doubt {
        Doubt::Year => (
            About::Year,
            "question.year",
            "год в сроке не указан, принят по дате письма или по другим датам",
        ),
        Doubt::NoYear => {
            (About::Year, "question.no_year", "год в сроке не указан, и взять его неоткуда")
        }
        Doubt::Impossible => (About::Due, "question.impossible", "такого дня нет в календаре"),
        Doubt::Weekday => (About::Due, "question.weekday", "день недели не совпадает с датой"),
        Doubt::Repaired => (
            About::Due,
            "question.repaired",
            "цифры в сроке восстановлены: в нём буквы вместо цифр",
        ),
        Doubt::Loose => (
            About::Due,
            "question.loose_term",
            "срок назван отдельно, и не видно, к чему он относится",
        ),
        Doubt::Urgent => (About::Due, "question.urgent", "срочно, но без даты"),
        Doubt::NoDay => {
            (About::Due, "question.no_day", "назван месяц, а не день: до его начала или до конца?")
        }
        Doubt::Doer => (About::Due, "question.doer", "срок назван, но не видно, кого он обязывает"),
    }
}

/// Sending by e-mail is asked and no address is there.
fn without_address(obligation: &Obligation) -> bool {
    let folded = crate::text::fold(&obligation.source.words);
    let asked = [
        "по электронной почте",
        "на электронную почту",
        "на электронный адрес",
        "на адрес электронной",
        "по e-mail",
        "на e-mail",
        "на почту",
        "по адресу электронной",
        "адрес скрыт",
        "email protected",
    ];
    !obligation.external
        && obligation.emails.is_empty()
        && asked.iter().any(|it| folded.contains(it))
}

/// Two different dates for one act.
fn contradiction(obligations: &[Obligation]) -> Option<String> {
    let own: Vec<&Obligation> = obligations
        .iter()
        .filter(|it| !it.external && it.due.is_some() && it.kind.is_submission())
        .collect();
    for (at, first) in own.iter().enumerate() {
        for second in own.iter().skip(at + 1) {
            let apart = first.source.span != second.source.span && first.due != second.due;
            if apart
                && first.kind == second.kind
                && first.who == second.who
                && is_one_act(&first.source.words, &second.source.words)
            {
                return Some("для одного действия названы два разных срока".to_owned());
            }
        }
    }
    None
}

fn is_one_act(first: &str, second: &str) -> bool {
    let stems = |text: &str| {
        let folded = crate::text::fold(text);
        let words =
            folded.split(|it: char| !it.is_alphabetic()).filter(|it| it.chars().count() > 4);
        words
            .map(|it| it.chars().take(5).collect::<String>())
            .collect::<std::collections::BTreeSet<_>>()
    };
    let (first, second) = (stems(first), stems(second));
    const COMMON: [&str; 10] =
        ["проси", "следу", "необх", "поздн", "предс", "напра", "адрес", "элект", "почте", "срок"];
    let told =
        |it: &String| !COMMON.contains(&it.as_str()) && super::words::number("month", it).is_none();
    let first: std::collections::BTreeSet<_> = first.into_iter().filter(told).collect();
    let second: std::collections::BTreeSet<_> = second.into_iter().filter(told).collect();
    let least = first.len().min(second.len());
    least > 0 && first.intersection(&second).count() * 3 >= least * 2
}
