//! A mail that nobody could match: its sender is told once a day, and no machine is ever answered.

use crate::office::{Office, at};
use crate::told::transcript;

#[tokio::test]
async fn who_sent_what_waits_for_a_person_is_told_once_a_day() {
    let mut office = Office::open(1).await;
    let now = at("20.02.2024 22:10");
    office.unmatched(1, Some("Sosh12@mail.example"), now).await;
    let told = office.work(now).await;
    assert_eq!(transcript(&told), include_str!("stories/unsorted.txt"));
    for (header, value) in [
        ("Auto-Submitted", "auto-replied"),
        ("In-Reply-To", "<1@mail.example>"),
        ("References", "<1@mail.example>"),
        ("X-Vekha-Loop", "1"),
    ] {
        assert_eq!(told[0].headers.get(header).map(String::as_str), Some(value), "{header}");
    }
    assert!(!told[0].headers.contains_key("Reply-To"), "no case is known to answer to");

    let later = at("20.02.2024 23:00");
    office.unmatched(2, Some("sosh12@MAIL.example"), later).await;
    office.unmatched(3, None, later).await;
    assert_eq!(office.work(later).await, [], "the same sender on the same day; and a machine");
    office.unmatched(4, Some("other@mail.example"), later).await;
    let tomorrow = at("21.02.2024 09:00");
    office.unmatched(5, Some("sosh12@mail.example"), tomorrow).await;
    let told = office.work(tomorrow).await;
    let to: Vec<&str> = told.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["other@mail.example", "sosh12@mail.example"], "another, and another day");
    assert_eq!(office.set_aside().await, [""; 0]);
}

/// What a stranger calls an id is repeated only when it is one.
#[tokio::test]
async fn nothing_that_a_stranger_wrote_stands_in_the_answer() {
    let mut office = Office::open(1).await;
    let now = at("20.02.2024 10:00");
    office.unmatched(1, Some("a@mail.example\r\nBcc: b@mail.example"), now).await;
    assert_eq!(office.work(now).await, [], "that is no address");
    let notices = office.notices().await;
    assert!(notices.len() == 1 && notices[0].contains("failed"), "{notices:?}");
}
