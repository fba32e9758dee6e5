//! The layers above the defaults, as they are given to the process.

use crate::fail;
use std::ffi::OsString;
use std::path::PathBuf;

/// Every variable of ours begins with this; two underscores go down one section:
/// `VEKHA_INTAKE__MAX_FILE_MB` is `intake.max_file_mb`.
pub const PREFIX: &str = "VEKHA_";

/// Names the file when no flag does.
pub const FILE_VARIABLE: &str = "VEKHA_CONFIG";

/// What was given, by layer.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The file; it must be there.
    pub file: Option<PathBuf>,
    /// Names and values, all with the [`PREFIX`].
    pub variables: Vec<(String, String)>,
    /// Dotted keys and values.
    pub flags: Vec<(String, String)>,
}

impl Sources {
    /// The file that a flag names, or else [`FILE_VARIABLE`]; and the variables of this process.
    /// The one place where the environment is read.
    pub fn of_process(file: Option<PathBuf>) -> Self {
        Self::of(file, std::env::vars_os())
    }

    fn of(file: Option<PathBuf>, variables: impl Iterator<Item = (OsString, OsString)>) -> Self {
        let ours = variables.filter_map(|(name, value)| {
            let name = name.into_string().ok().filter(|name| name.starts_with(PREFIX))?;
            if fail::KNOWN && name == fail::VARIABLE {
                return None;
            }
            Some((name, value.to_string_lossy().into_owned()))
        });
        let (named, mut variables): (Vec<_>, Vec<_>) =
            ours.partition(|(name, _)| name == FILE_VARIABLE);
        variables.sort();
        let file = file.or_else(|| named.into_iter().next().map(|(_, path)| PathBuf::from(path)));
        Self { file, variables, flags: Vec::new() }
    }

    /// Adds a variable, for tests and for values that a command asked for.
    #[must_use]
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// Adds a flag: the strongest layer; of two for one key the later wins.
    #[must_use]
    pub fn flag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.flags.push((key.into(), value.into()));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_variables_are_taken_and_a_flag_names_the_file_first() {
        let environment = || {
            let all = [
                ("PATH", "/bin"),
                ("VEKHA_WORKERS", "2"),
                ("VEKHA_CONFIG", "/etc/a.toml"),
                ("VEKHA_LISTEN", "x"),
                ("VEKHA_FAIL", "engine.batch.inside:3"),
            ];
            all.into_iter().map(|(name, value)| (name.into(), value.into()))
        };
        let sources = Sources::of(None, environment());
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(sources.variables, [pair("VEKHA_LISTEN", "x"), pair("VEKHA_WORKERS", "2")]);
        assert_eq!(sources.file, Some("/etc/a.toml".into()));
        let flagged = Sources::of(Some("b.toml".into()), environment());
        assert_eq!(flagged.file, Some("b.toml".into()));
    }
}
