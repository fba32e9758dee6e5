//! Messages that an authority starts: the letter, a change, a reminder by letter.
//!
//! Everything one event tells one recipient in one class is one message: a letter with three
//! obligations is one mail. They wait for the recipient's window.

use super::answer;
use super::item::{Detail, Says, kind_and_duty};
use super::recipient::Recipient;
use super::{Advanced, Growing, Grown, Known};
use vekha_core::machine::tell::{Class, Tell};
use vekha_model::{CaseId, Fact, NoticeId};
use vekha_store::notice::{NewItem, NewNotice, NoticeClass};

/// Plans what core said must be told about one event.
pub(super) fn plan(
    advanced: &Advanced,
    known: &Known<'_>,
    ids: &mut impl FnMut() -> NoticeId,
    growing: &mut Growing,
) {
    let Some(posts) = known.posts.get(&advanced.case) else { return };
    for tell in &advanced.tell {
        let Some(class) = class(tell.class).filter(|_| !answer::answers(advanced, tell.to)) else {
            continue;
        };
        let items = items(advanced, tell);
        if items.is_empty() {
            continue;
        }
        let dedupe = format!("{}/{}/{}", class.as_str(), advanced.event, tell.to.as_str());
        let grown = growing.entry(dedupe).or_insert_with_key(|dedupe| {
            let recipient = Recipient::of(posts, tell.to);
            let notice = NewNotice {
                id: ids(),
                tenant: posts.tenant,
                class,
                addressee: tell.to,
                organization: recipient.organization,
                slot: known.hours.window(posts.tenant, recipient.zone, known.now),
                address: recipient.address,
                dedupe: dedupe.clone(),
                draft: false,
                message_id: known.policy.message_id(dedupe),
                traceparent: advanced.traceparent.clone(),
                document: None,
                items: Vec::new(),
            };
            Grown::new(notice, None)
        });
        items.into_iter().for_each(|item| grown.add(item));
    }
}

/// Core's reason for telling, as a class of notices; none for what is an answer.
const fn class(why: Class) -> Option<NoticeClass> {
    match why {
        Class::Circular => Some(NoticeClass::Circular),
        Class::Change => Some(NoticeClass::Change),
        Class::Reminder => Some(NoticeClass::Reminder),
        Class::Receipt | Class::Verdict => None,
    }
}

/// The facts that a `tell` speaks of, as items. The letter speaks of every duty it opened.
fn items(advanced: &Advanced, tell: &Tell) -> Vec<NewItem> {
    let duty = tell.duty.as_ref().map(ToString::to_string);
    let of_tell = |fact: &&Fact| kind_and_duty(fact) == (tell.what.clone(), duty.clone());
    let opened = |fact: &&Fact| matches!(fact, Fact::DutyOpened { .. });
    let mut facts: Vec<&Fact> = match tell.class {
        Class::Circular => advanced.facts.iter().filter(opened).collect(),
        Class::Receipt | Class::Change | Class::Reminder | Class::Verdict => Vec::new(),
    };
    if facts.is_empty() {
        facts.extend(advanced.facts.iter().find(of_tell));
    }
    facts.into_iter().map(|fact| item(advanced.case, tell, fact)).collect()
}

fn item(case: CaseId, tell: &Tell, fact: &Fact) -> NewItem {
    let (what, duty) = kind_and_duty(fact);
    let says = match fact {
        Fact::DutyReminded { reason, .. } => Says::Asked { by: reason.clone() },
        fact => Says::Fact(fact.clone()),
    };
    let detail = Detail { to: tell.to, says, dropped: None };
    NewItem { case, duty: duty.unwrap_or_default(), what, rung: 0, detail: detail.to_json() }
}
