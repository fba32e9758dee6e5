//! No page lies about unused: a source of its own service, or the map of the services, names it.

use super::project::{files, read, report, sources};

/// A page's service and name: a template directly under `templates/`, without the common base.
fn page(path: &str) -> Option<(&str, &str)> {
    let (service, name) = path.split_once("/templates/")?;
    let page = name.ends_with(".html") && !name.contains('/') && name != "base.html";
    (page && path.starts_with("services/")).then_some((service, name))
}

#[test]
fn every_page_is_named_where_it_is_used() {
    let map = read("services/README.md");
    let mut wrong = Vec::new();
    for (service, name) in files().iter().filter_map(|path| page(path)) {
        let mut sources = sources().iter().filter(|source| source.path.starts_with(service));
        let used = sources.any(|source| source.literals.iter().any(|(_, text)| text == name));
        if !used && !map.contains(name) {
            wrong
                .push(format!("{service}/templates/{name}: nothing names it; use it or delete it"));
        }
    }
    report(&wrong);
}
