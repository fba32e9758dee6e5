//! Table `contact`: addresses learned from people's decisions, and addresses that bounced. Owned by
//! intake.

use crate::sql::statements;
use crate::{Args, Result, Rows, Tx};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use vekha_model::{OrganizationId, TenantId};

statements! {
    CONFIRM = "
        INSERT INTO contact (organization_id, email, source, added_at)
        SELECT organization_id, email, 'confirmed', $2
        FROM {rows $1: organization_id uuid, email text} AS v
        WHERE NOT EXISTS (SELECT 1 FROM organization o
                          WHERE o.email = v.email AND o.id <> v.organization_id)
        ON CONFLICT (organization_id, email) DO NOTHING";
    OF_TENANT = "
        SELECT c.organization_id, c.email FROM contact c
        JOIN organization o ON o.id = c.organization_id
        WHERE o.tenant_id = $1 ORDER BY c.organization_id, c.email";
    BOUNCED = "
        INSERT INTO contact (organization_id, email, source, undeliverable_at, added_at)
        SELECT o.id, o.email, 'register', $3 /*pg ::timestamptz */, $3 FROM organization o
        WHERE o.tenant_id = $1 AND o.email IN {texts $2}
        UNION
        SELECT c.organization_id, c.email, c.source, $3, c.added_at FROM contact c
        JOIN organization o ON o.id = c.organization_id
        WHERE o.tenant_id = $1 AND c.email IN {texts $2} AND c.email <> COALESCE(o.email, '')
        ON CONFLICT (organization_id, email) DO UPDATE
        SET undeliverable_at = excluded.undeliverable_at";
}

/// Remembers that a person found these addresses to write for these organizations. The address of
/// another organization is left out: a municipality forwards for its schools.
///
/// # Errors
/// Database errors.
pub async fn confirm(
    tx: &mut Tx,
    contacts: &[(OrganizationId, String)],
    now: DateTime<Utc>,
) -> Result<()> {
    if contacts.is_empty() {
        return Ok(());
    }
    let rows = Rows::new()
        .uuid(contacts.iter().map(|(organization, _)| organization.0))
        .text(contacts.iter().map(|(_, email)| email.to_lowercase()));
    tx.run(&CONFIRM, Args::new().rows(rows).time(now)).await.map(|_| ())
}

/// Marks addresses of a tenant's organizations as undeliverable. Returns how many it knew.
///
/// # Errors
/// Database errors.
pub async fn bounced(
    tx: &mut Tx,
    tenant: TenantId,
    emails: impl IntoIterator<Item = String>,
    now: DateTime<Utc>,
) -> Result<u64> {
    let emails = emails.into_iter().map(|email| email.to_lowercase());
    tx.run(&BOUNCED, Args::new().uuid(tenant.0).texts(emails).time(now)).await
}

/// The addresses that are known besides those of the register, by organization.
///
/// # Errors
/// Database errors.
pub async fn of_tenant(
    tx: &mut Tx,
    tenant: TenantId,
) -> Result<BTreeMap<OrganizationId, Vec<String>>> {
    let mut found: BTreeMap<OrganizationId, Vec<String>> = BTreeMap::new();
    for row in tx.all(&OF_TENANT, Args::new().uuid(tenant.0)).await? {
        let organization = OrganizationId(row.uuid("organization_id")?);
        found.entry(organization).or_default().push(row.text("email")?);
    }
    Ok(found)
}
