//! `vekha workflow check`: everything that can be proved wrong before any case runs, every mail that
//! its cases would cause included.

use super::source::{self, Source};
use crate::exit::Exit;
use crate::output;
use clap::Args;
use serde::Serialize;
use vekha_core::language::{self, Report};
use vekha_core::{Definition, check};
use vekha_notifier::rehearsal;
use vekha_runtime::Clock;

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
            let (report, mails) = proved(&source)?;
            if !self.json {
                say(&source, &report, &mails)?;
            }
            rows.extend(report.mistakes().map(|mistake| {
                let (line, column) = report.line(mistake);
                let severity = if mistake.warning { "warning" } else { "error" };
                let (message, instead) = (mistake.message.clone(), mistake.instead.clone());
                Row { file: source.name.clone(), line, column, severity, message, instead }
            }));
            rows.extend(mails.into_iter().map(|message| {
                let (file, severity) = (source.name.clone(), "error");
                Row { file, line: 1, column: 1, severity, message, instead: None }
            }));
        }
        if self.json {
            output::say_json(&rows)?;
        }
        let wrong = rows.iter().any(|row| row.severity == "error");
        Ok(if wrong { Exit::Problems } else { Exit::Ok })
    }
}

/// What is wrong with the workflow, and with the mails that its cases would cause.
fn proved(source: &Source) -> anyhow::Result<(Report, Vec<String>)> {
    match Definition::parse(&source.name, &source.yaml) {
        Err(report) => Ok((report, Vec::new())),
        Ok(definition) => {
            let problems = check::check(&definition);
            let report = language::report(&source.name, &source.yaml, &problems);
            let mails = rehearsal::problems(&definition, Clock::system().now())?;
            Ok((report, mails))
        }
    }
}

fn say(source: &Source, report: &Report, mails: &[String]) -> anyhow::Result<()> {
    let written = report.mistakes().next().is_some();
    if written {
        output::say(source::shown(report))?;
    } else if mails.is_empty() {
        output::say(format!("{}: nothing is wrong", source.name))?;
    }
    for mail in mails {
        output::say(format!("{}: {mail}", source.name))?;
    }
    Ok(())
}
