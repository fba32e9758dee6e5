//! The drill: an office at work is backed up, works on, is destroyed, and rises from the backup.
//!
//! The real binary serves a region, and schools send it their documents. In the middle, while it
//! serves, `vekha backup` copies it. It goes on; then it is killed, and its data are destroyed. What
//! `vekha restore` makes of the backup is held to the promises: every document that was acknowledged
//! before the backup began is there with its file; the history is whole; what is owed is taken up
//! again, and nothing is done twice. Schools whose receipts are younger than the backup send again.
//!
//! `VEKHA_SEED=17` plays one drill again.
#![cfg(test)]

mod office;
mod post;
mod school;

use anyhow::{Result, ensure};
use office::{Office, told};
use post::Post;
use school::Schools;
use vekha_runtime::{Clock, Ids, Stopwatch};
use vekha_simulation::Chance;
use vekha_store::notice::list::Listed;
use vekha_store::notice::{NoticeClass, NoticeState};
use vekha_tests::record::{self, Place};

/// Schools, each with one document.
const SCHOOLS: usize = 90;

#[tokio::test(flavor = "multi_thread")]
async fn an_office_rises_from_a_backup_of_its_file() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let place = record::file(folder.path());
    drill(folder, place).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_rises_from_a_backup_of_its_server() -> Result<()> {
    match record::server()? {
        Some(place) => drill(tempfile::tempdir()?, place).await,
        None => Ok(()),
    }
}

async fn drill(folder: tempfile::TempDir, place: Place) -> Result<()> {
    let given = std::env::var_os("VEKHA_SEED").and_then(|seed| seed.to_str()?.parse().ok());
    let seed = given.unwrap_or(u64::from_be_bytes(Ids::system(&Clock::system()).bytes()));
    println!("seed {seed}");
    let (watch, elsewhere) = (Stopwatch::start(), tempfile::tempdir()?);
    let backup = elsewhere.path().join("backup").display().to_string();
    let post = Post::beside(elsewhere.path())?;
    let mut chance = Chance::new(seed);
    let mut schools = Schools::found(folder, place, SCHOOLS, seed).await?;

    let mut office = Office::open(&schools, &post.first).await?;
    let moment = usize::try_from(chance.between(10, i64::try_from(SCHOOLS / 2)?))?;
    schools.send(&office, ..moment).await?;
    schools.until(|notice| notice.state == NoticeState::Sent).await?;
    // What is planned from here on is in the backup, leaves after it, and is not known to have left.
    post.close()?;
    let held = schools.send(&office, moment..moment + 10).await?;
    let answers = [NoticeClass::Receipt, NoticeClass::Verdict];
    let waits = |one: &Listed| answers.contains(&one.class) && one.state == NoticeState::Planned;
    let waited = schools.until(waits).await?;
    let copy = ["backup", &backup];
    let (sent, copied) =
        tokio::join!(schools.send(&office, moment + 10..), told(&schools, &copy, 0));
    let (sent, _) = (sent?.len(), copied?);
    println!("{} receipts before the backup, {sent} in all, {:.1?}", held.len(), watch.elapsed());
    told(&schools, &copy, 1).await?;
    post.open()?;
    let left = Post::leaves(&post.first, &waited).await?;
    office.kill()?;
    schools.destroy()?;

    told(&schools, &["restore", &backup], 0).await?;
    let again = told(&schools, &["restore", &backup], 1).await?;
    ensure!(again.contains("into an empty folder"), "{again}");
    told(&schools, &["audit", "verify"], 0).await?;
    let known = schools.known().await?;
    schools.keeps(&held).await?;

    office = Office::open(&schools, &post.second).await?;
    schools.forget();
    schools.send(&office, ..).await?;
    schools.rest().await?;
    Post::leaves(&post.second, &left).await?;
    office.kill()?;
    schools.same_receipts(&held)?;
    let found = schools.check().await?;
    let mails = post.compare(&known, &schools.known().await?)?;
    println!("seed {seed}: lost 0, doubled 0; {found}; {mails}, {:.1?}", watch.elapsed());
    Ok(())
}
