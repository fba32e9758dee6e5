//! When a recipient may be written to: the working window of core, with each tenant's calendar.

use chrono::{DateTime, Duration, Utc};
use std::collections::HashMap;
use vekha_core::working_time;
use vekha_model::{Calendar, TenantId, Zone};
use vekha_store::notice::Slot;

/// The calendars by which recipients work.
#[derive(Clone, Debug)]
pub struct Hours {
    federal: Calendar,
    tenants: HashMap<TenantId, Calendar>,
}

impl Hours {
    /// The federal calendar, and for some tenants the federal one under their own layer.
    pub fn new(federal: Calendar, tenants: HashMap<TenantId, Calendar>) -> Self {
        Self { federal, tenants }
    }

    fn calendar(&self, tenant: TenantId) -> &Calendar {
        self.tenants.get(&tenant).unwrap_or(&self.federal)
    }

    /// Whether the recipient's window is open.
    pub fn is_open(&self, tenant: TenantId, zone: Zone, at: DateTime<Utc>) -> bool {
        working_time::is_open(zone, self.calendar(tenant), at)
    }

    /// At once, whatever the hour: an answer to what the recipient has just done.
    pub fn at_once(zone: Zone, now: DateTime<Utc>) -> Slot {
        Slot { day: zone.date(now), not_before: now }
    }

    /// This instant if the window is open, otherwise the next opening.
    pub fn window(&self, tenant: TenantId, zone: Zone, at: DateTime<Utc>) -> Slot {
        let not_before = working_time::next_window(zone, self.calendar(tenant), at);
        Slot { day: zone.date(not_before), not_before }
    }

    /// The first opening on a later local day than this slot's.
    pub fn day_after(&self, tenant: TenantId, zone: Zone, slot: Slot) -> Slot {
        self.window(tenant, zone, zone.end_of_day(slot.day) + Duration::microseconds(1))
    }
}
