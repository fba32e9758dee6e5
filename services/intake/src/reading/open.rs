//! A document opened: its letters and its files with what could be read out of them.
//!
//! All reading of strangers' bytes happens in the confined child. What is opened is put back: each
//! file out of a mail or an archive becomes a blob, and so does what was read out of it, so that a
//! document is opened once.

use super::job::Job;
use crate::reception::ArrivedFile;
use vekha_files::mail::Nature;
use vekha_files::{
    BlobError, Blobs, Content, ExtractError, Extractor, Letter, Obstacle, Part, Reading, Sniffed,
};
use vekha_model::{Extracted, Format};
use vekha_store::attachment::Attachment;
use vekha_store::document::State;

/// A document with its content.
#[derive(Debug, Default)]
pub(super) struct Opened {
    /// The mail, then those forwarded inside it; empty for an upload.
    pub letters: Vec<Letter>,
    /// Somebody's letter, an automatic answer, or a bounce.
    pub nature: Nature,
    /// Why nothing may be answered to the mail by itself; an upload is answered on its page.
    pub never_answer: Option<String>,
    /// The files, those inside archives after their archive.
    pub files: Vec<OpenedFile>,
    /// What was left out or is strange.
    pub notes: Vec<String>,
}

/// A file with what was read out of it.
#[derive(Clone, Debug)]
pub(super) struct OpenedFile {
    /// Its name.
    pub name: String,
    /// By its content.
    pub format: Format,
    /// Bytes.
    pub size: u64,
    /// Its place among the files as received; none for what was inside something.
    pub position: Option<i64>,
    /// Its blob.
    pub sha256: String,
    /// The blob with what was read.
    pub extract: Option<String>,
    /// The ending of its name, when it promises something else.
    pub mismatch: Option<String>,
    /// It did not arrive whole.
    pub is_damaged: bool,
    /// It only holds other files, which follow.
    pub is_container: bool,
    /// What was read, or what was in the way.
    pub outcome: Result<Extracted, Obstacle>,
}

