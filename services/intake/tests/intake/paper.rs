//! What schools send, written here: plans and reports as RTF, scans, old Word files, and the mails
//! that carry them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write as _;

/// The headings of the plan form.
const HEADINGS: [&str; 6] = [
    "Недостатки",
    "Наименование мероприятия",
    "Плановый срок реализации",
    "Ответственный исполнитель (ФИО, должность)",
    "реализованные меры",
    "фактический срок реализации",
];

/// A plan for a year: nothing in its last columns yet.
pub fn plan(year: i32) -> Vec<u8> {
    let row = |n: i32| {
        ["Мало пандусов", "Поставить пандус", &due(n, year), RESPONSIBLE, "", ""].map(str::to_owned)
    };
    form(&format!("План по устранению недостатков на {year} год"), &[row(4), row(6)])
}

/// The same without a year in its title.
pub fn plan_of_no_year() -> Vec<u8> {
    let row =
        ["Мало пандусов", "Поставить пандус", "24.04.2024", RESPONSIBLE, "", ""].map(str::to_owned);
    form("План по устранению недостатков", &[row])
}

/// Last year's plan, filled.
pub fn report() -> Vec<u8> {
    let row = |n: i32| {
        let cells = [
            "Мало пандусов",
            "Поставить пандус",
            &due(n, 2023),
            RESPONSIBLE,
            "Пандус стоит",
            &due(n, 2023),
        ];
        cells.map(str::to_owned)
    };
    form("План по устранению недостатков на 2023 год", &[row(4), row(6)])
}

const RESPONSIBLE: &str = "Иванов Иван Иванович, директор";

fn due(month: i32, year: i32) -> String {
    format!("24.{month:02}.{year}")
}

fn form(title: &str, rows: &[[String; 6]]) -> Vec<u8> {
    let mut text = format!("{{\\rtf1\\ansi {}\\par ", escaped(title));
    let head = HEADINGS.map(str::to_owned);
    for row in [&head].into_iter().chain(rows) {
        text.push_str("\\trowd");
        for column in 1..=row.len() {
            let _ = write!(text, "\\cellx{}", column * 1_500);
        }
        text.push_str("\\pard\\intbl ");
        for cell in row {
            let _ = write!(text, "{}\\cell ", escaped(cell));
        }
        text.push_str("\\row ");
    }
    text.push_str("\\pard\\par}");
    text.into_bytes()
}

fn escaped(text: &str) -> String {
    let letter = |letter: char| match letter.is_ascii() {
        true => letter.to_string(),
        false => format!("\\u{}?", u32::from(letter)),
    };
    text.chars().map(letter).collect()
}

/// A PDF of one page without a letter of text, as a scanner writes it. `n` makes it another file.
pub fn scan(n: u8) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {}] >>", 800 + u32::from(n)),
    ];
    let mut text = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(text.len());
        let _ = write!(text, "{number} 0 obj\n{object}\nendobj\n");
    }
    let table = text.len();
    let _ = write!(text, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        let _ = writeln!(text, "{place:010} 00000 n ");
    }
    let _ = write!(
        text,
        "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        places.len() + 1
    );
    text.into_bytes()
}

/// The first bytes of a compound file with the stream of a Word document.
pub fn old_word() -> Vec<u8> {
    let mut bytes = vec![0_u8; 4096];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let name: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes[1024..1024 + name.len()].copy_from_slice(&name);
    bytes
}

/// A mail in answer to something.
pub struct Answer<'a> {
    pub id: &'a str,
    pub from: &'a str,
    pub to: &'a str,
    /// The Message-ID that is answered, without brackets.
    pub answers: Option<&'a str>,
    pub text: &'a str,
    pub files: Vec<(&'a str, Vec<u8>)>,
}

/// The word of our own mail server.
pub const PROVEN: &str =
    "Authentication-Results: mx.minobr.example; dkim=pass header.d=obr.example\r\n";

impl Answer<'_> {
    pub fn write(&self) -> Vec<u8> {
        let mut mail = PROVEN.to_owned();
        let _ = write!(
            mail,
            "From: {}\r\nTo: {}\r\nSubject: Re: НОКО\r\nMessage-ID: <{}@obr.example>\r\n",
            self.from, self.to, self.id
        );
        if let Some(answers) = self.answers {
            let _ = write!(mail, "In-Reply-To: <{answers}>\r\nReferences: <{answers}>\r\n");
        }
        mail.push_str(
            "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
             --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n",
        );
        mail.push_str(self.text);
        for (name, bytes) in &self.files {
            let name = format!("=?utf-8?B?{}?=", STANDARD.encode(name));
            let _ = write!(
                mail,
                "\r\n--b\r\nContent-Type: application/octet-stream\r\n\
                 Content-Disposition: attachment; filename=\"{name}\"\r\n\
                 Content-Transfer-Encoding: base64\r\n\r\n"
            );
            for line in STANDARD.encode(bytes).as_bytes().chunks(76) {
                mail.push_str(&String::from_utf8_lossy(line));
                mail.push_str("\r\n");
            }
        }
        mail.push_str("\r\n--b--\r\n");
        mail.into_bytes()
    }
}
