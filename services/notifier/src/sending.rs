//! What is decided about a notice at the moment of sending: pure, from the state of its duties now.
//!
//! A reminder must not reach somebody who has sent everything. So nothing that was true at planning
//! is trusted: each item is looked at again, a digest is sent on its own day only, and nothing but
//! an answer leaves outside the recipient's hours.
//!
//! **Must not know:** the texts of mails, how they travel, the database.

use crate::plan::hours::Hours;
use crate::plan::item::{Detail, Says};
use crate::plan::{Planned, Policy};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use vekha_model::{Addressee, DutyLabel, Fact, NoticeId, Zone};
use vekha_store::notice::claim::{DueItem, DueNotice, DutyNow};
use vekha_store::notice::settle::DroppedItem;
use vekha_store::notice::{NewItem, NewNotice, NoticeClass};

/// What becomes of a notice whose hour has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It goes out with the items that are left.
    Send,
    /// The recipient's day is over or has not begun.
    Postpone(DateTime<Utc>),
    /// It is a digest of an earlier day: what is left of it joins today's.
    Join(Box<Planned>),
    /// Nothing is left to say; the reason in Russian.
    Suppress(String),
    /// It can never go out; the reason in Russian.
    Fail(String),
}

/// A notice after the second look.
#[derive(Clone, Debug, PartialEq)]
pub struct Sifted {
    /// The notice, with the items that are left.
    pub notice: DueNotice,
    /// What becomes of it.
    pub fate: Fate,
    /// What was left out, and why.
    pub dropped: Vec<DroppedItem>,
}

/// Looks at a due notice again. `zone` is the reader's, as the campaign has it for a person.
pub fn sift(mut notice: DueNotice, zone: Zone, hours: &Hours, now: DateTime<Utc>) -> Sifted {
    let answer = matches!(notice.class, NoticeClass::Receipt | NoticeClass::Verdict);
    if !answer && !hours.is_open(notice.tenant, zone, now) {
        let at = hours.window(notice.tenant, zone, now).not_before;
        return Sifted { notice, fate: Fate::Postpone(at), dropped: Vec::new() };
    }
    let dropped = drop_settled(&mut notice, now);
    let fate = match () {
        () if notice.items.is_empty() && notice.document.is_none() => {
            Fate::Suppress(nothing_left(&dropped))
        }
        () if notice.class.is_digest() && notice.slot.day != zone.date(now) => {
            Fate::Join(Box::new(todays(&notice, zone, hours, now)))
        }
        () if notice.address.is_empty() && !notice.draft => {
            Fate::Fail("у получателя нет действующего адреса электронной почты".to_owned())
        }
        () => Fate::Send,
    };
    Sifted { notice, fate, dropped }
}

/// Several digests of earlier days for one reader become one: their keys are the same today.
pub fn joined(
    sifted: &[Sifted],
    policy: &Policy,
    ids: &mut impl FnMut() -> NoticeId,
) -> Vec<Planned> {
    let mut today: BTreeMap<&str, Planned> = BTreeMap::new();
    let planned = sifted.iter().filter_map(|sifted| match &sifted.fate {
        Fate::Join(planned) => Some(planned.as_ref()),
        _ => None,
    });
    for old in planned {
        let joined = today.entry(&old.notice.dedupe).or_insert_with(|| {
            let (id, message_id) = (ids(), policy.message_id(&old.notice.dedupe));
            let notice = NewNotice { id, message_id, items: Vec::new(), ..old.notice.clone() };
            Planned { notice, later: old.later }
        });
        joined.notice.class = joined.notice.class.max(old.notice.class);
        joined.notice.items.extend(old.notice.items.iter().cloned());
    }
    today.into_values().map(one_of_each).collect()
}

/// The same thing said by two digests is said once, as the later one said it.
fn one_of_each(mut planned: Planned) -> Planned {
    let items = std::mem::take(&mut planned.notice.items);
    let unique: BTreeMap<_, _> = items
        .into_iter()
        .map(|item| ((item.case, item.duty.clone(), item.what.clone(), item.rung), item))
        .collect();
    planned.notice.items = unique.into_values().collect();
    planned
}

