//! Signed tokens: the upload link of a case and the address that answers to it.
//!
//! A school has no account, so the link in its mail is its key. A token names a case, a purpose and
//! the last instant it works, under HMAC-SHA256 (RFC 2104). It is written in base32 (RFC 4648, small
//! letters, no padding), because mail servers may change the case of an address and people read
//! tokens over the telephone. Here, next to `Scope`, because intake checks what notifier writes.
//!
//! **Must not know:** configuration (the key is an argument), the clock, or which page or mailbox
//! takes the token.

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use uuid::Uuid;
use vekha_model::CaseId;

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
const CASE: usize = 16;
const EXPIRY: usize = 8;
/// 64 bits: a reply token only says which case an answer is for, and closes nothing without DKIM.
const REPLY_SEAL: usize = 8;
/// 128 bits: an upload link is the only proof there is.
const UPLOAD_SEAL: usize = 16;

/// What a token allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// To open the upload page of a case.
    Upload,
    /// To answer by mail.
    Reply,
}

/// What a valid token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerifiedLink {
    /// Whose case.
    pub case: CaseId,
    /// What for.
    pub purpose: Purpose,
    /// The last instant it works; none for a reply token, which must work as long as its mail is kept.
    pub expires: Option<DateTime<Utc>>,
}

/// Makes and checks tokens with one secret key.
#[derive(Clone)]
pub struct Signer {
    mac: Hmac<Sha256>,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signer(secret)")
    }
}

impl Signer {
    /// A signer with the key of the configuration: any length, at least 32 random bytes advised.
    ///
    /// # Errors
    /// [`EmptyKey`] when there is no key: every token could be forged.
    pub fn new(key: &[u8]) -> Result<Self, EmptyKey> {
        if key.is_empty() {
            return Err(EmptyKey);
        }
        Hmac::<Sha256>::new_from_slice(key).map(|mac| Self { mac }).map_err(|_| EmptyKey)
    }

    /// The token of a case's upload page: 64 small letters and digits.
    pub fn upload_link(&self, case: CaseId, expires: DateTime<Utc>) -> String {
        let mut bytes = Vec::with_capacity(CASE + EXPIRY + UPLOAD_SEAL);
        bytes.extend_from_slice(case.0.as_bytes());
        bytes.extend_from_slice(&expires.timestamp().to_be_bytes());
        let seal = self.seal(Purpose::Upload, &bytes);
        bytes.extend_from_slice(&seal[..UPLOAD_SEAL]);
        encode(&bytes)
    }

    /// The token of a case's reply address: 39 small letters and digits, for `reply+<token>@domain`.
    pub fn reply_token(&self, case: CaseId) -> String {
        let mut bytes = case.0.as_bytes().to_vec();
        let seal = self.seal(Purpose::Reply, &bytes);
        bytes.extend_from_slice(&seal[..REPLY_SEAL]);
        encode(&bytes)
    }

    /// What the token says, or None when it is forged, damaged or too old. Letters may have
    /// become capitals on the way.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Option<VerifiedLink> {
        let bytes = decode(token)?;
        let (purpose, signed) = match bytes.len() {
            len if len == CASE + EXPIRY + UPLOAD_SEAL => (Purpose::Upload, CASE + EXPIRY),
            len if len == CASE + REPLY_SEAL => (Purpose::Reply, CASE),
            _ => return None,
        };
        let (payload, given) = bytes.split_at(signed);
        let seal = self.seal(purpose, payload);
        if !bool::from(seal[..given.len()].ct_eq(given)) {
            return None;
        }
        let case = CaseId(Uuid::from_slice(payload.get(..CASE)?).ok()?);
        let expires = match purpose {
            Purpose::Reply => None,
            Purpose::Upload => {
                let seconds = i64::from_be_bytes(payload.get(CASE..)?.try_into().ok()?);
                Some(DateTime::from_timestamp(seconds, 0)?)
            }
        };
        if expires.is_some_and(|expires| now > expires) {
            return None;
        }
        Some(VerifiedLink { case, purpose, expires })
    }

    /// The purpose is signed too, so that a token of one kind is never a token of the other.
    fn seal(&self, purpose: Purpose, payload: &[u8]) -> [u8; 32] {
        let label: &[u8] = match purpose {
            Purpose::Upload => b"vekha/upload/1",
            Purpose::Reply => b"vekha/reply/1",
        };
        let mac = self.mac.clone().chain_update(label).chain_update(payload);
        mac.finalize().into_bytes().into()
    }
}

