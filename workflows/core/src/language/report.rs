//! What an author reads when a definition is wrong: every mistake with its file, line, the words
//! themselves and what to write instead.
//!
//! A terminal gets it through miette; [`Report::plain`] is the same without colours, for logs,
//! tests and pages.

use super::mistake::Mistake;
use miette::{Diagnostic, LabeledSpan, NamedSource, Severity, SourceCode};
use std::fmt::{self, Write as _};
use std::sync::Arc;

/// Everything that is wrong in one definition, in the order of the text.
#[derive(Debug)]
pub struct Report {
    file: String,
    source: Arc<NamedSource<String>>,
    parts: Vec<Part>,
}

/// One mistake with the text it points into, as miette wants it.
#[derive(Debug)]
struct Part {
    mistake: Mistake,
    source: Arc<NamedSource<String>>,
}

impl Report {
    /// A report about `yaml`, read from `file_name`.
    pub(crate) fn new(file_name: &str, yaml: &str, mut mistakes: Vec<Mistake>) -> Self {
        mistakes.sort_by_key(|mistake| (mistake.at.start, mistake.at.end));
        // Reasons that are proved alike are one line of text and one mistake.
        mistakes.dedup();
        let source = Arc::new(NamedSource::new(file_name, yaml.to_owned()));
        let part = |mistake| Part { mistake, source: Arc::clone(&source) };
        let parts = mistakes.into_iter().map(part).collect();
        Self { file: file_name.to_owned(), source, parts }
    }

    /// The mistakes, in the order of the text.
    pub fn mistakes(&self) -> impl Iterator<Item = &Mistake> {
        self.parts.iter().map(|part| &part.mistake)
    }

    /// Where a mistake is: line and column, both from 1.
    pub fn line(&self, mistake: &Mistake) -> (usize, usize) {
        let before = self.source.inner().get(..mistake.at.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (line, column)
    }

    /// The whole report as plain text.
    pub fn plain(&self) -> String {
        let mut text = String::new();
        for mistake in self.mistakes() {
            let (number, column) = self.line(mistake);
            let line = self.source.inner().lines().nth(number - 1).unwrap_or_default();
            let words = self.source.inner().get(mistake.at.clone()).unwrap_or_default();
            let words = words.lines().next().unwrap_or_default().chars().count().max(1);
            let gutter = " ".repeat(number.to_string().len());
            let kind = if mistake.warning { "warning: " } else { "" };
            let (indent, marks) = (" ".repeat(column - 1), "^".repeat(words));
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{}:{number}:{column}: {kind}{}", self.file, mistake.message);
            let _ = writeln!(text, " {number} | {line}\n {gutter} | {indent}{marks}");
            if let Some(instead) = &mistake.instead {
                let _ = writeln!(text, " {gutter} = {instead}");
            }
        }
        text
    }
}

impl fmt::Display for Report {
    /// One line: how many mistakes, and the first.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(first) = self.mistakes().next() else {
            return write!(f, "{}: nothing is wrong", self.file);
        };
        let (line, column) = self.line(first);
        write!(f, "{}:{line}:{column}: {}", self.file, first.message)?;
        match self.parts.len() - 1 {
            0 => Ok(()),
            more => write!(f, " (and {more} more)"),
        }
    }
}

impl std::error::Error for Report {}

impl Diagnostic for Report {
    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        Some(Box::new(self.parts.iter().map(|part| part as &dyn Diagnostic)))
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.mistake.message)
    }
}

impl std::error::Error for Part {}

impl Diagnostic for Part {
    fn severity(&self) -> Option<Severity> {
        Some(if self.mistake.warning { Severity::Warning } else { Severity::Error })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.mistake.instead.as_ref().map(|instead| Box::new(instead) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&*self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new_with_span(Some("here".to_owned()), self.mistake.at.clone());
        Some(Box::new(std::iter::once(label)))
    }
}
