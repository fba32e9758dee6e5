//! Templates: typed contexts in, HTML out. Everything is escaped; no template has a way around it.

use super::assets;
use super::duty_card::DutyCard;
use super::verdict::Verdict;
use serde::Serialize;
use tera::{Context, Tera};

const SOURCES: [(&str, &str); 6] = [
    ("base.html", include_str!("../../templates/base.html")),
    ("upload.html", include_str!("../../templates/upload.html")),
    ("receipt.html", include_str!("../../templates/receipt.html")),
    ("refused.html", include_str!("../../templates/refused.html")),
    ("parts/duty.html", include_str!("../../templates/parts/duty.html")),
    ("parts/verdict.html", include_str!("../../templates/parts/verdict.html")),
];

/// The page of a case.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Upload {
    /// The address of the page, under which everything else is.
    pub base: String,
    /// The campaign.
    pub campaign: String,
    /// «№ 10001/15-02 от 15.12.2023».
    pub letter: Option<String>,
    /// Whose page it is.
    pub organization: String,
    /// Whom to ask.
    pub officer: Option<String>,
    /// The duties.
    pub duties: Vec<DutyCard>,
    /// Some duty is fulfilled by «ознакомлен», or nothing else is asked.
    pub acknowledge: bool,
    /// What has come, newest first.
    pub documents: Vec<DocumentLine>,
    /// What was just said: acknowledged, measure.
    pub said: Option<String>,
    /// The case takes no more: the campaign was cancelled, or everything is done.
    pub closed: bool,
}

/// A document in the list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct DocumentLine {
    /// Its number.
    pub receipt: String,
    /// Its page.
    pub address: String,
    /// When it was received.
    pub at: String,
    /// Its files or its link.
    pub what: String,
    /// «читаем…», «прочитан», «разбирает сотрудник».
    pub state: &'static str,
}

/// The page of a receipt.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ReceiptPage {
    /// The address of the case's page.
    pub base: String,
    /// The address of this page.
    pub address: String,
    /// The number.
    pub receipt: String,
    /// When, with the zone.
    pub at: String,
    /// The files.
    pub files: Vec<FileLine>,
    /// A publication's address.
    pub link: Option<String>,
    /// The same had come before.
    pub repeated: bool,
    /// What is known so far.
    pub verdict: Verdict,
}

/// A file on a receipt.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FileLine {
    /// Its name.
    pub name: String,
    /// «24 КБ».
    pub size: String,
    /// As `sha256sum` prints it.
    pub sha256: String,
}

/// The page in the place of an answer.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Refused {
    /// What happened.
    pub title: String,
    /// What to do.
    pub detail: String,
}

/// Every template, read.
#[derive(Debug)]
pub(super) struct Pages(Tera);

/// A page with the addresses that its frame needs.
#[derive(Serialize)]
struct Framed<'a, P> {
    css: String,
    js: String,
    page: &'a P,
}

impl Pages {
    /// Reads every template.
    pub fn load() -> tera::TeraResult<Self> {
        let mut tera = Tera::default();
        tera.add_raw_templates(SOURCES)?;
        Ok(Self(tera))
    }

    /// The page of a case.
    pub fn upload(&self, page: &Upload) -> tera::TeraResult<String> {
        self.framed("upload.html", page)
    }

    /// The page of a receipt.
    pub fn receipt(&self, page: &ReceiptPage) -> tera::TeraResult<String> {
        self.framed("receipt.html", page)
    }

    /// The verdict alone, as the script of the page asks for it.
    pub fn verdict(&self, verdict: &Verdict) -> tera::TeraResult<String> {
        let context = Context::from_serialize(&serde_json::json!({ "verdict": verdict }))?;
        self.0.render("parts/verdict.html", &context)
    }

    /// The page in the place of an answer.
    pub fn refused(&self, page: &Refused) -> tera::TeraResult<String> {
        self.framed("refused.html", page)
    }

    fn framed(&self, template: &str, page: &impl Serialize) -> tera::TeraResult<String> {
        let framed = Framed { css: assets::address("css"), js: assets::address("js"), page };
        self.0.render(template, &Context::from_serialize(&framed)?)
    }
}
