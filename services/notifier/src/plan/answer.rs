//! The answer to what came: one message for one document, whatever became of it.
//!
//! One mail may bring a plan, a report and its cover letter. Each kind moves the case by itself, so
//! there are several events; but the sender sent one document, was given one number, and must read
//! one answer. Therefore everything that a document's arrival tells one recipient is one notice, and
//! its facts are kept in order, so that the last word on a duty wins when the mail is written. What
//! an answer brings with it (the next duty opens) is said in it, not beside it. A person's decision
//! answers as well, a mail each.

use super::hours::Hours;
use super::item::{ANSWER, Detail, Says, kind_and_duty};
use super::recipient::Recipient;
use super::{Advanced, Growing, Grown, Known};
use std::collections::BTreeSet;
use vekha_core::machine::{Class, Tell};
use vekha_model::{Addressee, CaseId, Fact, NoticeId};
use vekha_store::notice::{NewItem, NewNotice, NoticeClass};

/// Plans the answers that core said must be given about one event.
pub(super) fn plan(
    advanced: &Advanced,
    known: &Known<'_>,
    ids: &mut impl FnMut() -> NoticeId,
    growing: &mut Growing,
) {
    let readers: BTreeSet<Addressee> = advanced.tell.iter().map(|tell| tell.to).collect();
    for to in readers.into_iter().filter(|to| answers(advanced, *to)) {
        let Some(fresh) = notice(advanced, to, known, ids) else { continue };
        let class = fresh.class;
        let grown = growing.entry(key(advanced, to)).or_insert_with(|| Grown::new(fresh, None));
        grown.planned.notice.class = grown.planned.notice.class.max(class);
        for (duty, fact) in told(advanced, to) {
            grown.answers.entry((advanced.case, duty)).or_default().push(fact.clone());
        }
    }
}

/// Whether what this event tells the reader is an answer: something came, or was judged.
pub(super) fn answers(advanced: &Advanced, to: Addressee) -> bool {
    let answer = |tell: &&Tell| matches!(tell.class, Class::Receipt | Class::Verdict);
    advanced.tell.iter().filter(answer).any(|tell| tell.to == to)
}

/// The item of an answer: everything that was said of one duty, in order.
pub(super) fn item((case, duty): (CaseId, String), to: Addressee, facts: Vec<Fact>) -> NewItem {
    let detail = Detail { to, says: Says::Answer(facts), dropped: None };
    NewItem { case, duty, what: ANSWER.to_owned(), rung: 0, detail: detail.to_json() }
}

/// News with one key are one mail.
fn key(advanced: &Advanced, to: Addressee) -> String {
    let (case, to) = (advanced.case, to.as_str());
    match advanced.arrival {
        Some(document) => format!("answer/document {document}/{case}/{to}"),
        None => format!("answer/event {}/{case}/{to}", advanced.event),
    }
}

/// The notice without its items. Its own key is the first event's: should a document ever be read
/// in two halves, the second is told in a mail of its own and never lost.
fn notice(
    advanced: &Advanced,
    to: Addressee,
    known: &Known<'_>,
    ids: &mut impl FnMut() -> NoticeId,
) -> Option<NewNotice> {
    let posts = known.posts.get(&advanced.case)?;
    let recipient = Recipient::of(posts, to);
    let verdict = advanced.tell.iter().any(|it| it.to == to && it.class == Class::Verdict);
    let dedupe = format!("answer/{}/{}", advanced.event, to.as_str());
    Some(NewNotice {
        id: ids(),
        tenant: posts.tenant,
        class: if verdict { NoticeClass::Verdict } else { NoticeClass::Receipt },
        addressee: to,
        organization: recipient.organization,
        // Whoever has just sent something waits for the answer, whatever the hour.
        slot: Hours::at_once(recipient.zone, known.now),
        address: recipient.address,
        message_id: known.policy.message_id(&dedupe),
        dedupe,
        draft: false,
        traceparent: advanced.traceparent.clone(),
        document: None,
        items: Vec::new(),
    })
}

/// What the reader is told of: every fact about a duty that core named, or about the document itself.
fn told(advanced: &Advanced, to: Addressee) -> impl Iterator<Item = (String, &Fact)> {
    let named = move |duty: Option<&str>, what: &str| {
        advanced.tell.iter().filter(|tell| tell.to == to).any(|tell| match &tell.duty {
            Some(key) => duty == Some(&*key.to_string()),
            None => duty.is_none() && tell.what == what,
        })
    };
    advanced.facts.iter().filter_map(move |fact| {
        let (what, duty) = kind_and_duty(fact);
        named(duty.as_deref(), &what).then(|| (duty.unwrap_or_default(), fact))
    })
}
