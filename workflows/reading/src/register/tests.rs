//! Sheets in, organizations, errors and differences out.

use super::*;
use proptest::prelude::*;
use vekha_model::requisites::{inn_of, ogrn_of};

fn rows(sheet: &str) -> Vec<Vec<String>> {
    sheet.lines().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

fn entries(register: &Register) -> Vec<&Entry> {
    register.entries.iter().map(|(_, entry)| entry).collect()
}

#[test]
fn a_ministrys_sheet_is_read() {
    let (inn, ogrn) = (inn_of(420_100_001), ogrn_of(102_420_000_001));
    let register = read(&rows(&format!(
        "Реестр образовательных организаций
№ п/п | Муниципалитет | Полное наименование организации | ИНН | ОГРН | E-mail | Телефон | Тип | Численность обучающихся | Средний балл НОКО | Часовой пояс | Примечание
1 | Образцовский  МО | МБОУ «СОШ № 101» | {inn}.0 | {ogrn} | SOSH101@obr.example; b@c.ru | 8(000) 00 | школа | 412 | 88,08 | МСК+4 | нет

2 | Образцовский МО | МБДОУ № 5 | — | | | | | | | |"
    )));
    assert_eq!(register.errors, []);
    assert_eq!(register.unknown_columns, ["Примечание"]);
    let expected = Entry {
        name: "МБОУ «СОШ № 101»".to_owned(),
        municipality: Some("Образцовский МО".to_owned()),
        inn: Some(inn),
        ogrn: Some(ogrn),
        email: Some("sosh101@obr.example".to_owned()),
        phone: Some("8(000) 00".to_owned()),
        kind: Some("школа".to_owned()),
        pupils: Some(412),
        score: Some(88.08),
        zone: "Asia/Novokuznetsk".parse().ok(),
    };
    assert_eq!(register.entries.first(), Some(&(3, expected)));
    assert_eq!(register.entries.get(1).map(|(row, it)| (*row, it.inn.clone())), Some((5, None)));
}

#[test]
fn errors_name_row_and_advice() {
    let inn = inn_of(420_100_001);
    let register = read(&rows(&format!(
        "Наименование | ИНН | ОГРН | Электронная почта | Учащихся | Баллы | Часовой пояс
А | 4201000000 | 12 | нет почты | много | 101 | Луна
 | {inn} | | | | |
Б | {inn} | | | | |
В | {inn} | | | | |"
    )));
    let said: Vec<String> =
        register.errors.iter().map(|it| format!("{} {}", it.row, it.message)).collect();
    assert_eq!(
        said,
        [
            "2 ИНН: контрольная цифра не сходится: проверьте, не переставлены ли цифры",
            "2 ОГРН: должно быть 13 цифр",
            "2 e-mail: адрес не похож на e-mail. Пример: school@obr.example",
            "2 число обучающихся: нужно целое число. Пример: 412",
            "2 баллы: нужно число от 0 до 100. Пример: 88,08",
            "2 часовой пояс: неизвестный часовой пояс. Пример: МСК+4 или Asia/Novokuznetsk",
            "3 нет наименования организации. Впишите его или удалите строку",
            &format!(
                "5 организация уже есть в строке 4: ИНН «{inn}» повторяется. Оставьте одну строку"
            ),
        ]
    );
    let names: Vec<&str> = entries(&register).iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["А", "Б"]);
}

#[test]
fn a_sheet_without_headings_says_which_it_needs() {
    let register = read(&rows("1 | 2\n3 | 4"));
    assert!(register.entries.is_empty());
    assert!(register.errors.iter().all(|it| it.message.contains("«Наименование»")));
}

#[test]
fn a_difference_shows_fields_and_deletes_nobody() {
    let school = |name: &str, inn: u64, email: Option<&str>| Entry {
        name: name.to_owned(),
        inn: Some(inn_of(inn)),
        email: email.map(str::to_owned),
        ..Entry::default()
    };
    let existing = [
        school("А", 1, Some("a@a.ru")),
        school("Б", 2, Some("b@a.ru")),
        school("В", 3, None),
        Entry { name: "Д".to_owned(), ..Entry::default() },
    ];
    let wanted = [
        school("А", 1, None),
        school("Б новая", 2, Some("new@a.ru")),
        school("Г", 4, None),
        school("Д", 5, None),
    ];
    let found = difference(&existing, &wanted);
    let said = |it: &Changed| {
        let changes = it
            .changes
            .iter()
            .map(|it| format!("{}: {} -> {}", it.field.title(), it.before, it.after));
        format!("{} {}", it.existing, changes.collect::<Vec<_>>().join("; "))
    };
    assert_eq!(
        found.changed.iter().map(said).collect::<Vec<_>>(),
        [
            "1 наименование: Б -> Б новая; e-mail: b@a.ru -> new@a.ru".to_owned(),
            format!("3 ИНН:  -> {}", inn_of(5))
        ]
    );
    assert_eq!(found.added.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Г"]);
    assert_eq!((found.missing, found.unchanged), (vec![2], 1));
}

proptest! {
    #[test]
    fn any_sheet_is_survived_and_nothing_is_both_added_and_met(
        cells in proptest::collection::vec(proptest::collection::vec(prop_oneof![
            any::<String>(), "(Наименование|ИНН|ОГРН|E-mail|Тип|МСК\\+[0-9]{1,3}|[0-9]{9,13})"], 0..8), 0..12)
    ) {
        let register = read(&cells);
        let entries: Vec<Entry> = register.entries.into_iter().map(|(_, entry)| entry).collect();
        let same = difference(&entries, &entries);
        prop_assert!(same.added.is_empty() && same.changed.is_empty() && same.missing.is_empty());
    }
}
