//! The answer to a mail that waits for a person: that it has come, its number, and its hash. Nothing of
//! what it said: whoever is named as its sender may not have sent it.

use super::common::Common;
use super::{ComposeError, Page, Written, spoken};
use serde::Serialize;
use vekha_store::notice::claim::Receipt;

#[derive(Debug, Serialize)]
struct Context<'a> {
    #[serde(flatten)]
    common: Common,
    number: &'a str,
    at: String,
    sha256: Option<&'a str>,
}

pub(super) fn write(page: &Page<'_>, receipt: &Receipt) -> Result<Written, ComposeError> {
    let subject = format!("Получено, разбирается вручную: номер {}", receipt.number);
    let lead = "Ваше письмо получено. К какому поручению оно относится, определит сотрудник";
    let context = Context {
        common: page.common(subject, lead, false).answering(),
        number: &receipt.number,
        at: spoken::moment(receipt.at, receipt.zone),
        sha256: receipt.sha256.as_deref(),
    };
    page.render("unsorted", &context)
}
