//! The forms of a page, as a browser would send them: hidden fields, choices, words.
//!
//! Reads our own pages only, so it is no general reader of HTML.

/// A form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// Fields with their values: hidden ones, words, what is chosen.
    pub fields: Vec<(String, String)>,
    /// What else could be chosen: field, value, title.
    pub choices: Vec<(String, String, String)>,
}

impl Form {
    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// Sets a field, whatever it was.
    pub fn set(&mut self, name: &str, value: &str) {
        self.fields.retain(|(field, _)| field != name);
        self.fields.push((name.to_owned(), value.to_owned()));
    }

    /// The value whose title fits.
    pub fn choice(&self, name: &str, fits: impl Fn(&str) -> bool) -> Option<&str> {
        let mut of = self.choices.iter().filter(|(field, ..)| field == name);
        of.find(|(.., title)| fits(title)).map(|(_, value, _)| value.as_str())
    }
}

/// Every form of a page that is sent by POST, in order.
pub fn forms(page: &str) -> Vec<Form> {
    let blocks = page.split("<form ").skip(1).filter_map(|rest| rest.split("</form>").next());
    blocks.filter(|block| attribute(block, "method").as_deref() == Some("post")).map(form).collect()
}

fn form(block: &str) -> Form {
    let mut form =
        Form { action: attribute(block, "action").unwrap_or_default(), ..Form::default() };
    for piece in block.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').unwrap_or((piece, ""));
        let value = || attribute(tag, "value").unwrap_or_default();
        let name = attribute(tag, "name");
        match (tag.split_whitespace().next().unwrap_or_default(), name) {
            ("input", Some(name)) => {
                let picked =
                    matches!(attribute(tag, "type").as_deref(), Some("radio" | "checkbox"));
                if picked {
                    form.choices.push((name.clone(), value(), plain(after)));
                }
                if !picked || tag.ends_with(" checked") {
                    form.fields.push((name, value()));
                }
            }
            ("textarea" | "select", Some(name)) => form.fields.push((name, plain(after))),
            ("option", _) => option(&mut form, tag, value(), plain(after)),
            _ => {}
        }
    }
    form
}

/// A choice of the last list; the first one counts until one says that it is chosen.
fn option(form: &mut Form, tag: &str, value: String, title: String) {
    let first = |form: &Form, name: &str| form.choices.iter().all(|(field, ..)| field != name);
    let Some((name, chosen)) = form.fields.last().cloned() else { return };
    if chosen.is_empty() && first(form, &name) || tag.ends_with(" selected") {
        form.set(&name, &value);
    }
    form.choices.push((name, value, title));
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let open = tag.split('>').next()?;
    let (_, rest) = open.split_once(&format!("{name}=\""))?;
    rest.split('"').next().map(plain)
}

/// A text without its escapes.
fn plain(text: &str) -> String {
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2F;", "/"),
        ("&#x2f;", "/"),
        ("&amp;", "&"),
    ];
    named.iter().fold(text.trim().to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_a_browser_would_send_it() {
        let page = r#"<form method="get" action="/x"><input name="q"></form>
            <form method="post" action="/documents/7/assign" class="stack">
              <input type="hidden" name="csrf" value="ab">
              <label><input type="radio" name="organization" value="1" required> СОШ № 1</label>
              <label><input type="radio" name="organization" value="2" required checked> СОШ &quot;2&quot;</label>
              <select name="duty" required><option value="c/plan/plan">План</option><option value="c/report/report" selected>Отчёт</option></select>
              <textarea name="reason" rows="4">нет &amp; нет</textarea>
            </form>"#;
        let forms = forms(page);
        assert_eq!(forms.len(), 1);
        let form = &forms[0];
        assert_eq!(form.action, "/documents/7/assign");
        assert_eq!(form.get("csrf"), Some("ab"));
        assert_eq!(form.get("organization"), Some("2"));
        assert_eq!(form.get("duty"), Some("c/report/report"));
        assert_eq!(form.get("reason"), Some("нет & нет"));
        assert_eq!(form.choice("organization", |title| title.contains("\"2\"")), Some("2"));
        assert_eq!(form.choice("duty", |title| title == "План"), Some("c/plan/plan"));
    }
}
