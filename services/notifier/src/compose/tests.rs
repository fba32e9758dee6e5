//! Every mail with everything it can say, and with as little as the record may hold.

use super::source::{Letter, Source};
use super::{ComposeError, Composer, Mail, SIZE_MAX};
use crate::plan::item::{ANSWER, Detail, RUNG, Says};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use uuid::Uuid;
use vekha_model::*;
use vekha_store::link::{Purpose, Signer};
use vekha_store::notice::claim::Receipt;
use vekha_store::notice::claim::{CampaignNow, DueItem, DueNotice, DutyNow, NodeNow};
use vekha_store::notice::{NoticeClass, NoticeState, Slot};

/// What came for another duty than was said.
const EXPLAINED: &str = "Вы ответили на письмо о поручении «Размещение», но прислали «План»: \
                         засчитано по поручению «План».";
const KEY: &[u8] = b"the key of a test, which is long enough";

fn kemerovo() -> Zone {
    "Asia/Novokuznetsk".parse().expect("zone")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("day")
}

fn now() -> DateTime<Utc> {
    kemerovo().instant(day("2024-02-20"), "10:00:00".parse().expect("time"))
}

fn composer() -> Composer {
    let signer = Signer::new(KEY).expect("key");
    let composer = Composer::new(signer, "https://vekha.example/", "in.example", Duration::days(1));
    composer.expect("templates")
}

fn source(full: bool) -> Source {
    let some = |text: &str| Some(text.to_owned()).filter(|_| full);
    let campaign = CampaignNow {
        id: CampaignId(Uuid::from_u128(1)),
        title: "Итоги <НОКО> & прочее".into(),
        zone: kemerovo(),
        issuer: "Минобразования Кузбасса".into(),
        number: some("45/24"),
        dated: Some(day("2024-02-12")).filter(|_| full),
        executor: some("Петрова А. И."),
        executor_phone: some("8 (384-2) 36-00-00"),
        reply_to: some("noko@kuzbass.example"),
    };
    let receipt = Receipt {
        number: "В-2024-000123".to_owned(),
        at: now(),
        zone: kemerovo(),
        sha256: None,
        message_id: None,
        explained: vec![EXPLAINED.to_owned()],
    };
    let receipts = [(DocumentId(Uuid::from_u128(5)), receipt)];
    Source {
        letters: [(campaign.id, Letter::new(campaign, None))].into(),
        receipts: receipts.into_iter().filter(|_| full).collect(),
    }
}

fn item(n: u128, to: Addressee, says: Says, due: Option<DateTime<Utc>>) -> DueItem {
    let node = |name: String| NodeNow { name, phone: None, email: None };
    let what = match &says {
        Says::Rung { .. } => RUNG.to_owned(),
        Says::Fact(fact) => crate::plan::item::kind_and_duty(fact).0,
        Says::Answer(_) => ANSWER.to_owned(),
        Says::Asked { .. } => "duty_reminded".to_owned(),
    };
    DueItem {
        case: CaseId(Uuid::from_u128(100 + n)),
        campaign: CampaignId(Uuid::from_u128(1)),
        duty: "plan".into(),
        what,
        rung: 0,
        detail: Detail { to, says, dropped: None }.to_json(),
        now: Some(DutyNow { label: DutyLabel::Open, due_at: due, recommended: false }),
        organization: node(format!("МБОУ «Школа № {n}» <i>")),
        authority: node(format!("УО {}", n % 34)),
    }
}

fn notice(class: NoticeClass, draft: bool, items: Vec<DueItem>) -> DueNotice {
    DueNotice {
        id: NoticeId(Uuid::from_u128(9)),
        tenant: TenantId(Uuid::from_u128(2)),
        class,
        addressee: Addressee::Organization,
        organization: None,
        address: "school@example.ru".into(),
        zone: None,
        slot: Slot { day: day("2024-02-20"), not_before: now() },
        dedupe: "key".into(),
        draft,
        state: NoticeState::Planned,
        message_id: "<id@example.ru>".into(),
        attempts: 0,
        traceparent: None,
        created_at: now(),
        document: None,
        items,
    }
}

fn due(text: &str) -> Due {
    super::spoken::due(kemerovo().end_of_day(day(text)), kemerovo())
}

fn document() -> DocumentId {
    DocumentId(Uuid::from_u128(5))
}

fn filed(missing: &[&str]) -> Fact {
    Fact::DocumentFiled {
        duty: "plan".into(),
        document: document(),
        document_kind: "plan".into(),
        formats: vec![Format::Docx],
        trust: Trust::SignedLink,
        missing: missing.iter().map(|text| (*text).to_owned()).collect(),
    }
}

