//! A process, its tasks, and how it ends.

use super::*;

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn a_process_ends_well_when_its_tasks_do() {
    let life = Lifecycle::new();
    let token = life.token();
    life.spawn("loop", async move {
        token.cancelled().await;
        Ok(())
    });
    life.spawn("one shot", async { Ok(()) });
    let outcome = life.drain(DRAIN).await;
    assert_eq!(outcome, Outcome::default());
    outcome.into_result().unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_failed_task_stops_the_others_and_is_named() {
    let life = Lifecycle::new();
    let token = life.token();
    life.spawn("good", async move {
        token.cancelled().await;
        Ok(())
    });
    life.spawn("bad", async { Err(anyhow::anyhow!("disk full").context("cannot write")) });
    let outcome = life.run().await.unwrap();
    assert_eq!(outcome.failed, ["bad: cannot write: disk full"]);
    let message = outcome.into_result().unwrap_err().to_string();
    assert_eq!(message, "the process did not end well: bad: cannot write: disk full");
}

#[tokio::test(start_paused = true)]
async fn a_panic_is_a_failure() {
    let life = Lifecycle::new();
    life.spawn("brittle", async { panic!("broke at {}", 7) });
    life.spawn("plain", async { panic!("broke") });
    let mut failed = life.run().await.unwrap().failed;
    failed.sort();
    assert_eq!(failed, ["brittle: panicked: broke at 7", "plain: panicked: broke"]);
}

#[tokio::test(start_paused = true)]
async fn a_task_that_does_not_end_is_reported_and_aborted() {
    let life = Lifecycle::new();
    let (held, dropped) = tokio::sync::oneshot::channel::<()>();
    life.spawn("stuck", async move {
        let _held = held;
        std::future::pending().await
    });
    let outcome = life.drain(DRAIN).await;
    assert_eq!(outcome.unfinished, ["stuck"]);
    assert!(dropped.await.is_err(), "aborting drops what the task held");
    assert!(outcome.into_result().unwrap_err().to_string().contains("stuck: did not end in time"));
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_by_time_or_by_stopping() {
    let life = Lifecycle::new();
    assert_eq!(life.wait(SECOND).await, Waited::Elapsed);
    life.stop();
    assert_eq!(life.wait(SECOND * 3600).await, Waited::Stopping);
    assert!(life.is_stopping());
}

#[tokio::test(start_paused = true)]
async fn a_task_may_start_another_while_stopping() {
    let life = Lifecycle::new();
    let (parent, token) = (life.clone(), life.token());
    life.spawn("parent", async move {
        token.cancelled().await;
        parent.spawn("child", async { Err(anyhow::anyhow!("late")) });
        Ok(())
    });
    assert_eq!(life.drain(DRAIN).await.failed, ["child: late"]);
}
