//! The words of an HTML letter: no layout, only what a person would read.

/// Elements that end a line.
const LINES: [&str; 11] =
    ["br", "p", "div", "tr", "li", "h1", "h2", "h3", "table", "blockquote", "hr"];
/// Elements whose content is not text.
const HIDDEN: [&str; 4] = ["script", "style", "head", "title"];

/// The text of a page. Works on anything: what is not HTML comes back as it is.
pub(super) fn text(html: &str) -> String {
    let mut out = String::with_capacity(html.len() / 4);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(end) = rest.find('>') else { break };
        let name: String = rest[1..end]
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        let opens = !rest.starts_with("</");
        rest = &rest[end + 1..];
        if opens && HIDDEN.contains(&name.as_str()) {
            rest = after_end(rest, &name);
        }
        out.push_str(if LINES.contains(&name.as_str()) { "\n" } else { "" });
        out.push_str(if name == "td" || name == "th" { " " } else { "" });
    }
    out.push_str(rest);
    unescape(&out)
}

/// What follows the end of a hidden element.
fn after_end<'a>(rest: &'a str, name: &str) -> &'a str {
    let end = format!("</{name}");
    let is_end = |at: &usize| {
        rest.as_bytes()[*at..]
            .get(..end.len())
            .is_some_and(|tag| tag.eq_ignore_ascii_case(end.as_bytes()))
    };
    let found = rest.match_indices("</").map(|(at, _)| at).find(is_end);
    found.and_then(|at| rest[at..].find('>').map(|end| &rest[at + end + 1..])).unwrap_or_default()
}

/// The entities that letters use.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest.find(';').filter(|end| *end <= 10).map(|end| &rest[1..end]);
        match entity.and_then(|name| Some((name, resolve(name)?))) {
            Some((name, character)) => {
                out.push(character);
                rest = &rest[name.len() + 2..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn resolve(name: &str) -> Option<char> {
    let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => digits.parse().ok(),
    });
    number.and_then(char::from_u32).or(match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        "laquo" => Some('«'),
        "raquo" => Some('»'),
        "mdash" => Some('—'),
        "ndash" => Some('–'),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn only_the_words_are_left() {
        let page = "<html><HEAD><title>x</title></HEAD><style>p{}</style><!-- <p>no --><p>План&nbsp;&laquo;НОКО&raquo;<br>2024 &#8212; &amp;co</p><td>1</td><td>2</td>";
        assert_eq!(text(page).trim(), "План «НОКО»\n2024 — &co\n 1  2");
        assert_eq!(text("5 < 6 & 7"), "5 < 6 & 7");
    }

    proptest::proptest! {
        #[test]
        fn anything_is_survived(page in "(<|>|&|;|</|style|script|#|x|я|!--| )*") {
            text(&page);
        }
    }
}
