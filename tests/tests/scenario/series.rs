//! A letter that recurs leaves its successor behind, with every date moved.

use anyhow::{Context as _, Result};
use vekha_model::Value;
use vekha_tests::letter::{RESULTS, results};
use vekha_tests::world::at;
use vekha_tests::{Size, World};

#[tokio::test]
async fn a_yearly_letter_comes_again_with_its_dates_a_year_on() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 2 }).await?;
    let mut letter = world.letter(RESULTS, results()).await?;
    letter.repeat_months = Some(12);
    world.schedule(&letter).await?;
    world.settle().await?;
    let all = world.circulars().await?;
    assert_eq!(all.len(), 2);
    let next = all.iter().find(|other| other.id != letter.id).context("a successor")?.clone();
    assert_eq!((next.state.as_str(), next.issue_at), ("scheduled", Some(at("2025-01-15 10:00")?)));
    assert_eq!(next.parameters["plan_by"], Value::Date("2025-03-01".parse()?));
    assert_eq!(next.parameters["year"], Value::Integer(2024));
    assert_eq!((next.number.as_ref(), next.campaign), (None, None));

    world.until("2025-01-15 09:59").await?;
    assert_eq!(world.look().await?.cases.len(), 3);
    world.until("2025-01-15 10:00").await?;
    assert_eq!(world.look().await?.cases.len(), 6);
    let campaign = world.campaign(world.campaign_of(next.id).await?).await?;
    assert_eq!(campaign.title, "Итоги независимой оценки 2024 года");
    assert_eq!(world.circulars().await?.len(), 3, "and so on");
    world.check().await
}

#[tokio::test]
async fn a_letter_of_its_own_has_no_successor() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 1 }).await?;
    world.issue().await?;
    assert_eq!(world.circulars().await?.len(), 1);
    Ok(())
}
