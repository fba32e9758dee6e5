//! Templates: typed contexts in, HTML out. Autoescape is on for every template; the only text that
//! passes unescaped is a `Markup` of the svg module, through the filter `markup`.
//!
//! There is an engine per language, so that `{{ "key" | t }}` needs no argument.

use crate::page::shell::Shell;
use crate::svg::MARKUP;
use crate::words::{BadMessages, Lang, Words, grouped};
use fluent_bundle::{FluentArgs, FluentValue};
use serde::Serialize;
use std::sync::Arc;
use tera::{Context, Kwargs, Map, State, Tera, TeraResult, Value};

#[derive(rust_embed::RustEmbed)]
#[folder = "templates/"]
struct Sources;

/// The page could not be made.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A template or its context is wrong.
    #[error("template {template}: {source}")]
    Template {
        /// Which.
        template: String,
        /// What tera says, with the line.
        source: Box<tera::Error>,
    },
    /// The messages are wrong.
    #[error(transparent)]
    Messages(#[from] BadMessages),
}

/// What a template is filled with.
pub trait Screen: Serialize {
    /// The file under `templates/`.
    const TEMPLATE: &'static str;
}

/// Both languages' templates and words.
#[derive(Debug)]
pub struct Renderer {
    russian: Engine,
    english: Engine,
}

#[derive(Debug)]
struct Engine {
    tera: Tera,
    words: Arc<Words>,
}

impl Renderer {
    /// Reads every template.
    ///
    /// # Errors
    /// [`RenderError`] when a template or a message file does not parse.
    pub fn load() -> Result<Self, RenderError> {
        Ok(Self { russian: Engine::load(Lang::Ru)?, english: Engine::load(Lang::En)? })
    }

    fn engine(&self, lang: Lang) -> &Engine {
        match lang {
            Lang::Ru => &self.russian,
            Lang::En => &self.english,
        }
    }

    /// The words of a language.
    pub fn words(&self, lang: Lang) -> &Words {
        &self.engine(lang).words
    }

    /// A whole page in its frame.
    ///
    /// # Errors
    /// [`RenderError::Template`] when the context lacks what the template reads.
    pub fn page<S: Screen>(&self, shell: &Shell, page: &S) -> Result<String, RenderError> {
        self.fill(shell.language(), S::TEMPLATE, &Framed { shell, page })
    }

    /// A part without its frame, as the stream sends it.
    ///
    /// # Errors
    /// [`RenderError::Template`] when the context lacks what the template reads.
    pub fn part<S: Screen>(&self, lang: Lang, part: &S) -> Result<String, RenderError> {
        self.fill(lang, S::TEMPLATE, part)
    }

    fn fill(&self, lang: Lang, name: &str, with: &impl Serialize) -> Result<String, RenderError> {
        let wrong =
            |source| RenderError::Template { template: name.to_owned(), source: Box::new(source) };
        let context = Context::from_serialize(with).map_err(wrong)?;
        self.engine(lang).tera.render(name, &context).map_err(wrong)
    }
}

/// A page and what stands around it.
#[derive(Serialize)]
struct Framed<'a, S> {
    shell: &'a Shell,
    page: &'a S,
}

impl Engine {
    fn load(lang: Lang) -> Result<Self, RenderError> {
        let words = Arc::new(Words::load(lang)?);
        let mut tera = Tera::default();
        register(&mut tera, &words);
        let sources: Vec<_> = Sources::iter()
            .filter_map(|name| {
                let text = Sources::get(&name)?.data;
                Some((name.into_owned(), String::from_utf8_lossy(&text).into_owned()))
            })
            .collect();
        tera.add_raw_templates(sources).map_err(|source| RenderError::Template {
            template: "(all)".to_owned(),
            source: Box::new(source),
        })?;
        Ok(Self { tera, words })
    }
}

/// `t`: a message; `number`: 100 000; `markup`: a drawing; `asset`: a hashed address.
fn register(tera: &mut Tera, words: &Arc<Words>) {
    let words = Arc::clone(words);
    tera.register_filter("t", move |key: &str, kwargs: Kwargs, _: &State| {
        words.say_with(key, Some(&arguments(&kwargs)))
    });
    tera.register_filter("number", |n: i64, _: Kwargs, _: &State| grouped(n));
    tera.register_filter("markup", |drawing: &Map, _: Kwargs, _: &State| trusted(drawing));
    tera.register_filter("asset", |name: &str, _: Kwargs, _: &State| {
        crate::assets::address(name)
            .ok_or_else(|| tera::Error::message(format!("no asset {name:?} in static/")))
    });
}

fn trusted(drawing: &Map) -> TeraResult<Value> {
    let svg = drawing.get(&MARKUP.into()).and_then(|value| value.as_str());
    svg.map(Value::safe_string)
        .ok_or_else(|| tera::Error::message("only a drawing of the svg module is printed as it is"))
}

fn arguments(kwargs: &Kwargs) -> FluentArgs<'static> {
    let mut args = FluentArgs::new();
    for (key, value) in kwargs.iter() {
        let name = key.to_string();
        match value.as_i64() {
            Some(n) => {
                args.set("shown", FluentValue::from(grouped(n)));
                args.set(name, FluentValue::from(n));
            }
            None => args.set(name, FluentValue::from(value.to_string())),
        }
    }
    args
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Forged {
        drawing: &'static str,
    }

    #[test]
    fn only_drawings_pass_unescaped() {
        let engine = Engine::load(Lang::Ru).expect("templates");
        let mut tera = engine.tera;
        tera.add_raw_template("x.html", "{{ drawing | markup }}").expect("template");
        let forged = Context::from_serialize(&Forged { drawing: "<script>" }).expect("context");
        assert!(tera.render("x.html", &forged).is_err());
        let drawn = serde_json::json!({ "drawing": crate::svg::bar("a", &[]) });
        let drawn = Context::from_serialize(&drawn).expect("context");
        assert!(tera.render("x.html", &drawn).expect("drawn").starts_with("<svg"));
    }

    #[test]
    fn templates_use_no_other_way_out_and_only_known_words() {
        let words = Words::load(Lang::Ru).expect("messages");
        for name in Sources::iter() {
            let text = Sources::get(&name).expect("listed").data;
            let text = String::from_utf8_lossy(&text);
            for forbidden in ["| safe", "|safe", " style=\"", "<style", "onclick=", "javascript:"] {
                assert!(!text.contains(forbidden), "{name} has {forbidden}");
            }
            for (before, _) in text.match_indices("\" | t").map(|(at, _)| text.split_at(at)) {
                let key = before.rsplit('"').next().unwrap_or_default();
                assert!(words.has(key), "{name} says {key:?}, which is not in i18n");
            }
        }
    }
}
