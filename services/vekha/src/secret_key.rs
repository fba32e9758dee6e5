//! The key that signs upload links and reply addresses: made once, kept beside the record.
//!
//! Whoever has it can send documents in every school's name, so it is readable by its owner only.
//! Whoever loses it makes every link in every sent mail void, so it is on the disk, and so is its
//! name in the folder, before the first link is signed. Processes that share the folder and start at
//! once have one key: the first name that is there counts.

use anyhow::Context as _;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;
use vekha_runtime::Ids;
use vekha_store::link::Signer;

/// Shorter keys are somebody's mistake: an empty file, a cut-off copy. In characters.
const SHORTEST: usize = 32;

/// The signer with the key in this file; makes the file when there is none.
///
/// # Errors
/// When the file cannot be read or made, is too short, or may be read by others.
pub fn signer(path: &Path, ids: &Ids) -> anyhow::Result<Signer> {
    let key = match fs::read_to_string(path) {
        Ok(key) => key.trim().to_owned(),
        Err(error) if error.kind() == ErrorKind::NotFound => make(path, ids)?,
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let mode = fs::metadata(path)?.permissions().mode();
    anyhow::ensure!(
        mode & 0o077 == 0,
        "{} may be read by others (mode {:o}): chmod 600 it",
        path.display(),
        mode & 0o777
    );
    anyhow::ensure!(
        key.len() >= SHORTEST,
        "{} is damaged: it has {} characters; take it from a backup, or delete it, and every link \
         in every sent mail stops working",
        path.display(),
        key.len()
    );
    Ok(Signer::new(key.as_bytes())?)
}

fn make(path: &Path, ids: &Ids) -> anyhow::Result<String> {
    let key = ids.token();
    // Written beside and then named: a crash leaves no half of a key.
    let beside = path.with_extension(format!("part-{}", std::process::id()));
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)
        .with_context(|| format!("cannot make {}", beside.display()))?;
    file.write_all(key.as_bytes())?;
    file.sync_all()?;
    // A second name, not a new name: where one is, another process was first, and its key counts.
    let named = fs::hard_link(&beside, path);
    fs::remove_file(&beside).with_context(|| format!("cannot remove {}", beside.display()))?;
    let key = match named {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => fs::read_to_string(path)?,
        named => named.map(|()| key).with_context(|| format!("cannot make {}", path.display()))?,
    };
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(key.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use vekha_model::CaseId;
    use vekha_runtime::Clock;

    #[test]
    fn the_key_is_made_once_and_is_nobody_elses() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        let ids = Ids::seeded(&Clock::system(), 1);
        let case = CaseId(ids.next());
        let first = signer(&path, &ids).unwrap().reply_token(case);
        let again = signer(&path, &ids).unwrap().reply_token(case);
        assert_eq!(first, again, "links that were sent keep working");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let open = signer(&path, &ids).unwrap_err().to_string();
        assert!(open.contains("chmod 600"), "{open}");
    }

    #[test]
    fn who_comes_second_takes_the_key_of_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        let clock = Clock::system();
        let first = make(&path, &Ids::seeded(&clock, 1)).unwrap();
        assert_eq!(make(&path, &Ids::seeded(&clock, 2)).unwrap(), first);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left there");
    }

    #[test]
    fn a_damaged_key_is_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        let ids = Ids::seeded(&Clock::system(), 1);
        signer(&path, &ids).unwrap();
        fs::write(&path, "").unwrap();
        let error = signer(&path, &ids).unwrap_err().to_string();
        assert!(error.contains("is damaged"), "{error}");
    }
}
