//! Looks at the record as an operator would, and puts what it sees into metrics: who is owed how much
//! and for how long, how late time itself is, what was set aside.
//!
//! It goes with the scheduler: what is behind is a matter of time, and one look in a while is enough
//! for all services.
//!
//! **Must not know:** what is owed.

use chrono::{DateTime, Utc};
use metrics::{Unit, describe_gauge, gauge};
use std::time::Duration;
use vekha_proto::Consumer;
use vekha_runtime::service::{Progress, Step};
use vekha_store::{Store, dead_letter, delivery, duty};

/// How often it looks.
pub const EVERY: Duration = Duration::from_secs(10);

/// Deliveries that are owed. Label: `consumer`.
const OWED: &str = "vekha_owed";
/// How long the oldest of them has been owed. Label: `consumer`.
const OWED_SECONDS: &str = "vekha_owed_oldest_seconds";
/// How long the oldest alarm has been due.
const ALARM_SECONDS: &str = "vekha_alarm_oldest_seconds";
/// Deliveries that wait for a person.
const DEAD: &str = "vekha_dead_letters";

/// The one who looks.
#[derive(Debug)]
pub struct Watch {
    store: Store,
}

impl Watch {
    /// Looks at this record.
    pub fn new(store: Store) -> Self {
        describe_gauge!(OWED, "Deliveries that a service is owed and has not taken");
        describe_gauge!(OWED_SECONDS, Unit::Seconds, "How long the oldest delivery has been owed");
        describe_gauge!(ALARM_SECONDS, Unit::Seconds, "How long the oldest alarm has been due");
        describe_gauge!(DEAD, "Deliveries that were set aside and wait for a person");
        Self { store }
    }
}

impl Step for Watch {
    fn name(&self) -> &'static str {
        "watch"
    }

    async fn step(&mut self, now: DateTime<Utc>) -> anyhow::Result<Progress> {
        let mut tx = self.store.read().await?;
        let backlog = delivery::backlog(&mut tx).await?;
        let alarm = duty::oldest_alarm(&mut tx).await?;
        let dead = dead_letter::count(&mut tx).await?;
        drop(tx);
        let age = |since: DateTime<Utc>| (now - since).as_seconds_f64().max(0.0);
        for service in Consumer::ALL {
            let owed = backlog.iter().find(|owed| owed.consumer == service);
            let (count, oldest) = owed.map_or((0, 0.0), |owed| (owed.count, age(owed.oldest)));
            gauge!(OWED, "consumer" => service.as_str()).set(count as f64);
            gauge!(OWED_SECONDS, "consumer" => service.as_str()).set(oldest);
        }
        gauge!(ALARM_SECONDS).set(alarm.map_or(0.0, age));
        gauge!(DEAD).set(dead as f64);
        Ok(Progress::NOTHING)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vekha_runtime::telemetry::Metrics;
    use vekha_tests::{Size, World};

    #[tokio::test]
    async fn what_is_owed_and_how_late_time_is_are_told() {
        let (metrics, recorder) = Metrics::recorder().unwrap();
        let _here = metrics::set_default_local_recorder(&recorder);
        let mut world = World::new(Size { towns: 1, schools: 3 }).await.unwrap();
        world.issue().await.unwrap();
        world.until("2024-01-15 10:30").await.unwrap();
        let mut watch = Watch::new(world.store.clone());
        let step = watch.step(world.clock.now()).await.unwrap();
        assert_eq!(step.done, 0);
        let quiet = metrics.render();
        assert!(quiet.contains("vekha_owed{consumer=\"engine\"} 0"), "{quiet}");
        assert!(quiet.contains("vekha_alarm_oldest_seconds 0"), "{quiet}");
        // Nobody steps for a year: alarms ring, and then the engine alone stands still.
        world.hands.set(vekha_tests::world::at("2025-01-15 10:30").unwrap());
        assert_eq!(watch.step(world.clock.now()).await.unwrap().done, 0);
        let late = metrics.render();
        assert!(!late.contains("vekha_alarm_oldest_seconds 0"), "{late}");
        world.sweep().await.unwrap();
        world.hands.set(vekha_tests::world::at("2025-01-15 10:31").unwrap());
        assert_eq!(watch.step(world.clock.now()).await.unwrap().done, 0);
        let owed = metrics.render();
        assert!(owed.contains("vekha_owed_oldest_seconds{consumer=\"notifier\"} 60"), "{owed}");
        assert!(owed.contains("vekha_dead_letters 0"), "{owed}");
    }
}
