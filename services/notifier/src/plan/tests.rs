//! Who is told what and when: news in, notices out.

use super::hours::Hours;
use super::{Advanced, Known, News, Planned, Policy, Reached, plan};
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;
use vekha_core::machine::{Class, Tell};
use vekha_model::*;
use vekha_store::notice::address::{CasePosts, Post};

fn zone(name: &str) -> Zone {
    name.parse().expect("zone")
}

/// A time of Moscow.
fn at(text: &str) -> DateTime<Utc> {
    let (day, time) = text.split_once(' ').expect("day and time");
    let day = NaiveDate::parse_from_str(day, "%d.%m.%Y").expect("day");
    Zone::MOSCOW.instant(day, NaiveTime::parse_from_str(time, "%H:%M").expect("time"))
}

fn posts(address: Option<&str>, at: &str) -> CasePosts {
    let post = |address: Option<&str>, zone| Post { address: address.map(str::to_owned), zone };
    CasePosts {
        tenant: TenantId(Uuid::from_u128(1)),
        campaign: CampaignId(Uuid::from_u128(2)),
        organization: OrganizationId(Uuid::from_u128(3)),
        authority: OrganizationId(Uuid::from_u128(4)),
        of_organization: post(address, zone(at)),
        of_authority: post(Some("uo@example.ru"), zone(at)),
        of_officer: post(Some("officer@example.ru"), Zone::MOSCOW),
        of_head: post(None, Zone::MOSCOW),
    }
}

fn planned(posts: &CasePosts, news: &[News], now: DateTime<Utc>) -> Vec<Planned> {
    planned_from(100, posts, news, now)
}

/// The same with ids from this number on.
fn planned_from(mut n: u128, posts: &CasePosts, news: &[News], now: DateTime<Utc>) -> Vec<Planned> {
    let posts: HashMap<CaseId, CasePosts> =
        (0..3).map(|n| (CaseId(Uuid::from_u128(10 + n)), posts.clone())).collect();
    let told = HashSet::new();
    let hours = Hours::new(vekha_core::calendar::federal().clone(), HashMap::new());
    let policy = Policy { domain: "example.ru".into(), gather: Duration::minutes(5) };
    let known = Known { posts: &posts, told: &told, hours: &hours, policy: &policy, now };
    plan(news, &known, &mut || {
        n += 1;
        NoticeId(Uuid::from_u128(n))
    })
}

/// One line a notice: class, addressee, address, key, local day and Moscow time, items.
fn story(planned: &[Planned]) -> String {
    let line = |planned: &Planned| {
        let notice = &planned.notice;
        let items: Vec<_> =
            notice.items.iter().map(|item| format!("{} {}", item.duty, item.what)).collect();
        let when = Zone::MOSCOW.local(notice.slot.not_before).format("%d.%m %H:%M");
        let draft = if notice.draft { " draft" } else { "" };
        let to = if notice.address.is_empty() { "-" } else { &notice.address };
        let class = notice.class.as_str();
        format!("{class}{draft} -> {to} {} {when}: {}\n", notice.slot.day, items.join(", "))
    };
    planned.iter().map(line).collect()
}

fn tell(class: Class, duty: Option<&str>, what: &str) -> Tell {
    let duty = duty.map(DutyKey::from);
    Tell { to: Addressee::Organization, class, duty, what: what.into() }
}

fn opened(duty: &str) -> Fact {
    let duty = DutyKey::from(duty);
    Fact::DutyOpened { duty, track: "t".into(), modality: Modality::Required, due: None }
}

fn advanced(facts: Vec<Fact>, tell: Vec<Tell>) -> News {
    let (event, case) = (EventId(Uuid::from_u128(7)), CaseId(Uuid::from_u128(10)));
    News::Advanced(Advanced { event, case, arrival: None, facts, tell, traceparent: None })
}

fn reached(days: i32, tell: Addressee, duty: &str) -> News {
    News::Reached(Reached {
        rung: Rung {
            at: RungAt { days, working: true },
            tell,
            digest: true,
            acknowledge: false,
            draft: false,
        },
        index: i64::from(days),
        duty: DutyKey::from(duty),
        due: at("01.03.2024 20:59"),
        cases: (0..3).map(|n| CaseId(Uuid::from_u128(10 + n))).collect(),
        traceparent: None,
    })
}

