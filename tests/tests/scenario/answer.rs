//! One document of several kinds is answered by one mail, which says the last word on each duty.

use anyhow::Result;
use std::collections::BTreeSet;
use std::path::PathBuf;
use vekha_tests::say::{bad_plan, document};
use vekha_tests::{Size, World};

/// The mails that lie in the outbox.
fn mails(world: &World) -> Result<BTreeSet<PathBuf>> {
    let paths = std::fs::read_dir(world.outbox())?.map(|entry| Ok(entry?.path()));
    let paths = paths.collect::<Result<BTreeSet<PathBuf>>>()?;
    Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|it| it == "eml")).collect())
}

/// The texts of the mails that came after those.
fn new(world: &World, before: &BTreeSet<PathBuf>) -> Result<Vec<String>> {
    let text =
        |path: &PathBuf| Ok(mailparse::parse_mail(&std::fs::read(path)?)?.subparts[0].get_body()?);
    mails(world)?.difference(before).map(text).collect()
}

#[tokio::test]
async fn one_document_of_two_kinds_is_answered_once() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 2 }).await?;
    let campaign = world.issue().await?;
    world.settle().await?;
    let before = mails(&world)?;
    let (first, second) = (world.case(campaign, 0).await?, world.case(campaign, 1).await?);
    // The plan opens the report's stage, and the report came with it.
    world.say(first, &document(1, "plan")).await?;
    world.say(first, &document(1, "report")).await?;
    // The other way round the report waits, and the plan is sent back.
    world.say(second, &document(2, "report")).await?;
    world.say(second, &bad_plan(2)).await?;
    world.settle().await?;
    let told = new(&world, &before)?;
    assert_eq!(told.len(), 2, "{told:#?}");
    let about = |what: &str| told.iter().filter(|text| text.contains(what)).count();
    assert_eq!(about("— План: принято"), 1, "{told:#?}");
    assert_eq!(about("— Отчёт: получено полностью, идёт проверка"), 1, "{told:#?}");
    assert_eq!(about("— План: возвращено на доработку"), 1, "{told:#?}");
    assert_eq!(about("— Отчёт: пришло раньше времени"), 1, "{told:#?}");
    assert_eq!(about("следующее поручение"), 0, "it has come already: {told:#?}");
    world.check().await
}
