//! A mail that nobody could match: its sender is told, once a day at most, that it has come and that a
//! person will look.
//!
//! The sender wrote first, so the answer goes at once. Whatever comes from the same address on the
//! same day is received as well and not answered again: two programs that answer each other would
//! not stop (RFC 3834, section 2).

use super::hours::Hours;
use super::{Growing, Grown, Known};
use vekha_model::{Addressee, DocumentId, NoticeId, TenantId, Zone};
use vekha_store::notice::{NewNotice, NoticeClass};

/// A document that waits for a person, and who sent it.
#[derive(Clone, Debug)]
pub struct Unsorted {
    /// Whose mailbox it came into.
    pub tenant: TenantId,
    /// The document.
    pub document: DocumentId,
    /// Who sent it.
    pub address: String,
    /// The trace to continue.
    pub traceparent: Option<String>,
}

/// Plans the answer.
pub(super) fn plan(
    unsorted: &Unsorted,
    known: &Known<'_>,
    ids: &mut impl FnMut() -> NoticeId,
    growing: &mut Growing,
) {
    // Where a stranger works is not known; the day only keeps answers apart.
    let slot = Hours::at_once(Zone::MOSCOW, known.now);
    let address = unsorted.address.to_lowercase();
    let dedupe = format!("unsorted/{}/{address}/{}", unsorted.tenant, slot.day);
    growing.entry(dedupe).or_insert_with_key(|dedupe| {
        let notice = NewNotice {
            id: ids(),
            tenant: unsorted.tenant,
            class: NoticeClass::Receipt,
            addressee: Addressee::Organization,
            organization: None,
            address,
            slot,
            dedupe: dedupe.clone(),
            draft: false,
            message_id: known.policy.message_id(dedupe),
            traceparent: unsorted.traceparent.clone(),
            document: Some(unsorted.document),
            items: Vec::new(),
        };
        Grown::new(notice, None)
    });
}
