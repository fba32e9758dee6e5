//! The blob store over a real folder.

use super::*;

async fn store() -> (tempfile::TempDir, Blobs) {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path().join("blobs")).await.unwrap();
    (folder, blobs)
}

fn left_behind(blobs: &Blobs) -> usize {
    std::fs::read_dir(blobs.root.join("incoming")).unwrap().count()
}

#[tokio::test]
async fn keeps_what_it_was_given_under_its_hash() {
    let (_folder, blobs) = store().await;
    let blob = blobs.put(&b"abc"[..], 3).await.unwrap();
    // FIPS 180-2, appendix B.1.
    let name = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(blob, Blob { sha256: name.parse().unwrap(), size: 3, is_new: true });
    assert!(blobs.root.join("ba/78").join(name).is_file());
    assert_eq!(blobs.read(blob.sha256).await.unwrap(), b"abc");
    assert_eq!(blobs.verify(blob.sha256).await.unwrap(), 3);
    assert!(blobs.exists(blob.sha256).await.unwrap());
    assert!(!blobs.exists(Sha256::of(b"other")).await.unwrap());
    assert_eq!(left_behind(&blobs), 0);
}

#[tokio::test]
async fn the_same_content_is_the_same_blob() {
    let (_folder, blobs) = store().await;
    let (one, other) = tokio::join!(blobs.put_bytes(b"plan"), blobs.put_bytes(b"plan"));
    assert_eq!(one.unwrap().sha256, other.unwrap().sha256);
    assert!(!blobs.put_bytes(b"plan").await.unwrap().is_new);
    assert_eq!(blobs.list().await.unwrap(), [Sha256::of(b"plan")]);
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, blobs) = store().await;
    let blob = blobs.put_bytes(b"plan").await.unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&blobs.path(blob.sha256)), 0o600);
    assert_eq!(mode(blobs.path(blob.sha256).parent().unwrap()), 0o700);
}

#[tokio::test]
async fn too_much_leaves_nothing() {
    let (_folder, blobs) = store().await;
    let refused = blobs.put(&[7; 5000][..], 4999).await.unwrap_err();
    assert!(matches!(refused, BlobError::TooBig { limit: 4999 }), "{refused}");
    assert!(!refused.is_transient());
    assert_eq!((left_behind(&blobs), blobs.list().await.unwrap().len()), (0, 0));
}

#[tokio::test]
async fn a_broken_stream_leaves_nothing() {
    let (_folder, blobs) = store().await;
    let mut incoming = blobs.begin(100).await.unwrap();
    incoming.write(b"half a pl").await.unwrap();
    assert_eq!(left_behind(&blobs), 1);
    drop(incoming);
    assert_eq!((left_behind(&blobs), blobs.list().await.unwrap().len()), (0, 0));
}

#[tokio::test]
async fn damage_and_absence_are_told_apart() {
    let (_folder, blobs) = store().await;
    let blob = blobs.put_bytes(b"plan").await.unwrap();
    std::fs::write(blobs.path(blob.sha256), b"plam").unwrap();
    let damaged = blobs.verify(blob.sha256).await.unwrap_err();
    assert!(matches!(damaged, BlobError::Damaged { found, .. } if found == Sha256::of(b"plam")));
    // The same content sent again heals it.
    blobs.put_bytes(b"plan").await.unwrap();
    assert_eq!(blobs.verify(blob.sha256).await.unwrap(), 4);
    let missing = blobs.read(Sha256::of(b"never sent")).await.unwrap_err();
    assert!(matches!(missing, BlobError::Missing(_)), "{missing}");
}

#[test]
fn a_full_volume_is_named_and_worth_a_retry() {
    for kind in [std::io::ErrorKind::StorageFull, std::io::ErrorKind::QuotaExceeded] {
        let error = BlobError::io("write", Path::new("/blobs/x"))(kind.into());
        assert!(matches!(error, BlobError::Full { .. }) && error.is_transient(), "{error}");
    }
}

#[test]
fn a_digest_is_64_hexadecimal_digits_and_nothing_else() {
    assert!("../../etc/passwd".parse::<Sha256>().is_err());
    assert!("ab".repeat(31).parse::<Sha256>().is_err());
    let digest = Sha256::of(b"");
    assert_eq!(digest.to_string().parse(), Ok(digest));
}
