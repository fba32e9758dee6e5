//! The bus inside one process: a wake-up per service, no queue, no task, no broker.

use crate::{Bus, hearers};
use futures::FutureExt;
use futures::future::{BoxFuture, ready};
use vekha_proto::{Consumer, Envelope};
use vekha_runtime::{Listener, Wakeup};

/// Rings between the services of this process. Clones are the same bus.
#[derive(Clone, Debug, Default)]
pub struct Local {
    engine: Wakeup,
    scheduler: Wakeup,
    intake: Wakeup,
    notifier: Wakeup,
    dashboard: Wakeup,
}

impl Local {
    /// A bus without listeners.
    pub fn new() -> Self {
        Self::default()
    }

    pub(crate) const fn bell(&self, consumer: Consumer) -> &Wakeup {
        match consumer {
            Consumer::Engine => &self.engine,
            Consumer::Scheduler => &self.scheduler,
            Consumer::Intake => &self.intake,
            Consumer::Notifier => &self.notifier,
            Consumer::Dashboard => &self.dashboard,
        }
    }
}

impl Bus for Local {
    fn ring<'a>(&'a self, events: &'a [&'a Envelope]) -> BoxFuture<'a, ()> {
        hearers(events).into_iter().for_each(|consumer| self.bell(consumer).ring());
        ready(()).boxed()
    }

    fn wake<'a>(&'a self, consumers: &'a [Consumer]) -> BoxFuture<'a, ()> {
        consumers.iter().for_each(|consumer| self.bell(*consumer).ring());
        ready(()).boxed()
    }

    fn listen(&self, consumer: Consumer) -> Listener {
        self.bell(consumer).listen()
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        Consumer::ALL.into_iter().for_each(|consumer| self.bell(consumer).close());
        ready(()).boxed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::{self, Sample};
    use vekha_runtime::{Clock, Ids};

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn conforms() {
        conformance::check(|| ready(Local::new()), &Ids::system(&Clock::system())).await.unwrap();
    }

    #[test]
    fn only_those_are_rung_who_are_named_and_the_dashboard() {
        let bus = Local::new();
        let sample = Sample::new(&Ids::system(&Clock::system()));
        let mut bells = Consumer::ALL.map(|consumer| (consumer, bus.listen(consumer)));
        let event = sample.heard_by(Consumer::Intake).unwrap().unwrap();
        bus.ring(&[&event, &event]).now_or_never().unwrap();
        let rung = bells
            .each_mut()
            .map(|(consumer, bell)| bell.heard().now_or_never().is_some().then_some(*consumer));
        assert_eq!(rung, [None, None, Some(Consumer::Intake), None, Some(Consumer::Dashboard)]);
        assert_eq!(hearers(&[]), []);
    }
}
