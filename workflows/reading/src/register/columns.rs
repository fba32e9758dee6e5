//! Headings of a register to fields, by what ministries write over their columns.

use crate::limits::{HEADING_SEARCH_ROWS, TABLE_COLUMNS};
use crate::text::fold;
use serde::{Deserialize, Serialize};

/// A field of an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The official name.
    Name,
    /// The municipality.
    Municipality,
    /// ИНН.
    Inn,
    /// ОГРН.
    Ogrn,
    /// E-mail.
    Email,
    /// Telephone.
    Phone,
    /// Type of organization.
    Kind,
    /// Pupils.
    Pupils,
    /// Points.
    Score,
    /// Time zone.
    Zone,
}

impl Field {
    /// Every field, in the order in which a heading is tried: what contains a commoner word comes
    /// before it («число обучающихся организации» is no name).
    const ORDER: [Self; 10] = [
        Self::Inn,
        Self::Ogrn,
        Self::Email,
        Self::Phone,
        Self::Zone,
        Self::Pupils,
        Self::Score,
        Self::Municipality,
        Self::Kind,
        Self::Name,
    ];

    /// The field's name in Russian, for messages.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Name => "наименование",
            Self::Municipality => "муниципалитет",
            Self::Inn => "ИНН",
            Self::Ogrn => "ОГРН",
            Self::Email => "e-mail",
            Self::Phone => "телефон",
            Self::Kind => "тип",
            Self::Pupils => "число обучающихся",
            Self::Score => "баллы",
            Self::Zone => "часовой пояс",
        }
    }

    const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Inn => &["инн"],
            Self::Ogrn => &["огрн"],
            Self::Email => {
                &["e-mail", "email", "эл. почт", "эл.почт", "электронн", "почта", "mail"]
            }
            Self::Phone => &["телефон", "тел.", "phone"],
            Self::Zone => &["часовой пояс", "часовая зона", "зона", "timezone", "time zone"],
            Self::Pupils => &[
                "учащихся",
                "обучающихся",
                "воспитанников",
                "учеников",
                "контингент",
                "численность",
                "pupils",
            ],
            Self::Score => &["балл", "оценк", "score"],
            Self::Municipality => &["муниципал", "территори", "район", "округ", "municipality"],
            Self::Kind => &["тип", "вид ", "категория", "kind"],
            Self::Name => &["наименован", "назван", "организац", "учрежден", "школа", "name"],
        }
    }

    /// «тип» must not be found inside another word, nor «инн» inside «длинный».
    fn is_named_by(self, heading: &str) -> bool {
        self.words().iter().any(|word| {
            heading.starts_with(word)
                || [' ', '(', '/', '-', ',']
                    .iter()
                    .any(|before| heading.contains(&format!("{before}{word}")))
        })
    }

    fn of_heading(heading: &str) -> Option<Self> {
        let folded = fold(heading);
        // «Наименование муниципалитета» is no name, «Наименование организации муниципалитета» is.
        let territory =
            ["муниципал", "район", "округ", "территор"].iter().any(|it| folded.contains(it));
        let plain = folded.starts_with("наименование") && !territory;
        if plain || folded.contains("наименование о") || folded.contains("наименование учр")
        {
            return Some(Self::Name);
        }
        Self::ORDER.into_iter().find(|field| field.is_named_by(&folded))
    }
}

/// Where each field stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    pub found: Vec<(Field, usize)>,
    pub unknown: Vec<String>,
}

impl Columns {
    /// The trimmed text of a field in a row, if there is one.
    pub fn value<'a>(&self, cells: &'a [String], field: Field) -> Option<&'a str> {
        let (_, at) = self.found.iter().find(|(found, _)| *found == field)?;
        cells.get(*at).map(|cell| cell.trim()).filter(|cell| !crate::text::is_blank(cell))
    }
}

/// The heading row and its place.
pub(super) fn find(rows: &[Vec<String>]) -> Option<(Columns, usize)> {
    rows.iter().take(HEADING_SEARCH_ROWS).enumerate().find_map(|(at, cells)| {
        let columns = columns(cells);
        let named = columns.found.iter().any(|(field, _)| *field == Field::Name);
        (named && columns.found.len() >= 2).then_some((columns, at))
    })
}

fn columns(cells: &[String]) -> Columns {
    let mut columns = Columns::default();
    for (at, heading) in cells.iter().enumerate().take(TABLE_COLUMNS) {
        let number = matches!(fold(heading).as_str(), "" | "№" | "№ п/п" | "n" | "п/п" | "№п/п");
        if number || heading.chars().count() > 200 {
            continue;
        }
        match Field::of_heading(heading) {
            Some(field) if columns.found.iter().all(|(found, _)| *found != field) => {
                columns.found.push((field, at));
            }
            _ => columns.unknown.push(heading.trim().to_owned()),
        }
    }
    columns
}
