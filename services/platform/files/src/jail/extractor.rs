//! The parent: starts a child per file, waits for it no longer than allowed, and believes its
//! answer only when every length agrees.

use std::io;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;

use super::wire::{Answer, Job, Outcome, Request};
use super::{CHILD_ARGUMENT, ExtractError};
use crate::{Limits, OpenedMail, Reading, Unpacked};

/// How much of a dying child's words is kept, bytes.
const LAST_WORDS: u64 = 2000;

/// Reads files and mails in confined children. Cheap to clone; clones share the limit of children.
#[derive(Clone, Debug)]
pub struct Extractor {
    command: PathBuf,
    argument: String,
    limits: Limits,
    children: Arc<Semaphore>,
}

impl Extractor {
    /// With the program whose `main` calls [`super::child_main`] for [`CHILD_ARGUMENT`].
    pub fn new(command: impl Into<PathBuf>, limits: Limits) -> Self {
        let children = Arc::new(Semaphore::new(limits.children.max(1) as usize));
        Self { command: command.into(), argument: CHILD_ARGUMENT.to_owned(), limits, children }
    }

    /// With this very program.
    ///
    /// # Errors
    /// When the system does not tell where the program lies.
    pub fn of_this_program(limits: Limits) -> io::Result<Self> {
        Ok(Self::new(std::env::current_exe()?, limits))
    }

    /// The same with another hidden argument.
    #[must_use]
    pub fn with_argument(self, argument: impl Into<String>) -> Self {
        Self { argument: argument.into(), ..self }
    }

    /// The limits.
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Reads text and tables out of one file; what is in the way of that is in the reading.
    ///
    /// # Errors
    /// Every [`ExtractError`] but `Obstacle`.
    pub async fn extract(&self, bytes: &[u8], name: &str) -> Result<Reading, ExtractError> {
        match self.run(Job::Read { name: name.to_owned() }, bytes).await? {
            Outcome::Read(reading) => Ok(*reading),
            _ => Err(ExtractError::Garbled("another kind of answer".to_owned())),
        }
    }

    /// Opens a mail, with the mails and archives inside it.
    ///
    /// # Errors
    /// Every [`ExtractError`].
    pub async fn open_mail(&self, bytes: &[u8]) -> Result<OpenedMail, ExtractError> {
        match self.run(Job::Open, bytes).await? {
            Outcome::Opened(opened) => opened.map(|mail| *mail).map_err(ExtractError::Obstacle),
            _ => Err(ExtractError::Garbled("another kind of answer".to_owned())),
        }
    }

    /// Unpacks an uploaded archive, `winmail.dat` or mail file; any other file is its only part.
    ///
    /// # Errors
    /// Every [`ExtractError`].
    pub async fn unpack(&self, bytes: &[u8], name: &str) -> Result<Unpacked, ExtractError> {
        match self.run(Job::Unpack { name: name.to_owned() }, bytes).await? {
            Outcome::Unpacked(unpacked) => unpacked.map_err(ExtractError::Obstacle),
            _ => Err(ExtractError::Garbled("another kind of answer".to_owned())),
        }
    }

    async fn run(&self, job: Job, bytes: &[u8]) -> Result<Outcome, ExtractError> {
        let start =
            |source| ExtractError::Start { command: self.command.display().to_string(), source };
        let _place = self.children.acquire().await.map_err(|e| start(io::Error::other(e)))?;
        let request = Request { job, length: bytes.len() as u64, limits: self.limits.clone() };
        let mut line = serde_json::to_vec(&request).map_err(|e| start(e.into()))?;
        line.push(b'\n');
        let mut child = Command::new(&self.command)
            .arg(&self.argument)
            .env_clear()
            // The program's allocator maps a gigabyte ahead unless told: more than the child may.
            .env("MIMALLOC_ARENA_RESERVE", "32MiB")
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(start)?;
        let seconds = self.limits.wall_seconds;
        let most = self.limits.answer_bytes + self.limits.unpacked_bytes;
        let talk = talk(&mut child, &line, bytes, most);
        match tokio::time::timeout(Duration::from_secs(seconds), talk).await {
            Ok(talked) => heard(&talked.map_err(start)?, most, self.limits.answer_bytes),
            Err(_) => {
                // Waited for, so that no dead child stays in the system's table.
                child.kill().await.map_err(start)?;
                Err(ExtractError::TimedOut { seconds })
            }
        }
    }
}

/// All that the child said.
struct Talk {
    status: ExitStatus,
    answer: Vec<u8>,
    last_words: Vec<u8>,
}

/// Writes the request while reading the answer, so that neither side waits for the other.
async fn talk(child: &mut Child, line: &[u8], bytes: &[u8], most: u64) -> io::Result<Talk> {
    let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let write = async move {
        // A child that ends early closes its input; why it ended is told by its status.
        if let Some(mut input) = input
            && input.write_all(line).await.is_ok()
            && input.write_all(bytes).await.is_ok()
        {
            let _ = input.shutdown().await;
        }
    };
    let ((), answer, last_words) =
        tokio::join!(write, read(output, most + 1), read(errors, LAST_WORDS));
    let (answer, last_words) = (answer?, last_words?);
    if answer.len() as u64 > most {
        child.start_kill()?;
    }
    Ok(Talk { status: child.wait().await?, answer, last_words })
}

async fn read(source: Option<impl AsyncRead + Unpin>, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(source) = source {
        source.take(most).read_to_end(&mut bytes).await?;
    }
    Ok(bytes)
}

/// Makes an outcome of what the child said.
fn heard(talk: &Talk, most: u64, json: u64) -> Result<Outcome, ExtractError> {
    if talk.answer.len() as u64 > most {
        return Err(ExtractError::Garbled(format!("longer than {most} bytes")));
    }
    if !talk.status.success() {
        return Err(crash(talk.status, &talk.last_words));
    }
    let garbled = |what: &str| ExtractError::Garbled(what.to_owned());
    let end = talk.answer.iter().position(|byte| *byte == b'\n').ok_or(garbled("no line"))?;
    if end as u64 > json {
        return Err(garbled("the JSON is longer than allowed"));
    }
    let answer: Answer = serde_json::from_slice(&talk.answer[..end])
        .map_err(|error| ExtractError::Garbled(error.to_string()))?;
    if !(answer.confinement.landlock && answer.confinement.system_calls) {
        tracing::warn!(?answer.confinement, "the reader is not fully confined on this system");
    }
    let Answer { mut outcome, lengths, .. } = answer;
    let mut rest = &talk.answer[end + 1..];
    let parts = outcome.parts();
    if parts.len() != lengths.len() {
        return Err(garbled("another number of parts"));
    }
    for (part, length) in parts.iter_mut().zip(lengths) {
        let length = usize::try_from(length).map_err(|_| garbled("a part without end"))?;
        let (content, after) = rest.split_at_checked(length).ok_or(garbled("a part is cut"))?;
        part.bytes = content.to_vec();
        rest = after;
    }
    if rest.is_empty() { Ok(outcome) } else { Err(garbled("more than it said")) }
}

fn crash(status: ExitStatus, last_words: &[u8]) -> ExtractError {
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    #[cfg(not(unix))]
    let signal: Option<i32> = None;
    ExtractError::Crashed {
        how: status.to_string(),
        is_killed: signal == Some(9),
        said: String::from_utf8_lossy(last_words).trim().to_owned(),
    }
}
