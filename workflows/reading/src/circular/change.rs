//! Letters about letters: a deadline moved, repeated, corrected or withdrawn.

use super::earlier::Relation;

fn has(folded: &str, list: &[&str]) -> bool {
    list.iter().any(|it| folded.contains(it))
}

/// A deadline is moved.
pub(super) fn is_extension(folded: &str) -> bool {
    let words = [
        "переносится",
        "перенесен",
        "переносим",
        "перенести",
        "остается прежн",
        "остаются без изменени",
        "продлевается",
        "продлеваем",
        "продлен ",
        "продлить",
        "изменяется",
        "изменен срок",
        "срок изменен",
        "устанавливается новый",
        "устанавливается единый",
        "установлен новый",
        "установлен единый",
        "следует читать",
        "заменить словами",
        "заменить на слова",
        "читать в",
    ];
    has(folded, &words) && has(folded, &["срок", "читать", "дат", "слова"])
}

/// An event is held on another day.
pub(super) fn is_event_moved(folded: &str) -> bool {
    let events = ["семинар", "совещани", "вебинар", "заседани", "конференц", "собрани", "встреч"];
    let moved = ["переносится на", "перенесен", "переносим", "переносится с", "состоится не"];
    has(folded, &events) && has(folded, &moved) && !has(folded, &["срок"])
}

/// An earlier letter or its deadline is taken back.
pub(super) fn is_withdrawal(folded: &str) -> bool {
    let words = [
        "отзывает",
        "отзываем",
        "отозва",
        "аннулир",
        "снимается с контроля",
        "не подлежит исполнению",
        "исполнению не подлежит",
        "исполнения не требует",
        "отменяется",
        "отменяем",
        "считать исполненным",
    ];
    has(folded, &words) && has(folded, &["письм", "срок", "поручен", "запрос", "указан"])
}

/// An earlier letter or request is spoken of.
pub(super) fn names_a_letter(folded: &str) -> bool {
    has(folded, &["письм", "запрос", "телефонограмм"])
}

/// Anything that ties this letter to an earlier one's deadline.
pub(super) fn concerns_earlier(folded: &str) -> bool {
    let tied = has(folded, &["письм", "запрос"]) && folded.contains('№');
    let reminds = tied
        && (has(folded, &["напоминаем", "напоминает", "повторно"])
            || has(folded, &["направлено письмо", "направлялось письмо"])
                && has(folded, &["поручени", "просьб", "требовани"]));
    let changes = has(
        folded,
        &[
            "в дополнение к письм",
            "во изменение",
            "взамен письм",
            "взамен ранее",
            "взамен срок",
            "опечатк",
            "технической ошибк",
            "ошибочно указан",
            "вместо «",
            "срок исполнения прежний",
            "ранее установленн",
            "ранее направленн",
            "уточнение срок",
            "повторно направляем",
            "повторно напомина",
        ],
    );
    is_extension(folded) || is_event_moved(folded) || is_withdrawal(folded) || changes || reminds
}

/// A mistake of an earlier letter is mended.
fn is_correction(folded: &str) -> bool {
    let words = [
        "опечатк",
        "технической ошибк",
        "техническая ошибка",
        "техническую ошибку",
        "ошибочно указан",
        "неверно указан",
        "следует читать",
        "читать в",
        "вместо «",
        "взамен письм",
        "внесении изменений",
        "внесены изменения",
        "заменить словами",
        "заменить на слова",
    ];
    has(folded, &words)
}

/// What a sentence does to an earlier letter that it, or one near it, names.
pub(super) fn relation(folded: &str) -> Option<Relation> {
    let moves =
        ["о продлении", "о переносе срок", "об изменении срок", "новый срок", "взамен срок"];
    let takes_back = [
        "об отзыве",
        "об отмене",
        "признать недействительн",
        "считать недействительн",
        "не применяется",
    ];
    let reminds = ["напомина", "повторно", "вторично", "до настоящего времени не"];
    let adds = ["в дополнение", "дополнительно к"];
    Some(match () {
        () if is_withdrawal(folded) || has(folded, &takes_back) => Relation::Cancels,
        () if is_correction(folded) => Relation::Corrects,
        () if is_extension(folded) || has(folded, &moves) => Relation::Extends,
        () if has(folded, &reminds) => Relation::Reminds,
        () if has(folded, &adds) => Relation::Supplements,
        () => return None,
    })
}
