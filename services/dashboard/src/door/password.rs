//! Passwords: argon2id with 19 MiB, two passes, one lane (the least that OWASP recommends).
//!
//! A check is slow on purpose, so few run at a time, off the threads that serve requests.

use anyhow::anyhow;
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version, password_hash};
use tokio::sync::Semaphore;
use vekha_runtime::Ids;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Bytes of a hash.
const LENGTH: usize = Params::DEFAULT_OUTPUT_LEN;

/// Hashes a password for table `person`.
///
/// # Errors
/// When argon2 refuses the password (longer than 4 GiB).
pub fn hash(ids: &Ids, password: &str) -> anyhow::Result<String> {
    written(ids, |params, salt| derive(params, password, salt))
}

/// A hash that no password has, with the cost of any other: for the login of nobody.
fn of_nothing(ids: &Ids) -> anyhow::Result<String> {
    written(ids, |_params, _salt| Ok(Output::new(&ids.bytes::<LENGTH>())?))
}

/// The PHC string of what `derive` makes of our parameters and a new salt.
fn written(
    ids: &Ids,
    derive: impl FnOnce(Params, &[u8]) -> password_hash::Result<Output>,
) -> anyhow::Result<String> {
    let refused = |error| anyhow!("the password cannot be hashed: {error}");
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(LENGTH))
        .map_err(|error| anyhow!("argon2 parameters: {error}"))?;
    let salt = Salt::new(&ids.bytes::<16>()).map_err(|error| anyhow!("a salt: {error}"))?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params).map_err(refused)?,
        hash: Some(derive(params, &salt).map_err(refused)?),
        salt: Some(salt),
    };
    Ok(hash.to_string())
}

fn derive(params: Params, password: &str, salt: &[u8]) -> password_hash::Result<Output> {
    let mut memory = vec![Block::default(); params.block_count()];
    let mut output = [0; LENGTH];
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password_into_with_memory(
        password.as_bytes(),
        salt,
        &mut output,
        memory.as_mut_slice(),
    )?;
    Ok(Output::new(&output)?)
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
        let nobody = of_nothing(ids)?;
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
    let (Some(salt), Some(wanted)) = (hash.salt, hash.hash) else { return false };
    let derived = Params::try_from(&hash).and_then(|params| derive(params, password, &salt));
    // Outputs are compared in constant time.
    derived.is_ok_and(|derived| derived == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::PasswordVerifier as _;
    use vekha_runtime::Clock;

    #[tokio::test]
    async fn the_right_password_fits_and_nobody_fits_none() {
        let ids = Ids::system(&Clock::system());
        let hash = hash(&ids, "кедр-42").expect("hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let passwords = Passwords::new(&ids, 1).expect("passwords");
        assert!(passwords.fits("кедр-42".into(), Some(hash.clone())).await);
        assert!(!passwords.fits("кедр-43".into(), Some(hash.clone())).await);
        assert!(!passwords.fits("кедр-42".into(), None).await);
        let cost = |hash: &str| hash.rsplit_once('$').map(|(cost, _)| cost.len());
        assert_eq!(cost(&passwords.nobody), cost(&hash), "nobody's answer takes as long");
        let of_argon2 = Argon2::default().verify_password("кедр-42".as_bytes(), hash.as_str());
        assert!(of_argon2.is_ok(), "others read our hashes");
    }
}
