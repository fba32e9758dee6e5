//! A clock that is set wrong and right again fires nothing twice and loses nothing.

use anyhow::Result;
use chrono::Duration;
use vekha_proto::EventKind;
use vekha_tests::world::at;
use vekha_tests::{Size, World};

/// How many rungs were ever announced.
async fn rungs(world: &World) -> Result<i64> {
    let mut tx = world.store.read().await?;
    Ok(vekha_store::rung::count(&mut tx).await?)
}

/// The scheduler and the engine work; mails wait until the clock is right.
async fn work(world: &mut World) -> Result<()> {
    while world.sweep().await? + world.work().await? > 0 {}
    Ok(())
}

#[tokio::test]
async fn an_hour_back_and_forth_changes_nothing() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 3 }).await?;
    world.issue().await?;
    let right = at("2024-03-04 09:30")?;
    world.hands.set(right);
    work(&mut world).await?;
    let (reached, said) = (rungs(&world).await?, world.history().await?.len());
    for wrong in [right - Duration::hours(1), right, right - Duration::hours(1), right] {
        world.hands.set(wrong);
        work(&mut world).await?;
    }
    assert_eq!((rungs(&world).await?, world.history().await?.len()), (reached, said));
    world.settle().await?;
    world.check().await
}

#[tokio::test]
async fn a_year_ahead_and_back_fires_early_but_once_and_loses_nothing() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 3 }).await?;
    let campaign = world.issue().await?;
    let right = at("2024-02-16 10:00")?;
    world.hands.set(right);
    work(&mut world).await?;
    world.hands.set(right + Duration::days(366));
    work(&mut world).await?;
    let ahead = rungs(&world).await?;
    world.hands.set(right);
    work(&mut world).await?;
    assert_eq!(rungs(&world).await?, ahead, "nothing more, and nothing taken back");
    // What a person decides now arms new alarms, and these are kept.
    let due = "2024-03-29".parse()?;
    world.say_to(campaign, None, &vekha_tests::say::extension(due)).await?;
    work(&mut world).await?;
    world.hands.set(at("2024-04-15 10:00")?);
    work(&mut world).await?;
    let news = rungs(&world).await? - ahead;
    assert_eq!(news, 3 * 5, "three plans, five rungs of the new date each");
    world.hands.set(right + Duration::days(366));
    world.settle().await?;
    world.check().await
}

#[tokio::test]
async fn a_letter_does_not_go_out_twice_when_the_clock_goes_back() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 2 }).await?;
    world.issue().await?;
    world.hands.set(at("2024-01-14 10:00")?);
    work(&mut world).await?;
    world.hands.set(at("2024-01-15 10:00")?);
    work(&mut world).await?;
    let history = world.history().await?;
    let issued = history.iter().filter(|stored| stored.event.kind == EventKind::CircularIssued);
    assert_eq!(issued.count(), 1);
    Ok(())
}
