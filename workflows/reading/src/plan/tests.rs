//! Plans as schools send them, in table notation, and what is read out of them.

use super::notation::{file, table};
use super::*;
use proptest::prelude::*;

const HEAD: &str = "УТВЕРЖДАЮ
Директор МБОУ «СОШ № 101»
____________ О.О. Образцова
«15» января 2024 г.
ПЛАН
по устранению недостатков, выявленных в ходе независимой оценки качества условий оказания услуг
Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 101»
на 2024 год";

const HEADING: &str = "
№ п/п | Недостатки, выявленные в ходе независимой оценки качества | Наименование мероприятия по устранению недостатков | Плановый срок реализации мероприятия | Ответственный исполнитель (с указанием фамилии) | Сведения о ходе реализации мероприятия | <
^ | ^ | ^ | ^ | ^ | реализованные меры по устранению выявленных недостатков | фактический срок реализации";

/// Measures, one a line: row, section, defect, measure, time, responsible, done, done when.
fn transcript(plan: &Plan) -> String {
    let lines = plan.measures.iter().map(|it| {
        let section = it.section.map_or(0, |kind| kind as u32 + 1);
        let due = it.due.interval().map_or("?".to_owned(), |due| crate::text::day(due.last));
        let texts = [
            &it.row,
            &section.to_string(),
            &it.defect,
            &it.measure,
            &due,
            &it.responsible,
            &it.done,
            &it.done_date_text,
        ];
        texts.map(String::as_str).join("|")
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn read_tables(tables: &[&str]) -> Plan {
    read(&file(HEAD, tables), None).expect("a plan")
}

#[test]
fn the_form_with_merged_headings_and_merged_defects() {
    let plan = read_tables(&[&format!(
        "{HEADING}
        = I. Открытость и доступность информации об организации
        1. | Нет плана ФХД | Разместить | до 18 апреля 2024 г. | Примеров П.П., завхоз | |
        = II. Комфортность условий предоставления услуг
        2. | Мало мест | Купить скамьи | II квартал | Образцова О.О., директор | куплены | 03.06.2024
        3. | ^ | Повторный опрос | июль 2024 | Образцова О.О., директор | |
        = III. Доступность услуг для инвалидов
        = Недостатков не выявлено
        = IV. Доброжелательность, вежливость работников организации
        | – | – | – | – | |
        = V. Удовлетворенность условиями оказания услуг"
    )]);
    assert_eq!(
        transcript(&plan),
        "1|1|Нет плана ФХД|Разместить|18.04.2024|Примеров П.П., завхоз||
2|2|Мало мест|Купить скамьи|30.06.2024|Образцова О.О., директор|куплены|03.06.2024
3|2|Мало мест|Повторный опрос|31.07.2024|Образцова О.О., директор||"
    );
    assert_eq!(plan.year, Some(2024));
    assert_eq!(
        plan.organization.as_deref(),
        Some("Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 101»")
    );
    let approved = NaiveDate::from_ymd_opt(2024, 1, 15);
    assert_eq!(plan.approval, Some(Approval { date: approved }));
    let empty: Vec<bool> = plan.sections.iter().map(|section| section.nothing_found).collect();
    assert_eq!(empty, [false, false, true, true, false]);
}

#[test]
fn without_numbers_and_without_the_last_columns() {
    let plan = read_tables(&["
        Недостатки | Мероприятия | Сроки | Ответственный
        1 | 2 | 3 | 4
        I. Открытость и доступность информации | | |
        Нет сведений | Разместить | 01.03.2024 | Иванова И.И., директор"]);
    assert_eq!(
        transcript(&plan),
        "1|1|Нет сведений|Разместить|01.03.2024|Иванова И.И., директор||"
    );
    assert!(!plan.has(Column::Done));
}

#[test]
fn the_last_columns_swapped_or_merged_into_one() {
    let swapped = read_tables(&["
        № | Недостатки | Мероприятие | Срок | Ответственный исполнитель | Фактический срок | Реализованные меры
        1 | Нет | Разместить | май 2024 | Иванова И.И., директор | 05.05.2024 | размещено"]);
    assert_eq!(
        transcript(&swapped),
        "1|0|Нет|Разместить|31.05.2024|Иванова И.И., директор|размещено|05.05.2024"
    );
    let merged = read_tables(&["
        № | Недостатки | Мероприятие | Срок | Ответственный исполнитель | Отметка об исполнении
        1 | Нет | Разместить | май 2024 | Иванова И.И., директор | размещено 05.05.2024"]);
    let day = NaiveDate::from_ymd_opt(2024, 5, 5);
    let measure = merged.measures.first().expect("a measure");
    assert_eq!(measure.done_date.interval().map(|it| it.last), day);
}

#[test]
fn a_table_split_by_pages_is_one_plan() {
    let first = format!(
        "{HEADING}
        = I. Открытость и доступность информации
        1. | Нет плана | Разместить план | 01.03.2024 | Иванова И.И., директор | |"
    );
    let second = format!(
        "{HEADING}
         | | и проверить | | | |
        2. | Нет раздела | Создать | 01.04.2024 | Иванова И.И., директор | |"
    );
    let third = "
        3. | Нет скамей | Купить | 01.05.2024 | Иванова И.И., директор | |
        = II. Комфортность условий";
    let plan = read_tables(&[&first, &second, third]);
    assert_eq!(
        transcript(&plan),
        "1|1|Нет плана|Разместить план и проверить|01.03.2024|Иванова И.И., директор||
2|1|Нет раздела|Создать|01.04.2024|Иванова И.И., директор||
3|1|Нет скамей|Купить|01.05.2024|Иванова И.И., директор||"
    );
    assert_eq!(plan.measures.last().map(|measure| measure.table), Some(3));
}

#[test]
fn rows_and_merges_cut_by_a_page_break_come_together() {
    let plan = read_tables(&[&format!(
        "{HEADING}
        = III. Доступность услуг для инвалидов
        65. | Не выделена стоянка | Провести закупку | до 25 октября 2024 г. | Примеров Пётр | |
         | для средств инвалидов | оборудования | | Петрович, завхоз | |
        66. | Нет Брайля | Закупить | I квартал | Тестова Т.Т., завуч | |
        67. | | Повторный опрос | 18.02.2024 | Тестова Т.Т., завуч | |"
    )]);
    assert_eq!(
        transcript(&plan),
        "65|3|Не выделена стоянка для средств инвалидов|Провести закупку оборудования|25.10.2024|Примеров Пётр Петрович, завхоз||
66|3|Нет Брайля|Закупить|31.03.2024|Тестова Т.Т., завуч||
67|3|Нет Брайля|Повторный опрос|18.02.2024|Тестова Т.Т., завуч||"
    );
}

#[test]
fn a_table_of_something_else_is_no_plan() {
    let other =
        file("Отчёт", &["№ | Школа | Дата | Ответственный\n1 | СОШ 1 | 01.02.2024 | Иванов"]);
    assert_eq!(read(&other, None), None);
}

#[test]
fn a_report_says_so_in_its_title() {
    let text = HEAD.replace("ПЛАН\n", "ОТЧЕТ о выполнении ПЛАНА\n");
    let plan = read(&file(&text, &[HEADING]), None).expect("a plan");
    assert!(plan.called_report);
    assert!(!plan.is_filled());
}

#[test]
fn a_cell_far_to_the_right_is_ignored() {
    let mut table = table(HEADING);
    for cell in &mut table.rows[0].cells {
        cell.column = u32::MAX;
        cell.span = u32::MAX;
    }
    assert!(read(&Extracted { tables: vec![table], ..Extracted::default() }, None).is_none());
}

/// Any tables at all, seasoned with the words that steer the reader.
pub(crate) fn any_extracted() -> impl Strategy<Value = Extracted> {
    let text = prop_oneof![
        any::<String>(),
        "(№|Недостатки|Мероприятие|Срок|Ответственный|Отметка|фактический срок|1|2|3)",
        "(I\\. Открытость|нет|—|24\\.04\\.2024|31\\.02\\.2024|в течение года|Иванова И\\.И\\.)",
    ];
    let cell =
        (text, 0u32..9, 0u32..9, any::<bool>()).prop_map(|(text, column, span, merged_down)| {
            vekha_model::Cell { text, column, span, merged_down }
        });
    let row = (proptest::collection::vec(cell, 0..8), any::<bool>())
        .prop_map(|(cells, heading)| vekha_model::Row { cells, heading });
    let table = proptest::collection::vec(row, 0..8).prop_map(|rows| vekha_model::Table { rows });
    let head = prop_oneof![
        any::<String>(),
        "(УТВЕРЖДАЮ|ПЛАН|недостатков|оказания услуг|на 2024 год|\n| ){0,20}"
    ];
    (head, proptest::collection::vec(table, 0..4), any::<bool>()).prop_map(
        |(text, tables, unreadable)| Extracted { text, tables, unreadable, ..Extracted::default() },
    )
}

proptest! {
    #[test]
    fn any_tables_are_survived(extracted in any_extracted(), year in proptest::option::of(any::<i32>())) {
        read(&extracted, year);
    }
}
