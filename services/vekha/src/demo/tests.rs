//! What the demo writes, our own readers understand.

use super::letter::{Matter, answer};
use super::plan::{Make, paper};
use super::region::School;
use super::{docx, pdf};
use chrono::NaiveDate;
use vekha_files::Limits;
use vekha_files::extract::{Reading, read};
use vekha_model::{Extracted, Format, OrganizationId, Severity};
use vekha_reading::letter::requisites;
use vekha_reading::plan::check::{Context, check_plan, check_report};
use vekha_reading::recognise::{Kind, kind};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn school(number: usize) -> School {
    School {
        node: vekha_model::Organization::bare(OrganizationId(uuid::Uuid::from_u128(7))),
        full_name: "МБОУ «СОШ № 12» Бобровского муниципального округа".into(),
        founder: "Управление образования Бобровского муниципального округа".into(),
        head: "Осокина Ирина Андреевна".into(),
        domain: "sosh12.bobrovka.example".into(),
        number,
    }
}

fn extracted(bytes: &[u8], name: &str, format: Format) -> Extracted {
    let Reading { sniffed, outcome } = read(bytes, name, &Limits::default());
    assert_eq!(sniffed.format(), format);
    outcome.unwrap()
}

/// The paper through Word and through PDF.
fn both(paper: &super::paper::Paper) -> [Extracted; 2] {
    [
        extracted(&docx::write(paper).unwrap(), "план.docx", Format::Docx),
        extracted(&pdf::write(paper), "план.pdf", Format::Pdf),
    ]
}

#[test]
fn a_good_plan_is_found_good_in_word_and_in_pdf() {
    let context = Context { year: Some(2024), ..Context::on(day(2024, 2, 20)) };
    for number in 0..20 {
        for read in both(&paper(Make::Plan, &school(number), 2024, day(2024, 2, 12))) {
            let checked = check_plan(&read, &context);
            assert_eq!(checked.findings, [], "school {number}");
            let plan = checked.plan.unwrap();
            assert!((5..=15).contains(&plan.measures.len()));
            assert_eq!(plan.sections.len(), 5);
            assert_eq!(plan.organization.as_deref(), Some(school(number).full_name.as_str()));
            assert_eq!(plan.approval.unwrap().date, Some(day(2024, 2, 12)));
        }
    }
}

#[test]
fn a_plan_that_names_nobody_is_returned_with_the_place() {
    let context = Context { year: Some(2024), ..Context::on(day(2024, 2, 20)) };
    for number in 0..20 {
        let made = paper(Make::NobodyResponsible, &school(number), 2024, day(2024, 2, 12));
        let findings = check_plan(&both(&made)[0], &context).findings;
        assert!(findings.iter().any(|it| {
            it.rule == "plan.responsible_empty"
                && it.place.row.as_deref() == Some("2")
                && it.severity == Severity::Blocking
        }));
    }
}

#[test]
fn a_report_is_the_filled_plan() {
    let context = Context { year: Some(2023), ..Context::on(day(2023, 12, 20)) };
    for number in 0..20 {
        let good = both(&paper(Make::Report, &school(number), 2023, day(2023, 2, 10)));
        assert_eq!(check_report(&good[0], &context).findings, [], "school {number}");
        assert_eq!(kind(&good[0], "отчёт.docx").sure(), Some(&Kind::FilledPlan));
        let half = both(&paper(Make::HalfReport, &school(number), 2023, day(2023, 2, 10)));
        assert!(!check_report(&half[0], &context).findings.is_empty());
    }
}

#[test]
fn a_letter_has_words_a_number_and_ours() {
    let matters = [
        (Matter::Report, Kind::Letter),
        (Matter::Reorganization, Kind::Explanation),
        (Matter::FullMarks, Kind::Explanation),
    ];
    for (matter, expected) in matters {
        let paper = answer(matter, &school(12), day(2023, 12, 20), day(2023, 12, 15));
        for read in both(&paper) {
            assert_eq!(kind(&read, "письмо.pdf").sure(), Some(&expected), "{}", read.text);
            let found = requisites(&read);
            assert_eq!(found.own.unwrap().number, "23/01-12");
            let ours = found.in_reply_to.unwrap();
            assert_eq!(
                (ours.number.as_str(), ours.date),
                (super::letter::NUMBER, Some(day(2023, 12, 15)))
            );
        }
    }
}

#[test]
fn the_same_paper_is_the_same_bytes() {
    let made = || paper(Make::Plan, &school(3), 2024, day(2024, 2, 12));
    assert_eq!(docx::write(&made()).unwrap(), docx::write(&made()).unwrap());
    assert_eq!(pdf::write(&made()), pdf::write(&made()));
}
