//! A file in, the letter to the school out.

use super::*;
use crate::plan::notation::file;
use crate::plan::tests::any_extracted;
use crate::verdict::reason;
use proptest::prelude::*;

const HEAD: &str = "УТВЕРЖДАЮ\nНачальник управления ______ И.И. Иванов\n«15» января 2024 г.\nПЛАН по устранению недостатков, выявленных в ходе независимой оценки качества условий оказания услуг МБОУ «СОШ № 101» на 2024 год";
const HEADING: &str = "№ | Недостатки | Мероприятие | Плановый срок реализации мероприятия | Ответственный исполнитель (с указанием должности) | реализованные меры | фактический срок\n";
const SECTIONS: &str = "\n= III. Доступность услуг для инвалидов\n= Недостатков не выявлено\n= IV. Доброжелательность, вежливость\n= нет\n= V. Удовлетворенность условиями\n= нет";

fn on(year: i32, month: u32, day: u32) -> Context {
    let today = NaiveDate::from_ymd_opt(year, month, day).expect("date");
    Context { file: Some("план.docx".to_owned()), year: Some(2024), ..Context::on(today) }
}

fn plan(rows: &str) -> Extracted {
    let table =
        format!("{HEADING}= I. Открытость\n= нет\n= II. Комфортность условий\n{rows}{SECTIONS}");
    file(HEAD, &[&table])
}

/// Rule and message of each finding.
fn said(checked: &Checked) -> String {
    let lines = checked.findings.iter().map(|it| format!("{} {}", it.rule, it.message));
    lines.collect::<Vec<_>>().join("\n")
}

const GOOD: &str =
    "1. | Мало мест | Купить скамьи | до 24.04.2024 | Образцова Ольга Олеговна, директор | |";

#[test]
fn a_good_plan_has_no_findings() {
    let checked = check_plan(&plan(GOOD), &on(2024, 2, 1));
    assert_eq!(said(&checked), "");
    assert_eq!(checked.plan.map(|plan| plan.measures.len()), Some(1));
}

#[test]
fn a_plan_with_everything_wrong_comes_back_with_every_place() {
    let rows = "
        1. | Мало мест | Купить скамьи | 24.04.2024 | — | |
        2. | Нет воды | нет воды | в течение года | Директор | |
        3. | Нет света | | 31.02.2024 | Образцова Ольга Олеговна | |
        4. | Нет тепла | Утеплить | до 01.03.2023 | | |
        5. | Нет связи | Провести | скоро | Образцова О.О., директор | |
        6. | Нет охраны | Нанять | | Образцова О.О., директор | |";
    let checked = check_plan(&plan(rows), &on(2024, 2, 1));
    let due = "графа «Плановый срок реализации мероприятия»";
    let expected = [
        "plan.responsible_empty Таблица 1, строка 1, графа «Ответственный исполнитель»: не указан ответственный (в ячейке «—»). Впишите фамилию, имя, отчество и должность".to_owned(),
        "plan.measure_repeats_defect Таблица 1, строка 2, графа «Мероприятие»: мероприятие «нет воды» повторяет недостаток. Напишите, что будет сделано".to_owned(),
        format!("plan.due_vague Таблица 1, строка 2, {due}: срок «в течение года» не назван днём. Укажите последний день, месяц или квартал, до которого мероприятие будет выполнено"),
        "plan.responsible_no_name Таблица 1, строка 2, графа «Ответственный исполнитель»: в записи «Директор» нет фамилии, имени и отчества. Назовите человека".to_owned(),
        "plan.measure_empty Таблица 1, строка 3, графа «Мероприятие»: не указано мероприятие. Напишите, что будет сделано".to_owned(),
        format!("plan.due_impossible Таблица 1, строка 3, {due}: срок «31.02.2024»: даты 31.02.2024 не существует. Исправьте её"),
        "plan.responsible_no_post Таблица 1, строка 3, графа «Ответственный исполнитель»: в записи «Образцова Ольга Олеговна» нет должности. Добавьте её".to_owned(),
        format!("plan.due_before_year Таблица 1, строка 4, {due}: срок «до 01.03.2023» раньше года плана (2024). Исправьте год или срок"),
        "plan.responsible_empty Таблица 1, строка 4, графа «Ответственный исполнитель»: не указан ответственный (ячейка пуста). Впишите фамилию, имя, отчество и должность".to_owned(),
        format!("plan.due_unreadable Таблица 1, строка 5, {due}: срок «скоро» не читается. Напишите дату, например 24.04.2024"),
        format!("plan.due_empty Таблица 1, строка 6, {due}: не указан срок. Укажите день, месяц или квартал и год"),
    ];
    assert_eq!(said(&checked), expected.join("\n"));
    assert!(reason(&checked.findings, 2).ends_with("\n… и ещё 9 замечаний."));
}