/// Every fact that core tells people about, by class.
fn facts() -> Vec<(NoticeClass, Vec<Fact>)> {
    let duty = || DutyKey::from("plan#2");
    let opened = |due: Option<Due>, modality| Fact::DutyOpened {
        duty: duty(),
        track: "plan".into(),
        modality,
        due,
    };
    let kept = KeptDocument {
        document: document(),
        kind: "plan".into(),
        formats: vec![],
        trust: Trust::Person,
        blocking: 0,
        reason: String::new(),
        at: now(),
    };
    let reason = || "первая причина\nвторая причина".to_owned();
    let exempted = Fact::DutyExempted { duty: duty(), reason: "score_100".into(), proof: None };
    let returned = Fact::DutyReturned { duty: duty(), document: document(), reason: reason() };
    let claimed = Fact::ExemptionClaimed { duty: duty(), reason: "score_100".into(), proof: None };
    let submitted =
        Fact::DutySubmitted {
            duty: duty(), document: document(), why: "смотрит сотрудник".into()
        };
    let accepted = Fact::DutyAccepted { duty: duty(), document: None, why: String::new() };
    let extended = Fact::DutyExtended {
        duty: duty(),
        before: Some(day("2024-03-01")),
        due: Due {
            basis: Basis::Extended { from: day("2024-03-01"), reason: "карантин".into() },
            ..due("2024-03-07")
        },
    };
    vec![
        (NoticeClass::Circular, vec![Fact::CaseStarted { issued_at: now() }]),
        (NoticeClass::Circular, vec![opened(None, Modality::Recommended)]),
        (NoticeClass::Circular, vec![opened(Some(due("2024-03-01")), Modality::Required)]),
        (NoticeClass::Receipt, vec![filed(&["PDF"])]),
        (NoticeClass::Receipt, vec![filed(&[]), submitted]),
        (NoticeClass::Receipt, vec![Fact::DocumentKept { document: kept }, claimed]),
        (NoticeClass::Receipt, vec![Fact::DocumentNoted { document: document(), why: reason() }]),
        (NoticeClass::Verdict, vec![accepted]),
        (NoticeClass::Verdict, vec![returned]),
        (NoticeClass::Verdict, vec![exempted]),
        (NoticeClass::Verdict, vec![Fact::ExemptionRefused { duty: duty(), reason: reason() }]),
        (NoticeClass::Change, vec![extended]),
        (NoticeClass::Change, vec![Fact::DutyClosed { duty: duty(), why: String::new() }]),
        (NoticeClass::Change, vec![opened(None, Modality::Required)]),
        (NoticeClass::Change, vec![Fact::CaseCancelled { reason: reason() }]),
        (
            NoticeClass::Change,
            vec![Fact::AddressCorrected { address: "a@example.ru".into(), reason: reason() }],
        ),
    ]
}

fn proper(mail: &Mail, what: &str) {
    assert!(!mail.subject.is_empty() && !mail.subject.contains('\n'), "{what}: {}", mail.subject);
    let lead = mail.text.lines().next().expect("a first line");
    assert!(lead.ends_with('.') && lead.chars().count() > 10, "{what}: {lead}");
    assert!(!mail.text.contains("\n\n\n"), "{what}: empty lines\n{}", mail.text);
    assert!(mail.text.contains("Основание: письмо"), "{what}: {}", mail.text);
    assert!(!mail.html.contains("<НОКО>") && !mail.html.contains("<i>"), "{what} is not escaped");
    assert!(mail.html.trim_end().ends_with("</html>"), "{what}");
    for odd in ["{{", "{%", "undefined", "None", "null"] {
        assert!(!mail.text.contains(odd) && !mail.html.contains(odd), "{what}: {odd}");
    }
}

#[test]
fn every_fact_has_words_in_full_and_with_as_little_as_may_be() {
    for (n, (class, facts)) in facts().into_iter().enumerate() {
        for full in [true, false] {
            for to in [Addressee::Organization, Addressee::Municipality] {
                let at = full.then(|| due("2024-03-01").at);
                let answer = matches!(class, NoticeClass::Receipt | NoticeClass::Verdict);
                let says = match answer {
                    true => vec![Says::Answer(facts.clone())],
                    false => facts.iter().cloned().map(Says::Fact).collect(),
                };
                let items = says.into_iter().map(|says| item(1, to, says, at)).collect();
                let mail = composer()
                    .compose(&notice(class, false, items), &source(full), now())
                    .expect("a mail");
                proper(&mail, &format!("{class:?} {n} full={full} {to:?}"));
                let link = mail.text.contains("https://vekha.example/u/");
                assert!(link || !mail.text.contains("ничего не делайте"), "{}", mail.text);
                assert!(!link || to == Addressee::Organization, "a link is the doer's alone");
            }
        }
    }
}

fn rung(due: &Due, days: i32) -> Says {
    let at = RungAt { days, working: true };
    Says::Rung { at, acknowledge: days > 0, due: due.at }
}