#[test]
fn the_letter_is_one_mail_in_the_window_and_an_answer_goes_at_once() {
    let begin = advanced(
        vec![
            Fact::CaseStarted { issued_at: at("16.02.2024 21:00") },
            opened("plan"),
            opened("report"),
        ],
        vec![tell(Class::Circular, None, "case_started")],
    );
    let accepted = Fact::DutyAccepted { duty: "plan".into(), document: None, why: String::new() };
    let answer = advanced(
        vec![accepted, opened("next")],
        vec![
            tell(Class::Verdict, Some("plan"), "duty_accepted"),
            tell(Class::Change, Some("next"), "duty_opened"),
        ],
    );
    let posts = posts(Some("school@example.ru"), "Asia/Kamchatka");
    let planned = planned(&posts, &[begin, answer], at("16.02.2024 21:00"));
    assert_eq!(
        story(&planned),
        "verdict -> school@example.ru 2024-02-17 16.02 21:00: next answer, plan answer\n\
         circular -> school@example.ru 2024-02-19 18.02 23:30: plan duty_opened, report duty_opened\n",
        "08:30 of Monday in Kamchatka is half past eleven of Sunday night in Moscow"
    );
}

#[test]
fn rungs_gather_by_reader_and_day_and_the_heads_is_a_draft() {
    let news = [
        reached(-5, Addressee::Organization, "plan"),
        reached(1, Addressee::Organization, "report"),
        reached(3, Addressee::Municipality, "plan"),
        reached(5, Addressee::Officer, "plan"),
        reached(10, Addressee::Head, "plan"),
    ];
    let posts = posts(Some("school@example.ru"), "Europe/Moscow");
    let planned = planned(&posts, &news, at("07.03.2024 16:27"));
    let story = story(&planned);
    let heads: Vec<_> = story.lines().map(|line| line.split(": ").next().unwrap_or("")).collect();
    // The eighth of March is a holiday, the seventh an hour shorter.
    assert_eq!(
        heads,
        [
            "escalation -> officer@example.ru 2024-03-11 11.03 08:30",
            "escalation -> school@example.ru 2024-03-11 11.03 08:30",
            "escalation -> uo@example.ru 2024-03-11 11.03 08:30",
            "escalation draft -> - 2024-03-11 11.03 08:30",
        ]
    );
    assert_eq!(planned[1].notice.items.len(), 6, "three schools of one address, two duties each");
    assert_eq!(planned[0].later.map(|slot| slot.day.to_string()).as_deref(), Some("2024-03-12"));
}

/// What is planned once more, by another process or after a backup was restored, is the same mail.
#[test]
fn the_same_notice_has_the_same_message_id_whoever_plans_it() {
    let posts = posts(Some("school@example.ru"), "Europe/Moscow");
    let told = vec![tell(Class::Circular, None, "case_started")];
    let begin = || advanced(vec![opened("plan")], told.clone());
    let news = || [begin(), reached(-5, Addressee::Organization, "plan")];
    let ids = |day: &str, first| -> Vec<String> {
        let planned = planned_from(first, &posts, &news(), at(day));
        planned.into_iter().map(|planned| planned.notice.message_id).collect()
    };
    let once = ids("16.02.2024 10:00", 100);
    assert_eq!(once, ids("16.02.2024 10:00", 200), "the ids of rows have no part in it");
    assert!(once.iter().all(|id| id.starts_with('<') && id.ends_with("@example.ru>")), "{once:?}");
    assert_ne!(once[0], once[1], "two notices are two mails");
    let next = ids("19.02.2024 10:00", 100);
    assert!(next.contains(&once[0]) != next.contains(&once[1]), "a digest is of its day alone");
}

#[test]
fn who_has_no_address_still_has_a_notice_that_will_fail_aloud() {
    let planned = planned(
        &posts(None, "Europe/Moscow"),
        &[reached(-5, Addressee::Organization, "plan")],
        at("16.02.2024 10:00"),
    );
    assert_eq!(planned.len(), 1);
    assert_eq!(planned[0].notice.address, "");
    assert!(
        planned[0].notice.dedupe.contains("00000003/2024-02-16"),
        "{}",
        planned[0].notice.dedupe
    );
}
