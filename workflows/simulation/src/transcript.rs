//! One case told line by line, pleasant to read for an officer and exact as a test.
//!
//! A story begins with what is given, then events with the issuer's local time; under each line
//! stands what follows, after `  > `:
//!
//! ```text
//! parameters year=2023 plan_by=2024-03-01
//! organization score=100 zone=Asia/Novokuznetsk
//! 2023-12-18 10:00 start
//! 2024-02-01 12:00 document plan docx trust=signed_link
//!   > документ № 1 («План»: docx) засчитан, не хватает: PDF
//! 2024-02-15 09:00 sweep
//! ```
//!
//! [`run_transcript`] writes the story anew; a test compares it with the file. Lines that begin with
//! `#`, and empty ones, are kept.
//!
//! **Must not know:** where the story is kept.

mod action;
mod setting;
mod stage;
mod tokens;

use stage::Stage;
use vekha_core::Definition;

/// What follows an input line begins with this.
pub(crate) const MARK: &str = "  > ";

/// A line that is no line of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadTranscript {
    /// Counted from 1, output lines included.
    pub line: usize,
    /// The line.
    pub text: String,
    /// What is wrong with it and what to write.
    pub why: String,
}

impl std::fmt::Display for BadTranscript {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {:?}: {}", self.line, self.text, self.why)
    }
}

impl std::error::Error for BadTranscript {}

/// Plays a story and gives it back with what really follows under each line.
///
/// # Errors
/// [`BadTranscript`] names the first line that cannot be read or played.
pub fn run_transcript(definition: &Definition, text: &str) -> Result<String, BadTranscript> {
    let mut stage = Stage::new(definition);
    let mut story = String::new();
    for (text, line) in text.lines().zip(1..) {
        if text.starts_with(MARK.trim_end()) || text.trim_start().starts_with('>') {
            continue;
        }
        story.push_str(text);
        story.push('\n');
        if text.trim().is_empty() || text.starts_with('#') {
            continue;
        }
        let bad = |why| BadTranscript { line, text: text.to_owned(), why };
        for output in stage.play(text).map_err(bad)? {
            story.push_str(MARK);
            story.push_str(&output);
            story.push('\n');
        }
    }
    Ok(story)
}
