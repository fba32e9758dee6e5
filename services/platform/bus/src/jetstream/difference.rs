//! What the server keeps, compared with what we would create: said, never changed by force.
//!
//! An operator may have good reasons for other limits, and two versions of Vekha may run side by
//! side. So a difference is reported with its place and with what can be done, and we go on.

use std::fmt;

/// One field of a stream or consumer that is not as Vekha would create it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where: `stream VEKHA`, `consumer engine-DocumentRead`.
    pub place: String,
    /// Which field.
    pub field: &'static str,
    /// What the server has.
    pub found: String,
    /// What this configuration would create.
    pub wanted: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, field, found, wanted } = self;
        write!(
            f,
            "{place} on NATS has {field} {found}, this configuration says {wanted}; change [nats] \
             here, edit it there, or delete it there: it is created anew, and nothing is lost"
        )
    }
}

/// Collects the differences of one place.
#[derive(Debug)]
pub(super) struct Comparison {
    place: String,
    differences: Vec<Difference>,
}

impl Comparison {
    pub(super) const fn of(place: String) -> Self {
        Self { place, differences: Vec::new() }
    }

    #[must_use]
    pub(super) fn field<T: PartialEq + fmt::Debug>(
        mut self,
        field: &'static str,
        found: &T,
        wanted: &T,
    ) -> Self {
        if found != wanted {
            let (found, wanted) = (format!("{found:?}"), format!("{wanted:?}"));
            self.differences.push(Difference { place: self.place.clone(), field, found, wanted });
        }
        self
    }

    pub(super) fn differences(self) -> Vec<Difference> {
        self.differences
    }
}
