//! For the eye: `cargo test -p vekha-dashboard --test web -- --ignored look` serves the region on a
//! free port and writes the addresses and a live session to `target/tmp/look.txt`. Stop it by
//! removing that file.

use crate::browser::Browser;
use crate::pages::addresses;
use crate::region::Region;
use std::time::Duration;
use vekha_dashboard::{router, run};

#[tokio::test]
#[ignore = "serves pages until its file is removed"]
async fn look() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("port");
    let root = format!("http://{}", listener.local_addr().expect("address"));
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("look.txt");
    let list = addresses(&region).into_iter().map(|(name, path)| format!("{name} {root}{path}"));
    let text = format!("{}\n{}\n", officer.cookie, list.collect::<Vec<_>>().join("\n"));
    std::fs::write(&file, text).expect("look.txt");
    run(&region.state);
    let app = router(region.state.clone());
    region.lifecycle.spawn("http", async move { Ok(axum::serve(listener, app).await?) });
    while file.exists() {
        let _waited = region.lifecycle.wait(Duration::from_secs(1)).await;
    }
    region.lifecycle.stop();
}
