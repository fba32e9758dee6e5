//! A form with files, streamed: each file goes to its blob as it comes, none is held in memory.
//!
//! Nothing is taken from somebody without a valid token: where the token is a field of the form, it
//! must come before the first file.

use super::failure::Failure;
use super::state::WebState;
use super::visit::Visit;
use crate::reception::ArrivedFile;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use std::collections::BTreeMap;

/// What was sent.
#[derive(Debug)]
pub(super) struct Form {
    /// Who sent it.
    pub visit: Visit,
    /// The fields that are no files, by name; the last of equal names.
    pub fields: BTreeMap<String, String>,
    /// The files, safe as blobs.
    pub files: Vec<ArrivedFile>,
}

impl Form {
    /// A field that says something.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(|text| text.trim()).filter(|text| !text.is_empty())
    }
}

/// Takes a form. `token` is the one of the address or of the header; else the field `token` counts.
pub(super) async fn take(
    state: &WebState,
    token: Option<&str>,
    mut multipart: Multipart,
) -> Result<Form, Failure> {
    let mut visit = match token {
        Some(token) => Some(state.visit(token).await?),
        None => None,
    };
    let (mut fields, mut files, mut bytes) = (BTreeMap::new(), Vec::new(), 0);
    while let Some(field) = multipart.next_field().await.map_err(|error| broken(&error))? {
        let Some(name) = field.file_name().map(str::to_owned) else {
            let name = field.name().unwrap_or_default().to_owned();
            fields.insert(name, text(state, field).await?);
            continue;
        };
        if visit.is_none() {
            visit = Some(admit(state, &fields).await?);
        }
        if files.len() >= state.limits().files {
            let most = state.limits().files;
            return Err(Failure::TooBig(format!(
                "Больше {most} файлов за один раз. Отправьте их несколькими частями или архивом ZIP."
            )));
        }
        if let Some(file) = file(state, field, &name, &mut bytes).await? {
            files.push(file);
        }
    }
    let visit = match visit {
        Some(visit) => visit,
        None => admit(state, &fields).await?,
    };
    Ok(Form { visit, fields, files })
}

async fn admit(state: &WebState, fields: &BTreeMap<String, String>) -> Result<Visit, Failure> {
    let token = fields.get("token").ok_or(Failure::Stranger)?;
    state.visit(token.trim()).await
}

/// A field of text.
async fn text(state: &WebState, mut field: Field<'_>) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > state.limits().field_bytes {
            return Err(Failure::TooBig("Слишком длинный текст в поле формы.".to_owned()));
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A file; none where the browser sent an empty field because nothing was chosen.
async fn file(
    state: &WebState,
    mut field: Field<'_>,
    name: &str,
    total: &mut u64,
) -> Result<Option<ArrivedFile>, Failure> {
    let limits = state.limits();
    let mut incoming = state.reception().blobs().begin(limits.file_bytes).await?;
    let mut length = 0_u64;
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        length += chunk.len() as u64;
        *total += chunk.len() as u64;
        if *total > limits.upload_bytes {
            let most = limits.upload_bytes / 1024 / 1024;
            return Err(Failure::TooBig(format!(
                "Все файлы вместе больше {most} МБ. Отправьте их несколькими частями."
            )));
        }
        incoming.write(&chunk).await?;
    }
    if name.is_empty() && length == 0 {
        return Ok(None);
    }
    Ok(Some(ArrivedFile::new(name, incoming.finish().await?)))
}

fn broken(error: &MultipartError) -> Failure {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        return Failure::TooBig("Все файлы вместе слишком велики для одной отправки.".to_owned());
    }
    tracing::debug!(%error, "a form broke off");
    Failure::Bad("Передача оборвалась. Отправьте файлы ещё раз.".to_owned())
}
