//! The table of duties, as printed in workflows/README.md.

use crate::machine::duty::{Step, after};
use std::fmt::Write as _;
use vekha_model::DutyLabel;

fn printed() -> String {
    let mut table = String::from("| from");
    for step in Step::ALL {
        write!(table, " | {step:?}").expect("text");
    }
    table.push_str(" |\n|---");
    table.push_str(&"|---".repeat(Step::ALL.len()));
    table.push_str("|\n");
    for from in [DutyLabel::Open, DutyLabel::Submitted, DutyLabel::Returned, DutyLabel::Claimed] {
        write!(table, "| {from:?}").expect("text");
        for step in Step::ALL {
            match after(from, step) {
                Some(to) => write!(table, " | {to:?}").expect("text"),
                None => table.push_str(" | –"),
            }
        }
        table.push_str(" |\n");
    }
    table
}

#[test]
fn the_readme_prints_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");
    let readme = std::fs::read_to_string(path).expect("workflows/README.md");
    let table = printed();
    assert!(readme.contains(&table), "workflows/README.md should print:\n{table}");
}

#[test]
fn nothing_leads_out_of_a_final_state() {
    for from in DutyLabel::ALL.into_iter().filter(|label| label.is_final()) {
        assert!(Step::ALL.into_iter().all(|step| after(from, step).is_none()), "{from:?}");
    }
}
