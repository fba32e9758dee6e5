//! Messages in, the organization with reasons out.

use super::*;
use crate::plan::tests::any_extracted;
use proptest::prelude::*;
use vekha_model::{Extracted, OrganizationId};

fn id(number: u128) -> OrganizationId {
    format!("00000000-0000-0000-0000-{number:012}").parse().expect("an id")
}

fn school(number: u128, municipality: &str) -> Candidate {
    Candidate {
        id: id(number),
        name: format!("МБОУ «СОШ № {number}»"),
        municipality: municipality.to_owned(),
        inn: Some(format!("{number:010}")),
        ogrn: Some(format!("{number:013}")),
        emails: vec![format!("sosh{number}@obr.example")],
    }
}

fn directory() -> Directory {
    Directory::new(vec![
        school(101, "Образцовский МО"),
        school(102, "Образцовский МО"),
        school(10, "Примерский район"),
    ])
}

fn text(text: &str) -> Extracted {
    Extracted { text: text.to_owned(), ..Extracted::default() }
}

/// The likeliest answer and its reasons on lines.
fn said(clues: &Clues<'_>) -> String {
    let recognition = directory().recognise(clues);
    let sure = if recognition.sure().is_some() { "sure" } else { "unsure" };
    let Some(top) = recognition.likeliest() else { return "nobody".to_owned() };
    let reasons: Vec<&str> = top.evidence.iter().map(|it| it.reason.as_str()).collect();
    let id = top.what.to_string();
    let number = id.rsplit('-').next().expect("a part").trim_start_matches('0');
    format!("{sure} {number} {}: {}", top.score, reasons.join("; "))
}

#[test]
fn a_registration_number_in_the_file_is_proof() {
    let plan = text("План МБОУ «СОШ № 101» Образцовского муниципального округа\nИНН 0000000101");
    let clues = Clues { texts: &[&plan], senders: &["SOSH101@obr.example"], ..Clues::default() };
    assert_eq!(
        said(&clues),
        "sure 101 10: ИНН 0000000101 найден в тексте; адрес отправителя sosh101@obr.example записан за этой организацией; совпадают название, номер и муниципалитет: «План МБОУ «СОШ № 101» Образцовского муниципального округа»"
    );
}

#[test]
fn address_and_name_alone_wait_for_a_person() {
    let clues = Clues {
        senders: &["sosh101@obr.example"],
        subject: "План НОКО 2023, школа 101",
        ..Clues::default()
    };
    assert!(said(&clues).starts_with("unsure 101 5: адрес отправителя"));
}

#[test]
fn a_token_is_proof_and_another_school_in_the_file_is_a_rival() {
    let clues = Clues { tokens: &[id(102)], subject: "план", ..Clues::default() };
    assert_eq!(said(&clues), "sure 102 5: ответ содержит код, выданный этой организации");
    let both = text("ИНН 0000000101, ИНН 0000000102");
    let clues = Clues { texts: &[&both], ..Clues::default() };
    assert!(said(&clues).starts_with("unsure 101 2:"));
}

#[test]
fn a_forwarder_does_not_become_the_sender() {
    let clues = Clues {
        senders: &["sosh102@obr.example", "uo@uo.example"],
        file_names: &["План СОШ № 102.docx"],
        ..Clues::default()
    };
    assert!(said(&clues).starts_with("unsure 102"));
    assert_eq!(said(&Clues { senders: &["uo@uo.example"], ..Clues::default() }), "nobody");
}

#[test]
fn an_addressee_is_no_sender() {
    let ministry = Candidate {
        id: id(1),
        name: "Министерство образования Приозёрной области".to_owned(),
        municipality: String::new(),
        inn: None,
        ogrn: None,
        emails: vec![],
    };
    let directory = Directory::new(vec![ministry, school(101, "Образцовский МО")]);
    for head in [
        "Министру образования\nПриозёрной области",
        "В Министерство образования Приозёрной области",
        "На имя министерства образования Приозёрной области",
    ] {
        let letter =
            text(&format!("МБОУ «СОШ № 101»\nОт 27.02.2024 № 5\n{head}\nНаправляем план."));
        let found = directory.recognise(&Clues { texts: &[&letter], ..Clues::default() });
        let Recognition::Unsure { ranked } = found else { panic!("a name is no proof") };
        let all: Vec<OrganizationId> = ranked.iter().map(|it| it.what).collect();
        assert_eq!(all, [id(101)], "{head}");
    }
}

proptest! {
    #[test]
    fn any_message_is_survived(subject in any::<String>(), extracted in any_extracted(), sender in any::<String>()) {
        let clues = Clues { subject: &subject, senders: &[&sender], texts: &[&extracted], ..Clues::default() };
        directory().recognise(&clues);
    }
}