/// The document could not be opened.
#[derive(Debug, thiserror::Error)]
pub(super) enum OpenError {
    /// The disk failed at this document: counted, and tried again.
    #[error("{0}")]
    Blob(#[from] BlobError),
    /// The folder of blobs has no room, or is not there. The document has no part in it: it waits.
    #[error("{0}")]
    Folder(BlobError),
    /// The child failed: counted, and tried again.
    #[error("{0}")]
    Child(ExtractError),
    /// The record holds something that is no name of a blob.
    #[error("{0}")]
    Name(#[from] vekha_files::blob::NotSha256),
}

impl OpenError {}

/// Opens documents.
#[derive(Clone, Debug)]
pub(super) struct Opener {
    pub blobs: Blobs,
    pub extractor: Extractor,
}

impl Opener {
    /// Opens one document. A file that cannot be read is in the answer, with the reason.
    pub async fn open(&self, job: &Job) -> Result<Opened, OpenError> {
        match self.attempt(job).await {
            Err(OpenError::Blob(error @ BlobError::Full { .. })) => Err(OpenError::Folder(error)),
            // One blob that is missing is this document's misfortune; a folder that is, nobody's.
            Err(OpenError::Blob(error)) => match self.blobs.is_there().await {
                Ok(()) => Err(OpenError::Blob(error)),
                Err(away) => Err(OpenError::Folder(away)),
            },
            other => other,
        }
    }

    async fn attempt(&self, job: &Job) -> Result<Opened, OpenError> {
        let mut opened = Opened::default();
        let was_opened = job.document.state != State::Received && !job.files.is_empty();
        match &job.document.raw_sha256 {
            Some(raw) if !was_opened => self.mail(raw, &mut opened).await?,
            _ => {
                for file in &job.files {
                    self.file(file, was_opened, &mut opened).await?;
                }
            }
        }
        Ok(opened)
    }

    async fn mail(&self, raw: &str, opened: &mut Opened) -> Result<(), OpenError> {
        let bytes = self.blobs.read(raw.parse()?).await?;
        let mail = match self.extractor.open_mail(&bytes).await {
            Ok(mail) => mail,
            Err(error) if error.is_transient() => return Err(OpenError::Child(error)),
            Err(error) => {
                opened.notes.push(error.message().to_owned());
                return Ok(());
            }
        };
        opened.letters.push(mail.letter);
        opened.letters.extend(mail.forwarded);
        opened.nature = mail.nature;
        opened.never_answer = mail.never_answer;
        opened.notes.extend(mail.notes);
        self.parts(mail.parts, opened).await
    }

    /// A file as received; what it contains follows it, unless that was taken out before.
    async fn file(
        &self,
        file: &Attachment,
        was_opened: bool,
        opened: &mut Opened,
    ) -> Result<(), OpenError> {
        if let Some(known) = self.read_before(file).await? {
            opened.files.push(known);
            return Ok(());
        }
        let bytes = self.blobs.read(file.sha256.parse()?).await?;
        let reading = self.extractor.extract(&bytes, &file.name).await.map_err(OpenError::Child)?;
        let is_container = reading.outcome == Err(Obstacle::Container);
        let mut kept = self.kept(&bytes, &file.name, reading).await?;
        (kept.position, kept.is_container) = (Some(file.position), is_container);
        let place = opened.files.len();
        opened.files.push(kept);
        if !is_container || was_opened {
            return Ok(());
        }
        match self.extractor.unpack(&bytes, &file.name).await {
            Ok(unpacked) => {
                opened.letters.extend(unpacked.letters);
                opened.notes.extend(unpacked.notes);
                self.parts(unpacked.parts, opened).await
            }
            Err(error) if error.is_transient() => Err(OpenError::Child(error)),
            Err(error) => {
                opened.notes.push(format!("«{}»: {}", file.name, error.message()));
                if let ExtractError::Obstacle(obstacle) = error {
                    opened.files[place].outcome = Err(obstacle);
                }
                opened.files[place].is_container = false;
                Ok(())
            }
        }
    }

    /// A file with what was read out of it when it was opened before.
    async fn read_before(&self, file: &Attachment) -> Result<Option<OpenedFile>, OpenError> {
        let Some(extract) = &file.extract_sha256 else { return Ok(None) };
        let json = self.blobs.read(extract.parse()?).await?;
        let Ok(read) = serde_json::from_slice(&json) else { return Ok(None) };
        Ok(Some(OpenedFile {
            name: file.name.clone(),
            format: file.format,
            size: u64::try_from(file.size).unwrap_or(0),
            position: Some(file.position),
            sha256: file.sha256.clone(),
            extract: Some(extract.clone()),
            mismatch: None,
            is_damaged: false,
            is_container: false,
            outcome: Ok(read),
        }))
    }

    async fn parts(&self, parts: Vec<Part>, opened: &mut Opened) -> Result<(), OpenError> {
        for part in parts {
            let reading = match &part.obstacle {
                Some(obstacle) => {
                    Reading { sniffed: part.sniffed.clone(), outcome: Err(obstacle.clone()) }
                }
                None => self.read(&part.bytes, &part.sniffed.name, opened).await?,
            };
            let mut file = self.kept(&part.bytes, &part.sniffed.name, reading).await?;
            file.is_damaged = part.is_damaged;
            opened.files.push(file);
        }
        Ok(())
    }

    /// Reads one file. One of which the child dies by itself is kept for a person: it would die
    /// again. What may be better later is an error of the whole document.
    async fn read(
        &self,
        bytes: &[u8],
        name: &str,
        opened: &mut Opened,
    ) -> Result<Reading, OpenError> {
        match self.extractor.extract(bytes, name).await {
            Ok(reading) => Ok(reading),
            Err(error) if error.is_transient() => Err(OpenError::Child(error)),
            Err(error) => {
                tracing::warn!(%error, "a file was not read; a person looks at it");
                opened.notes.push(format!("«{name}»: {}", error.message()));
                let format = ArrivedFile::format_of(name);
                let sniffed = Sniffed {
                    name: name.to_owned(),
                    content: Content::Unknown,
                    macros: false,
                    password: false,
                    mismatch: None,
                };
                Ok(Reading { sniffed, outcome: Err(Obstacle::NotRead { format }) })
            }
        }
    }

    /// Puts a file and what was read out of it into blobs.
    async fn kept(
        &self,
        bytes: &[u8],
        name: &str,
        reading: Reading,
    ) -> Result<OpenedFile, OpenError> {
        let blob = self.blobs.put_bytes(bytes).await?;
        let json = reading.outcome.as_ref().ok().and_then(|read| serde_json::to_vec(read).ok());
        let extract = match json {
            Some(json) => Some(self.blobs.put_bytes(&json).await?.sha256.to_string()),
            None => None,
        };
        Ok(OpenedFile {
            name: name.to_owned(),
            format: reading.sniffed.format(),
            size: blob.size,
            position: None,
            sha256: blob.sha256.to_string(),
            extract,
            mismatch: reading.sniffed.mismatch,
            is_damaged: false,
            is_container: false,
            outcome: reading.outcome,
        })
    }
}
