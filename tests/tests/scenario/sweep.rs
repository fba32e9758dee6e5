//! A deadline is never missed and never fires twice: rungs by the clock, in chunks, each with a row.

use anyhow::Result;
use vekha_model::{CampaignId, CaseId, DutyKey};
use vekha_proto::{EventKind, v1};
use vekha_tests::say::{bad_plan, document, extension};
use vekha_tests::world::{Limits, at};
use vekha_tests::{Size, World};

/// A world that sweeps two duties at a time, with a campaign issued.
async fn slow(schools: usize) -> Result<(World, CampaignId)> {
    let scheduler = vekha_scheduler::Limits { sweep: 2, ..Default::default() };
    let limits = Limits { scheduler, ..Limits::default() };
    let mut world = World::with(Size { towns: 1, schools }, limits, 1).await?;
    let campaign = world.issue().await?;
    Ok((world, campaign))
}

/// The rungs that an obligation reached, in order: rung, how many cases at once.
async fn rungs(world: &World, obligation: &str) -> Result<Vec<(u32, usize)>> {
    let mut found = Vec::new();
    for stored in world.history().await? {
        if stored.event.kind == EventKind::RungsReached {
            let said: v1::RungsReached = stored.event.decode()?;
            let own = said.groups.into_iter().filter(|group| group.duty == obligation);
            found.extend(own.map(|group| (group.rung, group.cases.len())));
        }
    }
    Ok(found)
}

#[tokio::test]
async fn a_rung_is_reached_at_nine_and_not_a_minute_before() -> Result<()> {
    let (mut world, _) = slow(5).await?;
    world.until("2024-02-15 08:59").await?;
    assert_eq!(rungs(&world, "plan").await?, []);
    world.until("2024-02-15 09:00").await?;
    let reached = rungs(&world, "plan").await?;
    assert!(reached.iter().all(|(rung, cases)| *rung == 0 && *cases <= 2), "{reached:?}");
    assert_eq!(reached.iter().map(|(_, cases)| cases).sum::<usize>(), 5);
    world.check().await
}

#[tokio::test]
async fn a_second_look_finds_nothing() -> Result<()> {
    let (mut world, _) = slow(3).await?;
    world.until("2024-02-15 09:00").await?;
    let said = rungs(&world, "plan").await?;
    world.restart().await?;
    assert_eq!(world.sweep().await?, 0);
    world.until("2024-02-16 18:00").await?;
    assert_eq!(rungs(&world, "plan").await?, said);
    world.check().await
}

#[tokio::test]
async fn an_outage_of_days_is_made_up_for_in_order() -> Result<()> {
    let (mut world, _) = slow(1).await?;
    world.until("2024-02-16 10:00").await?;
    world.until("2024-03-20 10:00").await?;
    let reached: Vec<u32> = rungs(&world, "plan").await?.iter().map(|(rung, _)| *rung).collect();
    assert_eq!(reached, [0, 1, 2, 3, 4], "each that passed meanwhile, once");
    world.check().await
}

#[tokio::test]
async fn a_scheduler_killed_amid_a_sweep_misses_and_repeats_nothing() -> Result<()> {
    let (mut world, _) = slow(5).await?;
    world.hands.set(at("2024-03-20 10:00")?);
    while world.round().await? > 0 {
        world.restart().await?;
    }
    for rung in 0..5 {
        let reached = rungs(&world, "plan").await?;
        let of_rung = reached.iter().filter(|(index, _)| *index == rung);
        assert_eq!(of_rung.map(|(_, cases)| cases).sum::<usize>(), 5, "rung {rung}");
    }
    world.check().await
}

#[tokio::test]
async fn an_extension_starts_the_ladder_anew() -> Result<()> {
    let (mut world, campaign) = slow(2).await?;
    let case = world.case(campaign, 0).await?;
    world.until("2024-03-07 10:00").await?;
    let reached = |seen: &vekha_tests::look::Seen| seen.reached[&(case, DutyKey::first("plan"))];
    assert_eq!(reached(&world.look().await?), 3, "-10, +1 and +3 working days");
    world.say_to(campaign, Some(&[case]), &extension("2024-04-19".parse()?)).await?;
    world.settle().await?;
    assert_eq!(reached(&world.look().await?), 0);
    world.check().await?;
    let said = rungs(&world, "plan").await?.len();
    world.until("2024-04-05 08:59").await?;
    let own: Vec<u32> =
        rungs(&world, "plan").await?[said..].iter().map(|(rung, _)| *rung).collect();
    assert_eq!(own, [3, 4], "only the neighbour climbs on");
    world.until("2024-04-22 10:00").await?;
    assert_eq!(reached(&world.look().await?), 2);
    world.check().await
}

#[tokio::test]
async fn nothing_rings_for_what_is_done_or_under_review() -> Result<()> {
    let (mut world, campaign) = slow(2).await?;
    let (done, reviewed) = (world.case(campaign, 0).await?, world.case(campaign, 1).await?);
    world.say(done, &document(1, "plan")).await?;
    let unproven = v1::DocumentRead { trust: "unproven".into(), ..document(2, "plan") };
    world.say(reviewed, &unproven).await?;
    world.settle().await?;
    let seen = world.look().await?;
    assert_eq!(seen.label(reviewed, "plan")?, "submitted");
    for case in [done, reviewed] {
        assert_eq!(seen.alarms.get(&(case, DutyKey::first("plan"))), None);
    }
    world.until("2024-03-20 10:00").await?;
    assert_eq!(rungs(&world, "plan").await?, []);
    world.check().await
}