fn todays(notice: &DueNotice, zone: Zone, hours: &Hours, now: DateTime<Utc>) -> Planned {
    let slot = hours.window(notice.tenant, zone, now);
    let prefix = notice.dedupe.rsplit_once('/').map_or("", |(prefix, _)| prefix);
    let item = |item: &DueItem| NewItem {
        case: item.case,
        duty: item.duty.clone(),
        what: item.what.clone(),
        rung: item.rung,
        detail: item.detail.clone(),
    };
    let new = NewNotice {
        id: notice.id,
        tenant: notice.tenant,
        class: notice.class,
        addressee: notice.addressee,
        organization: notice.organization,
        address: notice.address.clone(),
        slot,
        dedupe: format!("{prefix}/{}", slot.day),
        draft: notice.draft,
        message_id: notice.message_id.clone(),
        traceparent: notice.traceparent.clone(),
        document: notice.document,
        items: notice.items.iter().map(item).collect(),
    };
    Planned { notice: new, later: Some(hours.day_after(notice.tenant, zone, slot)) }
}

/// Takes out the items that no longer hold.
fn drop_settled(notice: &mut DueNotice, now: DateTime<Utc>) -> Vec<DroppedItem> {
    let id = notice.id;
    let mut dropped = Vec::new();
    notice.items.retain(|item| {
        let Ok(mut detail) = serde_json::from_value::<Detail>(item.detail.clone()) else {
            return false;
        };
        let Some(reason) = settled(&detail, item.now, now) else { return true };
        detail.dropped = Some(reason.to_owned());
        dropped.push(DroppedItem {
            notice: id,
            case: item.case,
            duty: item.duty.clone(),
            what: item.what.clone(),
            rung: item.rung,
            detail: detail.to_json(),
        });
        false
    });
    dropped
}

/// Why an item no longer holds, in Russian; None when it does.
fn settled(detail: &Detail, duty: Option<DutyNow>, now: DateTime<Utc>) -> Option<&'static str> {
    match (&detail.says, duty) {
        (Says::Rung { .. }, None) => Some("поручение снято"),
        (Says::Rung { due, .. }, Some(duty)) => {
            let moved = duty.due_at != Some(*due);
            let climbs = duty.recommended && detail.to != Addressee::Organization;
            let late = duty.recommended && now > *due;
            rest(duty.label)
                .or(moved.then_some("срок перенесён"))
                .or(climbs.then_some("рекомендация: о ней не докладывают"))
                .or(late.then_some("рекомендация: её срок прошёл"))
        }
        (Says::Asked { .. }, None) => Some("поручение снято"),
        (Says::Fact(Fact::DutyOpened { .. }) | Says::Asked { .. }, Some(duty)) => rest(duty.label),
        (Says::Fact(_) | Says::Answer(_), _) => None,
    }
}

/// Why nothing is expected of the organization; None while something is.
const fn rest(label: DutyLabel) -> Option<&'static str> {
    match label {
        DutyLabel::Open | DutyLabel::Returned => None,
        DutyLabel::Submitted => Some("уже на проверке"),
        DutyLabel::Claimed => Some("заявлено освобождение"),
        DutyLabel::Accepted => Some("уже принято"),
        DutyLabel::Exempt => Some("освобождено"),
        DutyLabel::Closed => Some("поручение снято"),
    }
}

fn nothing_left(dropped: &[DroppedItem]) -> String {
    let mut reasons: Vec<&str> =
        dropped.iter().filter_map(|item| item.detail.get("dropped")?.as_str()).collect();
    reasons.sort_unstable();
    reasons.dedup();
    if reasons.is_empty() { "сообщать нечего".to_owned() } else { reasons.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::settled;
    use crate::plan::item::{Detail, Says};
    use chrono::{DateTime, Duration, Utc};
    use vekha_model::{Addressee, DutyLabel, RungAt};
    use vekha_store::notice::claim::DutyNow;

    #[test]
    fn nobody_is_reminded_of_a_recommendation_after_its_date() {
        let due: DateTime<Utc> = "2024-03-01T16:59:59Z".parse().expect("instant");
        let at = RungAt { days: -10, working: true };
        let says = Says::Rung { at, acknowledge: false, due };
        let detail = Detail { to: Addressee::Organization, says, dropped: None };
        let said = |recommended, now| {
            let duty = DutyNow { label: DutyLabel::Open, due_at: Some(due), recommended };
            settled(&detail, Some(duty), now)
        };
        let late = due + Duration::seconds(1);
        assert_eq!(said(true, due), None, "on its last instant it may still be followed");
        assert_eq!(said(true, late), Some("рекомендация: её срок прошёл"));
        assert_eq!(said(false, late), None, "what is binding is said to be late");
    }
}
