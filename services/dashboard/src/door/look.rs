//! `/look`: language, colours, text size. Kept on the device in a cookie; changes nothing else, so
//! a plain GET form does it, with or without script.

use super::cookie;
use crate::page::shell::Look;
use crate::state::DashboardState;
use crate::words::Lang;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

const YEAR_SECONDS: i64 = 365 * 24 * 3600;
const THEMES: [&str; 4] = ["auto", "light", "dark", "contrast"];
const TEXTS: [&str; 3] = ["normal", "large", "huge"];

/// The chosen look and the page to go back to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    back: String,
    lang: String,
    theme: String,
    text: String,
}

/// Sets the cookie and goes back.
pub async fn set(State(state): State<DashboardState>, Query(wish): Query<Wish>) -> Response {
    let look = read(&format!("{}.{}.{}", wish.lang, wish.theme, wish.text));
    let value = format!("{}.{}.{}", look.0.code(), look.1.theme, look.1.text);
    let back = Redirect::to(local(&wish.back));
    match cookie::set(cookie::LOOK, &value, YEAR_SECONDS, state.parts.settings.secure_cookie) {
        Some(line) => ([(header::SET_COOKIE, line)], back).into_response(),
        None => back.into_response(),
    }
}

/// The look of a request.
pub fn of(headers: &HeaderMap) -> (Lang, Look) {
    cookie::value(headers, cookie::LOOK).map_or_else(Default::default, read)
}

fn read(value: &str) -> (Lang, Look) {
    let mut words = value.split('.');
    let mut next = |known: &'static [&'static str]| {
        let word = words.next().unwrap_or("");
        known.iter().find(|choice| **choice == word).copied().unwrap_or(known[0])
    };
    let lang = Lang::parse(next(&["ru", "en"]));
    (lang, Look { theme: next(&THEMES), text: next(&TEXTS) })
}

/// A path of this site; anything else is the first page, so that no link of ours leads away.
pub fn local(path: &str) -> &str {
    let ours = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    if ours && !path.chars().any(char::is_control) { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_reads_back_and_nonsense_is_the_default() {
        let (lang, look) = read("en.dark.huge");
        assert_eq!((lang, look.theme, look.text), (Lang::En, "dark", "huge"));
        assert_eq!(read("<script>"), (Lang::Ru, Look::default()));
    }

    #[test]
    fn nobody_is_led_to_another_site() {
        assert_eq!(local("/review?a=1"), "/review?a=1");
        for foreign in ["https://evil.test", "//evil.test", "/\\evil.test", "", "javascript:1"] {
            assert_eq!(local(foreign), "/", "{foreign}");
        }
    }
}