#[test]
fn sections_approval_and_year_are_looked_at() {
    let table = format!("{HEADING}= I. Открытость\n{GOOD}\n= II. Комфортность условий");
    let text = HEAD.replace("УТВЕРЖДАЮ", "").replace("2024 год", "2023 год");
    let mut context = on(2024, 2, 1);
    context.missing_section = Severity::Blocking;
    let checked = check_plan(&file(&text, &[&table]), &context);
    let rules: Vec<&str> = checked.findings.iter().map(|it| it.rule.as_str()).collect();
    assert_eq!(
        rules,
        [
            "plan.other_year",
            "plan.approval_missing",
            "plan.section_missing",
            "plan.section_missing",
            "plan.section_missing",
            "plan.section_empty"
        ]
    );
    assert_eq!(crate::verdict::blocking(&checked.findings), 4);
}

#[test]
fn a_file_without_a_plan_says_what_to_send() {
    let letter =
        Extracted { text: "Направляем план.".to_owned(), ..Extracted::default() };
    let checked = check_plan(&letter, &on(2024, 2, 1));
    assert!(said(&checked).starts_with("plan.table_missing В файле не найдена таблица плана"));
    let scan = Extracted { unreadable: true, ..Extracted::default() };
    assert!(said(&check_report(&scan, &on(2024, 2, 1))).contains("Пришлите файл Word"));
    let empty = file(HEAD, &[HEADING]);
    assert!(said(&check_plan(&empty, &on(2024, 2, 1))).starts_with("plan.no_measures"));
}

#[test]
fn a_report_wants_a_day_or_a_reason_with_a_new_day() {
    let who = "Образцова О.О., директор";
    let rows = format!(
        "1. | А | Б | 24.04.2024 | {who} | куплены | 05.04.2024
        2. | А | Б | III квартал 2024 года | {who} | Не выполнено. Причина: отсутствие финансирования в 2024 году; перенос на II квартал 2025 года |
        3. | А | Б | 24.04.2024 | {who} | |
        4. | А | Б | 24.04.2024 | {who} | куплены |
        5. | А | Б | 24.04.2024 | {who} | куплены | 05.04.2025
        6. | А | Б | 24.04.2024 | {who} | Не выполнено из-за отсутствия средств |
        7. | А | Б | 24.04.2024 | {who} | куплены | давно
        8. | А | Б | 24.04.2024 | {who} | куплены | 30.02.2024
        9. | А | Б | 24.04.2024 | {who} | куплены | 01.12.2023"
    );
    let checked = check_report(&plan(&rows), &on(2024, 12, 20));
    let found: Vec<String> = checked
        .findings
        .iter()
        .map(|it| format!("{} {}", it.place.row.as_deref().unwrap_or("-"), it.rule))
        .collect();
    assert_eq!(
        found,
        [
            "3 report.row_empty",
            "4 report.date_empty",
            "5 report.date_in_future",
            "6 report.reason_without_new_date",
            "7 report.date_unreadable",
            "8 report.date_unreadable",
            "9 report.date_before_plan",
        ]
    );
}

#[test]
fn a_report_without_its_columns_is_a_plan() {
    let table = "Недостатки | Мероприятие | Срок | Ответственный\nА | Б | 24.04.2024 | Образцова О.О., директор";
    let checked = check_report(&file(HEAD, &[table]), &on(2024, 12, 20));
    assert!(said(&checked).contains("report.column_missing"));
}

proptest! {
    #[test]
    fn any_file_is_judged_and_every_finding_has_words(extracted in any_extracted(), year in proptest::option::of(any::<i32>())) {
        let context = Context { year, ..on(2024, 2, 1) };
        for checked in [check_plan(&extracted, &context), check_report(&extracted, &context)] {
            prop_assert!(checked.plan.is_some() || !checked.findings.is_empty());
            prop_assert!(checked.findings.iter().all(|it| !it.message.is_empty()));
        }
    }
}
