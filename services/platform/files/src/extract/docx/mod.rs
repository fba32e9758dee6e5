//! Word 2007 and later (ECMA-376, WordprocessingML): paragraphs and tables of the main part.
//!
//! Own reader, because the libraries tried either refuse files that python-docx writes, or hang
//! and overflow the stack on hostile ones. Headers, footers and footnotes are not read.

mod body;
mod numbering;

use vekha_model::Extracted;

use super::collect::Collector;
use super::xml::{Node, Xml, decode};
use crate::package::Package;
use crate::{Limits, Obstacle};

/// Where the main part is, unless the package says otherwise.
const MAIN: &str = "word/document.xml";

/// Reads a document.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Extracted, Obstacle> {
    let mut package = Package::open(bytes, limits)?;
    let main = main_part(&mut package, limits)?;
    let mut collector = Collector::new(limits);
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main.as_str()));
    for of in [file, "settings.xml"] {
        check_links(&mut package, &format!("{folder}/_rels/{of}.rels"), limits, &mut collector)?;
    }
    if package.entries()?.iter().any(|entry| entry.name.contains("/embeddings/")) {
        collector.note("embedded objects are left out");
    }
    let numbering = match package.read(&format!("{folder}/numbering.xml"))? {
        Some(part) => numbering::Numbering::read(&decode(&part)?, limits)?,
        None => numbering::Numbering::default(),
    };
    let part = package.read(&main)?.ok_or_else(|| Obstacle::damaged("no main part"))?;
    body::Body::new(numbering, &mut collector).read(&mut Xml::new(&decode(&part)?, limits))?;
    Ok(collector.finish())
}

/// The name of the main part, from the package's own links.
fn main_part(package: &mut Package<'_>, limits: &Limits) -> Result<String, Obstacle> {
    let mut found = None;
    for link in links(package, "_rels/.rels", limits)? {
        if link.kind.ends_with("/officeDocument") {
            found = Some(link.target.trim_start_matches('/').to_owned());
        }
    }
    Ok(found.unwrap_or_else(|| MAIN.to_owned()))
}

/// A link from one part to another or to the outside.
struct Link {
    kind: String,
    target: String,
    is_external: bool,
}

/// The links of a part; none when it has no such list.
fn links(package: &mut Package<'_>, name: &str, limits: &Limits) -> Result<Vec<Link>, Obstacle> {
    let Some(part) = package.read(name)? else { return Ok(Vec::new()) };
    let text = decode(&part)?;
    let (mut xml, mut found) = (Xml::new(&text, limits), Vec::new());
    loop {
        match xml.next()? {
            Node::Open(element) if element.name == "Relationship" => found.push(Link {
                kind: element.attribute("Type").unwrap_or_default().to_owned(),
                target: element.attribute("Target").unwrap_or_default().to_owned(),
                is_external: element.attribute("TargetMode") == Some("External"),
            }),
            Node::End => return Ok(found),
            _ => {}
        }
    }
}

/// Refuses a document that loads something from the network when it is opened; notes the rest.
/// A template on the author's own disk (`file:///C:\…`) is usual and harmless.
fn check_links(
    package: &mut Package<'_>,
    name: &str,
    limits: &Limits,
    collector: &mut Collector<'_>,
) -> Result<(), Obstacle> {
    for link in links(package, name, limits)?.into_iter().filter(|link| link.is_external) {
        let kind = link.kind.rsplit('/').next().unwrap_or_default();
        match kind {
            "hyperlink" => {}
            "attachedTemplate" | "frame" | "oleObject" | "subDocument"
                if !is_own_disk(&link.target) =>
            {
                return Err(Obstacle::ExternalTemplate);
            }
            _ => collector.note(format!("a link to the outside is left out: {kind}")),
        }
    }
    Ok(())
}

/// A path with a drive letter, with or without `file:///`.
fn is_own_disk(target: &str) -> bool {
    let lower = target.to_ascii_lowercase();
    let path = lower.strip_prefix("file:///").unwrap_or(&lower);
    path.chars().next().is_some_and(|drive| drive.is_ascii_lowercase())
        && path[1..].starts_with(':')
}

#[cfg(test)]
mod tests;
