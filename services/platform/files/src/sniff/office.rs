//! Which office format a ZIP is: by its main part (ECMA-376 part 2, `[Content_Types].xml`) or its
//! `mimetype` entry (OpenDocument 1.2 part 3, 3.3).

use super::{Content, Look};
use crate::package::Package;
use crate::{Limits, Obstacle};

/// Looks into a ZIP. What cannot be opened stays a ZIP: the reader will say what is wrong.
pub(super) fn look(bytes: &[u8], limits: &Limits) -> Look {
    let mut found = Look::plain(Content::Zip);
    let Ok(mut package) = Package::open(bytes, limits) else { return found };
    let Ok(entries) = package.entries() else { return found };
    found.password = entries.iter().any(|entry| entry.is_locked);
    let has = |name: &str| entries.iter().any(|entry| entry.name == name);
    let is_ours = has("[Content_Types].xml") || has("mimetype");
    found.macros = is_ours
        && entries.iter().any(|entry| {
            entry.name.ends_with("vbaProject.bin") || entry.name.starts_with("Basic/Standard/")
        });
    if let Ok(Some(types)) = text(&mut package, "[Content_Types].xml") {
        found.content = by_main_part(&types).unwrap_or(Content::OtherOffice);
        found.macros |= types.contains("macroEnabled");
    } else if let Ok(Some(mimetype)) = text(&mut package, "mimetype") {
        found.content = by_mimetype(mimetype.trim());
    }
    found
}

fn text(package: &mut Package<'_>, name: &str) -> Result<Option<String>, Obstacle> {
    Ok(package.read(name)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

/// The content type of the main part, with or without macros, document or template.
fn by_main_part(types: &str) -> Option<Content> {
    let main = [
        ("wordprocessingml.document.main+xml", Content::Docx),
        ("wordprocessingml.template.main+xml", Content::Docx),
        ("word.document.macroEnabled.main+xml", Content::Docx),
        ("word.template.macroEnabledTemplate.main+xml", Content::Docx),
        ("spreadsheetml.sheet.main+xml", Content::Xlsx),
        ("spreadsheetml.template.main+xml", Content::Xlsx),
        ("excel.sheet.macroEnabled.main+xml", Content::Xlsx),
    ];
    main.into_iter().find(|(part, _)| types.contains(part)).map(|(_, content)| content)
}

fn by_mimetype(mimetype: &str) -> Content {
    match mimetype.strip_prefix("application/vnd.oasis.opendocument.") {
        Some("text" | "text-template") => Content::Odt,
        Some("spreadsheet") => Content::Ods,
        Some(_) => Content::OtherOffice,
        None => Content::Zip,
    }
}
