//! The templates of this crate, built into the program and parsed once at its start.

use std::sync::Arc;
use tera::{Context, Tera};

macro_rules! files {
    ($($path:literal),+ $(,)?) => { [$(($path, include_str!(concat!("../../templates/", $path)))),+] };
}

const FILES: [(&str, &str); 23] = files![
    "parts/head.html",
    "parts/button.txt",
    "parts/button.html",
    "parts/footer.txt",
    "parts/footer.html",
    "circular/subject.txt",
    "circular/body.txt",
    "circular/body.html",
    "answer/subject.txt",
    "answer/body.txt",
    "answer/body.html",
    "change/subject.txt",
    "change/body.txt",
    "change/body.html",
    "digest/subject.txt",
    "digest/body.txt",
    "digest/body.html",
    "draft/subject.txt",
    "draft/body.txt",
    "draft/body.html",
    "unsorted/subject.txt",
    "unsorted/body.txt",
    "unsorted/body.html",
];

/// The parsed templates; cheap to clone. Names that end in `.html` are escaped.
#[derive(Clone, Debug)]
pub struct Templates(Arc<Tera>);

impl Templates {
    /// Parses every template.
    ///
    /// # Errors
    /// When one does not parse.
    pub fn new() -> Result<Self, tera::Error> {
        let mut tera = Tera::default();
        tera.add_raw_templates(FILES)?;
        Ok(Self(Arc::new(tera)))
    }

    pub(super) fn render(
        &self,
        class: &str,
        part: &str,
        context: &Context,
    ) -> Result<String, tera::Error> {
        self.0.render(&format!("{class}/{part}"), context)
    }
}
