//! The stories of every shipped campaign: each file says what really follows.
//!
//! `VEKHA_BLESS=1 cargo test -p vekha-library --test stories` writes what really follows into the
//! files; read the difference before it is committed.

use std::path::{Path, PathBuf};
use vekha_library::Shipped;
use vekha_simulation::run_transcript;

#[cfg(test)]
fn file(shipped: &Shipped, case: &str) -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.join(shipped.name).join("cases").join(case).with_extension("txt")
}

/// What really follows, where that differs from the file.
#[cfg(test)]
fn difference(shipped: &Shipped, case: &str, told: &str) -> Option<String> {
    let definition = shipped.definition().unwrap_or_else(|report| panic!("{}", report.plain()));
    let really = run_transcript(&definition, told)
        .unwrap_or_else(|error| panic!("{}/cases/{case}.txt: {error}", shipped.name));
    (really != told).then_some(really)
}

#[test]
fn every_story_goes_on_as_its_file_says() {
    let bless = std::env::var_os("VEKHA_BLESS").is_some();
    let mut wrong = Vec::new();
    for shipped in vekha_library::all() {
        for (case, told) in shipped.cases {
            let Some(really) = difference(shipped, case, told) else { continue };
            if bless {
                std::fs::write(file(shipped, case), &really).expect("the story is written");
            } else {
                wrong.push(format!(
                    "{}/cases/{case}.txt goes on differently:\n{really}",
                    shipped.name
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
