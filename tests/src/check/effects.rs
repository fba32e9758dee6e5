//! Every event had its effect once: what is stored is what the facts fold to, and the version of a
//! case counts the events that moved it.

use super::Evidence;
use std::collections::BTreeSet;
use vekha_proto::EventKind;

pub(super) fn wrong(evidence: &Evidence<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (id, stored) in &evidence.seen.cases {
        let Some(story) = evidence.stories.get(id) else {
            wrong.push(format!("case {id} has no story"));
            continue;
        };
        let Some(last) = story.last() else { continue };
        if last.after != stored.case {
            wrong.push(format!("case {id} folds to {:#?}\nbut is {:#?}", last.after, stored.case));
        }
        let causes: BTreeSet<_> = story.iter().map(|step| step.cause).collect();
        if i64::try_from(causes.len()).ok() != Some(stored.version) {
            let (version, n) = (stored.version, causes.len());
            wrong.push(format!("case {id} is at version {version} after {n} events"));
        }
        // One word of the clock may be about two duties of a case; anything else acts once.
        let mut acted = BTreeSet::new();
        let single = story.iter().filter(|step| step.kind != EventKind::DeadlinesPassed);
        for twice in single.filter(|step| !acted.insert(step.cause)) {
            wrong.push(format!("case {id}: {} {} acted twice", twice.kind, twice.cause));
        }
    }
    let unseen = evidence.stories.keys().filter(|id| !evidence.seen.cases.contains_key(id));
    wrong.extend(unseen.map(|id| format!("case {id} has a story and no row")));
    wrong
}
