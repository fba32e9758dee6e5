//! The whole walk.

use crate::chromium::Chromium;
use crate::eyes::Eyes;
use crate::region::Region;
use crate::{officer, school};

#[tokio::test]
async fn an_officer_and_a_school_find_their_way() {
    if let Some(missing) = Chromium::missing() {
        eprintln!(
            "SKIPPED: {missing} is not installed, so no page was looked at in a browser.\n\
             Run `make chromium`, or install chromium and chromium-driver (chromedriver)."
        );
        return;
    }
    let region = Region::start().await;
    let chromium = Chromium::start(region.folder()).await;
    let eyes = Eyes::new(&chromium, region.url());
    officer::logs_in(&eyes, region.password()).await;
    officer::looks_at_every_page(&eyes).await;
    officer::sees_a_number_move(&eyes, &region).await;
    school::sends_a_bad_plan_and_learns_why(&eyes, &region).await;
    school::drops_a_file_that_is_no_plan(&eyes, &region).await;
    officer::sorts_what_a_stranger_sent(&eyes, &region).await;
    officer::accepts_one_and_returns_another(&eyes).await;
    officer::extends_and_sees_the_new_date(&eyes).await;
    chromium.close().await;
}
