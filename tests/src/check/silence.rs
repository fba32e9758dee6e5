//! Nobody is reminded who owes nothing: a reminder to an organization left only while a duty of its
//! case waited.

use super::Evidence;
use crate::story::waits;
use vekha_model::Addressee;
use vekha_store::notice::{NoticeClass, NoticeState};
use vekha_store::view_case;

/// More notices than any case has.
const ALL: i64 = 100_000;

pub(super) async fn wrong(evidence: &Evidence<'_>) -> anyhow::Result<Vec<String>> {
    let mut wrong = Vec::new();
    let scope = evidence.world.officer().await?;
    let mut tx = evidence.world.store.read().await?;
    for (id, story) in &evidence.stories {
        let spans = waits(story);
        for notice in view_case::notices(&mut tx, &scope, *id, ALL).await? {
            let digest = NoticeClass::parse(&notice.class).is_some_and(NoticeClass::is_digest);
            let own = notice.addressee == Addressee::Organization.as_str();
            let left = notice.state == NoticeState::Sent.as_str();
            let waited =
                |at| spans.iter().any(|(from, to)| *from <= at && to.is_none_or(|to| at <= to));
            if digest && own && left && !waited(notice.at) {
                wrong.push(format!("case {id} was reminded at {} of nothing", notice.at));
            }
        }
    }
    Ok(wrong)
}
