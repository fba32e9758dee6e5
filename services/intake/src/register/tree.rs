//! From entries of a register to nodes of the tree.
//!
//! A municipality is found by its name and made when it is new. A node's path never changes while it
//! stays under its parent: new nodes take the next free number there.

use std::collections::BTreeMap;
use vekha_model::{Level, Organization, OrganizationId};
use vekha_reading::register::{Difference, Entry, Register, difference};
use vekha_runtime::Ids;
use vekha_store::organization::fold;
use vekha_store::tenant::Tenant;

/// What an import changes.
#[derive(Clone, Debug, Default)]
pub struct Arranged {
    /// Against the record.
    pub difference: Difference,
    /// The names of the organizations that are not in the sheet; they stay.
    pub missing: Vec<String>,
    /// Municipalities that are new.
    pub municipalities: Vec<String>,
    /// The nodes to write, parents first.
    pub save: Vec<Organization>,
}

/// Compares a register with what is recorded and arranges what differs in the tree.
pub fn arrange(
    existing: &[Organization],
    register: &Register,
    tenant: &Tenant,
    ids: &Ids,
) -> Arranged {
    let mut tree = Tree::new(existing, tenant, ids);
    let known: Vec<&Organization> =
        existing.iter().filter(|node| node.level == Level::Organization).collect();
    let before: Vec<Entry> = known.iter().map(|node| entry(node, existing)).collect();
    let wanted: Vec<Entry> = register.entries.iter().map(|(_, entry)| entry.clone()).collect();
    let difference = difference(&before, &wanted);
    let mut changed = Vec::new();
    for added in &difference.added {
        let parent = tree.parent(added);
        let id = OrganizationId(ids.next());
        changed.push(merged(&tree.child(id, &parent, Level::Organization), added));
    }
    for change in &difference.changed {
        let Some(node) = known.get(change.existing) else { continue };
        let mut node = (*node).clone();
        if change.entry.municipality.is_some() {
            let parent = tree.parent(&change.entry);
            if node.parent != Some(parent.id) {
                let moved = tree.child(node.id, &parent, Level::Organization);
                (node.parent, node.path) = (moved.parent, moved.path);
            }
        }
        changed.push(merged(&node, &change.entry));
    }
    let missing = difference.missing.iter().filter_map(|at| known.get(*at));
    Arranged {
        missing: missing.map(|node| node.name.clone()).collect(),
        municipalities: tree.made.iter().map(|node| node.name.clone()).collect(),
        save: tree.root_if_new.into_iter().chain(tree.made).chain(changed).collect(),
        difference,
    }
}

/// The nodes above organizations, with the numbers that are taken below each.
struct Tree<'a> {
    tenant: &'a Tenant,
    ids: &'a Ids,
    root: Organization,
    root_if_new: Option<Organization>,
    municipalities: BTreeMap<String, Organization>,
    made: Vec<Organization>,
    last: BTreeMap<String, u32>,
}

impl<'a> Tree<'a> {
    fn new(existing: &[Organization], tenant: &'a Tenant, ids: &'a Ids) -> Self {
        let path = format!("{}/", tenant.code);
        let found = existing.iter().find(|node| node.path == path).cloned();
        let fresh = || Organization {
            level: Level::Region,
            path: path.clone(),
            name: tenant.name.clone(),
            zone: tenant.zone,
            ..Organization::bare(OrganizationId(ids.next()))
        };
        let root_if_new = if found.is_none() { Some(fresh()) } else { None };
        let root = found.or_else(|| root_if_new.clone()).unwrap_or_else(fresh);
        let of_level = existing.iter().filter(|node| node.level == Level::Municipality);
        let municipalities = of_level.map(|node| (fold(&node.name), node.clone())).collect();
        let mut last: BTreeMap<String, u32> = BTreeMap::new();
        for node in existing {
            if let Some((parent, number)) = numbered(&node.path) {
                let last = last.entry(parent.to_owned()).or_default();
                *last = number.max(*last);
            }
        }
        Self { tenant, ids, root, root_if_new, municipalities, made: Vec::new(), last }
    }

    /// The node above an entry: its municipality, or the root where it names none.
    fn parent(&mut self, entry: &Entry) -> Organization {
        let Some(name) = &entry.municipality else { return self.root.clone() };
        if let Some(known) = self.municipalities.get(&fold(name)) {
            return known.clone();
        }
        let id = OrganizationId(self.ids.next());
        let root = self.root.clone();
        let mut node = self.child(id, &root, Level::Municipality);
        node.name.clone_from(name);
        self.municipalities.insert(fold(name), node.clone());
        self.made.push(node.clone());
        node
    }

    /// A node below another, under the next free number.
    fn child(&mut self, id: OrganizationId, parent: &Organization, level: Level) -> Organization {
        let last = self.last.entry(parent.path.clone()).or_default();
        *last += 1;
        let path = match level {
            Level::Organization => format!("{}{last:04}/", parent.path),
            _ => format!("{}{last:03}/", parent.path),
        };
        let zone = self.tenant.zone;
        Organization { parent: Some(parent.id), level, path, zone, ..Organization::bare(id) }
    }
}

/// `42/017/0123/` as (`42/017/`, 123).
fn numbered(path: &str) -> Option<(&str, u32)> {
    let trimmed = path.strip_suffix('/')?;
    let at = trimmed.rfind('/')? + 1;
    Some((&path[..at], trimmed[at..].parse().ok()?))
}

/// A recorded organization as a register would name it.
fn entry(node: &Organization, existing: &[Organization]) -> Entry {
    let above = existing
        .iter()
        .find(|parent| Some(parent.id) == node.parent && parent.level == Level::Municipality);
    Entry {
        name: node.name.clone(),
        municipality: above.map(|parent| parent.name.clone()),
        inn: node.inn.clone(),
        ogrn: node.ogrn.clone(),
        email: node.email.clone(),
        phone: node.phone.clone(),
        kind: Some(node.kind.clone()).filter(|kind| !kind.is_empty()),
        pupils: node.pupils,
        score: node.score,
        zone: Some(node.zone),
    }
}

/// A node with what an entry says; what it does not say stays.
fn merged(node: &Organization, entry: &Entry) -> Organization {
    Organization {
        name: entry.name.clone(),
        inn: entry.inn.clone().or_else(|| node.inn.clone()),
        ogrn: entry.ogrn.clone().or_else(|| node.ogrn.clone()),
        email: entry.email.clone().or_else(|| node.email.clone()),
        phone: entry.phone.clone().or_else(|| node.phone.clone()),
        kind: entry.kind.clone().unwrap_or_else(|| node.kind.clone()),
        pupils: entry.pupils.or(node.pupils),
        score: entry.score.or(node.score),
        zone: entry.zone.unwrap_or(node.zone),
        ..node.clone()
    }
}
