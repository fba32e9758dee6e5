//! What the faults are judged by sees what it must: a record that was tampered with is not right.

use crate::rig::{EVERYTHING, Office, Setup, on, seed};
use anyhow::{Context as _, Result};
use std::fs;
use vekha_tests::{Size, record};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_lost_and_what_is_doubled_is_seen() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let ground = on(record::file(folder.path()), folder);
    let mut setup = Setup::of(ground, seed()).processes(&[EVERYTHING]);
    setup.size = Size { towns: 1, schools: 2 };
    let mut office = Office::open(setup).await?;
    office.send(3).await;
    office.prove("none", 1).await?;

    let one = office.sent[0].clone();
    let mut never = one.clone();
    never.receipt = "42-2024-999999".to_owned();
    let apart = office.world.kept(&[&office.sent[..], &[never]].concat()).await?;
    assert_eq!(apart.lost, ["document 42-2024-999999"], "a receipt without a document");

    let fewer: Vec<_> =
        office.sent.iter().filter(|it| it.receipt != one.receipt).cloned().collect();
    let apart = office.world.kept(&fewer).await?;
    let others = office.sent.iter().filter(|it| it.case == one.case).count() - 1;
    assert_eq!(apart.doubled.len(), usize::from(others > 0), "a document that nobody sent");

    let blob = office.world.folder().join("blobs").join(&one.sha256[..2]);
    fs::remove_dir_all(&blob).with_context(|| blob.display().to_string())?;
    let apart = office.world.kept(&office.sent).await?;
    assert_eq!(apart.lost, [format!("the file of {}", one.receipt)]);

    let outbox = office.world.outbox();
    let mut mails = fs::read_dir(&outbox)?.map(|entry| entry.map(|entry| entry.path()));
    let mail =
        mails.find(|path| path.as_ref().is_ok_and(|path| path.is_file())).context("mail")??;
    fs::copy(&mail, outbox.join("again.eml"))?;
    assert_eq!(office.world.told().await?.doubled.len(), 2, "a mail twice, and its id");
    fs::remove_file(outbox.join("again.eml"))?;
    fs::remove_file(&mail)?;
    assert_eq!(office.world.told().await?.lost.len(), 1, "a mail that left is not there");
    Ok(())
}
