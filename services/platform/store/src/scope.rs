//! What a person may see: one subtree of one tenant.
//!
//! A [`Scope`] cannot be written down, only earned: from a row of `session` (a person who logged
//! in), from a link that was verified, or by a command on the record itself. Every function that
//! reads for a person asks for one, so forgetting the limit does not compile.

use crate::link::VerifiedLink;
use crate::organization::path_end;
use crate::sql::statements;
use crate::{Args, Result, Tx};
use vekha_model::TenantId;

statements! {
    OF_CASE = "
        SELECT o.tenant_id, o.path FROM case_ c JOIN organization o ON o.id = c.organization_id
        WHERE c.id = $1";
    OF_TENANT = "SELECT code FROM tenant WHERE id = $1";
}

/// A subtree: everything whose path begins with the scope's.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Scope {
    tenant: TenantId,
    path: String,
}

impl Scope {
    pub(crate) fn of(tenant: TenantId, path: String) -> Self {
        Self { tenant, path }
    }

    /// The tenant.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The path prefix.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether it is the whole tenant: the issuer's own view. A tenant's code is the first element
    /// of every path in it.
    pub fn is_whole(&self) -> bool {
        self.path.matches('/').count() <= 1
    }

    /// Whether a node with this path is inside.
    pub fn covers(&self, path: &str) -> bool {
        path.starts_with(&self.path)
    }

    /// `$1` tenant, `$2` first path, `$3` the path after the last: how every view begins.
    pub(crate) fn args(&self) -> Args {
        Args::new().uuid(self.tenant.0).text(self.path.as_str()).text(path_end(&self.path))
    }
}

/// The scope of a verified link: the one organization whose case it names.
///
/// # Errors
/// Database errors.
pub async fn of_link(tx: &mut Tx, link: &VerifiedLink) -> Result<Option<Scope>> {
    let row = tx.one(&OF_CASE, Args::new().uuid(link.case.0)).await?;
    row.map(|row| Ok(Scope::of(TenantId(row.uuid("tenant_id")?), row.text("path")?))).transpose()
}

/// Everything of a tenant, for a command on the record: who can open it sees all of it anyway. No
/// service calls this; who comes through a door has the scope of the door.
///
/// # Errors
/// Database errors.
pub async fn of_record(tx: &mut Tx, tenant: TenantId) -> Result<Option<Scope>> {
    let row = tx.one(&OF_TENANT, Args::new().uuid(tenant.0)).await?;
    row.map(|row| Ok(Scope::of(tenant, format!("{}/", row.text("code")?)))).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn path() -> impl Strategy<Value = String> {
        prop::collection::vec("[0-9]{1,3}", 1..5).prop_map(|parts| parts.join("/") + "/")
    }

    proptest! {
        /// The range that SQL compares is exactly the subtree, whatever the codes are.
        #[test]
        fn the_range_of_paths_is_the_subtree(root in path(), node in path()) {
            let scope = Scope::of(TenantId(Uuid::nil()), root.clone());
            let in_range = root <= node && node < path_end(&root);
            prop_assert_eq!(scope.covers(&node), in_range);
            let below = root + &node;
            prop_assert!(scope.covers(&below));
        }
    }
}
