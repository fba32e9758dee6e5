//! The letters that go out: the monitoring letter counts what the dashboard sums at its moment, is
//! the same whenever it is made again, and our own reader finds in it what it asks.

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use vekha_core::calendar;
use vekha_files::{Limits, extract};
use vekha_model::{CampaignId, CaseId, DutyLabel};
use vekha_outgoing::{Format, Letter, Order, print};
use vekha_reading::circular;
use vekha_store::{scope, view_campaign};
use vekha_tests::letter::{RESULTS, results};
use vekha_tests::say::{bad_plan, document, extension};
use vekha_tests::{Size, World};

/// A letter to six schools of two towns, and a month of answers.
async fn month() -> Result<(World, CampaignId)> {
    let mut world = World::new(Size { towns: 2, schools: 3 }).await?;
    let mut letter = world.letter(RESULTS, results()).await?;
    letter.body =
        "Уважаемые коллеги!\n\nПланы необходимо направить до 1 марта 2024 года.".to_owned();
    letter.signer = Some("министр К.Б. Вересова".to_owned());
    world.schedule(&letter).await?;
    world.settle().await?;
    let campaign = world.campaign_of(letter.id).await?;
    let schools = schools(&world).await?;
    for (day, school, said) in [
        ("2024-02-05 11:00", 0, document(1, "plan")),
        ("2024-02-06 12:00", 1, document(2, "plan")),
        ("2024-02-07 09:00", 3, bad_plan(3)),
        ("2024-02-08 09:00", 2, document(4, "plan")),
        ("2024-02-09 09:00", 0, document(5, "publication")),
    ] {
        world.until(day).await?;
        world.say(schools[school], &said).await?;
        world.settle().await?;
    }
    world.until("2024-03-04 18:00").await?;
    Ok((world, campaign))
}

/// The schools' cases, in the order of the register.
async fn schools(world: &World) -> Result<Vec<CaseId>> {
    let seen = world.look().await?;
    let of = |subject| {
        let mut cases = seen.cases.values();
        cases.find(|it| !it.is_authority && it.case.subject == subject).map(|it| it.case.id)
    };
    world.schools.iter().map(|school| of(school.id).context("a school without a case")).collect()
}

async fn monitoring(world: &World, order: &Order) -> Result<Letter> {
    let scope = world.officer().await?;
    let mut tx = world.store.read().await?;
    Ok(vekha_outgoing::monitoring(&mut tx, &scope, order, world.clock.now()).await?)
}

/// Total, accepted, exempt, in review, waiting, late, by obligation and territory: as the page of
/// the campaign has them now.
async fn summed(world: &World, id: CampaignId) -> Result<BTreeMap<(String, String), [i64; 6]>> {
    let scope = world.officer().await?;
    let (mut tx, now) = (world.store.read().await?, world.clock.now());
    let names: BTreeMap<_, _> = view_campaign::authorities(&mut tx, &scope, id)
        .await?
        .into_iter()
        .map(|authority| (authority.id, authority.name))
        .collect();
    let mut sums: BTreeMap<(String, String), [i64; 6]> = BTreeMap::new();
    for sum in view_campaign::by_authority(&mut tx, &scope, id).await? {
        let authority = sum.authority.context("an authority")?;
        if sum.label == DutyLabel::Closed {
            continue;
        }
        let counts = sums.entry((sum.obligation.clone(), names[&authority].clone())).or_default();
        counts[0] += sum.n;
        counts[1] += if sum.label == DutyLabel::Accepted { sum.n } else { 0 };
        counts[2] += if sum.label == DutyLabel::Exempt { sum.n } else { 0 };
        counts[3] += if sum.label.is_in_review() { sum.n } else { 0 };
        counts[4] += if sum.label.is_waiting() { sum.n } else { 0 };
        counts[5] += if sum.is_late(now) { sum.n } else { 0 };
    }
    Ok(sums)
}

/// The same from the tables attached to a letter; `obligations` in the order of the workflow.
fn told(letter: &Letter, obligations: &[&str]) -> Result<BTreeMap<(String, String), [i64; 6]>> {
    let mut told = BTreeMap::new();
    let tables = letter.attachments[0].body.iter().filter_map(|block| match block {
        vekha_letter::Block::Table(table) => Some(table),
        _ => None,
    });
    for (obligation, table) in obligations.iter().zip(tables) {
        for row in table.rows.iter().filter(|row| !row[0].is_empty()) {
            let counts: Vec<i64> =
                row[2..].iter().map(|cell| cell.parse()).collect::<Result<_, _>>()?;
            let counts = <[i64; 6]>::try_from(counts).ok().context("six counts")?;
            told.insert(((*obligation).to_owned(), row[1].clone()), counts);
        }
    }
    Ok(told)
}

fn files(letter: &Letter) -> Result<[Vec<u8>; 2]> {
    Ok([print(letter, Format::Docx)?, print(letter, Format::Pdf)?])
}

fn order(world: &World, campaign: CampaignId) -> Order {
    Order::of(campaign, world.clock.now())
}

