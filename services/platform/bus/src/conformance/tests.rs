//! The suite itself: does it catch a bad bus?

use super::*;
use crate::{Listener, Local};
use futures::FutureExt;
use futures::future::{BoxFuture, ready};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use vekha_proto::{Consumer, Envelope};
use vekha_runtime::{Clock, Wakeup};

/// A local bus with one fault.
#[derive(Debug)]
struct Faulty {
    inner: Local,
    fault: Fault,
    rings: AtomicUsize,
    /// Rung by nobody.
    silence: Wakeup,
}

#[derive(Clone, Copy, Debug)]
enum Fault {
    LosesEveryThirdRing,
    NeverWakesTheScheduler,
    NeverCloses,
}

impl Bus for Faulty {
    fn ring<'a>(&'a self, events: &'a [&'a Envelope]) -> BoxFuture<'a, ()> {
        let lost = matches!(self.fault, Fault::LosesEveryThirdRing)
            && self.rings.fetch_add(1, SeqCst) % 3 == 2;
        if lost { ready(()).boxed() } else { self.inner.ring(events) }
    }

    fn wake<'a>(&'a self, consumers: &'a [Consumer]) -> BoxFuture<'a, ()> {
        self.inner.wake(consumers)
    }

    fn listen(&self, consumer: Consumer) -> Listener {
        match (self.fault, consumer) {
            (Fault::NeverWakesTheScheduler, Consumer::Scheduler) => self.silence.listen(),
            _ => self.inner.listen(consumer),
        }
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        match self.fault {
            Fault::NeverCloses => ready(()).boxed(),
            _ => self.inner.close(),
        }
    }
}

async fn broken_promise(fault: Fault) -> &'static str {
    let factory = || {
        let (rings, silence) = (AtomicUsize::new(0), Wakeup::new());
        ready(Faulty { inner: Local::new(), fault, rings, silence })
    };
    check(factory, &Ids::system(&Clock::system())).await.unwrap_err().check
}

#[tokio::test(start_paused = true)]
async fn a_bus_that_breaks_a_promise_is_caught() {
    let lost = broken_promise(Fault::LosesEveryThirdRing).await;
    assert_eq!(lost, "every_named_service_is_woken");
    let deaf = broken_promise(Fault::NeverWakesTheScheduler).await;
    assert_eq!(deaf, "every_named_service_is_woken");
    let endless = broken_promise(Fault::NeverCloses).await;
    assert_eq!(endless, "closing_ends_listeners_after_what_was_rung");
}
