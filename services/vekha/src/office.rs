//! A new record becomes an office: the tenant, the root of its register, the first officer.
//!
//! Each is made when it is not there, so a start that was cut off is repeated without harm. An
//! office that exists keeps the code and the name it has. Several processes may start at once on an
//! empty record: the key of each row lets one of them make it, and the others take what it made.

use crate::config::{Admin, Issuer};
use anyhow::Context as _;
use chrono::{DateTime, Utc};
use vekha_model::{Level, Organization, TenantId};
use vekha_runtime::Ids;
use vekha_store::person::{self, Person, PersonRole};
use vekha_store::tenant::{self, Tenant};
use vekha_store::{Store, organization};

/// Shorter passwords are guessed; the figure is of NIST SP 800-63B.
const SHORTEST_PASSWORD: usize = 8;

/// Nobody can log in, and no password was given for the first who could.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "nobody can log in yet: set VEKHA_ADMIN_PASSWORD (or admin.password) to the first officer's \
     password, or start from a terminal to be asked for it"
)]
pub struct NoPassword;

/// The tenant of this record; with its root node, from the configuration, when there is none.
///
/// # Errors
/// Database errors; when the record holds several tenants and none has the configured code.
pub async fn found(
    store: &Store,
    issuer: &Issuer,
    ids: &Ids,
    now: DateTime<Utc>,
) -> anyhow::Result<Tenant> {
    if let Some(tenant) = existing(store, issuer).await? {
        return Ok(tenant);
    }
    let id = TenantId(ids.next());
    let (code, name, zone) = (issuer.code.clone(), issuer.name.clone(), issuer.zone);
    let tenant = Tenant { id, code, name, zone };
    match insert(store, &tenant, ids, now).await {
        Err(error) if error.is_duplicate() => {
            let found = existing(store, issuer).await?;
            return found.context("the office that another process made is gone again");
        }
        inserted => inserted?,
    }
    tracing::info!(code = tenant.code, zone = tenant.zone.name(), "a new office");
    Ok(tenant)
}

async fn insert(
    store: &Store,
    tenant: &Tenant,
    ids: &Ids,
    now: DateTime<Utc>,
) -> vekha_store::Result<()> {
    let mut tx = store.write().await?;
    tenant::insert(&mut tx, tenant, now).await?;
    organization::save(&mut tx, tenant.id, &[root(tenant, ids)], now).await?;
    tx.commit().await
}

/// The tenant that is there already.
///
/// # Errors
/// Database errors; when there are several and none has the configured code.
pub async fn existing(store: &Store, issuer: &Issuer) -> anyhow::Result<Option<Tenant>> {
    let mut tx = store.read().await?;
    let mut tenants = tenant::list(&mut tx).await?;
    if let [_] = tenants.as_slice() {
        return Ok(tenants.pop());
    }
    let codes: Vec<String> = tenants.iter().map(|tenant| tenant.code.clone()).collect();
    let found = tenants.into_iter().find(|tenant| tenant.code == issuer.code);
    anyhow::ensure!(
        found.is_some() || codes.is_empty(),
        "no issuer in the record has the code {:?}: set issuer.code to one of {}",
        issuer.code,
        codes.join(", ")
    );
    Ok(found)
}

/// The issuer's own node: everything below it is the register.
fn root(tenant: &Tenant, ids: &Ids) -> Organization {
    Organization {
        level: Level::Region,
        path: format!("{}/", tenant.code),
        name: tenant.name.clone(),
        zone: tenant.zone,
        kind: "authority".to_owned(),
        ..Organization::bare(ids.next().into())
    }
}

/// The password of the first officer, when there has to be one and nobody can log in yet.
///
/// # Errors
/// [`NoPassword`]; a password that is too short; database errors.
pub async fn first_password(store: &Store, admin: &Admin) -> anyhow::Result<Option<String>> {
    if person::count(&mut store.read().await?).await? > 0 {
        return Ok(None);
    }
    let password = admin.password.reveal().context("admin.password")?;
    if password.is_empty() {
        return Err(NoPassword.into());
    }
    anyhow::ensure!(
        password.chars().count() >= SHORTEST_PASSWORD,
        "the first officer's password is shorter than {SHORTEST_PASSWORD} characters: take a \
         longer one"
    );
    Ok(Some(password))
}

/// Makes the first officer. Hashing takes 19 MiB for a moment: do it when everything else has its
/// memory, or what is made afterwards settles in these pages and keeps them.
///
/// # Errors
/// Database errors.
pub async fn first_officer(
    store: &Store,
    tenant: &Tenant,
    admin: &Admin,
    password: String,
    ids: &Ids,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let salt = ids.clone();
    let hash = move || vekha_dashboard::hash_password(&salt, &password);
    let password_hash = tokio::task::spawn_blocking(hash).await??;
    let officer = Person {
        id: ids.next().into(),
        tenant: tenant.id,
        login: admin.login.clone(),
        name: admin.name.clone(),
        email: None,
        role: PersonRole::Officer,
        scope_path: format!("{}/", tenant.code),
        password_hash,
        failed: 0,
        locked_until: None,
    };
    let mut tx = store.write().await?;
    match person::insert(&mut tx, &officer, now).await {
        // Another process that starts as well was first; its password counts.
        Err(error) if error.is_duplicate() => return Ok(()),
        inserted => inserted?,
    }
    tx.commit().await?;
    tracing::info!(login = officer.login, "the first officer can log in");
    Ok(())
}
