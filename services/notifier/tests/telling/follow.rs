//! Letters that join a campaign: who still owes something is told, once.

use crate::office::{Office, at};
use crate::told::transcript;
use vekha_model::{Event, Format};

#[tokio::test]
async fn a_letter_reminds_who_owes_and_nobody_twice() {
    let mut office = Office::open(2).await;
    office.issue(at("12.02.2024 10:00")).await;
    office.work(at("12.02.2024 10:00")).await;
    let plan = Office::plan(1, &[Format::Docx, Format::Pdf], "");
    office.happen(0, &plan, at("13.02.2024 10:00")).await;
    office.work(at("13.02.2024 10:00")).await;
    let remind = Event::ReminderGiven { reason: "письмо № 77 от 14.02.2024".into() };
    for school in [0, 1] {
        office.happen(school, &remind, at("14.02.2024 10:00")).await;
    }
    let mut story = transcript(&office.work(at("14.02.2024 10:00")).await);
    assert_eq!(office.work(at("14.02.2024 11:00")).await.len(), 0, "not twice");
    let correct = Event::AddressCorrected {
        address: "plan@minobr.example".into(),
        reason: "письмо № 78 от 15.02.2024".into(),
    };
    for school in [0, 1] {
        office.happen(school, &correct, at("15.02.2024 10:00")).await;
    }
    story.push_str(&transcript(&office.work(at("15.02.2024 10:00")).await));
    assert_eq!(story, include_str!("stories/follow.txt"));
}

#[tokio::test]
async fn what_comes_before_the_reminder_leaves_is_not_asked_for() {
    let mut office = Office::open(1).await;
    office.issue(at("12.02.2024 10:00")).await;
    office.work(at("12.02.2024 10:00")).await;
    let remind = Event::ReminderGiven { reason: "письмо № 77".into() };
    office.happen(0, &remind, at("14.02.2024 20:00")).await;
    assert_eq!(office.work(at("14.02.2024 20:00")).await.len(), 0, "nobody is at work");
    let plan = Office::plan(1, &[Format::Docx, Format::Pdf], "");
    office.happen(0, &plan, at("14.02.2024 21:00")).await;
    let morning = office.work(at("15.02.2024 08:30")).await;
    let story = transcript(&morning);
    let (reminder, _) = story.split_once("----").expect("a mail");
    assert!(reminder.contains("напоминает письмо № 77"), "of what is still owed: {story}");
    assert!(!reminder.contains("План"), "what has come is not asked for: {story}");
}
