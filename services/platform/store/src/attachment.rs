//! Table `attachment`: the files of a document, each a blob. Owned by intake.
//!
//! An upload has its files at once; those of a mail or an archive are added when it is opened.

use crate::sql::statements;
use crate::{Args, Result, Row, Rows, Tx};
use std::collections::BTreeMap;
use vekha_model::{AttachmentId, DocumentId, Format};

statements! {
    SAVE = "
        INSERT INTO attachment (id, document_id, position, name, format, size, sha256,
                                extract_sha256)
        SELECT id, document_id, position, name, format, size, sha256, extract_sha256
        FROM {rows $1: id uuid, document_id uuid, position bigint, name text, format text,
              size bigint, sha256 text, extract_sha256 text} AS v WHERE TRUE
        ON CONFLICT (document_id, position) DO UPDATE
        SET format = excluded.format, extract_sha256 = excluded.extract_sha256";
    OF_DOCUMENTS = "
        SELECT id, document_id, position, name, format, size, sha256, extract_sha256
        FROM attachment WHERE document_id IN {ids $1} ORDER BY document_id, position";
}

/// A file of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// The document.
    pub document: DocumentId,
    /// Its place, from 0.
    pub position: i64,
    /// Its name as the sender wrote it, cleaned for display.
    pub name: String,
    /// Told by content, once it was read; by the name's ending before.
    pub format: Format,
    /// Bytes.
    pub size: i64,
    /// Its blob.
    pub sha256: String,
    /// The blob with what was read out of it.
    pub extract_sha256: Option<String>,
}

/// Writes files, or what was learned about them. One statement.
///
/// # Errors
/// Database errors.
pub async fn save(tx: &mut Tx, files: &[Attachment]) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let rows = Rows::new()
        .uuid(files.iter().map(|f| f.id.0))
        .uuid(files.iter().map(|f| f.document.0))
        .i64(files.iter().map(|f| f.position))
        .text(files.iter().map(|f| f.name.clone()))
        .text(files.iter().map(|f| f.format.as_str().to_owned()))
        .i64(files.iter().map(|f| f.size))
        .text(files.iter().map(|f| f.sha256.clone()))
        .opt_text(files.iter().map(|f| f.extract_sha256.clone()));
    tx.run(&SAVE, Args::new().rows(rows)).await.map(|_| ())
}

/// The files of these documents, in order.
///
/// # Errors
/// Database errors.
pub async fn of_documents(
    tx: &mut Tx,
    documents: impl IntoIterator<Item = DocumentId>,
) -> Result<BTreeMap<DocumentId, Vec<Attachment>>> {
    let args = Args::new().ids(documents.into_iter().map(|id| id.0));
    let mut found: BTreeMap<DocumentId, Vec<Attachment>> = BTreeMap::new();
    for row in tx.all(&OF_DOCUMENTS, args).await? {
        let file = read(&row)?;
        found.entry(file.document).or_default().push(file);
    }
    Ok(found)
}

fn read(row: &Row) -> Result<Attachment> {
    Ok(Attachment {
        id: AttachmentId(row.uuid("id")?),
        document: DocumentId(row.uuid("document_id")?),
        position: row.i64("position")?,
        name: row.text("name")?,
        format: row.parsed("format", Format::parse)?,
        size: row.i64("size")?,
        sha256: row.text("sha256")?,
        extract_sha256: row.opt_text("extract_sha256")?,
    })
}