#[tokio::test]
async fn the_letter_counts_what_the_dashboard_sums() -> Result<()> {
    let (world, campaign) = month().await?;
    let letter = monitoring(&world, &order(&world, campaign)).await?;
    // Nobody owes the acknowledgement any more: its deadline took it off.
    let obligations = ["publication", "plan", "report", "all_plans"];
    let told = told(&letter, &obligations)?;
    assert_eq!(told, summed(&world, campaign).await?);
    assert_eq!(
        told[&("plan".to_owned(), "Управление образования № 1".to_owned())],
        [3, 3, 0, 0, 0, 0]
    );
    assert_eq!(
        told[&("plan".to_owned(), "Управление образования № 2".to_owned())],
        [3, 0, 0, 0, 3, 3]
    );
    Ok(())
}

#[tokio::test]
async fn a_moment_has_one_letter_whatever_happens_later() -> Result<()> {
    let (mut world, campaign) = month().await?;
    let order = order(&world, campaign);
    let first = files(&monitoring(&world, &order).await?)?;
    world.until("2024-03-05 10:00").await?;
    let schools = schools(&world).await?;
    world.say(schools[3], &document(6, "plan")).await?;
    world.say_to(campaign, None, &extension("2024-04-01".parse()?)).await?;
    world.settle().await?;
    world.until("2024-03-20 10:00").await?;
    assert_eq!(files(&monitoring(&world, &order).await?)?, first);
    let later = Order { as_of: world.clock.now(), ..order };
    assert_ne!(files(&monitoring(&world, &later).await?)?, first);
    Ok(())
}

#[tokio::test]
async fn what_is_committed_late_does_not_get_into_a_letter_that_names_its_last_event() -> Result<()>
{
    let (mut world, campaign) = month().await?;
    let order = order(&world, campaign);
    let first = monitoring(&world, &order).await?;
    let event = last_event(&first)?;
    world.until("2024-03-05 10:00").await?;
    // A mail of yesterday morning that was read only today.
    let school = schools(&world).await?[4];
    let mut late = world.envelope(&document(7, "plan"))?.in_case(school);
    late.at = vekha_tests::world::at("2024-03-04 08:00")?;
    world.say_envelope(school, late).await?;
    world.settle().await?;
    assert_ne!(monitoring(&world, &order).await?, first, "it belongs to the moment");
    let again = Order { event: Some(event), ..order };
    assert_eq!(files(&monitoring(&world, &again).await?)?, files(&first)?);
    Ok(())
}

/// The number that the letter gives for making it again.
fn last_event(letter: &Letter) -> Result<i64> {
    let text = letter.to_string();
    let (_, number) = text.rsplit_once("событие № ").context("a number")?;
    Ok(number.trim().trim_end_matches('.').parse()?)
}

#[tokio::test]
async fn our_own_reader_finds_in_both_files_what_the_letter_asks() -> Result<()> {
    let (world, campaign) = month().await?;
    let order = Order {
        dated: "2024-03-05".parse().ok(),
        number: Some("311/15-02".to_owned()),
        ..order(&world, campaign)
    };
    let letter = monitoring(&world, &order).await?;
    for (bytes, name) in files(&letter)?.iter().zip(["letter.docx", "letter.pdf"]) {
        let read = extract::read(bytes, name, &Limits::default()).outcome;
        let read = read.map_err(|obstacle| anyhow::anyhow!("{name}: {obstacle}"))?;
        let draft = circular::read(&read, &calendar::federal());
        assert_eq!(draft.letter.number.as_deref(), Some("311/15-02"), "{name}");
        assert_eq!(draft.letter.date, "2024-03-05".parse().ok(), "{name}");
        let dues: Vec<_> = draft.obligations.iter().filter_map(|asked| asked.due).collect();
        assert!(
            !dues.is_empty() && dues.iter().all(|due| due.to_string() == "2024-03-12"),
            "{name}: {:#?}",
            draft.obligations
        );
        let emails: Vec<_> = draft.obligations.iter().flat_map(|it| &it.emails).collect();
        assert!(emails.iter().any(|it| *it == "noko@kuzbass.example"), "{name}: {emails:?}");
    }
    Ok(())
}

#[tokio::test]
async fn the_circular_is_printed_with_its_requisites() -> Result<()> {
    let (world, campaign) = month().await?;
    let mut tx = world.store.read().await?;
    let id = vekha_store::campaign::get(&mut tx, [campaign]).await?[0].circular;
    let scope = scope::of_record(&mut tx, world.tenant).await?.context("a tenant")?;
    let letter = vekha_outgoing::circular(&mut tx, &scope, id).await?;
    assert_eq!(
        letter.to_string(),
        "Минобразования Кузбасса\ne-mail: n42-@schools.example\n\n\
         от 15.01.2024 № 1267/05\n\n\
         Руководителям образовательных организаций (по списку)\n\n\
         О результатах\n\n\
         Уважаемые коллеги!\n\n\
         Планы необходимо направить до 1 марта 2024 года.\n\n\
         Министр К.Б. Вересова\n\n\
         Петрова Анна Ивановна\n8 (384-2) 36-00-00\n"
    );
    let now: DateTime<Utc> = world.clock.now();
    let tomorrow = Order::of(campaign, now + chrono::Duration::days(1));
    let refused = vekha_outgoing::monitoring(&mut tx, &scope, &tomorrow, now).await;
    assert!(refused.is_err_and(|why| why.to_string().contains("still to come")));
    Ok(())
}
