//! The maps are true: every folder has one, what it names exists, and it names every event.

use super::project::{FOLDERS, files, read, report, root};
use vekha_proto::{SUBJECTS, Subject};

/// What may stand in the root besides the five folders and dot-files. `target` and `data` are made.
const TOP: &[&str] =
    &["Cargo.toml", "Cargo.lock", "Makefile", "README.md", "LICENSE", "target", "data"];

fn readmes() -> impl Iterator<Item = &'static String> {
    files().iter().filter(|path| path.ends_with("README.md"))
}

#[test]
fn the_root_holds_the_five_folders_and_little_else() {
    let entries = std::fs::read_dir(root()).expect("the root is readable");
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let stranger = |name: &String| {
        !name.starts_with('.') && !TOP.contains(&&**name) && !FOLDERS.contains(&&**name)
    };
    let wrong: Vec<_> = names
        .filter(stranger)
        .map(|name| {
            format!("{name}: does not belong to the root; it holds {FOLDERS:?} and {TOP:?}")
        })
        .collect();
    report(&wrong);
}

#[test]
fn every_folder_has_its_map() {
    let wrong: Vec<_> = FOLDERS
        .iter()
        .filter(|folder| !root().join(folder).join("README.md").is_file())
        .map(|folder| format!("{folder}/README.md: write the map of what is inside"))
        .collect();
    report(&wrong);
}

/// The target of every Markdown link of a line, without addresses and anchors.
fn links(line: &str) -> impl Iterator<Item = &str> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let paths = targets.map(|target| target.split('#').next().unwrap_or(""));
    paths.filter(|path| !path.is_empty() && !path.contains("://") && !path.starts_with("mailto:"))
}

/// What stands in backticks and looks like a path of this project.
fn quoted_paths(line: &str) -> impl Iterator<Item = &str> {
    let quoted = line.split('`').skip(1).step_by(2);
    quoted.filter(|text| {
        let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
        let first = text.split('/').next().unwrap_or("");
        let ends = [".rs", ".md", ".toml", ".proto", ".sql", ".yaml", ".service", ".html", ".csv"];
        let named = FOLDERS.contains(&first) || ends.iter().any(|end| text.ends_with(end));
        plain && text.contains('/') && !text.starts_with('/') && named
    })
}

#[test]
fn what_a_readme_names_exists() {
    let mut wrong = Vec::new();
    for readme in readmes() {
        let folder = root().join(readme).parent().map(ToOwned::to_owned).unwrap_or_default();
        for (n, line) in read(readme).lines().enumerate() {
            let missing_link = links(line).filter(|path| !folder.join(path).exists());
            let missing_path = quoted_paths(line)
                .filter(|path| !folder.join(path).exists() && !root().join(path).exists());
            for path in missing_link.chain(missing_path) {
                wrong.push(format!("{readme}:{}: {path} does not exist; correct the map", n + 1));
            }
        }
    }
    report(&wrong);
}

#[test]
fn a_line_gives_up_its_paths() {
    let line =
        "See [a](src/a.rs#x), [web](https://b.c/d), `proto/README.md`, `/livez`, `a b/c.rs`.";
    assert_eq!(links(line).collect::<Vec<_>>(), ["src/a.rs"]);
    assert_eq!(quoted_paths(line).collect::<Vec<_>>(), ["proto/README.md"]);
}

fn line_of(subject: &Subject) -> String {
    let hearers: Vec<_> = subject.heard_by.iter().map(|consumer| consumer.as_str()).collect();
    let heard = if hearers.is_empty() { "–".to_owned() } else { hearers.join(", ") };
    format!("| `{}` | {} | {heard} | {} |", subject.kind, subject.said_by, subject.about.as_str())
}

#[test]
fn proto_readme_prints_the_subject_table() {
    let readme = read("proto/README.md");
    let printed: Vec<_> = readme.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(printed.len(), SUBJECTS.len(), "proto/README.md: one line for each event");
    for (printed, subject) in printed.iter().zip(SUBJECTS) {
        let expected = line_of(subject);
        let said = printed.starts_with(&expected);
        assert!(said, "proto/README.md says\n{printed}\nand src/subject.rs\n{expected}");
    }
}

/// The tables of the migrations, in the order in which they are created.
fn tables() -> Vec<String> {
    let migrations = files().iter().filter(|path| path.contains("/migrations/"));
    let mut tables = Vec::new();
    for path in migrations {
        let text = read(path);
        let names =
            text.lines().filter_map(|line| line.strip_prefix("CREATE ")?.strip_prefix("TABLE "));
        tables.extend(names.filter_map(|rest| rest.split([' ', '(']).next()).map(str::to_owned));
    }
    tables
}

#[test]
fn services_readme_says_who_owns_every_table() {
    let readme = read("services/README.md");
    let wrong: Vec<_> = tables()
        .iter()
        .filter(|table| !readme.lines().any(|l| l.starts_with(&format!("| `{table}` |"))))
        .map(|table| format!("services/README.md: who owns the table {table}? Give it a line"))
        .collect();
    report(&wrong);
}
