//! HTTP as people use it: pages, forms, uploads; cookies are kept.

use super::forms::Form;
use super::parcel::{Envelope, NamedFile};
use anyhow::Context as _;
use reqwest::multipart::{self, Part};
use reqwest::{Client, Response, header};
use serde::de::DeserializeOwned;

/// A browser that is looking at one Vekha.
#[derive(Clone, Debug)]
pub struct Browser {
    client: Client,
    base: String,
}

impl Browser {
    /// Opens one. `base` is `http://host:port`.
    ///
    /// # Errors
    /// When the client cannot be made.
    pub fn open(base: String) -> anyhow::Result<Self> {
        Ok(Self { client: Client::builder().cookie_store(true).no_proxy().build()?, base })
    }

    /// A page, wherever it leads; with the address at which it ended.
    ///
    /// # Errors
    /// When it is no success.
    pub async fn page(&self, path: &str) -> anyhow::Result<(String, String)> {
        let answer = self.client.get(format!("{}{path}", self.base)).send().await?;
        let address = answer.url().path().to_owned();
        Ok((address, text(answer, path).await?))
    }

    /// JSON.
    ///
    /// # Errors
    /// When it is no success, or other JSON.
    pub async fn json<T: DeserializeOwned>(&self, path: &str) -> anyhow::Result<T> {
        let (_, text) = self.page(path).await?;
        serde_json::from_str(&text).with_context(|| path.to_owned())
    }

    /// Sends a form from one of the pages.
    ///
    /// # Errors
    /// When the answer is no success.
    pub async fn send(&self, form: &Form) -> anyhow::Result<String> {
        let request = self.client.post(format!("{}{}", self.base, form.action));
        let answer = request.header(header::ORIGIN, &self.base).form(&form.fields).send().await?;
        text(answer, &form.action).await
    }

    /// Uploads an envelope with the key of a signed link, as a program does.
    ///
    /// # Errors
    /// When it is not received.
    pub async fn upload(
        &self,
        key: &str,
        (duty, kind): (&str, &str),
        envelope: Envelope,
    ) -> anyhow::Result<()> {
        let mut form = multipart::Form::new().text("duty", duty.to_owned());
        if let Some(link) = envelope.link {
            form = form.text("link", link).text("kind", kind.to_owned());
        }
        for file in envelope.files {
            form = form.part("file", part(file)?);
        }
        let request = self.client.post(format!("{}/api/v1/documents", self.base));
        let answer = request.bearer_auth(key).multipart(form).send().await?;
        text(answer, "/api/v1/documents").await.map(|_| ())
    }

    /// Claims an exemption on the upload page.
    ///
    /// # Errors
    /// When it is not received.
    pub async fn claim(
        &self,
        key: &str,
        (duty, reason): (&str, &str),
        proof: NamedFile,
    ) -> anyhow::Result<()> {
        let form = multipart::Form::new()
            .text("duty", duty.to_owned())
            .text("reason", reason.to_owned())
            .part("file", part(proof)?);
        let path = format!("/u/{key}/exemption");
        let request = self.client.post(format!("{}{path}", self.base));
        let answer = request.header(header::ORIGIN, &self.base).multipart(form).send().await?;
        text(answer, "/u/…/exemption").await.map(|_| ())
    }
}

fn part(file: NamedFile) -> anyhow::Result<Part> {
    Ok(Part::bytes(file.bytes).file_name(file.name).mime_str(file.media)?)
}

async fn text(answer: Response, what: &str) -> anyhow::Result<String> {
    let status = answer.status();
    let text = answer.text().await?;
    anyhow::ensure!(status.is_success(), "{what}: {status}\n{text}");
    Ok(text)
}