#[test]
fn a_digest_of_a_whole_region_fits_and_counts_what_it_leaves_out() {
    let late = due("2024-02-14");
    for (draft, to) in [(false, Addressee::Officer), (true, Addressee::Head)] {
        let items = (1..=5_000).map(|n| item(n, to, rung(&late, 5), Some(late.at))).collect();
        let notice = notice(NoticeClass::Escalation, draft, items);
        let mail = composer().compose(&notice, &source(true), now()).expect("a mail");
        proper(&mail, "digest");
        let sender = crate::channel::envelope::Sender {
            from: "Веха <vekha@example.ru>".parse().expect("mailbox"),
            domain: "example.ru".into(),
        };
        let message = crate::channel::envelope::message(&sender, &mail).expect("a message");
        let size = message.formatted().len();
        assert!(size <= SIZE_MAX, "{size} bytes");
        assert!(mail.text.contains("5000 организаций"), "{}", mail.text);
        let listed = mail.text.lines().filter(|line| line.contains("Школа №")).count();
        assert!(mail.text.contains(&format!("И ещё {} ", 5_000 - listed)), "{}", mail.text);
        assert!(mail.text.contains("По муниципалитетам"), "34 of them");
    }
}

#[test]
fn a_digest_of_several_campaigns_has_a_link_for_each_line() {
    let soon = due("2024-03-01");
    let items: Vec<DueItem> =
        (1..=2).map(|n| item(n, Addressee::Organization, rung(&soon, -5), Some(soon.at))).collect();
    let mail = composer()
        .compose(&notice(NoticeClass::Reminder, false, items), &source(true), now())
        .expect("a mail");
    proper(&mail, "digest");
    assert!(
        mail.text
            .starts_with("Не выполнено 2 поручения; ближайшее до пятницы 01.03.2024 включительно")
    );
    assert!(mail.text.matches("/u/").count() >= 2, "{}", mail.text);
    assert_eq!(
        mail.reply_to.as_deref(),
        Some("noko@kuzbass.example"),
        "an answer fits no one case"
    );
}

#[test]
fn link_and_reply_address_prove_the_case() {
    let items = vec![item(1, Addressee::Organization, Says::Answer(vec![filed(&["PDF"])]), None)];
    let mail = composer()
        .compose(&notice(NoticeClass::Receipt, false, items), &source(true), now())
        .expect("a mail");
    let signer = Signer::new(KEY).expect("key");
    let case = CaseId(Uuid::from_u128(101));
    let reply = mail.reply_to.expect("an address");
    let token = reply.strip_prefix("reply+").and_then(|rest| rest.strip_suffix("@in.example"));
    let verified = signer.verify(token.expect("a token"), now()).expect("valid");
    assert_eq!((verified.case, verified.purpose), (case, Purpose::Reply));
    let link = mail.text.split("/u/").nth(1).and_then(|rest| rest.split_whitespace().next());
    let verified = signer.verify(link.expect("a link"), now()).expect("valid");
    assert_eq!((verified.case, verified.purpose), (case, Purpose::Upload));
    assert_eq!(verified.expires, Some(now() + Duration::days(1)));
    assert!(
        mail.text.contains("Номер документа: В-2024-000123 (получен 20.02.2024 в 10:00"),
        "{}",
        mail.text
    );
}

#[test]
fn a_document_for_another_duty_is_explained_once() {
    let returned = |reason: &str| Fact::DutyReturned {
        duty: "plan".into(),
        document: document(),
        reason: reason.into(),
    };
    let lead = format!("{EXPLAINED}\n1. Нет таблицы.");
    for facts in [vec![filed(&["PDF"])], vec![returned(&lead)]] {
        let items = vec![item(1, Addressee::Organization, Says::Answer(facts), None)];
        let notice = notice(NoticeClass::Verdict, false, items);
        let mail = composer().compose(&notice, &source(true), now()).expect("a mail");
        for words in [&mail.text, &mail.html] {
            assert_eq!(words.matches(EXPLAINED).count(), 1, "{words}");
        }
    }
}

#[test]
fn an_item_without_its_campaign_is_named() {
    let items = vec![item(1, Addressee::Organization, Says::Answer(vec![filed(&[])]), None)];
    let wrong = notice(NoticeClass::Receipt, false, items);
    let error = composer().compose(&wrong, &Source::default(), now()).expect_err("no letter");
    assert!(matches!(error, ComposeError::Campaign(_)), "{error}");
}

#[test]
fn distances_are_said_as_people_say_them() {
    let said = |days: i64| {
        super::spoken::distance(day("2024-03-01"), day("2024-03-01") - Duration::days(days))
    };
    assert_eq!(said(0), "срок сегодня");
    assert_eq!(
        [said(1), said(2), said(5), said(21)],
        ["остался 1 день", "осталось 2 дня", "осталось 5 дней", "остался 21 день"]
    );
    assert_eq!(
        [said(-1), said(-3), said(-11)],
        ["просрочено на 1 день", "просрочено на 3 дня", "просрочено на 11 дней"]
    );
    assert_eq!(super::spoken::organizations(21), "21 организация");
}
