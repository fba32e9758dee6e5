//! The text of an HTML mail body, with the targets of its links. No layout, no scripts, no styles.

/// Plain text: block tags become line ends, `href` targets stand behind their words in `<…>`,
/// the commonest entities are read. Not a browser: for looking for links and names only.
pub fn html_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len() / 2);
    let mut hidden: Option<String> = None;
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        if hidden.is_none() {
            push_text(before, &mut text);
        }
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let Some((tag, behind)) = after.split_once('>') else {
            rest = "";
            break;
        };
        rest = behind;
        let name = tag_name(tag);
        match &hidden {
            Some(awaited) if name.strip_prefix('/') == Some(awaited) => hidden = None,
            Some(_) => {}
            None if matches!(name.as_str(), "script" | "style" | "head" | "title") => {
                hidden = Some(name);
            }
            None => push_tag(&name, tag, &mut text),
        }
    }
    if hidden.is_none() {
        push_text(rest, &mut text);
    }
    text
}

fn tag_name(tag: &str) -> String {
    let name = tag.split([' ', '\n', '\r', '\t']).next().unwrap_or_default();
    name.trim_end_matches('/').to_ascii_lowercase()
}

fn push_tag(name: &str, tag: &str, text: &mut String) {
    match name {
        "br" | "p" | "/p" | "div" | "/div" | "tr" | "li" | "h1" | "h2" | "h3" | "blockquote" => {
            text.push('\n');
        }
        "td" | "th" => text.push(' '),
        "a" => {
            if let Some(target) = href(tag) {
                text.push_str(&format!(" <{target}> "));
            }
        }
        _ => {}
    }
}

/// The target of a link tag, in either quotes.
fn href(tag: &str) -> Option<String> {
    let small = tag.to_ascii_lowercase();
    let at = small.find("href=")? + "href=".len();
    let value = tag.get(at..)?;
    let quote = value.chars().next()?;
    let target = match quote {
        '"' | '\'' => value.get(1..)?.split(quote).next()?,
        _ => value.split_whitespace().next()?,
    };
    Some(entities(target))
}

fn push_text(part: &str, text: &mut String) {
    text.push_str(&entities(part));
}

fn entities(text: &str) -> String {
    const NAMED: [(&str, &str); 8] = [
        ("&nbsp;", " "),
        ("&quot;", "\""),
        ("&laquo;", "«"),
        ("&raquo;", "»"),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    if !text.contains('&') {
        return text.to_owned();
    }
    NAMED.iter().fold(text.to_owned(), |text, (name, char)| text.replace(name, char))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_mail_body_becomes_lines_and_keeps_its_links() {
        let html = "<html><head><style>p{}</style></head><body><p>Размещено&nbsp;<a href=\"https://a.ru/?x=1&amp;y=2\">здесь</a></p><!-- <p> --><div>С уважением</div></body>";
        let text = html_text(html);
        assert_eq!(
            text.split_whitespace().collect::<Vec<_>>().join(" "),
            "Размещено <https://a.ru/?x=1&y=2> здесь С уважением"
        );
        assert_eq!(crate::link::links(&text), ["https://a.ru/?x=1&y=2"]);
    }

    proptest! {
        #[test]
        fn any_html_is_survived(html in any::<String>(), noise in "(<a |href=|['\">]|<!--|-->|<style>|я|&){0,20}") {
            html_text(&format!("{html}{noise}{html}"));
        }
    }
}
