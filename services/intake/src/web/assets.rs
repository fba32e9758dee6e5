//! Style and script of the upload page, built in and served under names that carry their hash: a
//! name never changes its content, so browsers keep it, and a new release is seen at once.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};

const HASH_LETTERS: usize = 12;

/// A file that is built in.
struct Asset {
    stem: &'static str,
    ending: &'static str,
    kind: &'static str,
    content: &'static str,
}

const ASSETS: [Asset; 2] = [
    Asset {
        stem: "upload",
        ending: "css",
        kind: "text/css; charset=utf-8",
        content: include_str!("../../static/upload.css"),
    },
    Asset {
        stem: "upload",
        ending: "js",
        kind: "text/javascript; charset=utf-8",
        content: include_str!("../../static/upload.js"),
    },
];

impl Asset {
    fn file(&self) -> String {
        let hash = hex::encode(Sha256::digest(self.content.as_bytes()));
        format!("{}.{}.{}", self.stem, &hash[..HASH_LETTERS], self.ending)
    }
}

/// The address of the asset with this ending.
pub(super) fn address(ending: &str) -> String {
    let asset = ASSETS.iter().find(|asset| asset.ending == ending);
    asset.map(|asset| format!("/u/static/{}", asset.file())).unwrap_or_default()
}

/// Serves a hashed name.
pub(super) async fn serve(Path(file): Path<String>) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.file() == file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, asset.kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, asset.content).into_response()
}
