//! Who issues, and who may log in first.

use serde::{Deserialize, Serialize};
use vekha_model::Zone;
use vekha_runtime::config::Secret;

/// The body that issues circulars: the tenant of an installation. Used when the record is new.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Issuer {
    /// A short code, the first element of every organization's path: the region's number.
    pub code: String,
    /// The name, as letters say it.
    pub name: String,
    /// The IANA zone in which its deadlines are meant.
    pub zone: Zone,
}

impl Default for Issuer {
    fn default() -> Self {
        let name = "Министерство образования".to_owned();
        Self { code: "00".to_owned(), name, zone: Zone::MOSCOW }
    }
}

/// The first officer: made when nobody can log in yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Admin {
    /// The login.
    pub login: String,
    /// The name as people say it.
    pub name: String,
    /// The password, or `file:PATH`. The variable `VEKHA_ADMIN_PASSWORD` is this key.
    pub password: Secret,
}

impl Default for Admin {
    fn default() -> Self {
        let name = "Первый сотрудник".to_owned();
        Self { login: "admin".to_owned(), name, password: Secret::default() }
    }
}
