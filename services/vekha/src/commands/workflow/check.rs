//! `vekha workflow check`: everything that can be proved wrong before any case runs.

use super::source::{self, Source};
use crate::exit::Exit;
use crate::output;
use clap::Args;
use serde::Serialize;
use vekha_core::language::{self, Report};
use vekha_core::{Definition, check};

/// `vekha workflow check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Files, or names of shipped campaigns.
    #[arg(required = true, value_name = "FILE|NAME")]
    names: Vec<String>,
    /// As JSON: one list over all files.
    #[arg(long)]
    json: bool,
}

/// One mistake, for programs.
#[derive(Debug, Serialize)]
struct Row {
    file: String,
    line: usize,
    column: usize,
    severity: &'static str,
    message: String,
    instead: Option<String>,
}

impl Check {
    /// Runs it.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn run(self) -> anyhow::Result<Exit> {
        let mut rows = Vec::new();
        for name in &self.names {
            let source = Source::find(name)?;
            let report = report(&source);
            if !self.json {
                say(&source, &report)?;
            }
            rows.extend(report.mistakes().map(|mistake| {
                let (line, column) = report.line(mistake);
                let severity = if mistake.warning { "warning" } else { "error" };
                let (message, instead) = (mistake.message.clone(), mistake.instead.clone());
                Row { file: source.name.clone(), line, column, severity, message, instead }
            }));
        }
        if self.json {
            output::say_json(&rows)?;
        }
        let wrong = rows.iter().any(|row| row.severity == "error");
        Ok(if wrong { Exit::Problems } else { Exit::Ok })
    }
}

fn report(source: &Source) -> Report {
    match Definition::parse(&source.name, &source.yaml) {
        Err(report) => report,
        Ok(definition) => language::report(&source.name, &source.yaml, &check::check(&definition)),
    }
}

fn say(source: &Source, report: &Report) -> anyhow::Result<()> {
    match report.mistakes().next() {
        None => output::say(format!("{}: nothing is wrong", source.name)),
        Some(_) => output::say(source::shown(report)),
    }
}
