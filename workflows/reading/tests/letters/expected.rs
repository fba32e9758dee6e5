//! The form in which a letter stands beside what is true of it.
//!
//! ```text
//! === what is special in it
//! the letter
//! ---
//! no 5/1 | date 2026-02-10 | level municipality | signer … | executor … | reply 7 от 2026-01-02 | info
//! - requested submit_info | due 2026-03-25 | at 12:00 | to a@b.ru | as pdf | if | external | the act
//! ? year due
//! ! a difference that is known and not mended yet
//! ```
#![expect(
    clippy::expect_used,
    reason = "the letters are the project's own: a bad one fails its test"
)]

use std::path::Path;

/// A letter with its truth.
#[derive(Debug, Default)]
pub struct Case {
    pub name: String,
    pub text: String,
    pub letter: Vec<(String, String)>,
    pub obligations: Vec<Expected>,
    pub questions: Vec<String>,
    pub known: Vec<String>,
}

/// A true obligation; fields as in the file.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    pub modality: String,
    pub kind: String,
    pub fields: Vec<(String, String)>,
    pub what: String,
}

impl Expected {
    /// The value of a field, empty where it is not said.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|it| it.0 == name).map_or("", |it| it.1.as_str())
    }

    /// Whether a field without value stands there.
    pub fn says(&self, name: &str) -> bool {
        self.fields.iter().any(|it| it.0 == name)
    }
}

fn field(text: &str) -> (String, String) {
    if text.starts_with('"') {
        return ("quote".to_owned(), text.trim_matches('"').to_owned());
    }
    let (name, value) = text.split_once(' ').unwrap_or((text, ""));
    (name.to_owned(), value.to_owned())
}

fn case(file: &str, source: &str) -> Case {
    let (name, rest) = source.split_once('\n').expect("a name");
    let (text, truth) = rest.rsplit_once("\n---\n").expect("a truth behind ---");
    let mut case =
        Case { name: format!("{file}: {name}"), text: text.to_owned(), ..Case::default() };
    for line in truth.lines().filter(|it| !it.is_empty()) {
        let parts = line.get(2..).unwrap_or_default().split(" | ").map(str::trim);
        match line.get(..2) {
            Some("? ") => case.questions.extend(line[2..].split(' ').map(str::to_owned)),
            Some("! ") => case.known.push(line[2..].to_owned()),
            Some("- ") => {
                let parts: Vec<&str> = parts.collect();
                let (modality, kind) = parts[0].split_once(' ').expect("modality and kind");
                case.obligations.push(Expected {
                    modality: modality.to_owned(),
                    kind: kind.to_owned(),
                    fields: parts[1..parts.len() - 1].iter().map(|it| field(it)).collect(),
                    what: (*parts.last().expect("an act")).to_owned(),
                });
            }
            _ => case.letter.extend(line.split(" | ").map(field)),
        }
    }
    case
}

/// Every letter of this folder.
pub fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("letters")
        .map(|it| it.expect("a file").path())
        .filter(|it| it.extension().is_some_and(|it| it == "txt"))
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let file = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let source = std::fs::read_to_string(path).expect("text");
        let cases = source.split("\n=== ").map(|it| case(&file, it.trim_start_matches("=== ")));
        cases.collect::<Vec<_>>()
    };
    paths.iter().flat_map(read).collect()
}
