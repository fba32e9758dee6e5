//! What can go wrong with the child, and whether trying again can help.

use std::io;

use crate::Obstacle;

/// A file that could not be read. The parent is well in every case.
#[derive(Debug, thiserror::Error)]
pub enum ExtractError {
    /// The file itself is in the way. Give up: the answer will not change.
    #[error("the file cannot be read: {0}")]
    Obstacle(Obstacle),
    /// The child could not be started or spoken to. Retry.
    #[error("cannot start the reader {command}: {source}")]
    Start {
        /// The program.
        command: String,
        /// What the system says.
        source: io::Error,
    },
    /// The child took too long and was ended. Retry once: the machine may have been busy.
    #[error("the reader took longer than {seconds} s and was ended")]
    TimedOut {
        /// The limit.
        seconds: u64,
    },
    /// The child died of the file. Give up, unless it was killed from outside.
    #[error("the reader died ({how}): {said}")]
    Crashed {
        /// The signal or the exit code.
        how: String,
        /// Killed from outside: the machine ran out of memory, or is shutting down.
        is_killed: bool,
        /// The end of what it wrote on standard error.
        said: String,
    },
    /// The child's answer makes no sense or is too long. Give up: a file may have taken the child
    /// over.
    #[error("the reader's answer is not to be trusted: {0}")]
    Garbled(String),
}

impl ExtractError {
    /// Whether the same file may be read later. The caller counts the attempts.
    pub const fn is_transient(&self) -> bool {
        match self {
            Self::Start { .. } | Self::TimedOut { .. } => true,
            Self::Crashed { is_killed, .. } => *is_killed,
            Self::Obstacle(_) | Self::Garbled(_) => false,
        }
    }

    /// What is wrong, in Russian, for the sender or for the person who sorts.
    pub const fn message(&self) -> &'static str {
        match self {
            Self::Obstacle(obstacle) => obstacle.message(),
            Self::Start { .. } => "Файл ещё не прочитан: программа повторит попытку.",
            Self::TimedOut { .. } | Self::Crashed { .. } | Self::Garbled(_) => {
                "Программа не смогла прочитать файл: его посмотрит сотрудник."
            }
        }
    }
}
