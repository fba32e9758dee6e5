//! The checks of one kind of a document: what is in the way of reading it, and its form.
//!
//! Of a plan in Word and PDF the Word file is the data; a PDF without text is accepted beside it.

use super::open::OpenedFile;
use super::sorting::Submission;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use vekha_core::definition::DocumentRule;
use vekha_files::{Obstacle, Remedy};
use vekha_model::{Extracted, Finding, Format, Parameters, Place, Severity, Value};
use vekha_reading::form::{Context, Form};
use vekha_reading::letter::Reference;

/// What a check must know of the campaign.
#[derive(Clone, Debug)]
pub(super) struct Around {
    /// The day of receipt in the issuer's zone.
    pub today: NaiveDate,
    /// The year that its plans are for, where the campaign says so.
    pub plan_year: Option<i32>,
    /// Our letters.
    pub ours: Vec<Reference>,
}

/// What came out.
#[derive(Clone, Debug, Default)]
pub(super) struct Checked {
    /// In the order of the files.
    pub findings: Vec<Finding>,
    /// The formats that came, sorted.
    pub formats: BTreeSet<Format>,
    /// Nothing of it could be read, and nothing more is asked: a person looks at it, whoever sent
    /// it. Letters are excepted: signed scans are usual, and they accompany what is read.
    pub needs_person: bool,
}

/// The campaign's parameter `plan_year`, if it has one.
pub(super) fn plan_year(parameters: &Parameters) -> Option<i32> {
    match parameters.get("plan_year") {
        Some(Value::Integer(year)) => i32::try_from(*year).ok(),
        _ => None,
    }
}

/// Checks the files of one kind.
pub(super) fn check(
    rule: &DocumentRule,
    submission: &Submission,
    files: &[OpenedFile],
    around: &Around,
) -> Checked {
    let form = Form::parse(&rule.form);
    let mut checked = Checked::default();
    if let Some(link) = &submission.link {
        checked.formats.insert(Format::Link);
        let said = Extracted { text: link.clone(), ..Extracted::default() };
        let form = form.unwrap_or(Form::Link);
        checked.findings.extend(form.check(&said, &around.context(None)));
    }
    let files: Vec<&OpenedFile> = submission.files.iter().filter_map(|at| files.get(*at)).collect();
    let readable = |file: &&&OpenedFile| file.text().is_some_and(|read| !read.unreadable);
    let data = files.iter().filter(readable).min_by_key(|file| rank(file.format));
    for file in &files {
        checked.formats.insert(file.format);
        checked.findings.extend(whole(file));
        let Ok(read) = &file.outcome else { continue };
        let is_data = data.is_some_and(|data| std::ptr::eq(*data, *file));
        if read.unreadable {
            checked.findings.extend(scan(file, form, data.is_some(), around));
        } else if let Some(form) = form.filter(|form| is_data || !is_table(*form)) {
            checked.findings.extend(form.check(read, &around.context(Some(&file.name))));
        }
    }
    let nothing_read = !files.is_empty() && data.is_none() && form != Some(Form::Letter);
    let groups = &rule.files;
    let is_complete = groups.iter().all(|group| group.iter().any(|f| checked.formats.contains(f)));
    let person = |file: &&OpenedFile| match &file.outcome {
        Ok(read) => read.unreadable && is_complete,
        Err(obstacle) => obstacle.remedy() == Remedy::Person,
    };
    checked.needs_person = nothing_read && files.iter().any(person);
    checked
}

impl Around {
    fn context(&self, file: Option<&str>) -> Context {
        Context {
            file: file.map(str::to_owned),
            plan_year: self.plan_year,
            today: self.today,
            ours: self.ours.clone(),
            missing_section: Severity::Remark,
        }
    }
}

impl OpenedFile {
    fn text(&self) -> Option<&Extracted> {
        self.outcome.as_ref().ok()
    }
}

/// Formats in which tables read best come first.
const fn rank(format: Format) -> u8 {
    match format {
        Format::Docx => 0,
        Format::Odt => 1,
        Format::Rtf => 2,
        Format::Doc => 3,
        Format::Xlsx => 4,
        _ => 5,
    }
}

const fn is_table(form: Form) -> bool {
    matches!(form, Form::Plan | Form::FilledPlan)
}

/// What is wrong with a file before its words are looked at.
fn whole(file: &OpenedFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    if file.is_damaged {
        let obstacle = Obstacle::Damaged { detail: String::new() };
        findings.push(finding(file, "file.damaged", Severity::Blocking, obstacle.message()));
    }
    if let Err(obstacle) = &file.outcome
        && !file.is_damaged
    {
        let severity = match obstacle.remedy() {
            Remedy::Sender => Severity::Blocking,
            Remedy::Person => Severity::Remark,
        };
        findings.push(finding(file, rule_of(obstacle), severity, obstacle.message()));
    }
    if let Some(ending) = &file.mismatch {
        let what = format!(
            "Имя файла оканчивается на «.{ending}», а на деле это {}. Файл принят как есть.",
            file.format.as_str().to_uppercase()
        );
        findings.push(finding(file, "file.mismatch", Severity::Remark, &what));
    }
    findings
}

/// A file with pages and without text.
fn scan(file: &OpenedFile, form: Option<Form>, has_data: bool, around: &Around) -> Vec<Finding> {
    match (form, &file.outcome) {
        (Some(Form::Letter), Ok(read)) => {
            Form::Letter.check(read, &around.context(Some(&file.name)))
        }
        _ if has_data => {
            let what = "Файл — скан без текста: содержание проверено по другому файлу.";
            vec![finding(file, "file.scan", Severity::Remark, what)]
        }
        _ => {
            let what = "Файл — скан без текста, проверить его автоматически нельзя. Пришлите также файл Word.";
            vec![finding(file, "file.scan", Severity::Remark, what)]
        }
    }
}

/// The rule's id for an obstacle.
const fn rule_of(obstacle: &Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Empty => "file.empty",
        Obstacle::Limit { .. } => "file.too_big",
        Obstacle::Password => "file.password",
        Obstacle::Macros => "file.macros",
        Obstacle::ExternalTemplate => "file.external_template",
        Obstacle::Declaration => "file.declaration",
        Obstacle::ActivePdf => "file.active_pdf",
        Obstacle::Program => "file.program",
        Obstacle::OtherArchive => "file.other_archive",
        Obstacle::Container => "file.container",
        Obstacle::Damaged { .. } => "file.damaged",
        Obstacle::NotRead { .. } => "file.not_read",
    }
}

fn finding(file: &OpenedFile, rule: &str, severity: Severity, message: &str) -> Finding {
    Finding {
        rule: rule.to_owned(),
        severity,
        place: Place { file: Some(file.name.clone()), ..Place::default() },
        message: format!("«{}»: {message}", file.name),
        quote: None,
    }
}
