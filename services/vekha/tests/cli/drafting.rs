//! From a letter to a circular by command: what was read, what was chosen, who would get it.

use crate::run;
use std::fs;

const LETTER: &str = "Директорам школ\n\nОт 11.03.2024 № 512/07-01\n\nО лагерях\n\n\
     Просим направить сведения о лагерях (в формате xlsx) в срок до 13.04.2024 на электронный \
     адрес leto@minobr.example.\n";

#[test]
fn a_letter_is_drafted_and_issued_by_command() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("letter.txt"), LETTER).unwrap();
    let said = run(folder, &["circular", "draft", "letter.txt", "--json"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let drafted: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(drafted["subject"], "О лагерях");
    assert_eq!(drafted["read"]["workflow"], "letter");
    assert_eq!(drafted["read"]["obligations"][0]["due"], "2024-04-13");
    let list = run(folder, &["circular", "list"]).out;
    assert!(list.contains("512/07-01") && list.contains(" draft "), "{list}");
    let issued = run(folder, &["circular", "issue", drafted["id"].as_str().unwrap()]);
    assert_eq!(issued.code, Some(0), "{}", issued.err);
    assert!(run(folder, &["circular", "list"]).out.contains(" scheduled "));
    let nothing = run(folder, &["circular", "draft"]);
    assert_eq!(nothing.code, Some(2), "neither a letter nor a workflow");
}
