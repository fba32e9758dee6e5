//! Writing planned notices: one statement for the notices, one for the items, whatever their number.

use super::{NewItem, NewNotice};
use crate::sql::statements;
use crate::{Args, Result, Rows, Tx};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use vekha_model::NoticeId;

statements! {
    /// A digest that is still planned grows; one that was tried already answers with no row.
    NOTICES = "
        INSERT INTO notice (id, tenant_id, class, addressee, organization_id, address, day, dedupe,
                            draft, state, not_before, message_id, attempts, traceparent, created_at,
                            document_id)
        SELECT v.id, v.tenant_id, v.class, v.addressee, v.organization_id, v.address, v.day,
               v.dedupe, v.draft, 'planned', v.not_before, v.message_id, 0, v.traceparent, $2,
               v.document_id
        FROM {rows $1: id uuid, tenant_id uuid, class text, addressee text, organization_id uuid,
              address text, day day, dedupe text, draft bool, not_before time, message_id text,
              traceparent text, document_id uuid} AS v
        WHERE true
        ON CONFLICT (dedupe) DO UPDATE SET class =
            CASE WHEN excluded.class = 'escalation' THEN excluded.class ELSE notice.class END
        WHERE notice.state = 'planned'
        RETURNING id, dedupe";

    ITEMS = "
        INSERT INTO notice_item (notice_id, case_id, duty_key, what, rung, detail)
        SELECT v.notice_id, v.case_id, v.duty_key, v.what, v.rung, v.detail
        FROM {rows $1: notice_id uuid, case_id uuid, duty_key text, what text, rung bigint,
              detail jsonb} AS v
        WHERE true
        ON CONFLICT (notice_id, case_id, duty_key, what, rung)
            DO UPDATE SET detail = excluded.detail";
}

/// Writes the notices with their items, or adds the items to a planned notice with the same key.
/// The keys must differ. Answers the ids by key; a key that is missing belongs to a notice that was
/// tried already, and its items were not written.
///
/// # Errors
/// When the database refuses.
pub async fn write(
    tx: &mut Tx,
    notices: &[NewNotice],
    now: DateTime<Utc>,
) -> Result<HashMap<String, NoticeId>> {
    if notices.is_empty() {
        return Ok(HashMap::new());
    }
    let written = tx.all(&NOTICES, Args::new().rows(notice_rows(notices)).time(now)).await?;
    let ids: HashMap<String, NoticeId> = written
        .iter()
        .map(|row| Ok((row.text("dedupe")?, NoticeId(row.uuid("id")?))))
        .collect::<Result<_>>()?;
    let items: Vec<(NoticeId, &NewItem)> = notices
        .iter()
        .filter_map(|notice| Some((*ids.get(&notice.dedupe)?, &notice.items)))
        .flat_map(|(id, items)| items.iter().map(move |item| (id, item)))
        .collect();
    if !items.is_empty() {
        tx.run(&ITEMS, Args::new().rows(item_rows(&items))).await?;
    }
    Ok(ids)
}

fn notice_rows(notices: &[NewNotice]) -> Rows {
    let each = || notices.iter();
    Rows::new()
        .uuid(each().map(|notice| notice.id.0))
        .uuid(each().map(|notice| notice.tenant.0))
        .text(each().map(|notice| notice.class.as_str().to_owned()))
        .text(each().map(|notice| notice.addressee.as_str().to_owned()))
        .opt_uuid(each().map(|notice| notice.organization.map(|id| id.0)))
        .text(each().map(|notice| notice.address.clone()))
        .day(each().map(|notice| notice.slot.day))
        .text(each().map(|notice| notice.dedupe.clone()))
        .bool(each().map(|notice| notice.draft))
        .time(each().map(|notice| notice.slot.not_before))
        .text(each().map(|notice| notice.message_id.clone()))
        .opt_text(each().map(|notice| notice.traceparent.clone()))
        .opt_uuid(each().map(|notice| notice.document.map(|id| id.0)))
}

fn item_rows(items: &[(NoticeId, &NewItem)]) -> Rows {
    let each = || items.iter();
    Rows::new()
        .uuid(each().map(|(notice, _)| notice.0))
        .uuid(each().map(|(_, item)| item.case.0))
        .text(each().map(|(_, item)| item.duty.clone()))
        .text(each().map(|(_, item)| item.what.clone()))
        .i64(each().map(|(_, item)| item.rung))
        .text(each().map(|(_, item)| item.detail.to_string()))
}
