//! `make help` prints every target.

use super::project::{read, root};
use std::process::Command;

#[test]
fn make_help_prints_every_target() {
    let makefile = read("Makefile");
    let targets = makefile.lines().filter_map(|line| {
        let (name, _) = line.split_once(':')?;
        let target = name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        (target && !name.is_empty()).then_some(name)
    });
    let help = Command::new("make").args(["-s", "help"]).current_dir(root()).output();
    let help = String::from_utf8(help.expect("make runs").stdout).expect("text");
    for target in targets {
        let said =
            help.lines().any(|line| line.trim_start().starts_with(&format!("make {target} ")));
        assert!(
            said,
            "Makefile: write `{target}: ## what it does`, so that make help prints it\n{help}"
        );
    }
    assert!(help.contains("make test "), "make help prints nothing:\n{help}");
}
