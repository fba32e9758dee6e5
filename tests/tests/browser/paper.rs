//! Word files: a ministry's letter, and of a school a plan that names nobody responsible, and a letter that answers nothing.

use std::io::{Cursor, Write as _};
use zip::write::{SimpleFileOptions, ZipWriter};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const LINKS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const HEADING: [&str; 7] = [
    "№ п/п",
    "Недостатки, выявленные в ходе независимой оценки качества условий оказания услуг организацией",
    "Наименование мероприятия по устранению недостатков, выявленных в ходе независимой оценки качества условий оказания услуг организацией",
    "Плановый срок реализации мероприятия",
    "Ответственный исполнитель (с указанием фамилии, имени, отчества и должности)",
    "реализованные меры по устранению выявленных недостатков",
    "фактический срок реализации",
];
const SECTION: &str = "I. Открытость и доступность информации об организации";

/// A plan of this school whose second measure has nobody responsible.
pub fn plan(school: &str, year: i32) -> Vec<u8> {
    let row = |n: &str, who: &str| {
        let due = format!("01.09.{year}");
        let cells =
            [n, "Нет раздела «Вопросы и ответы»", "Создать раздел на сайте", &due, who, "", ""];
        row(&cells)
    };
    let body = [
        text("УТВЕРЖДАЮ"),
        text(
            "ПЛАН по устранению недостатков, выявленных в ходе независимой оценки качества условий оказания услуг",
        ),
        text(school),
        text(&format!("на {year} год")),
        format!(
            "<w:tbl>{}<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"7\"/></w:tcPr>{}</w:tc></w:tr>{}{}</w:tbl>",
            self::row(&HEADING),
            text(SECTION),
            row("1", "Иванова Анна Петровна, директор"),
            row("2", ""),
        ),
    ];
    archive(&body.concat())
}

/// A letter that answers nothing that was asked.
pub fn invitation() -> Vec<u8> {
    archive(&text("Приглашаем на школьный праздник песни и строя в субботу."))
}

/// A letter with a paragraph for each line.
pub fn letter(lines: &str) -> Vec<u8> {
    archive(&lines.lines().map(text).collect::<String>())
}

fn text(words: &str) -> String {
    let words = words.replace('&', "&amp;").replace('<', "&lt;");
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
}

fn row(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|cell| format!("<w:tc>{}</w:tc>", text(cell))).collect();
    format!("<w:tr>{cells}</w:tr>")
}

fn archive(body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let parts =
        [("[Content_Types].xml", TYPES), ("_rels/.rels", LINKS), ("word/document.xml", &document)];
    for (name, content) in parts {
        archive.start_file(name, SimpleFileOptions::default()).expect("a part");
        archive.write_all(content.as_bytes()).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}
