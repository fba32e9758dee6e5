//! `vekha letter monitoring|circular` on the record of a small demo.

use super::run;
use std::fs;
use std::path::Path;

/// A region whose first reports are due on the 22nd; who answered when follows from the seed.
const STORY: [&str; 13] = [
    "demo",
    "--orgs",
    "40",
    "--days",
    "12",
    "--pace",
    "0",
    "--seed",
    "1",
    "--exit",
    "--listen",
    "127.0.0.1:0",
    "--data=data",
];
const MOMENT: &str = "2023-12-25 18:00";

/// The circular and its campaign.
fn played(folder: &Path) -> (String, String) {
    let told = run(folder, &STORY);
    assert_eq!(told.code, Some(0), "{told:?}");
    let listed = run(folder, &["circular", "list", "--json"]);
    let listed: serde_json::Value = serde_json::from_str(&listed.out).unwrap();
    let id = |name: &str| listed[0][name].as_str().unwrap().to_owned();
    (id("id"), id("campaign"))
}

#[test]
fn letters_go_out_as_text_and_as_files_and_can_be_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let (circular, campaign) = played(folder.path());
    letters(folder.path(), (&circular, &campaign));
    refusals(folder.path(), &campaign);
}

fn letters(folder: &Path, (circular, campaign): (&str, &str)) {
    let monitoring = |flags: &[&str]| {
        run(folder, &[&["letter", "monitoring", "--campaign", campaign], flags].concat())
    };

    let said = monitoring(&["--as-of", MOMENT, "--number", "117/15", "--answer-by", "2024-01-09"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    for part in [
        "от __________ № 117/15",
        "О ходе исполнения письма от 15.12.2023 № 2147/15-02",
        "По состоянию на 25 декабря 2023 г., 18:00 по Кемерову (МСК+4)",
        "из 40 исполнено",
        "до 9 января 2024 г. представить информацию",
        "Приложение: 1. Сведения об исполнении по территориям на ",
        "Как считали",
    ] {
        assert!(said.out.contains(part), "{part:?} is not in\n{}", said.out);
    }
    // The days after the moment are in the record as well: they change nothing.
    let (_, event) = said.out.rsplit_once("событие № ").unwrap();
    let event = event.trim().trim_end_matches('.');
    let flags =
        ["--as-of", MOMENT, "--number", "117/15", "--answer-by", "2024-01-09", "--event", event];
    assert_eq!(monitoring(&flags).out, said.out);
    let later = monitoring(&["--as-of", "2023-12-26 18:00"]);
    assert!(!later.out.contains(&format!("событие № {event}.")), "something happened on the 26th");

    for name in ["one", "other"] {
        let (docx, pdf) = (format!("{name}.docx"), format!("{name}.pdf"));
        let made = monitoring(&["--as-of", MOMENT, "--docx", &docx, "--pdf", &pdf]);
        assert_eq!((made.code, made.out.as_str()), (Some(0), ""), "{made:?}");
        assert!(made.err.contains(&pdf), "{made:?}");
    }
    for (ending, begins) in [("docx", "PK"), ("pdf", "%PDF-")] {
        let read = |name: &str| fs::read(folder.join(format!("{name}.{ending}"))).unwrap();
        assert!(read("one").starts_with(begins.as_bytes()), "{ending}");
        assert!(read("one") == read("other"), "the same letter, other bytes: {ending}");
    }

    let said = run(folder, &["letter", "circular", "--circular", circular]);
    assert!(said.out.contains("от 15.12.2023 № 2147/15-02"), "{said:?}");
    assert!(said.out.contains("Уважаемые коллеги!"), "{said:?}");
}

/// Where there is no letter it is said why.
fn refusals(folder: &Path, campaign: &str) {
    let nobody = "018c6b33-0000-7000-8000-000000000000";
    for (flags, why) in [
        (["monitoring", "--campaign", campaign, "--as-of", "2099-01-01 10:00"], "is still to come"),
        (
            ["monitoring", "--campaign", campaign, "--as-of", "2023-12-01 10:00"],
            "take another moment",
        ),
        (["monitoring", "--campaign", campaign, "--as-of", "yesterday"], "write 2024-03-01 10:00"),
        (["monitoring", "--campaign", nobody, "--number", "7"], "there is no campaign"),
        (["circular", "--circular", nobody, "--docx", "none.docx"], "there is no circular"),
    ] {
        let said = run(folder, &[&["letter"], &flags[..]].concat());
        assert_eq!(said.code, Some(1), "{said:?}");
        assert!(said.err.contains(why), "{why:?}: {said:?}");
    }
    assert!(!folder.join("none.docx").exists());
}
