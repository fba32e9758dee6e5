//! A real signal to a real process: alone in its file, because a signal is for the whole process.

use std::process::Command;
use vekha_runtime::Lifecycle;

#[tokio::test]
async fn sigterm_drains_and_a_second_one_ends_the_wait() {
    let life = Lifecycle::new();
    let token = life.token();
    life.spawn("stubborn", std::future::pending());
    life.spawn("terminator", async move {
        // Twice: the first asks to stop, the second no longer waits for the stubborn one.
        send("-TERM")?;
        token.cancelled().await;
        send("-INT")
    });
    let outcome = life.run().await.expect("signals can be watched");
    assert!(outcome.unfinished.contains(&"stubborn".to_owned()), "{outcome:?}");
    assert!(outcome.failed.is_empty());
}

fn send(signal: &str) -> anyhow::Result<()> {
    let sent = Command::new("kill").args([signal, &std::process::id().to_string()]).status()?;
    anyhow::ensure!(sent.success(), "kill {signal} failed");
    Ok(())
}
