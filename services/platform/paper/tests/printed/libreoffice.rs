//! A letter for Word is opened by another program than ours: LibreOffice lays it out, and every word
//! of the letter is on its pages. Skipped loudly where LibreOffice is not installed.

use crate::sample::sample;
use std::path::Path;
use std::process::{Command, Stdio};
use vekha_files::{Limits, extract};

const PROGRAM: &str = "soffice";

/// Has it print a file as PDF; none when it is not here.
fn printed(folder: &Path, file: &str) -> Option<Vec<u8>> {
    let mut command = Command::new(PROGRAM);
    // A profile of its own: another run of it would otherwise take the file over.
    command.arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()));
    command.args(["--headless", "--convert-to", "pdf", "--outdir"]).arg(folder);
    command.arg(folder.join(file)).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let ended = match command.status() {
        Ok(ended) => ended,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) => panic!("{PROGRAM} does not start: {error}"),
    };
    assert!(ended.success(), "{PROGRAM} ended with {ended}");
    Some(std::fs::read(folder.join(file).with_extension("pdf")).expect("what it printed"))
}

#[test]
fn libreoffice_shows_every_word_of_the_letter() {
    let folder = tempfile::tempdir().expect("a folder");
    let letter = sample();
    let bytes = vekha_paper::docx(&letter).expect("printed");
    std::fs::write(folder.path().join("letter.docx"), bytes).expect("written");
    let Some(pdf) = printed(folder.path(), "letter.docx") else {
        eprintln!("SKIPPED: {PROGRAM} is not installed; the letter was not opened in LibreOffice");
        return;
    };
    let read = extract::read(&pdf, "letter.pdf", &Limits::default()).outcome.expect("it opens");
    let cells = read.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    let mut shown: String = cells.map(|cell| format!("{} ", cell.text)).collect();
    shown.push_str(&read.text);
    let shown: Vec<&str> = shown.split_whitespace().collect();
    let said = letter.to_string();
    let missing: Vec<&str> =
        said.split_whitespace().filter(|word| *word != "|" && !shown.contains(word)).collect();
    assert!(missing.is_empty(), "{missing:?} are not in\n{}", read.text);
    // The note about attachments counts sheets by our own layout: the same as that of LibreOffice.
    assert_eq!(read.pages, Some(5), "two for the letter, two and one for what is attached");
}
