//! Which old office format a compound file is: by the names in its folder of streams (MS-CFB).
//!
//! The folder is not walked: its names are UTF-16, 128-byte records aligned to 128 bytes, so they
//! are found by looking at every such place. A crafted file may fool this look; it then meets a
//! reader that refuses it.

use super::{Content, Look};

/// Bytes of one record of the folder.
const RECORD: usize = 128;

/// Looks for the telling streams.
pub(super) fn look(bytes: &[u8]) -> Look {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        bytes.chunks_exact(RECORD).any(|record| record.starts_with(&wide))
    };
    let password = has("EncryptedPackage");
    let content = if password {
        // A docx or xlsx under a password is wrapped into a compound file.
        Content::OtherOffice
    } else if has("WordDocument") {
        Content::Doc
    } else if has("Workbook") || has("Book") {
        Content::Xls
    } else {
        Content::OtherOffice
    };
    Look { content, macros: has("_VBA_PROJECT") || has("Macros"), password }
}
