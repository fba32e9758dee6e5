//! Words that do not stay: promises, shortcuts, and talk about how the code came to be.

use super::project::{files, production, read, report};

/// What no text file of ours says, and why.
const BANNED: &[(&str, &str)] = &[
    ("TODO", "do it, or open an issue"),
    ("FIXME", "fix it, or open an issue"),
    ("XXX", "say what is meant"),
    ("HACK", "say why it must be so"),
    ("design.md", "say it here: readers do not have that file"),
    ("CONTRACT.md", "say it here: readers do not have that file"),
    ("/work/", "a path of one machine"),
    ("/root/", "a path of one machine"),
    ("as requested", "say why, not who asked"),
    ("per the brief", "say why, not who asked"),
    ("in this session", "code does not know how it was written"),
    ("language model", "code does not know how it was written"),
];

/// What shipped code does not call.
const CALLS: &[(&str, &str)] = &[
    (".unwrap()", "return an error that says what to do"),
    ("std::process::exit(", "return an exit code from main"),
];

const TEXT: &[&str] =
    &["rs", "md", "toml", "proto", "sql", "yaml", "yml", "html", "txt", "service", "ftl", "mk"];

fn is_ours(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let text = TEXT.contains(&extension) || path == "Makefile";
    text && !path.contains("/vendor/") && path != "tests/tidy/words.rs"
}

#[test]
fn no_banned_word() {
    let mut wrong = Vec::new();
    for path in files().iter().filter(|path| is_ours(path)) {
        for (n, line) in read(path).lines().enumerate() {
            for (word, advice) in BANNED.iter().filter(|(word, _)| line.contains(word)) {
                wrong.push(format!("{path}:{}: {word:?}: {advice}", n + 1));
            }
        }
    }
    report(&wrong);
}

#[test]
fn shipped_code_takes_no_shortcut() {
    let mut wrong = Vec::new();
    for source in production() {
        let code = source.shipped();
        for (n, line) in code.lines().enumerate() {
            for (call, advice) in CALLS.iter().filter(|(call, _)| line.contains(call)) {
                wrong.push(format!("{}:{}: {call} in shipped code; {advice}", source.path, n + 1));
            }
        }
    }
    report(&wrong);
}