/// A report sent back after its date: the organization's clock had stood still.
#[tokio::test]
async fn what_passed_under_review_does_not_ring_afterwards() -> Result<()> {
    let (mut world, campaign) = slow(1).await?;
    let case = world.case(campaign, 0).await?;
    let unproven = v1::DocumentRead { trust: "unproven".into(), ..document(2, "plan") };
    world.say(case, &unproven).await?;
    world.until("2024-03-06 10:00").await?;
    let returned = v1::DocumentReturned {
        document: uuid::Uuid::from_u128(2).to_string(),
        duty: "plan".into(),
        reason: "нет подписи".into(),
    };
    world.say(case, &returned).await?;
    world.settle().await?;
    assert_eq!(rungs(&world, "plan").await?, []);
    world.until("2024-04-01 10:00").await?;
    let reached: Vec<u32> = rungs(&world, "plan").await?.iter().map(|(rung, _)| *rung).collect();
    assert_eq!(reached, [1, 2, 3, 4], "counted from the day it was sent back");
    world.check().await
}

#[tokio::test]
async fn a_deadline_moves_the_stages_that_say_so() -> Result<()> {
    let (mut world, campaign) = slow(3).await?;
    let read = world.case(campaign, 0).await?;
    world.say(read, &v1::Acknowledged { duty: None }).await?;
    world.until("2024-01-22 23:59").await?;
    let late = world.case(campaign, 1).await?;
    assert_eq!(world.look().await?.stage(late, "reading")?, "to_read", "the last minute counts");
    world.until("2024-01-23 00:00").await?;
    let seen = world.look().await?;
    assert_eq!(seen.stage(read, "reading")?, "was_read");
    assert_eq!((seen.stage(late, "reading")?, seen.label(late, "reading")?), ("unread", "closed"));
    world.check().await
}

#[tokio::test]
async fn a_recommendation_is_reminded_of_and_never_escalated() -> Result<()> {
    let (mut world, _) = slow(2).await?;
    world.until("2024-04-01 10:00").await?;
    let reached = rungs(&world, "publication").await?;
    assert!(reached.iter().all(|(rung, _)| *rung == 0), "{reached:?}");
    world.check().await
}

/// How many reminders and escalations of today were sent about a case.
async fn reminded(world: &World, case: CaseId) -> Result<usize> {
    let today = at("2024-03-04 00:00")?;
    let mut tx = world.store.read().await?;
    let notices = vekha_store::notice::of_case(&mut tx, case).await?;
    let digests = notices.iter().filter(|notice| notice.class.is_digest());
    Ok(digests.filter(|notice| notice.sent_at.is_some_and(|at| at > today)).count())
}

#[tokio::test]
async fn no_reminder_leaves_after_the_plan_was_accepted() -> Result<()> {
    let (mut world, campaign) = slow(2).await?;
    let (done, open) = (world.case(campaign, 0).await?, world.case(campaign, 1).await?);
    for (n, case) in (10..).zip([done, open]) {
        world.say(case, &v1::Acknowledged { duty: None }).await?;
        world.say(case, &document(n, "publication")).await?;
    }
    world.settle().await?;
    world.until("2024-02-15 09:00").await?;
    world.until("2024-02-15 12:00").await?;
    // A Monday: both plans are a day late, the digests gather, and then one plan comes.
    world.until("2024-03-04 09:00").await?;
    world.hands.set(at("2024-03-04 09:02")?);
    world.say(done, &document(1, "plan")).await?;
    world.say(open, &bad_plan(2)).await?;
    world.until("2024-03-04 12:00").await?;
    assert_eq!(reminded(&world, done).await?, 0);
    assert_eq!(reminded(&world, open).await?, 1);
    world.check().await
}

/// A paper of the visit leads on, the visit itself is still owed: the case is over all the same.
const LEFT_OPEN: &str = "\
workflow: left-open
version: 1
title: Выезд
documents:
  note: { title: Записка, form: any }
  minutes: { title: Протокол, form: any, with: [note] }
ladders:
  standard: [{ at: +1wd, tell: organization }]
tracks:
  visit:
    title: Выезд
    stages:
      open:
        title: Готовится
        duty: { wants: minutes, due: 2024-02-01, ladder: standard }
        on: { note.filed: left, minutes.accepted: left }
      left: { title: Состоялся, end: true }
  reading:
    title: Ознакомление
    stages:
      unread:
        title: Не прочитано
        duty: { wants: { acknowledgement: true }, due: 2024-02-05, ladder: standard }
        on: { fulfilled: known }
      known: { title: Прочитано, end: true }
";

#[tokio::test]
async fn a_case_that_ends_with_an_open_duty_rings_no_more() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 2 }).await?;
    let letter = world.letter(LEFT_OPEN, vekha_model::Parameters::new()).await?;
    world.schedule(&letter).await?;
    world.settle().await?;
    let campaign = world.campaign_of(letter.id).await?;
    let (over, open) = (world.case(campaign, 0).await?, world.case(campaign, 1).await?);
    for case in [over, open] {
        world.say(case, &document(if case == over { 1 } else { 2 }, "note")).await?;
    }
    world.say(over, &v1::Acknowledged { duty: None }).await?;
    world.settle().await?;
    let seen = world.look().await?;
    assert_eq!(seen.cases[&over].case.status.as_str(), "ended");
    assert_eq!(seen.label(over, "visit")?, "open", "nobody has the minutes");
    assert!(!seen.alarms.keys().any(|(case, _)| *case == over), "{:?}", seen.alarms);
    world.check().await?;
    world.until("2024-02-10 10:00").await?;
    let rung = rungs(&world, "visit").await?;
    assert_eq!(rung, [(0, 1)], "only the neighbour, whose case goes on");
    world.check().await
}
