//! Table `finding`: what checks found in documents. Owned by intake; read again, they are replaced.

use crate::sql::statements;
use crate::{Args, Result, Row, Rows, Tx};
use std::collections::BTreeMap;
use vekha_model::{DocumentId, Finding, Severity};

statements! {
    CLEAR = "DELETE FROM finding WHERE document_id IN {ids $1}";
    INSERT = "
        INSERT INTO finding (document_id, position, rule, severity, place, message, quote)
        SELECT document_id, position, rule, severity, place, message, quote
        FROM {rows $1: document_id uuid, position bigint, rule text, severity text, place jsonb,
              message text, quote text} AS v";
    OF_DOCUMENTS = "
        SELECT document_id, rule, severity, place, message, quote FROM finding
        WHERE document_id IN {ids $1} ORDER BY document_id, position";
}

/// Writes the findings of these documents in the place of those that they had. Two statements.
///
/// # Errors
/// Database errors.
pub async fn replace(tx: &mut Tx, found: &[(DocumentId, Vec<Finding>)]) -> Result<()> {
    tx.run(&CLEAR, Args::new().ids(found.iter().map(|(id, _)| id.0))).await?;
    let all = || found.iter().flat_map(|(id, list)| (0..).zip(list).map(move |it| (*id, it)));
    let places: Vec<String> = all()
        .map(|(_, (_, finding))| serde_json::to_string(&finding.place).map_err(Into::into))
        .collect::<Result<_>>()?;
    let rows = Rows::new()
        .uuid(all().map(|(id, _)| id.0))
        .i64(all().map(|(_, (position, _))| position))
        .text(all().map(|(_, (_, finding))| finding.rule.clone()))
        .text(all().map(|(_, (_, finding))| severity_word(finding.severity).to_owned()))
        .text(places)
        .text(all().map(|(_, (_, finding))| finding.message.clone()))
        .opt_text(all().map(|(_, (_, finding))| finding.quote.clone()));
    if rows.is_empty() {
        return Ok(());
    }
    tx.run(&INSERT, Args::new().rows(rows)).await.map(|_| ())
}

/// The findings of these documents, in order.
///
/// # Errors
/// Database errors.
pub async fn of_documents(
    tx: &mut Tx,
    documents: impl IntoIterator<Item = DocumentId>,
) -> Result<BTreeMap<DocumentId, Vec<Finding>>> {
    let args = Args::new().ids(documents.into_iter().map(|id| id.0));
    let mut found: BTreeMap<DocumentId, Vec<Finding>> = BTreeMap::new();
    for row in tx.all(&OF_DOCUMENTS, args).await? {
        found.entry(DocumentId(row.uuid("document_id")?)).or_default().push(read(&row)?);
    }
    Ok(found)
}

const fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Remark => "remark",
        Severity::Blocking => "blocking",
    }
}

fn read(row: &Row) -> Result<Finding> {
    let severity = |text: &str| {
        [Severity::Remark, Severity::Blocking].into_iter().find(|s| severity_word(*s) == text)
    };
    Ok(Finding {
        rule: row.text("rule")?,
        severity: row.parsed("severity", severity)?,
        place: row.json("place")?,
        message: row.text("message")?,
        quote: row.opt_text("quote")?,
    })
}
