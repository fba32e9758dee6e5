//! Who gets in, and what does not get through.

use crate::browser::Browser;
use crate::region::{PASSWORD, Region, at};

#[tokio::test]
async fn a_stranger_is_led_to_the_login_and_back() {
    let region = Region::new().await;
    let stranger = Browser::stranger(&region);
    let page = stranger.get("/review?a=1").await;
    assert_eq!((page.status.as_u16(), page.location()), (303, "/login?next=/review%3Fa%3D1"));
    assert_eq!(stranger.get("/api/v1/campaigns").await.status, 401, "a program gets a status");
    let officer = Browser::of(&region, "durnova").await;
    assert_eq!(officer.get("/").await.status, 200);
}

#[tokio::test]
async fn every_failure_to_log_in_looks_the_same_and_many_pause_the_account() {
    let region = Region::new().await;
    let stranger = Browser::stranger(&region);
    let wrong = stranger.log_in("durnova", "nonsense").await;
    let nobody = stranger.log_in("nobody", "nonsense").await;
    assert_eq!(wrong.status, 401);
    assert_eq!(wrong.text, nobody.text);
    for _ in 0..5 {
        stranger.log_in("durnova", "nonsense").await;
    }
    assert_eq!(stranger.log_in("durnova", PASSWORD).await.text, nobody.text, "paused");
    region.hands.set(at("2024-03-11", 15));
    assert_eq!(stranger.log_in("durnova", PASSWORD).await.status, 303, "the pause is over");
}

#[tokio::test]
async fn a_form_needs_our_page_and_the_sessions_token() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let address = format!("/campaigns/{}/cancel", region.campaign);
    let csrf = officer.get(&address).await.csrf().to_owned();
    let fields = [("csrf", csrf.as_str()), ("reason", "проба")];
    assert_eq!(officer.post_from(&address, &fields, "cross-site").await.status, 403);
    assert_eq!(officer.post(&address, &[("reason", "проба")]).await.status, 403);
    assert_eq!(officer.post(&address, &[("csrf", "0"), ("reason", "проба")]).await.status, 403);
    assert_eq!(officer.post(&address, &[("csrf", &csrf), ("reason", " ")]).await.status, 400);
}

/// A form that may carry a file is believed for the same token, and its file is not even looked at
/// without it.
#[tokio::test]
async fn a_form_with_a_file_needs_the_sessions_token_too() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let csrf = officer.get("/drafts").await.csrf().to_owned();
    for fields in [&[][..], &[("csrf", "0")], &[("csrf", ""), ("csrf", &csrf)]] {
        assert_eq!(officer.post_parts("/drafts", fields).await.status, 403, "{fields:?}");
    }
    let sent = officer.post_parts("/drafts", &[("csrf", &csrf)]).await;
    assert_eq!(sent.location(), "/drafts?trouble=nothing", "the token is right, the file missing");
}

#[tokio::test]
async fn logging_out_ends_the_session_for_good() {
    let region = Region::new().await;
    let officer = Browser::of(&region, "durnova").await;
    let csrf = officer.get("/").await.csrf().to_owned();
    assert_eq!(officer.post("/logout", &[("csrf", &csrf)]).await.location(), "/login");
    assert_eq!(officer.get("/").await.status, 303);
}

#[tokio::test]
async fn who_may_only_look_decides_nothing() {
    let region = Region::new().await;
    let supervisor = Browser::of(&region, "glava").await;
    let csrf = supervisor.get("/").await.csrf().to_owned();
    let address = format!("/campaigns/{}/cancel", region.campaign);
    assert_eq!(supervisor.get(&address).await.status, 403);
    assert_eq!(supervisor.post(&address, &[("csrf", &csrf), ("reason", "а")]).await.status, 403);
}
