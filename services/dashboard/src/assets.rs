//! Style, script and icon, built into the binary and served under names that carry their hash.
//!
//! A name with a hash never changes its content, so browsers keep it for a year and a new release
//! is seen at once. Must not know: pages.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

const FOREVER: &str = "public, max-age=31536000, immutable";
const HASH_LETTERS: usize = 12;

/// `app.css` as `/assets/app.3f9c2a1b04de.css`; none when there is no such file.
pub fn address(name: &str) -> Option<String> {
    let file = Files::get(name)?;
    let (stem, ending) = name.rsplit_once('.')?;
    Some(format!("/assets/{stem}.{}.{ending}", short_hash(&file)))
}

/// Serves a hashed name.
pub async fn serve(Path(hashed): Path<String>) -> Response {
    let found = plain_name(&hashed).and_then(|name| Some((Files::get(&name)?, name)));
    match found {
        Some((file, name)) if address(&name) == Some(format!("/assets/{hashed}")) => {
            let kind = file.metadata.mimetype().to_owned();
            let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, FOREVER.into())];
            (headers, file.data).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn plain_name(hashed: &str) -> Option<String> {
    let (rest, ending) = hashed.rsplit_once('.')?;
    let (stem, _hash) = rest.rsplit_once('.')?;
    Some(format!("{stem}.{ending}"))
}

fn short_hash(file: &EmbeddedFile) -> String {
    hex::encode(file.metadata.sha256_hash())[..HASH_LETTERS].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vendored_files_are_what_the_lock_says() {
        let lock = include_str!("../static/vendor/vendor.lock");
        for line in lock.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<_> = line.split_whitespace().collect();
            let [_, _, file, _, sha256] = fields[..] else { panic!("odd line {line:?}") };
            let content = Files::get(&format!("vendor/{file}")).expect("listed file is there");
            assert_eq!(hex::encode(content.metadata.sha256_hash()), sha256, "{file}");
        }
    }

    #[tokio::test]
    async fn an_address_serves_its_file_and_an_old_hash_does_not() {
        let address = address("app.css").expect("app.css");
        let name = address.trim_start_matches("/assets/").to_owned();
        assert_eq!(serve(Path(name)).await.status(), StatusCode::OK);
        assert_eq!(serve(Path("app.000000000000.css".into())).await.status(), 404);
    }
}
