//! Every limit of the dashboard, by name.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How the dashboard behaves. The defaults suit one ministry on one machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The cookie goes over HTTPS only: on wherever a proxy terminates TLS.
    pub secure_cookie: bool,
    /// A session ends after so many minutes without a request.
    pub idle_minutes: u32,
    /// A session ends after so many hours whatever happens.
    pub session_hours: u32,
    /// Failed logins in a row before the account pauses.
    pub login_attempts: u32,
    /// How long it pauses, doubled with each further failure, in minutes.
    pub login_pause_minutes: u32,
    /// Passwords that may be checked at the same time: each takes 19 MiB and a core.
    pub password_checks: usize,
    /// Rows on a page.
    pub page: u32,
    /// Rows in the heat table; beyond it a page grows heavy.
    pub heat_rows: usize,
    /// Campaigns in a list.
    pub campaigns: u32,
    /// Cases in one bulk decision.
    pub bulk_cases: usize,
    /// Bytes of a form.
    pub form_bytes: usize,
    /// Bytes of a letter, or of a sheet of recipients.
    pub letter_bytes: usize,
    /// Nodes of the register that recipients are chosen from.
    pub register_nodes: usize,
    /// A letter goes out only when a second person has signed it off.
    pub second_signature: bool,
    /// How long a page waits for the effect of what it said, in milliseconds.
    pub effect_ms: u64,
    /// At most one live update in so many milliseconds.
    pub live_every_ms: u64,
    /// The live part is drawn again at least every so many seconds: time itself changes counts.
    pub live_tick_s: u64,
    /// A stream lives at most so many seconds; the browser comes back and is let in again or not.
    pub stream_life_s: u64,
    /// Live parts kept drawn at the same time: one per campaign, scope, language and table.
    pub live_parts: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            secure_cookie: false,
            idle_minutes: 30,
            session_hours: 12,
            login_attempts: 5,
            login_pause_minutes: 1,
            password_checks: 2,
            page: 50,
            heat_rows: 100,
            campaigns: 100,
            bulk_cases: 20_000,
            form_bytes: 2 * 1024 * 1024,
            letter_bytes: 25 * 1024 * 1024,
            register_nodes: 20_000,
            second_signature: false,
            effect_ms: 5_000,
            live_every_ms: 1_000,
            live_tick_s: 30,
            stream_life_s: 900,
            live_parts: 500,
        }
    }
}

impl Settings {
    pub(crate) fn page(&self) -> i64 {
        i64::from(self.page)
    }
    pub(crate) fn idle(&self) -> chrono::Duration {
        chrono::Duration::minutes(i64::from(self.idle_minutes))
    }
    pub(crate) fn session(&self) -> chrono::Duration {
        chrono::Duration::hours(i64::from(self.session_hours))
    }
    pub(crate) fn effect(&self) -> Duration {
        Duration::from_millis(self.effect_ms)
    }
    pub(crate) fn live_every(&self) -> Duration {
        Duration::from_millis(self.live_every_ms)
    }
    pub(crate) fn live_tick(&self) -> Duration {
        Duration::from_secs(self.live_tick_s)
    }
    pub(crate) fn stream_life(&self) -> Duration {
        Duration::from_secs(self.stream_life_s)
    }
}
