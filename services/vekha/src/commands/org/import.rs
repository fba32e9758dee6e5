//! `vekha org import`: a ministry's sheet becomes the register; differences first.

use crate::commands::desk::Desk;
use crate::commands::place::Place;
use crate::exit::Exit;
use crate::{output, progress};
use anyhow::Context as _;
use clap::Args;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use vekha_files::Extractor;
use vekha_intake::register::{Import as Imported, Importer};

/// `vekha org import`.
#[derive(Debug, Args)]
pub struct Import {
    #[command(flatten)]
    place: Place,
    /// The sheet: .xlsx or .csv with a row of headings.
    file: PathBuf,
    /// Say what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Where the rows with errors go, as a workbook to correct and import again.
    #[arg(long, value_name = "OUT.xlsx")]
    errors: Option<PathBuf>,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

impl Import {
    /// Runs it. Rows that cannot be read are left out and make the exit code 3.
    ///
    /// # Errors
    /// A file that is no sheet; database errors. Then nothing was written.
    pub async fn run(self) -> anyhow::Result<Exit> {
        let desk = Desk::make(&self.place).await?;
        let Desk { config, store, tenant, clock, ids } = desk;
        let extractor = Extractor::of_this_program(config.files)?;
        let importer = Importer { store, extractor, ids, tenant };
        let spinner = progress::spinner("reading the sheet");
        let imported = match self.dry_run {
            true => importer.dry_run(&self.file).await,
            false => importer.import(&self.file, clock.now()).await,
        };
        spinner.finish_and_clear();
        let imported = imported?;
        match self.json {
            true => output::say_json(&figures(&imported))?,
            false => output::say(imported.to_string())?,
        }
        if let Some(path) = &self.errors {
            keep_errors(&imported, path)?;
        }
        let whole = imported.register.errors.is_empty();
        Ok(if whole { Exit::Ok } else { Exit::Problems })
    }
}

fn figures(imported: &Imported) -> Value {
    let difference = &imported.arranged.difference;
    json!({
        "applied": imported.is_applied,
        "read": imported.register.entries.len(),
        "added": difference.added,
        "changed": difference.changed,
        "unchanged": difference.unchanged,
        "missing": imported.arranged.missing,
        "errors": imported.register.errors,
        "unknown_columns": imported.register.unknown_columns,
    })
}

fn keep_errors(imported: &Imported, path: &Path) -> anyhow::Result<()> {
    match imported.errors_workbook()? {
        None => output::remark("no row has an error: no workbook was written"),
        Some(bytes) => {
            fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
            output::remark(format!("the rows with errors are in {}", path.display()));
        }
    }
    Ok(())
}
