//! One problem: how bad, where, what, and what to write instead.

use std::fmt;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The definition must not be used.
    Error,
    /// It works, but hardly as meant.
    Warning,
}

/// Where in a definition, as names from the root down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// `tracks`, `plan`, `stages`, `to_plan`, `duty`, `ladder`. An element of a list is named by its
    /// index or by a word that only it says.
    pub path: Vec<String>,
    /// The last name itself is meant, not what it holds.
    pub key: bool,
}

/// What is wrong or looks wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What.
    pub message: String,
    /// What to write instead, if something can be said.
    pub instead: Option<String>,
}

impl Place {
    /// What stands at a path.
    pub(super) fn at<S: AsRef<str>>(path: impl IntoIterator<Item = S>) -> Self {
        Self { path: path.into_iter().map(|name| name.as_ref().to_owned()).collect(), key: false }
    }

    /// One step further down.
    pub(super) fn then(&self, name: impl AsRef<str>) -> Self {
        let mut path = self.path.clone();
        path.push(name.as_ref().to_owned());
        Self { path, key: false }
    }

    /// The last name itself.
    pub(super) fn itself(self) -> Self {
        Self { key: true, ..self }
    }
}

impl Problem {
    /// A problem that forbids the definition.
    pub(super) fn error(place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, place, message: message.into(), instead: None }
    }

    /// A problem that does not.
    pub(super) fn warning(place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(place, message) }
    }

    /// With what to write instead.
    pub(super) fn instead(self, instead: impl Into<String>) -> Self {
        Self { instead: Some(instead.into()), ..self }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path.join("/"))
    }
}

impl fmt::Display for Problem {
    /// One line: `error: tracks/plan: … (did you mean …)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{severity}: {}: {}", self.place, self.message)?;
        match &self.instead {
            Some(instead) => write!(f, " ({instead})"),
            None => Ok(()),
        }
    }
}
