//! Where a letter goes: to files, or to the terminal as text.

use crate::output;
use anyhow::Context as _;
use clap::Args;
use std::path::PathBuf;
use vekha_outgoing::{Format, Letter, print};

/// The flags.
#[derive(Debug, Args)]
pub struct Files {
    /// Write a Word file, to be edited and signed.
    #[arg(long, value_name = "FILE")]
    docx: Option<PathBuf>,
    /// Write a PDF.
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
}

impl Files {
    /// Writes the files that were named; with none, prints the letter as text.
    ///
    /// # Errors
    /// When a file cannot be made or written.
    pub fn write(&self, letter: &Letter) -> anyhow::Result<()> {
        for (path, format) in [(&self.docx, Format::Docx), (&self.pdf, Format::Pdf)] {
            let Some(path) = path else { continue };
            let bytes = print(letter, format)?;
            let name = path.display();
            std::fs::write(path, bytes).with_context(|| format!("cannot write {name}"))?;
            output::remark(format!("{name}: «{}»", letter.heading));
        }
        if self.docx.is_none() && self.pdf.is_none() {
            output::say(letter.to_string())?;
        }
        Ok(())
    }
}
