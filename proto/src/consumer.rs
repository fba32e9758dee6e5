//! The five services by name: who says an event, who is owed one.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A service, as the durable consumer of its deliveries and as the source of what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consumer {
    /// The state machine.
    Engine,
    /// Issues circulars and sweeps due duties.
    Scheduler,
    /// Mail and uploads to documents.
    Intake,
    /// Ladders and digests to messages.
    Notifier,
    /// Pages and reports; says what people decide.
    Dashboard,
}

impl Consumer {
    /// Every service.
    pub const ALL: [Self; 5] =
        [Self::Engine, Self::Scheduler, Self::Intake, Self::Notifier, Self::Dashboard];

    /// The name stored in tables and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Engine => "engine",
            Self::Scheduler => "scheduler",
            Self::Intake => "intake",
            Self::Notifier => "notifier",
            Self::Dashboard => "dashboard",
        }
    }

    /// Reads back what [`Consumer::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|consumer| consumer.as_str() == text)
    }
}

impl fmt::Display for Consumer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_reads_back() {
        for consumer in Consumer::ALL {
            assert_eq!(Consumer::parse(consumer.as_str()), Some(consumer));
        }
        assert_eq!(Consumer::parse("printer"), None);
    }
}
