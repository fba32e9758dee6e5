//! `vekha org` and `vekha intake`: what a command changes, and what it only says.

use super::run;
use std::fs;

const SHEET: &str = "Наименование;Муниципалитет;ИНН;E-mail\n\
                     МБОУ «СОШ № 1»;Примерский район;;sosh1@obr.example\n\
                     Лицей;Примерский район;1234567890;\n";

#[test]
fn a_dry_run_shows_and_changes_nothing_and_an_import_twice_changes_nothing_more() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("register.csv"), SHEET).unwrap();
    let register = || run(folder.path(), &["org", "list"]).out.lines().count();
    let errors = ["--errors", "errors.xlsx"];
    let dry = run(
        folder.path(),
        &[&["org", "import", "register.csv", "--dry-run"][..], &errors[..]].concat(),
    );
    assert_eq!(dry.code, Some(3), "the number of the second school is wrong: {dry:?}");
    assert!(dry.out.contains("Будет записано: новых 2"), "{dry:?}");
    assert!(dry.out.contains("строка 3: ИНН"), "{dry:?}");
    assert!(fs::read(folder.path().join("errors.xlsx")).unwrap().starts_with(b"PK"));
    assert_eq!(register(), 2, "the heading and the ministry");
    let done = run(folder.path(), &["org", "import", "register.csv"]);
    assert!(done.out.contains("Записано: новых 2"), "{done:?}");
    assert_eq!(register(), 5, "a municipality and two schools more");
    let again = run(folder.path(), &["org", "import", "register.csv", "--json"]);
    let again: serde_json::Value = serde_json::from_str(&again.out).unwrap();
    assert_eq!((&again["added"], &again["unchanged"]), (&serde_json::json!([]), &2.into()));
}

#[test]
fn a_mail_gets_one_receipt_however_often_it_is_given() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("register.csv"), SHEET).unwrap();
    run(folder.path(), &["org", "import", "register.csv"]);
    let mail = "From: sosh1@obr.example\r\nSubject: plan\r\n\r\nsee the plan\r\n";
    fs::write(folder.path().join("one.eml"), mail).unwrap();
    let take = || {
        let said = run(folder.path(), &["intake", "one.eml", "--json"]);
        assert_eq!(said.code, Some(0), "{said:?}");
        serde_json::from_str::<serde_json::Value>(&said.out).unwrap()[0].clone()
    };
    let (first, second) = (take(), take());
    assert_eq!((&first["repeated"], &second["repeated"]), (&false.into(), &true.into()));
    assert_eq!(first["receipt"], second["receipt"]);
    let missing = run(folder.path(), &["intake", "one.eml", "two.eml"]);
    assert_eq!(missing.code, Some(1), "{missing:?}");
    assert!(missing.out.contains("two.eml"), "{missing:?}");
}
