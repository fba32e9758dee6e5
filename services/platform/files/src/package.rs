//! A ZIP opened with limits: the shell of docx, odt, xlsx, and an archive in its own right.
//!
//! Nothing is ever written to a disk and a name is never a path, so entries that climb out of
//! their folder (`../`) are merely names. Sizes that an entry claims are not believed: bytes are
//! counted as they come out.

use std::io::{Cursor, Read};

use encoding_rs::IBM866;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::{Limits, Obstacle};

/// Entries below this size may be packed as tightly as they like: a form full of empty cells packs
/// 200 to 1. Bytes.
const RATIO_FROM: u64 = 1024 * 1024;

/// A ZIP in memory.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    limits: &'a Limits,
    unpacked: u64,
}

/// One entry, before it is read.
pub(crate) struct Entry {
    /// Its position.
    pub index: usize,
    /// Its name, decoded.
    pub name: String,
    /// It is a folder.
    pub is_folder: bool,
    /// It needs a password.
    pub is_locked: bool,
}

impl<'a> Package<'a> {
    /// Opens a ZIP.
    pub(crate) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Obstacle> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| obstacle(&e))?;
        if archive.len() > limits.package_parts as usize {
            return Err(Obstacle::limit("package_parts"));
        }
        Ok(Self { archive, limits, unpacked: 0 })
    }

    /// What is inside.
    pub(crate) fn entries(&mut self) -> Result<Vec<Entry>, Obstacle> {
        let count = self.archive.len();
        let entry = |index| {
            let file = self.archive.by_index_raw(index).map_err(|e| obstacle(&e))?;
            let is_folder = file.is_dir();
            Ok(Entry { index, name: decode_name(&file), is_folder, is_locked: file.encrypted() })
        };
        (0..count).map(entry).collect()
    }

    /// The bytes of the entry at a position.
    pub(crate) fn read_at(&mut self, index: usize) -> Result<Vec<u8>, Obstacle> {
        let left = self.limits.unpacked_bytes.saturating_sub(self.unpacked);
        let file = self.archive.by_index(index).map_err(|e| obstacle(&e))?;
        let by_ratio = file.compressed_size().saturating_mul(self.limits.archive_ratio);
        let (limit, name) = [
            (self.limits.entry_bytes, "entry_bytes"),
            (left, "unpacked_bytes"),
            (by_ratio.max(RATIO_FROM), "archive_ratio"),
        ]
        .into_iter()
        .min_by_key(|(limit, _)| *limit)
        .unwrap_or((0, "entry_bytes"));
        let mut bytes = Vec::new();
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(Obstacle::damaged)?;
        if bytes.len() as u64 > limit {
            return Err(Obstacle::limit(name));
        }
        self.unpacked += bytes.len() as u64;
        Ok(bytes)
    }

    /// The bytes of the entry of a name, if there is one.
    pub(crate) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Obstacle> {
        match self.archive.index_for_name(name) {
            Some(index) => self.read_at(index).map(Some),
            None => Ok(None),
        }
    }
}

/// Windows Explorer in Russian writes names in IBM 866 and says nothing; everybody else sets the
/// UTF-8 flag, or writes ASCII, or writes UTF-8 and forgets the flag.
fn decode_name<R: Read>(file: &zip::read::ZipFile<'_, R>) -> String {
    match std::str::from_utf8(file.name_raw()) {
        Ok(name) => name.to_owned(),
        Err(_) => IBM866.decode_without_bom_handling(file.name_raw()).0.into_owned(),
    }
}

/// What a failure of the ZIP reader means for the file.
fn obstacle(error: &ZipError) -> Obstacle {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Obstacle::Password,
        other => Obstacle::damaged(other),
    }
}
