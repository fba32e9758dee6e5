//! Letters about letters: a deadline moved, repeated, corrected or withdrawn.

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
