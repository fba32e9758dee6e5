//! `vekha intake FILE…`: mails and files that came on another way.

use super::desk::Desk;
use super::place::Place;
use crate::exit::Exit;
use crate::{compose, output, progress};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

/// `vekha intake`.
#[derive(Debug, Args)]
pub struct Intake {
    #[command(flatten)]
    place: Place,
    /// Mails (.eml), or single documents.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

/// What became of one file.
#[derive(Debug, Serialize)]
struct Row {
    file: String,
    receipt: Option<String>,
    /// It had come before, and has the receipt of that time.
    repeated: bool,
    error: Option<String>,
}

impl Intake {
    /// Runs it. A file that is not taken stops no other.
    ///
    /// # Errors
    /// When the record cannot be opened.
    pub async fn run(self) -> anyhow::Result<Exit> {
        let desk = Desk::open(&self.place).await?;
        let Desk { config, store, tenant, clock, ids } = &desk;
        let mailbox = compose::letterbox(config, store, tenant, ids).await?;
        let mut rows = Vec::with_capacity(self.files.len());
        let bar = progress::bar(self.files.len());
        for path in &self.files {
            let file = path.display().to_string();
            let taken = mailbox.take_file(path, clock.now()).await;
            rows.push(match taken {
                Ok(receipt) => {
                    let (repeated, receipt) = (receipt.repeated, Some(receipt.receipt));
                    Row { file, receipt, repeated, error: None }
                }
                Err(error) => {
                    Row { file, receipt: None, repeated: false, error: Some(error.to_string()) }
                }
            });
            bar.inc(1);
        }
        bar.finish_and_clear();
        let headings = ["квитанция", "файл", ""];
        output::say_list(&rows, self.json, headings, |row| {
            let again = if row.repeated { "уже был принят" } else { "" };
            let receipt = row.receipt.clone().unwrap_or_else(|| "не принят".to_owned());
            [receipt, row.file.clone(), row.error.clone().unwrap_or_else(|| again.to_owned())]
        })?;
        let failed = rows.iter().filter(|row| row.error.is_some()).count();
        Ok(if failed == 0 { Exit::Ok } else { Exit::Failed })
    }
}
