//! Cookies: one for the session, one for the look.

use axum::http::{HeaderMap, HeaderValue, header};

/// The session's cookie.
pub const SESSION: &str = "vekha_session";
/// The look's cookie: `ru.dark.large`.
pub const LOOK: &str = "vekha_look";

/// The value of a cookie.
pub fn value<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// A `Set-Cookie` line. Values are hexadecimal or plain words, so nothing needs quoting.
pub fn set(name: &str, value: &str, seconds: i64, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&line).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=1; vekha_session=ab; b=2"));
        assert_eq!(value(&headers, SESSION), Some("ab"));
        assert_eq!(value(&headers, "session"), None);
    }

    #[test]
    fn a_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let line = set(SESSION, "ab", 60, true).expect("header");
        assert_eq!(line, "vekha_session=ab; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure");
    }
}
