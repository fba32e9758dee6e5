//! What arrived, and what makes two arrivals the same.

use sha2::{Digest as _, Sha256 as Hasher};
use vekha_files::{Blob, Sha256, sniff};
use vekha_model::{DutyKey, Format, TenantId, Trust, Zone};
use vekha_store::correspondence::CaseHead;
use vekha_store::document::Channel;

/// Something that came in, its content safe as blobs, nothing of it read yet.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Whose mailbox or link took it.
    pub tenant: TenantId,
    /// The tenant's zone: receipts are numbered by its year.
    pub zone: Zone,
    /// How it came.
    pub channel: Channel,
    /// How sure it is who sent it, as far as is known before reading.
    pub trust: Trust,
    /// The sender's address, where the channel knows it.
    pub sender: Option<String>,
    /// The raw mail.
    pub raw: Option<Sha256>,
    /// The case that a signed link names.
    pub case: Option<CaseHead>,
    /// The duty that the sender named.
    pub duty: Option<DutyKey>,
    /// The kind that the sender named.
    pub kind: Option<String>,
    /// The address of a publication.
    pub link: Option<String>,
    /// The files, in order.
    pub files: Vec<ArrivedFile>,
    /// An exemption that is claimed with these files as proof.
    pub claim: Option<Claim>,
}

/// A file with its blob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArrivedFile {
    /// Its name, cleaned for display.
    pub name: String,
    /// Its content.
    pub blob: Blob,
}

/// «Мы освобождены, потому что…»
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// From what.
    pub duty: DutyKey,
    /// The reason's name in the definition.
    pub reason: String,
}

impl ArrivedFile {
    /// A file under a name that may be shown.
    pub fn new(name: &str, blob: Blob) -> Self {
        Self { name: sniff::clean(name), blob }
    }

    /// What a name promises, until the content is looked at.
    pub(crate) fn format_of(name: &str) -> Format {
        let ending = sniff::ending(name).unwrap_or_default();
        match ending.as_str() {
            "jpg" | "jpeg" | "png" | "tif" | "tiff" => Format::Image,
            ending => Format::parse(ending).unwrap_or(Format::Other),
        }
    }
}

impl Arrival {
    /// The same mail, or the same files for the same duty of the same case, have one fingerprint.
    pub(super) fn fingerprint(&self) -> String {
        let mut parts = match &self.raw {
            Some(raw) => vec!["mail".to_owned(), raw.to_string()],
            None => vec!["upload".to_owned()],
        };
        if self.raw.is_none() {
            parts.push(self.case.as_ref().map(|case| case.id.to_string()).unwrap_or_default());
            parts.push(self.duty.as_ref().map(ToString::to_string).unwrap_or_default());
            parts.push(self.kind.clone().unwrap_or_default());
            parts.push(self.link.clone().unwrap_or_default());
            parts.push(self.claim.as_ref().map(|it| it.reason.clone()).unwrap_or_default());
            let mut files: Vec<String> =
                self.files.iter().map(|file| file.blob.sha256.to_string()).collect();
            files.sort_unstable();
            parts.extend(files);
        }
        let mut hasher = Hasher::new();
        for part in parts {
            // The length keeps two parts from being read as one.
            hasher.update(part.len().to_be_bytes());
            hasher.update(part.as_bytes());
        }
        hex::encode(hasher.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(duty: Option<&str>, files: &[&[u8]]) -> Arrival {
        let blob = |bytes: &[u8]| Blob { sha256: Sha256::of(bytes), size: 1, is_new: true };
        Arrival {
            tenant: TenantId(uuid::Uuid::nil()),
            zone: Zone::MOSCOW,
            channel: Channel::Link,
            trust: Trust::SignedLink,
            sender: None,
            raw: None,
            case: None,
            duty: duty.map(DutyKey::from),
            kind: None,
            link: None,
            files: files.iter().map(|it| ArrivedFile::new("a.pdf", blob(it))).collect(),
            claim: None,
        }
    }

    #[test]
    fn the_same_files_for_the_same_duty_are_one_arrival() {
        let first = upload(Some("plan"), &[b"one", b"two"]).fingerprint();
        assert_eq!(first, upload(Some("plan"), &[b"two", b"one"]).fingerprint(), "in any order");
        for other in [
            upload(Some("report"), &[b"one", b"two"]),
            upload(None, &[b"one", b"two"]),
            upload(Some("plan"), &[b"one"]),
            upload(Some("plan"), &[b"one", b"two", b"two"]),
        ] {
            assert_ne!(first, other.fingerprint());
        }
    }

    #[test]
    fn a_mail_is_known_by_its_bytes_alone() {
        let raw = Some(Sha256::of(b"mail"));
        let mail = |duty| Arrival { raw, ..upload(duty, &[]) };
        assert_eq!(mail(None).fingerprint(), mail(Some("plan")).fingerprint());
    }
}
