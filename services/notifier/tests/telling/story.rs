//! Stories: what happened goes in, the mails come out as text.

use crate::office::{Office, at};
use crate::told::{Told, transcript};
use vekha_model::{DutyKey, Event, Format};

#[tokio::test]
async fn a_school_is_told_step_by_step() {
    let mut office = Office::open(1).await;
    let mut story = String::new();
    let mut tell = |when: &str, mails: Vec<Told>| {
        story.push_str(&format!("== {when}\n{}", transcript(&mails)));
    };

    office.issue(at("12.02.2024 20:00")).await;
    tell("12.02.2024 20:00, письмо вышло вечером", office.work(at("12.02.2024 20:00")).await);
    tell("13.02.2024 08:30", office.work(at("13.02.2024 08:30")).await);

    office.reach(0, &[0], at("16.02.2024 09:00")).await;
    tell("16.02.2024, напоминание", office.digests("16.02.2024").await);

    let word = Office::plan(1, &[Format::Docx], "");
    office.happen(0, &word, at("20.02.2024 22:10")).await;
    tell("20.02.2024 22:10, пришёл Word", office.work(at("20.02.2024 22:10")).await);

    let bad = "План, таблица 1, строка 3, графа «Ответственный»: не заполнено.\nУкажите должность.";
    office
        .happen(0, &Office::plan(2, &[Format::Docx, Format::Pdf], bad), at("21.02.2024 10:00"))
        .await;
    tell("21.02.2024 10:00, план с пустой ячейкой", office.work(at("21.02.2024 10:00")).await);

    let extended = Event::ExtensionGranted {
        obligation: "plan".into(),
        due: "2024-03-07".parse().expect("date"),
        reason: "карантин".into(),
    };
    office.happen(0, &extended, at("22.02.2024 12:00")).await;
    tell("22.02.2024 12:00, срок перенесён", office.work(at("22.02.2024 12:00")).await);

    office.reach(1, &[0], at("11.03.2024 09:00")).await;
    tell("11.03.2024, срок прошёл", office.digests("11.03.2024").await);

    office
        .happen(0, &Office::plan(3, &[Format::Docx, Format::Pdf], ""), at("11.03.2024 15:00"))
        .await;
    tell("11.03.2024 15:00, план принят", office.work(at("11.03.2024 15:00")).await);

    let cancelled = Event::CampaignCancelled { reason: "письмо отозвано".into() };
    office.happen(0, &cancelled, at("12.03.2024 10:00")).await;
    tell("12.03.2024 10:00, отменено", office.work(at("12.03.2024 10:00")).await);

    assert_eq!(story, include_str!("stories/school.txt"));
}

#[tokio::test]
async fn what_is_late_climbs() {
    let mut office = Office::open(3).await;
    office.issue(at("12.02.2024 10:00")).await;
    office.work(at("12.02.2024 10:00")).await;
    let claim = Event::ExemptionClaimed {
        duty: DutyKey::first("plan"),
        reason: "reorganization".into(),
        proof: None,
    };
    office.happen(2, &claim, at("01.03.2024 10:00")).await;
    let refused = Event::ExemptionRefused {
        duty: DutyKey::first("plan"),
        reason: "реорганизация не подтверждена".into(),
    };
    office.happen(2, &refused, at("01.03.2024 11:00")).await;
    let mut story = transcript(&office.work(at("01.03.2024 11:00")).await);
    for (rung, day) in [(2, "06.03.2024"), (3, "11.03.2024"), (4, "18.03.2024")] {
        office.reach(rung, &[0, 1, 2], at(&format!("{day} 09:00"))).await;
        story.push_str(&format!("== {day}\n{}", transcript(&office.digests(day).await)));
    }
    assert_eq!(story, include_str!("stories/ladder.txt"));
}
