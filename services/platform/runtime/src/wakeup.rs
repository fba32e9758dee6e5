//! A wake-up: "there may be something to do", said by many, heard by many, kept by nobody.
//!
//! It carries no data and no count. Rings that come while a listener is busy are told as one: the
//! listener then looks at the record and finds everything. So there is no queue that could grow
//! and no ringer that could wait.

use tokio::sync::watch;

/// Rings. Clones ring the same listeners.
#[derive(Clone, Debug)]
pub struct Wakeup {
    state: watch::Sender<State>,
    /// How many rings some listener has looked after.
    looked: watch::Sender<u64>,
}

#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// Rings so far.
    rings: u64,
    closed: bool,
}

/// Nobody will ring this listener again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the wake-up is closed: nobody will ring again")]
pub struct Closed;

impl Wakeup {
    /// A wake-up that nobody has rung.
    pub fn new() -> Self {
        Self { state: watch::Sender::new(State::default()), looked: watch::Sender::new(0) }
    }

    /// Wakes every listener, now or when it next asks. Never waits. Nothing after [`Self::close`].
    pub fn ring(&self) {
        self.state.send_if_modified(|state| {
            state.rings += u64::from(!state.closed);
            !state.closed
        });
    }

    /// A listener for the rings from this moment on.
    pub fn listen(&self) -> Listener {
        let state = self.state.subscribe();
        let heard = state.borrow().rings;
        Listener { state, looked: self.looked.clone(), heard }
    }

    /// Ends every listener, after the rings it has not heard yet.
    pub fn close(&self) {
        self.state.send_modify(|state| state.closed = true);
    }

    /// Ends when a listener has looked after everything that was rung so far: it has heard it and
    /// waits again. Ends too when the wake-up is closed. For a ringer that must answer for what it
    /// announced, such as the reader of a broker that acknowledges.
    pub async fn looked(&self) {
        let rings = self.state.borrow().rings;
        let (mut looked, mut state) = (self.looked.subscribe(), self.state.subscribe());
        // Both senders live in `self`: neither wait can fail.
        tokio::select! {
            _done = looked.wait_for(|looked| *looked >= rings) => {}
            _closed = state.wait_for(|state| state.closed) => {}
        }
    }
}

impl Default for Wakeup {
    fn default() -> Self {
        Self::new()
    }
}

/// Hears rings. A clone has heard what the original has heard.
#[derive(Clone, Debug)]
pub struct Listener {
    state: watch::Receiver<State>,
    looked: watch::Sender<u64>,
    heard: u64,
}

impl Listener {
    /// Ends when there was a ring since the last call. Cancelling the wait loses nothing. Whoever
    /// waits again has looked after what it heard before; see [`Wakeup::looked`].
    ///
    /// # Errors
    /// [`Closed`] when every ring was heard and no other can come.
    pub async fn heard(&mut self) -> Result<(), Closed> {
        let heard = self.heard;
        self.looked.send_if_modified(|looked| {
            let more = heard > *looked;
            *looked = heard.max(*looked);
            more
        });
        // An error of `wait_for` means that every `Wakeup` is gone; rings may still be unheard.
        drop(self.state.wait_for(|state| state.rings > heard || state.closed).await);
        let rings = self.state.borrow().rings;
        if rings == self.heard {
            return Err(Closed);
        }
        self.heard = rings;
        Ok(())
    }

    /// How many rings there were so far, heard or not.
    pub(crate) fn rings(&self) -> u64 {
        self.state.borrow().rings
    }

    /// Counts every ring so far as heard, and says how many there were.
    pub(crate) fn catch_up(&mut self) -> u64 {
        self.heard = self.state.borrow().rings;
        self.heard
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    #[test]
    fn rings_while_busy_are_told_as_one() {
        let wakeup = Wakeup::new();
        let mut listener = wakeup.listen();
        assert_eq!(listener.heard().now_or_never(), None);
        wakeup.ring();
        wakeup.ring();
        assert_eq!(listener.heard().now_or_never(), Some(Ok(())));
        assert_eq!(listener.heard().now_or_never(), None);
    }

    #[test]
    fn a_ring_before_listening_is_not_heard() {
        let wakeup = Wakeup::new();
        wakeup.ring();
        assert_eq!(wakeup.listen().heard().now_or_never(), None);
    }

    #[test]
    fn closing_ends_listeners_after_the_last_ring() {
        let wakeup = Wakeup::new();
        let mut listener = wakeup.listen();
        wakeup.ring();
        wakeup.close();
        wakeup.ring();
        assert_eq!(listener.heard().now_or_never(), Some(Ok(())));
        assert_eq!(listener.heard().now_or_never(), Some(Err(Closed)));
    }

    #[test]
    fn who_waits_again_has_looked() {
        let wakeup = Wakeup::new();
        let mut listener = wakeup.listen();
        let _watches_only = listener.clone();
        assert_eq!(wakeup.looked().now_or_never(), Some(()), "nothing was rung");
        wakeup.ring();
        assert_eq!(listener.heard().now_or_never(), Some(Ok(())));
        assert_eq!(wakeup.looked().now_or_never(), None, "heard, but still looking");
        assert_eq!(listener.heard().now_or_never(), None);
        assert_eq!(wakeup.looked().now_or_never(), Some(()));
        wakeup.ring();
        assert_eq!(wakeup.looked().now_or_never(), None);
        wakeup.close();
        assert_eq!(wakeup.looked().now_or_never(), Some(()), "nobody will look");
    }

    #[test]
    fn dropping_the_last_ringer_closes_too() {
        let wakeup = Wakeup::new();
        let mut listener = wakeup.listen();
        wakeup.ring();
        drop(wakeup);
        assert_eq!(listener.heard().now_or_never(), Some(Ok(())));
        assert_eq!(listener.heard().now_or_never(), Some(Err(Closed)));
    }
}
