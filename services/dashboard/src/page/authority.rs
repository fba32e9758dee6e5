//! `/campaigns/{id}/authorities/{id}`: the organizations of one authority in one campaign.

use super::Next;
use crate::light::Light;
use crate::render::Screen;
use serde::Serialize;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Authority {
    /// The campaign's page.
    pub campaign_href: String,
    /// The campaign's title.
    pub campaign: String,
    /// The authority.
    pub name: String,
    /// Its telephone and address.
    pub contact: Option<String>,
    /// The obligations, a column each.
    pub columns: Vec<String>,
    /// Its organizations by the order of the register.
    pub rows: Vec<OrganizationRow>,
    /// The next fifty.
    pub next: Option<Next>,
}

/// One organization.
#[derive(Clone, Debug, Serialize)]
pub struct OrganizationRow {
    /// Its case.
    pub href: String,
    /// Its name.
    pub name: String,
    /// For the list of debtors.
    pub phone: Option<String>,
    /// How each obligation stands; none where it has no such duty.
    pub lights: Vec<Option<Light>>,
}

impl Screen for Authority {
    const TEMPLATE: &'static str = "authority.html";
}
