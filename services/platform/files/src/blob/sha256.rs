//! The name of a blob: the SHA-256 of its content, as `sha256sum` prints it.
//!
//! SHA-256 rather than a faster hash because a school can check its receipt with standard tools.

use serde::{Deserialize, Serialize};
use sha2::Digest;

/// A SHA-256 digest. Written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sha256([u8; 32]);

/// A text that is not 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a SHA-256 (64 hexadecimal digits): {0:?}")]
pub struct NotSha256(pub String);

impl Sha256 {
    /// The digest of bytes in memory.
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// The digest of everything that is read, and how much it is.
    ///
    /// # Errors
    /// What the reader fails with.
    pub fn of_reader(mut reader: impl std::io::Read) -> std::io::Result<(Self, u64)> {
        let mut hasher = sha2::Sha256::new();
        let size = copy(&mut reader, &mut hasher, &mut std::io::sink())?;
        Ok((Self::finish(hasher), size))
    }

    /// The digest of a finished hasher.
    pub(crate) fn finish(hasher: sha2::Sha256) -> Self {
        Self(hasher.finalize().into())
    }

    /// Where the blob lies under the root: `ab/cd/abcd…`. Two levels keep folders under a few
    /// thousand entries with a hundred million blobs.
    pub fn path(&self) -> std::path::PathBuf {
        let text = self.to_string();
        [&text[..2], &text[2..4], &text].iter().collect()
    }
}

/// Copies to the end with a running hash; the length.
pub(super) fn copy(
    from: &mut impl std::io::Read,
    hasher: &mut sha2::Sha256,
    to: &mut impl std::io::Write,
) -> std::io::Result<u64> {
    let (mut size, mut chunk) = (0, vec![0; super::CHUNK]);
    loop {
        match from.read(&mut chunk)? {
            0 => return Ok(size),
            length => {
                hasher.update(&chunk[..length]);
                to.write_all(&chunk[..length])?;
                size += length as u64;
            }
        }
    }
}

impl std::fmt::Display for Sha256 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl std::fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sha256({self})")
    }
}

impl std::str::FromStr for Sha256 {
    type Err = NotSha256;

    fn from_str(text: &str) -> Result<Self, NotSha256> {
        let mut digest = [0; 32];
        hex::decode_to_slice(text, &mut digest).map_err(|_| NotSha256(text.to_owned()))?;
        Ok(Self(digest))
    }
}

impl TryFrom<String> for Sha256 {
    type Error = NotSha256;

    fn try_from(text: String) -> Result<Self, NotSha256> {
        text.parse()
    }
}

impl From<Sha256> for String {
    fn from(digest: Sha256) -> Self {
        digest.to_string()
    }
}
