//! The register of organizations: a sheet in, differences first, then the tree.
//!
//! An import never deletes: who is not in the sheet is named and stays. What a cell has wrong goes
//! back in a workbook with a comment on it. A dry run does everything but write.
//!
//! **Must not know:** what a heading means (that is `vekha-reading`), command lines.

mod report;
mod sheet;
mod tree;

pub use tree::{Arranged, arrange};

use chrono::{DateTime, Utc};
use std::path::{Path, PathBuf};
use vekha_files::{ExtractError, Extractor, Obstacle};
use vekha_reading::register::{self, Register};
use vekha_runtime::Ids;
use vekha_store::tenant::Tenant;
use vekha_store::{Store, organization};

/// Imports organizations for one tenant.
#[derive(Clone, Debug)]
pub struct Importer {
    /// The record.
    pub store: Store,
    /// Opens workbooks in a confined child.
    pub extractor: Extractor,
    /// Ids of new organizations.
    pub ids: Ids,
    /// Whose register it is.
    pub tenant: Tenant,
}

/// What an import would change, or has changed.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// The rows of the sheet, the heading among them.
    pub rows: Vec<Vec<String>>,
    /// What was read out of them, with the errors.
    pub register: Register,
    /// What differs from the record, and how it is written.
    pub arranged: Arranged,
    /// It has been written.
    pub is_applied: bool,
}

/// Nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be opened.
    #[error("{path} cannot be read: {source}")]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is no workbook or table; in Russian, for whoever imports.
    #[error("{0}")]
    NoSheet(String),
    /// The child failed. Try again.
    #[error(transparent)]
    Reader(#[from] ExtractError),
    /// The record. Nothing was written.
    #[error(transparent)]
    Store(#[from] vekha_store::Error),
}

impl From<Obstacle> for ImportError {
    fn from(obstacle: Obstacle) -> Self {
        Self::NoSheet(obstacle.message().to_owned())
    }
}

impl Importer {
    /// Reads a sheet (.xlsx or .csv) and says what it would change.
    ///
    /// # Errors
    /// [`ImportError`].
    pub async fn dry_run(&self, path: &Path) -> Result<Import, ImportError> {
        let (rows, register) = self.read(path).await?;
        let mut tx = self.store.read().await?;
        let existing = organization::all_of(&mut tx, self.tenant.id).await?;
        let arranged = arrange(&existing, &register, &self.tenant, &self.ids);
        Ok(Import { rows, register, arranged, is_applied: false })
    }

    /// Reads a sheet and writes what it changes, in one transaction.
    ///
    /// # Errors
    /// [`ImportError`]; then nothing was written.
    pub async fn import(&self, path: &Path, now: DateTime<Utc>) -> Result<Import, ImportError> {
        let (rows, register) = self.read(path).await?;
        let mut tx = self.store.write().await?;
        let existing = organization::all_of(&mut tx, self.tenant.id).await?;
        let arranged = arrange(&existing, &register, &self.tenant, &self.ids);
        organization::save(&mut tx, self.tenant.id, &arranged.save, now).await?;
        tx.commit().await?;
        Ok(Import { rows, register, arranged, is_applied: true })
    }

    async fn read(&self, path: &Path) -> Result<(Vec<Vec<String>>, Register), ImportError> {
        let bytes = tokio::fs::read(path).await;
        let bytes = bytes.map_err(|source| ImportError::Open { path: path.to_owned(), source })?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let rows = sheet::rows(&self.extractor, &bytes, &name).await?;
        let register = register::read(&rows);
        Ok((rows, register))
    }
}
