//! Which kind of document a file is, told by its form and never by its name alone.

use super::evidence::{Recognition, Strength, Weighing, decide};
use crate::letter::requisites;
use crate::link::links;
use crate::plan;
use crate::text::fold;
use serde::{Deserialize, Serialize};
use vekha_model::Extracted;

/// A kind by form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The plan form, its last columns empty.
    Plan,
    /// The plan form filled: the report.
    FilledPlan,
    /// An official letter.
    Letter,
    /// A letter that explains why there is no plan.
    Explanation,
    /// A note with the address of a publication.
    Link,
}

/// Words of a letter that explains an exemption.
const EXEMPTION: [&str; 10] = [
    "реорганиз",
    "ликвидац",
    "ликвидир",
    "приостанов",
    "временно закрыт",
    "временное закрытие",
    "100 балл",
    "нецелесообразн",
    "освободить от",
    "не представляется возможн",
];
/// Longer texts than this are no mere note with a link.
const NOTE_CHARS: usize = 800;

/// Weighs what a file is. `file_name` only hints.
pub fn kind(extracted: &Extracted, file_name: &str) -> Recognition<Kind> {
    let mut weighed = Vec::new();
    plans(extracted, &mut weighed);
    letters(extracted, &mut weighed);
    note(extracted, &mut weighed);
    hint(&fold(file_name), &mut weighed);
    decide(weighed)
}

fn plans(extracted: &Extracted, weighed: &mut Vec<Weighing<Kind>>) {
    let Some(plan) = plan::read(extracted, None) else { return };
    let report = plan.is_filled() || plan.called_report;
    let mut weighing = Weighing::of(if report { Kind::FilledPlan } else { Kind::Plan });
    weighing.add(Strength::Hard, "найдена таблица плана по устранению недостатков");
    if plan.is_filled() {
        weighing.add(Strength::Strong, "графы о ходе реализации заполнены");
    }
    if plan.called_report {
        weighing.add(Strength::Strong, "документ назван отчётом");
    }
    if plan.title.is_some() {
        weighing.add(Strength::Medium, "заголовок плана");
    }
    weighed.push(weighing);
}

fn letters(extracted: &Extracted, weighed: &mut Vec<Weighing<Kind>>) {
    let folded = fold(&extracted.text);
    let has = |parts: &[&str]| parts.iter().any(|part| folded.contains(part));
    let requisites = requisites(extracted);
    let exemption = EXEMPTION.iter().find(|part| folded.contains(*part));
    let mut weighing =
        Weighing::of(if exemption.is_some() { Kind::Explanation } else { Kind::Letter });
    if requisites.own.is_some() || requisites.in_reply_to.is_some() {
        weighing.add(Strength::Strong, "номер и дата письма");
    }
    if has(&["направля", "сообща", "представля", "информиру", "уведомля"])
    {
        weighing.add(Strength::Strong, "текст официального письма");
    }
    if has(&["уважаем", "с уважением", "приложение:"]) {
        weighing.add(Strength::Weak, "обращение или подпись письма");
    }
    if let Some(word) = exemption.filter(|_| !weighing.is_empty()) {
        weighing.add(Strength::Strong, format!("в тексте есть «{word}…»"));
    }
    weighed.push(weighing);
}

fn note(extracted: &Extracted, weighed: &mut Vec<Weighing<Kind>>) {
    let mut weighing = Weighing::of(Kind::Link);
    if extracted.tables.is_empty() && !links(&extracted.text).is_empty() {
        weighing.add(Strength::Medium, "в тексте есть ссылка");
        let folded = fold(&extracted.text);
        if folded.contains("размещ") || folded.contains("опубликов") {
            weighing.add(Strength::Strong, "сказано, что сведения размещены");
        }
        if extracted.text.chars().count() <= NOTE_CHARS {
            weighing.add(Strength::Strong, "короткая записка со ссылкой");
        }
    }
    weighed.push(weighing);
}

/// A file's name is a weak clue for the kind it names.
fn hint(name: &str, weighed: &mut Vec<Weighing<Kind>>) {
    let kind = if name.contains("письм") || name.contains("сопровод") {
        Kind::Letter
    } else if name.contains("поясн") || name.contains("объясн") {
        Kind::Explanation
    } else if name.contains("отчет") {
        Kind::FilledPlan
    } else if name.contains("план") {
        Kind::Plan
    } else {
        return;
    };
    let reason = "так назван файл";
    match weighed.iter_mut().find(|it| it.is_of(&kind)) {
        Some(weighing) => weighing.add(Strength::Weak, reason),
        None => {
            let mut weighing = Weighing::of(kind);
            weighing.add(Strength::Weak, reason);
            weighed.push(weighing);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::notation::file;
    use crate::plan::tests::any_extracted;
    use proptest::prelude::*;

    const HEADING: &str =
        "Недостатки | Мероприятие | Срок | Ответственный | реализованные меры | фактический срок\n";

    fn sure(text: &str, tables: &[&str], name: &str) -> Option<Kind> {
        kind(&file(text, tables), name).sure().copied()
    }

    #[test]
    fn kinds_by_form() {
        let plan = format!("{HEADING}А | Б | 24.04.2024 | Иванов И.И., директор | |");
        let report =
            format!("{HEADING}А | Б | 24.04.2024 | Иванов И.И., директор | сделано | 01.04.2024");
        let letter = "От 27.02.2024 № 45/01-12\nНаправляем утверждённый план.\nПриложение: на 4 л.";
        let reason = "От 27.02.2024 № 45\nСообщаем, что школа находится в стадии реорганизации, план не разрабатывался.";
        let note = "Результаты размещены: https://sosh101.example.ru/noko";
        assert_eq!(sure("План", &[&plan], "отчёт.docx"), Some(Kind::Plan));
        assert_eq!(sure("План", &[&report], "план.docx"), Some(Kind::FilledPlan));
        assert_eq!(sure(letter, &[], "план.pdf"), Some(Kind::Letter));
        assert_eq!(sure(reason, &[], "письмо.pdf"), Some(Kind::Explanation));
        assert_eq!(sure(note, &[], ""), Some(Kind::Link));
        assert_eq!(sure("Добрый день!", &[], "план.docx"), None);
    }

    #[test]
    fn a_scan_is_only_guessed_by_its_name() {
        let said = kind(
            &Extracted { unreadable: true, ..Extracted::default() },
            "Сопроводительное письмо.pdf",
        );
        assert_eq!(said.sure(), None);
        assert_eq!(said.likeliest().map(|it| it.what), Some(Kind::Letter));
    }

    proptest! {
        #[test]
        fn any_file_is_survived(extracted in any_extracted(), name in any::<String>()) {
            kind(&extracted, &name);
        }
    }
}
