//! first
use vekha_tests::{Size, World};

#[tokio::test]
async fn a_campaign_is_issued_and_cases_begin() -> anyhow::Result<()> {
    let mut world = World::new(Size { towns: 2, schools: 3 }).await?;
    let campaign = world.issue().await?;
    let seen = world.look().await?;
    assert_eq!(seen.cases.len(), 8);
    let case = world.case(campaign, 0).await?;
    world.say(case, &vekha_tests::say::document(1, "plan")).await?;
    world.settle().await?;
    assert_eq!(world.look().await?.label(case, "plan")?, "accepted");
    world.check().await
}
