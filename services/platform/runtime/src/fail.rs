//! Moments at which a test lets the process die, as `kill -9` would.
//!
//! A service names the moments between which its promises hang: before its transaction, inside it,
//! after it, before an acknowledgement. `VEKHA_FAIL=engine.batch.inside:3` in the environment lets
//! the process kill itself when it comes to that moment for the third time: no drain, no flush, no
//! destructor.
//!
//! This is so in builds with debug assertions alone. It is no cargo feature, because a feature is
//! one flag away from an installation. In a release build [`point`] is empty, and the variable is
//! what any unknown variable of ours is: a mistake in the configuration, at which nothing starts.

/// Names the moment and how often it is come to: `engine.batch.inside:3`.
pub const VARIABLE: &str = "VEKHA_FAIL";

/// Whether this build knows [`VARIABLE`].
pub(crate) const KNOWN: bool = cfg!(debug_assertions);

/// A moment with a name: `<service>.<work>.<before|inside|after>`.
#[inline]
#[cfg_attr(not(debug_assertions), expect(unused_variables, reason = "nothing is armed there"))]
pub fn point(name: &'static str) {
    #[cfg(debug_assertions)]
    armed::reached(name);
}

#[cfg(debug_assertions)]
mod armed {
    use rustix::process::{Signal, getpid, kill_process};
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    /// A point at which this process ends.
    #[derive(Debug)]
    pub(super) struct Armed {
        name: String,
        left: AtomicU64,
    }

    impl Armed {
        /// `name:times`; nothing when it is not that.
        pub(super) fn parse(text: &str) -> Option<Self> {
            let (name, times) = text.rsplit_once(':')?;
            let left = AtomicU64::new(times.parse().ok().filter(|times| *times > 0)?);
            Some(Self { name: name.to_owned(), left })
        }

        /// Whether this is the time.
        pub(super) fn is_due(&self, name: &str) -> bool {
            self.name == name && self.left.fetch_sub(1, Ordering::Relaxed) == 1
        }
    }

    pub(super) fn reached(name: &str) {
        static ARMED: OnceLock<Option<Armed>> = OnceLock::new();
        let given = || Armed::parse(std::env::var_os(super::VARIABLE)?.to_str()?);
        if ARMED.get_or_init(given).as_ref().is_some_and(|armed| armed.is_due(name)) {
            // To oneself: nothing after this call is run. Refused by no system that we know.
            let _refused = kill_process(getpid(), Signal::KILL);
            std::process::abort();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::armed::Armed;
    use super::point;

    #[test]
    fn a_point_is_due_once_at_its_time() {
        let armed = Armed::parse("engine.batch.inside:3").expect("a point");
        let came = ["engine.batch.inside", "engine.batch.after", "engine.batch.inside"];
        assert!(came.into_iter().all(|name| !armed.is_due(name)));
        assert!(armed.is_due("engine.batch.inside"), "the third time");
        assert!(!armed.is_due("engine.batch.inside"), "and never again");
    }

    #[test]
    fn what_names_no_time_arms_nothing() {
        for text in ["", "engine", "engine:0", "engine:-1", "engine:soon"] {
            assert!(Armed::parse(text).is_none(), "{text}");
        }
        point("nobody has armed this");
    }
}
