//! A draft out of the record, read back; and what its pages ask of the register.

use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::state::DashboardState;
use anyhow::Context as _;
use std::collections::BTreeSet;
use uuid::Uuid;
use vekha_drafting::addressed::{Bound, Chosen};
use vekha_drafting::{CaseFor, Changes, Draft, Reading};
use vekha_model::{Calendar, Organization};
use vekha_store::draft::{self, Kept};
use vekha_store::{Scope, Tx, tenant, view_launch, view_organization};

/// A draft.
#[derive(Debug)]
pub struct Opened {
    /// As kept.
    pub kept: Kept,
    /// Read back.
    pub draft: Draft,
}

/// A draft that nobody has issued yet. Who sees a part of the tenant has drafts of that part alone:
/// letters from above that they carry to their own organizations.
///
/// # Errors
/// [`Failure::Forbidden`] for who has no such draft, [`Failure::Missing`] for an issuer.
pub async fn open(tx: &mut Tx, visitor: &Visitor, id: Uuid) -> Result<Opened, Failure> {
    visitor.must_decide()?;
    let found = draft::get(tx, visitor.scope(), id).await?;
    let nothing = if visitor.is_issuer() { Failure::Missing } else { Failure::Forbidden };
    let kept = found.ok_or(nothing)?;
    if kept.state != "open" {
        return Err(Failure::Missing);
    }
    let reading: Reading = serde_json::from_str(&kept.reading).context("draft.reading")?;
    let changes: Changes = serde_json::from_str(&kept.changes).context("draft.changes")?;
    if changes.parent.is_none() {
        visitor.must_issue()?;
    }
    Ok(Opened { kept, draft: Draft { reading, changes } })
}

/// The nodes that the scope has, in the order of the tree.
///
/// # Errors
/// Database errors.
pub async fn register(
    state: &DashboardState,
    tx: &mut Tx,
    scope: &Scope,
) -> Result<Vec<Organization>, Failure> {
    let limit = i64::try_from(state.parts.settings.register_nodes).unwrap_or(i64::MAX);
    Ok(view_organization::page(tx, scope, "", "", limit).await?)
}

/// Whom a choice means, here and now.
///
/// # Errors
/// Database errors.
pub async fn resolve(
    tx: &mut Tx,
    scope: &Scope,
    (chosen, case_for): (&Chosen, CaseFor),
    register: &[Organization],
) -> Result<Bound, Failure> {
    let silent: BTreeSet<_> = match chosen {
        Chosen::Silent { campaign } => {
            view_launch::silent(tx, scope, *campaign).await?.into_iter().collect()
        }
        _ => BTreeSet::new(),
    };
    let mut bound = chosen.resolve(case_for, register, &silent);
    // What was typed into a form cannot reach beyond what its sender sees.
    bound.paths.retain(|path| scope.covers(path));
    Ok(bound)
}

/// The calendar of the visitor's tenant: the federal one under its own days.
///
/// # Errors
/// Database errors.
pub async fn calendar(tx: &mut Tx, scope: &Scope) -> Result<Calendar, Failure> {
    let layer = tenant::calendar(tx, scope.tenant()).await?;
    Ok(vekha_core::calendar::federal().with_layer(&layer))
}
