//! Two versions on one record: a newer one migrates it while the older works, and both go on.
//! PostgreSQL alone, skipped loudly where it is not installed: one process has a file for itself.

use anyhow::{Context as _, Result};
use std::sync::Arc;
use vekha_bus::Local;
use vekha_store::Store;
use vekha_tests::say::document;
use vekha_tests::world::{Ground, Limits};
use vekha_tests::{Size, World, record};

#[tokio::test]
async fn an_older_version_works_on_while_a_newer_migrates() -> Result<()> {
    let Some(place) = record::server()? else { return Ok(()) };
    let ground = Ground { place, bus: Arc::new(Local::new()), folder: tempfile::tempdir()? };
    let size = Size { towns: 1, schools: 4 };
    let mut world = World::on(ground, size, Limits::default(), 1).await?;
    let campaign = world.issue().await?;
    let early = world.case(campaign, 0).await?;
    world.say(early, &document(1, "plan")).await?;
    world.round().await?;

    // The statements of the older are prepared on its connections, and stay so.
    world.place.database().context("a database")?.add()?;
    let late = world.case(campaign, 1).await?;
    world.say(late, &document(2, "plan")).await?;
    world.until("2024-02-01 10:00").await?;
    let seen = world.look().await?;
    assert_eq!([seen.label(early, "plan")?, seen.label(late, "plan")?], ["accepted"; 2]);

    // An older process that starts now is welcome as well.
    world.store = Store::open(&world.place.options).await?;
    world.restart().await?;
    let last = world.case(campaign, 2).await?;
    world.say(last, &document(3, "plan")).await?;
    world.until("2024-04-20 10:00").await?;
    assert_eq!(world.look().await?.label(last, "plan")?, "accepted");
    world.check().await
}
