//! What must hold whatever happens and whenever: shown on random weeks of a small region.

use crate::office::{Office, at, kemerovo};
use crate::told::Told;
use chrono::{DateTime, Duration, NaiveTime, Utc};
use proptest::prelude::*;
use std::collections::BTreeMap;
use vekha_model::{DutyKey, DutyLabel, Event, Format};

const SCHOOLS: usize = 3;

/// What a random week is made of.
#[derive(Clone, Debug)]
enum Step {
    /// Schools reach a rung.
    Rung(u32, Vec<usize>),
    /// A school sends everything.
    Plan(usize),
    /// The date is moved for a school.
    Extend(usize, u64),
    /// Time passes while the notifier is away.
    Away(i64),
    /// The notifier works once.
    Work,
}

fn step() -> impl Strategy<Value = Step> {
    let schools = proptest::sample::subsequence((0..SCHOOLS).collect::<Vec<_>>(), 1..=SCHOOLS);
    prop_oneof![
        4 => (0u32..5, schools).prop_map(|(rung, schools)| Step::Rung(rung, schools)),
        1 => (0..SCHOOLS).prop_map(Step::Plan),
        1 => (0..SCHOOLS, 2u64..20).prop_map(|(n, days)| Step::Extend(n, days)),
        6 => (1i64..40).prop_map(|hours| Step::Away(hours * 37)),
        4 => Just(Step::Work),
    ]
}

/// A mail with the instant of its sending.
type Sent = (DateTime<Utc>, Told);

async fn live(steps: &[Step]) -> (Office, Vec<Sent>, Vec<String>) {
    let mut office = Office::open(SCHOOLS as u128).await;
    let mut now = at("12.02.2024 10:00");
    office.issue(now).await;
    let mut sent: Vec<Sent> = Vec::new();
    let mut wrong = Vec::new();
    let mut plans = 0;
    for step in steps {
        match step {
            Step::Rung(rung, schools) => {
                office.reach(*rung, schools, now).await;
            }
            Step::Plan(n) => {
                plans += 1;
                let plan = Office::plan(plans, &[Format::Docx, Format::Pdf], "");
                office.happen(*n, &plan, now).await;
            }
            Step::Extend(n, days) => {
                let due = kemerovo().date(now) + chrono::Days::new(*days);
                let reason = "карантин".to_owned();
                let event = Event::ExtensionGranted { obligation: "plan".into(), due, reason };
                office.happen(*n, &event, now).await;
            }
            Step::Away(minutes) => now += Duration::minutes(*minutes),
            Step::Work => {
                let mails = office.work(now).await;
                wrong.extend(mails.iter().filter_map(|mail| names_a_settled_duty(&office, mail)));
                sent.extend(mails.into_iter().map(|mail| (now, mail)));
            }
        }
    }
    (office, sent, wrong)
}

fn is_digest(mail: &Told) -> bool {
    ["Напоминание", "Просрочено", "Не выполнено", "Срок", "Осталось"]
        .iter()
        .any(|word| mail.subject.starts_with(word))
}

/// A reminder or an escalation that speaks of a school whose plan is not waited for.
fn names_a_settled_duty(office: &Office, mail: &Told) -> Option<String> {
    let about = |n: usize| {
        mail.to == format!("school{}@yurga.example", n + 1)
            || mail.text.contains(&format!("МБОУ СОШ № {},", n + 1))
            || mail.text.contains(&format!("МБОУ СОШ № {}:", n + 1))
    };
    let settled = |n: &usize| {
        let label = office.cases[*n].duties[&DutyKey::first("plan")].state.label();
        label != DutyLabel::Open && label != DutyLabel::Returned
    };
    let listed = is_digest(mail) || mail.subject.starts_with("Проект");
    (0..SCHOOLS)
        .filter(|n| listed && about(*n))
        .find(settled)
        .map(|n| format!("school {} is settled, yet: {}", n + 1, mail.subject))
}

fn is_answer(mail: &Told) -> bool {
    ["Получено", "Принято", "Возвращено", "Освобождение"]
        .iter()
        .any(|word| mail.subject.starts_with(word))
}

fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(future)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens(steps in proptest::collection::vec(step(), 5..40)) {
        let (_office, sent, wrong) = run(live(&steps));
        prop_assert_eq!(wrong, Vec::<String>::new());
        let mut digests: BTreeMap<(String, chrono::NaiveDate), u32> = BTreeMap::new();
        for (now, mail) in &sent {
            let local = kemerovo().local(*now);
            let open = NaiveTime::from_hms_opt(8, 30, 0)..NaiveTime::from_hms_opt(17, 30, 0);
            let inside = open.contains(&Some(local.time()));
            prop_assert!(inside || is_answer(mail), "{local}: {}", mail.subject);
            prop_assert!(mail.size <= 30 * 1024);
            if is_digest(mail) {
                *digests.entry((mail.to.clone(), local.date())).or_default() += 1;
            }
        }
        let twice: Vec<_> = digests.iter().filter(|(_, n)| **n > 1).collect();
        prop_assert!(twice.is_empty(), "two digests on one day: {twice:?}");
    }
}

