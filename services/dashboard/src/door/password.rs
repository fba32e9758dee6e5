//! Passwords: argon2id with 19 MiB, two passes, one lane (the least that OWASP recommends).
//!
//! A check is slow on purpose, so few run at a time, off the threads that serve requests.

use anyhow::anyhow;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use vekha_runtime::Ids;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Hashes a password for table `person`.
///
/// # Errors
/// When argon2 refuses the password (longer than 4 GiB).
pub fn hash(ids: &Ids, password: &str) -> anyhow::Result<String> {
    let salt = ids.bytes::<16>();
    let hashed: PasswordHash = argon2()?
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map_err(|error| anyhow!("the password cannot be hashed: {error}"))?;
    Ok(hashed.to_string())
}

fn argon2() -> anyhow::Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .map_err(|error| anyhow!("argon2 parameters: {error}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Checks passwords, a few at a time.
#[derive(Debug)]
pub struct Passwords {
    room: Semaphore,
    /// Checked when nobody has the login, so that the answer takes as long.
    nobody: String,
}

impl Passwords {
    /// Room for so many checks at a time.
    ///
    /// # Errors
    /// When argon2 refuses its parameters.
    pub fn new(ids: &Ids, at_a_time: usize) -> anyhow::Result<Self> {
        let nobody = hash(ids, &ids.token())?;
        Ok(Self { room: Semaphore::new(at_a_time.max(1)), nobody })
    }

    /// Whether the password fits the hash; never, when there is no hash.
    pub async fn fits(&self, password: String, hash: Option<String>) -> bool {
        let Ok(_place) = self.room.acquire().await else { return false };
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.nobody.clone());
        let checked = tokio::task::spawn_blocking(move || verify(&password, &hash)).await;
        known && checked.unwrap_or(false)
    }
}

fn verify(password: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else {
        tracing::error!("a password hash in table person is no PHC string; set it anew");
        return false;
    };
    argon2().is_ok_and(|argon2| argon2.verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use vekha_runtime::Clock;

    #[tokio::test]
    async fn the_right_password_fits_and_nobody_fits_none() {
        let ids = Ids::system(&Clock::system());
        let hash = hash(&ids, "кедр-42").expect("hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let passwords = Passwords::new(&ids, 1).expect("passwords");
        assert!(passwords.fits("кедр-42".into(), Some(hash.clone())).await);
        assert!(!passwords.fits("кедр-43".into(), Some(hash)).await);
        assert!(!passwords.fits("кедр-42".into(), None).await);
    }
}
