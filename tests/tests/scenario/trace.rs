//! One trace id leads from the arrival of a document to the notice about it.

use anyhow::Result;
use vekha_proto::EventKind;
use vekha_tests::say::document;
use vekha_tests::{Size, World};

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";

#[tokio::test]
async fn what_follows_from_a_document_carries_its_trace() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 2 }).await?;
    let campaign = world.issue().await?;
    world.until("2024-01-15 10:30").await?;
    let case = world.case(campaign, 0).await?;
    let begun = world.history().await?.len();
    let parent = format!("00-{TRACE}-b7ad6b7169203331-01");
    let event = world.envelope(&document(1, "plan"))?.in_case(case).traced(Some(parent));
    world.say_envelope(case, event).await?;
    world.settle().await?;
    let history = world.history().await?;
    let traced = |kind: EventKind| {
        let news = history[begun..].iter().filter(move |stored| stored.event.kind == kind);
        let traces = news.map(|stored| stored.event.traceparent.as_deref().unwrap_or("none"));
        traces.map(|trace| trace.contains(TRACE)).collect::<Vec<bool>>()
    };
    assert_eq!(traced(EventKind::CaseAdvanced), [true]);
    let sent = traced(EventKind::NoticeSent);
    assert!(!sent.is_empty() && sent.iter().all(|traced| *traced), "{sent:?}");
    Ok(())
}

/// A notice that waits for its hour keeps the trace in its row.
#[tokio::test]
async fn a_notice_that_waits_keeps_the_trace() -> Result<()> {
    let mut world = World::new(Size { towns: 1, schools: 1 }).await?;
    let campaign = world.issue().await?;
    world.until("2024-01-15 23:00").await?;
    let case = world.case(campaign, 0).await?;
    let parent = format!("00-{TRACE}-b7ad6b7169203331-01");
    let later = vekha_tests::say::extension("2024-03-15".parse()?);
    let event = world.envelope(&later)?.in_case(case).in_campaign(campaign).traced(Some(parent));
    world.say_envelope(case, event).await?;
    world.settle().await?;
    let mut tx = world.store.read().await?;
    let waiting = vekha_store::notice::claim::due(&mut tx, vekha_store::rollup::undated(), 100);
    let waiting = waiting.await?;
    let of_case = waiting.iter().filter(|notice| notice.items.iter().any(|i| i.case == case));
    let traces: Vec<_> = of_case.map(|notice| notice.traceparent.clone()).collect();
    let kept = |trace: &Option<String>| trace.as_deref().is_some_and(|t| t.contains(TRACE));
    assert!(!traces.is_empty() && traces.iter().all(kept), "{traces:?}");
    Ok(())
}
