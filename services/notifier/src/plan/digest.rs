//! Rungs of ladders, collected: one message per recipient and local day, all campaigns together.
//!
//! A rung that says one message each is collected as well: nobody gets two reminders a day. What a
//! superior would sign is a draft per campaign and day, and is never sent by itself.

use super::item::{Detail, RUNG, Says};
use super::recipient::Recipient;
use super::{Growing, Grown, Known, Reached};
use vekha_model::{Addressee, CaseId, NoticeId};
use vekha_store::notice::address::CasePosts;
use vekha_store::notice::{NewItem, NewNotice, NoticeClass};

/// Adds the duties on a rung to the digests of those who must be told.
pub(super) fn plan(
    reached: &Reached,
    known: &Known<'_>,
    ids: &mut impl FnMut() -> NoticeId,
    growing: &mut Growing,
) {
    for case in &reached.cases {
        let rung = (*case, reached.duty.to_string(), reached.index, reached.due);
        if known.told.contains(&rung) {
            continue;
        }
        let Some(posts) = known.posts.get(case) else { continue };
        let digest = digest(reached, posts, known);
        let class = digest.planned.notice.class;
        let grown = growing.entry(digest.planned.notice.dedupe.clone()).or_insert_with(|| {
            let mut digest = digest;
            digest.planned.notice.id = ids();
            digest
        });
        grown.planned.notice.class = grown.planned.notice.class.max(class);
        grown.add(item(reached, *case));
    }
}

/// The empty digest that a duty on this rung belongs to; its id comes when it is new.
fn digest(reached: &Reached, posts: &CasePosts, known: &Known<'_>) -> Grown {
    let to = reached.rung.tell;
    let draft = is_draft(reached);
    let recipient = Recipient::of(posts, to);
    let gathered = known.now + known.policy.gather;
    let slot = known.hours.window(posts.tenant, recipient.zone, gathered);
    let later = known.hours.day_after(posts.tenant, recipient.zone, slot);
    let dedupe = if draft {
        format!("draft/{}/{}", posts.campaign, slot.day)
    } else {
        format!("digest/{}/{}/{}", posts.tenant, recipient.identity, slot.day)
    };
    let notice = NewNotice {
        id: NoticeId(uuid::Uuid::nil()),
        tenant: posts.tenant,
        class: class(reached),
        addressee: to,
        organization: recipient.organization,
        address: recipient.address,
        slot,
        message_id: known.policy.message_id(&dedupe),
        dedupe,
        draft,
        traceparent: reached.traceparent.clone(),
        document: None,
        items: Vec::new(),
    };
    Grown::new(notice, Some(later))
}

fn is_draft(reached: &Reached) -> bool {
    reached.rung.draft || reached.rung.tell == Addressee::Head
}

fn class(reached: &Reached) -> NoticeClass {
    if reached.rung.at.days > 0 || is_draft(reached) {
        NoticeClass::Escalation
    } else {
        NoticeClass::Reminder
    }
}

fn item(reached: &Reached, case: CaseId) -> NewItem {
    let Reached { rung, due, .. } = reached;
    let says = Says::Rung { at: rung.at, acknowledge: rung.acknowledge, due: *due };
    NewItem {
        case,
        duty: reached.duty.to_string(),
        what: RUNG.to_owned(),
        rung: reached.index,
        detail: Detail { to: rung.tell, says, dropped: None }.to_json(),
    }
}
