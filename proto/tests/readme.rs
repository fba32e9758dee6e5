//! The table of README.md is the subject table: the same lines, in the same order.

use vekha_proto::{SUBJECTS, Subject};

fn line(subject: &Subject) -> String {
    let hearers: Vec<_> = subject.heard_by.iter().map(|consumer| consumer.as_str()).collect();
    let heard = if hearers.is_empty() { "–".to_owned() } else { hearers.join(", ") };
    format!("| `{}` | {} | {heard} | {} |", subject.kind, subject.said_by, subject.about.as_str())
}

#[test]
fn readme_prints_the_subject_table() {
    let readme = include_str!("../README.md");
    let printed: Vec<_> = readme.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(printed.len(), SUBJECTS.len(), "proto/README.md: one line for each event");
    for (printed, subject) in printed.iter().zip(SUBJECTS) {
        let expected = line(subject);
        assert!(
            printed.starts_with(&expected),
            "proto/README.md says\n{printed}\nbut not\n{expected}"
        );
    }
}
