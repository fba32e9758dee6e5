//! Gathers the files of a mail or an archive, and opens archives among them.

use super::{Letter, Part, tnef};
use crate::package::Package;
use crate::sniff::{Content, Sniffed, clean, sniff};
use crate::{Limits, Obstacle};

/// What was found so far, and where we are.
pub(super) struct Parts<'a> {
    pub limits: &'a Limits,
    pub parts: Vec<Part>,
    /// Forwarded letters, numbered from 1.
    pub letters: Vec<Letter>,
    pub notes: Vec<String>,
    /// The letter whose files are being gathered.
    pub letter: usize,
    /// How many mails we are inside.
    pub depth: u32,
    /// MIME parts seen.
    pub mime_parts: u32,
    within: Vec<String>,
    unpacked: u64,
}

impl<'a> Parts<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            parts: Vec::new(),
            letters: Vec::new(),
            notes: Vec::new(),
            letter: 0,
            depth: 0,
            mime_parts: 0,
            within: Vec::new(),
            unpacked: 0,
        }
    }

    pub(super) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// Takes a file; opens it when it is a container.
    pub(super) fn take(
        &mut self,
        bytes: Vec<u8>,
        name: &str,
        damaged: bool,
    ) -> Result<(), Obstacle> {
        self.unpacked = self.unpacked.saturating_add(bytes.len() as u64);
        if self.unpacked > self.limits.unpacked_bytes {
            return Err(Obstacle::limit("unpacked_bytes"));
        }
        let sniffed = sniff(&bytes, name, self.limits);
        let before = (self.parts.len(), self.letters.len());
        let opened = match sniffed.content {
            Content::Zip => self.zip(&bytes, name),
            Content::Tnef => self.tnef(&bytes, name),
            Content::Eml if self.depth >= self.limits.nested_mails => {
                Err(Obstacle::limit("nested_mails"))
            }
            Content::Eml => self.nested(&bytes),
            _ => return self.keep(bytes, sniffed, damaged, None),
        };
        let Err(obstacle) = opened else { return Ok(()) };
        if matches!(&obstacle, Obstacle::Limit { limit } if limit == "attachments" || limit == "mime_parts")
        {
            return Err(obstacle);
        }
        // Half an archive is worse than none: a person would think that this was all.
        self.parts.truncate(before.0);
        self.letters.truncate(before.1);
        self.keep(bytes, sniffed, damaged, Some(obstacle))
    }

    fn keep(
        &mut self,
        bytes: Vec<u8>,
        sniffed: Sniffed,
        is_damaged: bool,
        obstacle: Option<Obstacle>,
    ) -> Result<(), Obstacle> {
        if self.parts.len() >= self.limits.attachments as usize {
            return Err(Obstacle::limit("attachments"));
        }
        let (within, letter) = (self.within.clone(), self.letter);
        self.parts.push(Part { sniffed, within, letter, is_damaged, obstacle, bytes });
        Ok(())
    }

    /// Opens a container of this name around some work, down to the limit of depth.
    fn inside(
        &mut self,
        name: &str,
        work: impl FnOnce(&mut Self) -> Result<(), Obstacle>,
    ) -> Result<(), Obstacle> {
        if self.within.len() >= self.limits.archive_depth as usize {
            return Err(Obstacle::limit("archive_depth"));
        }
        self.within.push(clean(name));
        let done = work(self);
        self.within.pop();
        done
    }

    fn zip(&mut self, bytes: &[u8], name: &str) -> Result<(), Obstacle> {
        self.inside(name, |parts| {
            let mut package = Package::open(bytes, parts.limits)?;
            let entries = package.entries()?;
            if entries.len() > parts.limits.archive_entries as usize {
                return Err(Obstacle::limit("archive_entries"));
            }
            for entry in entries.iter().filter(|entry| !entry.is_folder && !is_litter(&entry.name))
            {
                let bytes = package.read_at(entry.index)?;
                parts.take(bytes, &entry.name, false)?;
            }
            Ok(())
        })
    }

    fn tnef(&mut self, bytes: &[u8], name: &str) -> Result<(), Obstacle> {
        self.inside(name, |parts| {
            let (files, is_cut) = tnef::unpack(bytes)?;
            let last = files.len().saturating_sub(1);
            for (position, file) in files.into_iter().enumerate() {
                parts.take(file.bytes, &file.name, is_cut && position == last)?;
            }
            Ok(())
        })
    }
}

/// What macOS and Windows put into archives for themselves.
fn is_litter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default();
    name.starts_with("__MACOSX/") || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(&last)
}
