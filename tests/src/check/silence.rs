//! Nobody is reminded who owes nothing: when a reminder to an organization left, some duty of its
//! case waited. Judged in the order of commits, because an event may wait for the engine.

use super::Evidence;
use crate::story::before;
use std::collections::BTreeMap;
use vekha_model::{Addressee, Case, NoticeId};
use vekha_proto::{EventKind, v1};
use vekha_store::notice::{NoticeClass, NoticeState};
use vekha_store::view_case;

/// More notices than any case has.
const ALL: i64 = 100_000;

pub(super) async fn wrong(evidence: &Evidence<'_>) -> anyhow::Result<Vec<String>> {
    let mut wrong = Vec::new();
    let (left, scope) = (left(evidence)?, evidence.world.officer().await?);
    let mut tx = evidence.world.store.read().await?;
    for (id, story) in &evidence.stories {
        for notice in view_case::notices(&mut tx, &scope, *id, ALL).await? {
            let digest = NoticeClass::parse(&notice.class).is_some_and(NoticeClass::is_digest);
            let own = notice.addressee == Addressee::Organization.as_str();
            if !digest || !own || notice.state != NoticeState::Sent.as_str() {
                continue;
            }
            match left.get(&notice.id) {
                Some(seq) if before(story, *seq).is_some_and(waits) => {}
                Some(_) => {
                    wrong.push(format!("case {id} was reminded at {} of nothing", notice.at));
                }
                None => wrong.push(format!("notice {} left and nobody said so", notice.id)),
            }
        }
    }
    Ok(wrong)
}

/// The place in the order of commits at which each notice left.
fn left(evidence: &Evidence<'_>) -> anyhow::Result<BTreeMap<NoticeId, i64>> {
    let sent = evidence.history.iter().filter(|s| s.event.kind == EventKind::NoticeSent);
    let place = |stored: &vekha_store::event::Stored| {
        let said: v1::NoticeSent = stored.event.decode()?;
        Ok((said.notice.parse()?, stored.seq))
    };
    sent.map(place).collect()
}

fn waits(case: &Case) -> bool {
    case.duties.values().any(|duty| duty.state.label().is_waiting())
}
