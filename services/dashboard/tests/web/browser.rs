//! A browser of few words: keeps its cookie, follows nothing, says where requests come from.

use crate::region::{PASSWORD, Region};
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use tower::ServiceExt as _;
use vekha_dashboard::router;

pub struct Browser<'r> {
    region: &'r Region,
    pub cookie: String,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|v| v.to_str().ok()).unwrap_or("")
    }

    /// The token that the page's forms carry.
    pub fn csrf(&self) -> &str {
        let (_, rest) = self.text.split_once("name=\"csrf\" value=\"").expect("a form");
        rest.split('"').next().expect("token")
    }
}

impl<'r> Browser<'r> {
    pub fn stranger(region: &'r Region) -> Self {
        Self { region, cookie: String::new() }
    }

    pub async fn of(region: &'r Region, login: &str) -> Self {
        let mut browser = Self::stranger(region);
        let answer = browser.log_in(login, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let line = answer.headers[header::SET_COOKIE].to_str().expect("cookie").to_owned();
        browser.cookie = line.split(';').next().expect("pair").to_owned();
        browser
    }

    pub async fn log_in(&self, login: &str, password: &str) -> Answer {
        self.post("/login", &[("login", login), ("password", password), ("next", "/review")]).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        read(self.open(path).await).await
    }

    /// An answer whose body is still to be read: a stream.
    pub async fn open(&self, path: &str) -> Response<Body> {
        let request = Request::get(path).header(header::COOKIE, &self.cookie);
        self.send(request.body(Body::empty()).expect("request")).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_from(path, fields, "same-origin").await
    }

    pub async fn post_from(&self, path: &str, fields: &[(&str, &str)], site: &str) -> Answer {
        let encode = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
        let pairs: Vec<_> =
            fields.iter().map(|(k, v)| format!("{}={}", encode(k), encode(v))).collect();
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", site)
            .body(Body::from(pairs.join("&")))
            .expect("request");
        read(self.send(request).await).await
    }

    /// A form that may carry a file, without one.
    pub async fn post_parts(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let part = |(name, value): &(&str, &str)| {
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let body: String = fields.iter().map(part).collect();
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(format!("{body}--b--\r\n")))
            .expect("request");
        read(self.send(request).await).await
    }

    async fn send(&self, request: Request<Body>) -> Response<Body> {
        router(self.region.state.clone()).oneshot(request).await.expect("infallible")
    }
}

async fn read(response: Response<Body>) -> Answer {
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 8 << 20).await.expect("body");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Answer { status: parts.status, headers: parts.headers, text }
}