#[tokio::test]
async fn the_same_news_again_tells_nothing_again() {
    let mut office = Office::open(2).await;
    office.issue(at("12.02.2024 10:00")).await;
    office.work(at("12.02.2024 10:00")).await;
    let event = office.reach(0, &[0, 1], at("16.02.2024 09:00")).await;
    assert_eq!(office.digests("16.02.2024").await.len(), 2);
    office.repeat(event, at("16.02.2024 12:00")).await;
    for day in ["16.02.2024 12:30", "19.02.2024 10:00", "20.02.2024 10:00"] {
        assert_eq!(office.work(at(day)).await, [], "{day}");
    }
}

#[tokio::test]
async fn a_reminder_of_a_date_that_has_moved_is_left_out() {
    let mut office = Office::open(1).await;
    office.issue(at("12.02.2024 10:00")).await;
    office.work(at("12.02.2024 10:00")).await;
    office.reach(0, &[0], at("16.02.2024 09:00")).await;
    office.work(at("16.02.2024 09:00")).await;
    let due = "2024-03-15".parse().expect("date");
    let reason = "карантин".to_owned();
    let event = Event::ExtensionGranted { obligation: "plan".into(), due, reason };
    office.happen(0, &event, at("16.02.2024 09:01")).await;
    let mails = office.work(at("16.02.2024 09:05")).await;
    let subjects: Vec<_> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    assert_eq!(subjects, ["Новый срок: Итоги НОКО 2023 года"]);
    let suppressed = "school1@yurga.example suppressed 0 срок перенесён";
    assert!(office.notices().await.contains(&suppressed.to_owned()));
}

#[tokio::test]
async fn news_that_cannot_be_planned_stops_nobody() {
    let mut office = Office::open(2).await;
    office.issue(at("12.02.2024 10:00")).await;
    office.work(at("12.02.2024 10:00")).await;
    office.reach(99, &[0], at("16.02.2024 09:00")).await;
    office.reach(0, &[1], at("16.02.2024 09:00")).await;
    let to: Vec<_> = office.digests("16.02.2024").await.into_iter().map(|mail| mail.to).collect();
    assert_eq!(to, ["school2@yurga.example"]);
    assert_eq!(office.set_aside().await, ["RungsReached: the workflow has no rung 99 of plan"]);
}

#[tokio::test]
async fn three_days_away_give_one_digest() {
    let mut office = Office::open(1).await;
    office.issue(at("12.02.2024 10:00")).await;
    office.work(at("12.02.2024 10:00")).await;
    for (rung, day) in [(0, "16.02.2024"), (1, "19.02.2024"), (2, "20.02.2024")] {
        office.reach(rung, &[0], at(&format!("{day} 09:00"))).await;
    }
    assert_eq!(office.work(at("21.02.2024 10:00")).await, []);
    let mails = office.work(at("21.02.2024 10:05")).await;
    let to: Vec<_> = mails.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["school1@yurga.example", "uo@yurga.example"], "one each");
    let lines = mails[0].text.matches("План по устранению недостатков").count();
    assert_eq!(lines, 1, "two rungs of one duty are one line:\n{}", mails[0].text);
}

#[tokio::test]
async fn digests_planned_before_an_outage_join_into_one() {
    let mut office = Office::open(2).await;
    office.issue(at("12.02.2024 10:00")).await;
    office.work(at("12.02.2024 10:00")).await;
    // Planned each evening for the next morning; nobody is there to send them.
    for (n, day) in [(0, "15.02.2024"), (1, "19.02.2024")] {
        office.reach(2, &[n], at(&format!("{day} 18:00"))).await;
        assert_eq!(office.work(at(&format!("{day} 18:00"))).await, []);
    }
    let mails = office.work(at("21.02.2024 09:00")).await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(mails[0].text.contains("СОШ № 1") && mails[0].text.contains("СОШ № 2"));
    assert_eq!(office.work(at("22.02.2024 09:00")).await, []);
}

#[tokio::test]
async fn what_comes_after_todays_digest_waits_for_tomorrows() {
    let mut office = Office::open(2).await;
    office.issue(at("12.02.2024 10:00")).await;
    office.work(at("12.02.2024 10:00")).await;
    office.reach(2, &[0], at("15.02.2024 09:00")).await;
    assert_eq!(office.digests("15.02.2024").await.len(), 1);
    office.reach(2, &[1], at("15.02.2024 11:00")).await;
    office.work(at("15.02.2024 11:00")).await;
    assert_eq!(office.work(at("15.02.2024 16:00")).await, [], "one digest a day");
    let next = office.work(at("16.02.2024 08:30")).await;
    assert_eq!(next.len(), 1);
    assert!(next[0].text.contains("СОШ № 2") && !next[0].text.contains("СОШ № 1"));
}

#[tokio::test]
async fn nothing_is_asked_of_who_has_sent_everything() {
    let mut office = Office::open(1).await;
    office.issue(at("12.02.2024 10:00")).await;
    office.work(at("12.02.2024 10:00")).await;
    office.reach(0, &[0], at("16.02.2024 09:00")).await;
    office.work(at("16.02.2024 09:00")).await;
    let plan = Office::plan(1, &[Format::Docx, Format::Pdf], "");
    office.happen(0, &plan, at("16.02.2024 09:01")).await;
    let mails = office.work(at("16.02.2024 09:05")).await;
    let subjects: Vec<_> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    assert_eq!(subjects, ["Принято, номер В-42-2024-000061: План по устранению недостатков"]);
}
