//! A value that must not be seen: in logs, in `config print`, in an error.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// What is shown instead of a secret.
const MASK: &str = "********";

/// What a secret begins with when it names the file that holds it.
const FILE: &str = "file:";

/// A password or a key. Given as itself, or as `file:PATH` (systemd credentials, mounted secrets).
///
/// It cannot be printed: `Debug` and serialisation show a mask; the name of the file is no secret.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(Given);

#[derive(Clone, Default, PartialEq, Eq)]
enum Given {
    #[default]
    Nothing,
    Value(String),
    File(PathBuf),
}

impl Secret {
    /// The secret that `text` is or names.
    pub fn new(text: &str) -> Self {
        Self(match text.strip_prefix(FILE) {
            Some(path) => Given::File(PathBuf::from(path)),
            None if text.is_empty() => Given::Nothing,
            None => Given::Value(text.to_owned()),
        })
    }

    /// Whether none was given.
    pub fn is_empty(&self) -> bool {
        self.0 == Given::Nothing
    }

    /// The secret itself; empty when none was given. A file is read at each call, so that a new
    /// secret is taken without a restart; line ends at its end are not part of it.
    ///
    /// # Errors
    /// When the file cannot be read; the error names it.
    pub fn reveal(&self) -> io::Result<String> {
        match &self.0 {
            Given::Nothing => Ok(String::new()),
            Given::Value(value) => Ok(value.clone()),
            Given::File(path) => read(path),
        }
    }

    fn shown(&self) -> String {
        match &self.0 {
            Given::Nothing => String::new(),
            Given::Value(_) => MASK.to_owned(),
            Given::File(path) => format!("{FILE}{}", path.display()),
        }
    }
}

fn read(path: &Path) -> io::Result<String> {
    let text = fs::read_to_string(path).map_err(|error| {
        let message = format!("cannot read the secret in {}: {error}", path.display());
        io::Error::new(error.kind(), message)
    })?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({})", self.shown())
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.shown())
    }
}

impl<'de> Deserialize<'de> for Secret {
    /// The errors say nothing of the value: serde's own would quote it.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(text) if text == MASK => {
                Err(D::Error::custom("this is the mask of a secret, not the secret"))
            }
            Value::String(text) => Ok(Self::new(&text)),
            _ => Err(D::Error::custom("a secret must be a string in quotes, or \"file:PATH\"")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn is_never_shown() {
        let secret = Secret::new("s3cret");
        assert_eq!(secret.reveal().unwrap(), "s3cret");
        assert_eq!(format!("{secret:?}"), "Secret(********)");
        assert_eq!(json!(secret), json!("********"));
        for wrong in [json!(53_371), json!("********"), json!({"value": "s3cret"})] {
            let error = serde_json::from_value::<Secret>(wrong).unwrap_err().to_string();
            assert!(!error.contains("53371") && !error.contains("s3cret"), "{error}");
        }
    }

    #[test]
    fn is_read_from_a_file_each_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("smtp");
        let secret: Secret =
            serde_json::from_value(json!(format!("file:{}", path.display()))).unwrap();
        let missing = secret.reveal().unwrap_err().to_string();
        assert!(missing.contains(&path.display().to_string()), "{missing}");
        for text in ["first", "second\r\n", "third\n"] {
            fs::write(&path, text).unwrap();
            assert_eq!(secret.reveal().unwrap(), text.trim_end());
        }
        assert!(format!("{secret:?}").contains("smtp"), "the name of the file is no secret");
    }

    #[test]
    fn none_is_empty() {
        assert!(Secret::default().is_empty() && Secret::new("").is_empty());
        assert_eq!(Secret::default().reveal().unwrap(), "");
        assert!(!Secret::new("file:/run/secret").is_empty());
    }
}
