//! A definition by the name of a file or of a shipped campaign.

use anyhow::Context as _;
use miette::{GraphicalReportHandler, GraphicalTheme};
use std::fs;
use std::io::{IsTerminal as _, stdout};
use std::path::Path;
use vekha_core::Definition;
use vekha_core::language::Report;

/// A definition as its author wrote it.
#[derive(Clone, Debug)]
pub struct Source {
    /// What messages call it.
    pub name: String,
    /// The YAML.
    pub yaml: String,
}

impl Source {
    /// Reads the file of that name; else the shipped campaign.
    ///
    /// # Errors
    /// When there is neither; says which campaigns are shipped.
    pub fn find(name: &str) -> anyhow::Result<Self> {
        if Path::new(name).is_file() {
            let yaml = fs::read_to_string(name).with_context(|| format!("cannot read {name}"))?;
            return Ok(Self { name: name.to_owned(), yaml });
        }
        let shipped = vekha_library::find(name).with_context(|| {
            let names: Vec<&str> = vekha_library::all().iter().map(|one| one.name).collect();
            format!("there is no file {name:?}, and the shipped campaigns are {}", names.join(", "))
        })?;
        Ok(Self { name: shipped.name.to_owned(), yaml: shipped.yaml.to_owned() })
    }

    /// The definition.
    ///
    /// # Errors
    /// The whole report as it would be printed.
    pub fn parse(&self) -> anyhow::Result<Definition> {
        let parsed = Definition::parse(&self.name, &self.yaml);
        parsed.map_err(|report| anyhow::anyhow!("the workflow is wrong\n{}", shown(&report)))
    }
}

/// A report for whoever reads: with frames and colours at a terminal, plain in a file.
pub fn shown(report: &Report) -> String {
    if !stdout().is_terminal() {
        return report.plain();
    }
    let mut text = String::new();
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::default());
    match handler.render_report(&mut text, report) {
        Ok(()) => text,
        Err(_) => report.plain(),
    }
}
