//! Letters: the circular itself, cover letters and explanations of schools.

use super::paper::{Paper, Side};
use super::plan::{initials, spoken};
use super::region::School;
use chrono::NaiveDate;

/// The circular's number.
pub const NUMBER: &str = "2147/15-02";
/// Who signs it.
pub const SIGNER: &str = "заместитель министра образования К.Б. Вересова";
/// Who answers questions.
pub const EXECUTOR: &str = "Ольховская Т.А.";
/// The executor's telephone: of an area code that does not exist.
pub const EXECUTOR_PHONE: &str = "8 (000) 275-12-20";

/// The circular's text.
pub fn circular(year: i32, publish: NaiveDate, plan: NaiveDate, report: NaiveDate) -> String {
    format!(
        "Уважаемые коллеги!\n\n\
         В области подведены итоги независимой оценки качества условий осуществления образовательной \
         деятельности (далее — НОКО) за {year} год.\n\n\
         Результаты НОКО {year} года необходимо разместить на официальных сайтах образовательных \
         организаций до {publish}.\n\n\
         Планы по устранению недостатков, утверждённые учредителем, в форматах Word и PDF необходимо \
         направить в министерство до {plan}.\n\n\
         Кроме того, до {report} необходимо представить отчёт об устранении недостатков, выявленных \
         в {before} году: заполненный план в формате Word с указанием выполненного или причин \
         невыполнения и сопроводительное письмо в формате PDF.\n\n\
         Если организация реорганизуется, ликвидируется, временно закрыта или набрала 100 баллов, \
         вместо плана направляется письмо с пояснением.",
        publish = spoken(publish),
        plan = spoken(plan),
        report = spoken(report),
        before = year - 1,
    )
}

/// Why a school writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// It sends last year's report.
    Report,
    /// It is being merged into another and makes no plan.
    Reorganization,
    /// It has all points and makes no plan.
    FullMarks,
}

/// An official letter of a school in answer to the circular.
pub fn answer(matter: Matter, school: &School, day: NaiveDate, asked: NaiveDate) -> Paper {
    let mut paper = Paper::default();
    paper.head(&school.full_name);
    if let Some(inn) = &school.node.inn {
        paper.say(Side::Middle, format!("ИНН {inn}"));
    }
    paper.say(Side::Left, format!("От {} № {}/01-12", spoken(day), school.number + 11));
    paper.say(Side::Left, format!("На № {NUMBER} от {}", spoken(asked)));
    paper.say(Side::Right, super::names::MINISTRY);
    paper.head("Уважаемые коллеги!");
    for words in body(matter) {
        paper.say(Side::Left, words);
    }
    paper.say(Side::Left, "С уважением,");
    paper.say(Side::Left, format!("директор {}", initials(&school.head)));
    paper
}

fn body(matter: Matter) -> [&'static str; 2] {
    match matter {
        Matter::Report => [
            "Направляем заполненный план по устранению недостатков за прошлый год с указанием выполненных мероприятий и причин невыполнения.",
            "Приложение: отчёт на 4 л. в 1 экз.",
        ],
        Matter::Reorganization => [
            "Сообщаем, что организация находится в стадии реорганизации в форме присоединения, план по устранению недостатков не разрабатывался.",
            "Пояснение размещено на bus.gov.ru в разделе «Иная информация».",
        ],
        Matter::FullMarks => [
            "Сообщаем, что по итогам независимой оценки организация набрала 100 баллов, разработка плана признана нецелесообразной.",
            "Пояснение размещено на bus.gov.ru в разделе «Иная информация».",
        ],
    }
}
