//! Who is told when, for each sort of duty. Only ladders that are climbed are written.

use super::When;
use super::names::Named;
use vekha_model::Modality;

/// The section `ladders`.
pub(super) fn write(text: &mut String, named: &[Named<'_>]) {
    let climbed = |name: &str| named.iter().any(|named| used(named).contains(&name));
    let written: Vec<_> = LADDERS.iter().filter(|(name, _)| climbed(name)).collect();
    if written.is_empty() {
        return;
    }
    text.push_str("\nladders:\n");
    for (name, rungs) in written {
        text.push_str(&format!("  {name}:\n"));
        for rung in *rungs {
            text.push_str(&format!("    - {{ {rung} }}\n"));
        }
    }
}

/// The ladder of an obligation; none where nothing can be late.
pub(super) fn ladder(named: &Named<'_>) -> Option<&'static str> {
    let obligation = named.obligation;
    if obligation.due == When::Undated || named.proof {
        return None;
    }
    Some(match (obligation.external, obligation.modality, obligation.of_authority) {
        (true, _, _) => WATCH,
        (false, Modality::Recommended, _) => GENTLE,
        (false, _, true) => AUTHORITY,
        (false, _, false) => STANDARD,
    })
}

/// The ladder of the authority's count.
pub(super) const COUNT: &str = AUTHORITY;

fn used(named: &Named<'_>) -> Vec<&'static str> {
    let own = ladder(named);
    let count = named.counts() && own.is_some();
    let count = count.then_some(COUNT);
    own.into_iter().chain(count).collect()
}

const STANDARD: &str = "standard";
const AUTHORITY: &str = "authority";
const GENTLE: &str = "gentle";
const WATCH: &str = "watch";

const LADDERS: [(&str, &[&str]); 4] = [
    (
        STANDARD,
        &[
            "at: -10wd, tell: organization",
            "at: +1wd, tell: organization, ask: acknowledgement",
            "at: +3wd, tell: municipality, as: digest",
            "at: +5wd, tell: officer, as: digest",
            "at: +10wd, tell: head, draft: letter",
        ],
    ),
    (
        AUTHORITY,
        &[
            "at: -10wd, tell: organization",
            "at: +1wd, tell: organization, ask: acknowledgement",
            "at: +5wd, tell: officer, as: digest",
            "at: +10wd, tell: head, draft: letter",
        ],
    ),
    (GENTLE, &["at: -5wd, tell: organization"]),
    (WATCH, &["at: +1wd, tell: officer, as: digest"]),
];