/// The configuration has no key for links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key of the links is empty: set it to at least 32 random bytes")]
pub struct EmptyKey;

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    let (mut bits, mut held) = (0u32, 0u32);
    for byte in bytes {
        bits = (bits << 8) | u32::from(*byte);
        held += 8;
        while held >= 5 {
            held -= 5;
            text.push(char::from(ALPHABET[(bits >> held) as usize & 31]));
        }
        bits &= (1 << held) - 1;
    }
    if held > 0 {
        text.push(char::from(ALPHABET[(bits << (5 - held)) as usize & 31]));
    }
    text
}

/// None for a foreign character and for spare bits that are not zero: a token has one spelling.
fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    let (mut bits, mut held) = (0u32, 0u32);
    for letter in text.bytes() {
        let value = ALPHABET.iter().position(|known| *known == letter.to_ascii_lowercase())?;
        bits = (bits << 5) | u32::try_from(value).ok()?;
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held).ok()?);
            bits &= (1 << held) - 1;
        }
    }
    (held < 5 && bits == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn signer() -> Signer {
        Signer::new(b"a key of a test, long enough to be one").expect("key")
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).expect("instant")
    }

    #[test]
    fn a_link_works_up_to_its_last_second_and_no_longer() {
        let case = CaseId(Uuid::from_u128(7));
        let token = signer().upload_link(case, at(1_700_000_000));
        assert_eq!(token.len(), 64);
        let verified = signer().verify(&token, at(1_700_000_000)).expect("still valid");
        let expires = Some(at(1_700_000_000));
        assert_eq!(verified, VerifiedLink { case, purpose: Purpose::Upload, expires });
        assert_eq!(signer().verify(&token, at(1_700_000_001)), None);
    }

    #[test]
    fn a_reply_address_fits_and_survives_capitals() {
        let case = CaseId(Uuid::from_u128(u128::MAX - 5));
        let token = signer().reply_token(case);
        assert!(token.len() <= 40 && token.bytes().all(|b| b.is_ascii_alphanumeric()), "{token}");
        let verified = signer().verify(&token.to_uppercase(), at(9_000_000_000)).expect("valid");
        assert_eq!((verified.case, verified.purpose), (case, Purpose::Reply));
    }

    #[test]
    fn another_key_or_another_purpose_is_no_proof() {
        let case = CaseId(Uuid::from_u128(7));
        let other = Signer::new(b"another key").expect("key");
        assert_eq!(other.verify(&signer().reply_token(case), at(0)), None);
        assert_eq!(other.verify(&signer().upload_link(case, at(10)), at(0)), None);
        let mut forged = case.0.as_bytes().to_vec();
        forged.extend_from_slice(&signer().seal(Purpose::Upload, case.0.as_bytes())[..8]);
        assert_eq!(signer().verify(&encode(&forged), at(0)), None, "the purpose is signed");
        assert_eq!(Signer::new(b"").err(), Some(EmptyKey));
    }

    proptest! {
        #[test]
        fn bytes_survive_base32(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }

        #[test]
        fn one_changed_letter_breaks_a_token(case in any::<u128>(), place in 0usize..64, to in 0usize..32) {
            let token = signer().upload_link(CaseId(Uuid::from_u128(case)), at(1_000));
            let mut letters = token.clone().into_bytes();
            letters[place] = ALPHABET[to];
            let changed = String::from_utf8(letters).expect("ascii");
            prop_assert_eq!(signer().verify(&changed, at(0)).is_some(), changed == token);
        }
    }
}
