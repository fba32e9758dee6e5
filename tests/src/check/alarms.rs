//! Every duty is armed with exactly the next alarm of its ladder, and nothing rings for a case that
//! has ended.

use super::Evidence;
use vekha_core::definition::Role;
use vekha_core::ladder;

pub(super) fn wrong(evidence: &Evidence<'_>) -> anyhow::Result<Vec<String>> {
    let mut wrong = Vec::new();
    for (id, stored) in &evidence.seen.cases {
        let organization = vekha_model::Organization::bare(stored.case.subject);
        let role = if stored.is_authority { Role::Authority } else { Role::Main };
        let world = evidence.running(stored)?.world(role, &organization, None);
        for (key, duty) in &stored.case.duties {
            let place = (*id, key.clone());
            let reached = evidence.seen.reached.get(&place).copied().unwrap_or(0);
            let next = ladder::next(&world, &stored.case, duty, usize::try_from(reached)?);
            let next = next.map(|alarm| alarm.at);
            let armed = evidence.seen.alarms.get(&place).copied();
            if next != armed {
                wrong.push(format!(
                    "case {id}, {key}: armed for {armed:?}, the ladder says {next:?}"
                ));
            }
        }
    }
    Ok(wrong)
}
