//! What a school puts into the envelope: files and links.

use super::behaviour::{Exempt, Kind, Parcel};
use super::calendar::YEAR;
use super::letter::{Matter, answer};
use super::paper::Paper;
use super::plan::{Make, paper};
use super::region::School;
use super::{docx, pdf};
use chrono::{Datelike as _, NaiveDate};

/// A file with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// As the school names it.
    pub name: String,
    /// What kind of file it says it is.
    pub media: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// An envelope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Envelope {
    /// The files.
    pub files: Vec<NamedFile>,
    /// The address of a publication.
    pub link: Option<String>,
}

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const PDF: &str = "application/pdf";

/// What a school sends on a day, in answer to a letter of the day `asked`.
///
/// # Errors
/// When a file cannot be written.
pub fn envelope(
    school: &School,
    (kind, parcel): (Kind, Parcel),
    today: NaiveDate,
    asked: NaiveDate,
) -> anyhow::Result<Envelope> {
    let files = match kind {
        Kind::Publication => return Ok(publication(school, parcel)),
        Kind::Plan => plan(school, parcel, today)?,
        Kind::Report => report(school, parcel, today, asked)?,
    };
    Ok(Envelope { files, link: None })
}

/// The letter that proves an exemption.
///
/// # Errors
/// When a file cannot be written.
pub fn proof(school: &School, why: Exempt, today: NaiveDate, asked: NaiveDate) -> NamedFile {
    let matter = match why {
        Exempt::Reorganization => Matter::Reorganization,
        Exempt::FullMarks => Matter::FullMarks,
    };
    as_pdf("Пояснительное письмо.pdf", &answer(matter, school, today, asked))
}

fn publication(school: &School, parcel: Parcel) -> Envelope {
    let link = match parcel {
        // An address of the school's own network: nobody outside can open it.
        Parcel::Wrong => "http://192.168.1.10/noko".to_owned(),
        _ => format!("https://{}/noko-{YEAR}", school.domain),
    };
    Envelope { files: Vec::new(), link: Some(link) }
}

fn plan(school: &School, parcel: Parcel, today: NaiveDate) -> anyhow::Result<Vec<NamedFile>> {
    let make = if parcel == Parcel::Wrong { Make::NobodyResponsible } else { Make::Plan };
    let paper = paper(make, school, YEAR + 1, approved(today));
    let name = format!("План НОКО {YEAR} {}", short(school));
    let word = || as_word(&format!("{name}.docx"), &paper);
    let pdf = || as_pdf(&format!("{name}.pdf"), &paper);
    Ok(match parcel {
        Parcel::Good | Parcel::Wrong => vec![word()?, pdf()],
        Parcel::First => vec![word()?],
        Parcel::Rest => vec![pdf()],
    })
}

fn report(
    school: &School,
    parcel: Parcel,
    today: NaiveDate,
    asked: NaiveDate,
) -> anyhow::Result<Vec<NamedFile>> {
    let make = if parcel == Parcel::Wrong { Make::HalfReport } else { Make::Report };
    let approved = NaiveDate::from_ymd_opt(YEAR, 2, 15).unwrap_or(today);
    let paper = paper(make, school, YEAR, approved);
    let report = || as_word(&format!("Отчёт о выполнении плана {}.docx", short(school)), &paper);
    let letter =
        || as_pdf("Сопроводительное письмо.pdf", &answer(Matter::Report, school, today, asked));
    Ok(match parcel {
        Parcel::Good | Parcel::Wrong => vec![report()?, letter()],
        Parcel::First => vec![report()?],
        Parcel::Rest => vec![letter()],
    })
}

/// Approved a few days before it is sent.
fn approved(today: NaiveDate) -> NaiveDate {
    today.with_day(1).unwrap_or(today)
}

/// «МБОУ «СОШ № 12»» as part of a file's name.
fn short(school: &School) -> String {
    school.node.name.replace(['«', '»'], "")
}

fn as_word(name: &str, paper: &Paper) -> anyhow::Result<NamedFile> {
    Ok(NamedFile { name: name.to_owned(), media: WORD, bytes: docx::write(paper)? })
}

fn as_pdf(name: &str, paper: &Paper) -> NamedFile {
    NamedFile { name: name.to_owned(), media: PDF, bytes: pdf::write(paper) }
}
