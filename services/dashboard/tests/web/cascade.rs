//! A ministry's letter to municipalities, which one of them carries to its own schools: earlier days,
//! a date after the ministry's refused, linked and added up on the ministry's page.

use crate::browser::Browser;
use crate::drafts::{send, version};
use crate::region::{Region, at, zone};
use vekha_core::Definition;
use vekha_core::calendar::federal;
use vekha_core::definition::Role;
use vekha_core::machine::{self, World};
use vekha_model::*;
use vekha_store::duty::{Armed, Owner};
use vekha_store::{campaign, case_, circular, definition, duty, rollup};

const WORKFLOW: &str = "workflow: camps\nversion: 1\ntitle: О лагерях\ncase_for: municipality\n\
    documents:\n  answer_1: { title: Сведения, form: any, files: [[xlsx]] }\n\
    ladders:\n  standard:\n    - { at: +1wd, tell: organization }\n\
    tracks:\n  point_1:\n    title: Сведения о лагерях\n    stages:\n      open:\n\
    \x20       title: Ожидаются\n        duty: { wants: answer_1, due: 2024-04-12, ladder: standard }\n\
    \x20       on: { answer_1.accepted: done }\n      done: { title: Получены, end: true }\n";
const LETTER: &str = "Руководителям муниципальных органов управления образованием\n\n\
    От 01.03.2024 № 600/07-01\n\nО лагерях\n\n\
    Необходимо направить сведения о лагерях (в формате xlsx) в срок до 12.04.2024.\n";

/// The ministry's campaign for municipalities, in which Belovo has its case.
async fn ministry(region: &Region) -> CampaignId {
    let (issued, id) = (at("2024-03-04", 10), CampaignId(region.next_id()));
    let stored = definition::Stored {
        id: DefinitionId(region.next_id()),
        name: "camps".into(),
        version: 1,
        source: WORKFLOW.into(),
    };
    let letter = circular::Circular {
        id: CircularId(region.next_id()),
        tenant: region.tenant,
        number: Some("600/07-01".into()),
        dated: "2024-03-01".parse().ok(),
        issuer: "Министерство образования Кузбасса".into(),
        subject: "О лагерях".into(),
        body: LETTER.into(),
        signer: None,
        executor: None,
        executor_phone: None,
        reply_to: None,
        head_email: None,
        definition: stored.id,
        parameters: Parameters::new(),
        recipients: circular::Recipients::default(),
        state: "issued".into(),
        issue_at: Some(issued),
        repeat_months: None,
        campaign: None,
        cursor: String::new(),
        created_by: None,
        created_at: issued,
    };
    let running = begun(region, id, &letter);
    let mut tx = region.store.write().await.expect("tx");
    definition::keep(&mut tx, &stored, issued).await.expect("definition");
    circular::insert(&mut tx, &letter).await.expect("circular");
    campaign::insert(&mut tx, &running).await.expect("campaign");
    campaign::issued(&mut tx, id).await.expect("status");
    tx.commit().await.expect("commit");
    case(region, &running).await;
    id
}

fn begun(region: &Region, id: CampaignId, letter: &circular::Circular) -> campaign::Campaign {
    campaign::Campaign {
        id,
        tenant: region.tenant,
        circular: letter.id,
        definition: letter.definition,
        title: letter.subject.clone(),
        parameters: letter.parameters.clone(),
        zone: zone(),
        issued_at: at("2024-03-04", 10),
        status: "running".into(),
    }
}

async fn case(region: &Region, running: &campaign::Campaign) {
    let belovo = &region.municipalities[3];
    let definition = Definition::parse("camps", WORKFLOW).unwrap_or_else(|it| panic!("{it}"));
    let calendar = federal();
    let world = World {
        definition: &definition,
        role: Role::Main,
        parameters: &running.parameters,
        calendar: &calendar,
        zone: zone(),
        organization: belovo,
        counts: None,
        issued_at: running.issued_at,
    };
    let (now, id) = (running.issued_at, CaseId(region.next_id()));
    let after = machine::start(&world, Case::empty(id, running.id, belovo.id), now).after;
    let owner = Owner {
        case: id,
        tenant: region.tenant,
        campaign: running.id,
        organization: belovo.id,
        authority: belovo.id,
    };
    let one = after.duties.values().next().expect("a duty").clone();
    let due_at = one.due.as_ref().map(|due| due.at);
    let stored = case_::Stored {
        case: after,
        tenant: region.tenant,
        authority: belovo.id,
        is_authority: false,
        version: 1,
    };
    let mut tx = region.store.write().await.expect("tx");
    tx.write(case_::insert(&[&stored], now).expect("case")).await.expect("case");
    let armed = Armed { duty: one, rung: 0, next_at: None };
    tx.write(duty::insert(&[(owner, armed)], now).expect("duty")).await.expect("duty");
    let mut sums = rollup::Delta::default();
    sums.duty((running.id, belovo.id), ("point_1", DutyLabel::Open, due_at), 1);
    sums.stage((running.id, belovo.id), ("point_1", "open"), 1);
    rollup::apply(&mut tx, &sums).await.expect("sums");
    tx.commit().await.expect("commit");
}

/// The municipality's draft, ready but for its number.
async fn carried(belovo: &Browser<'_>, above: CampaignId) -> String {
    let page = belovo.get(&format!("/campaigns/{above}")).await;
    assert!(page.text.contains("Довести до своих организаций"), "{}", page.text);
    let fields = [("csrf", page.csrf()), ("days", "5")];
    let answer = belovo.post(&format!("/campaigns/{above}/cascade"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    answer.location().split('?').next().expect("an address").to_owned()
}

/// The scheduler's part: the campaign begins, and knows by its letter what it carries.
async fn begins(region: &Region, own: &circular::Circular) -> CampaignId {
    let below = CampaignId(region.next_id());
    let schools = (below, region.municipalities[3].id);
    let due = Some(zone().end_of_day("2024-04-05".parse().expect("a day")));
    let mut sums = rollup::Delta::default();
    sums.duty(schools, ("point_1", DutyLabel::Accepted, due), 3);
    sums.duty(schools, ("point_1", DutyLabel::Open, due), 11);
    let mut tx = region.store.write().await.expect("tx");
    campaign::insert(&mut tx, &begun(region, below, own)).await.expect("campaign");
    campaign::issued(&mut tx, below).await.expect("status");
    rollup::apply(&mut tx, &sums).await.expect("sums");
    tx.commit().await.expect("commit");
    below
}

#[tokio::test]
async fn a_municipality_carries_a_letter_to_its_own_schools() {
    let region = Region::patient(100).await;
    let above = ministry(&region).await;
    let belovo = Browser::of(&region, "belovo").await;
    let address = carried(&belovo, above).await;
    let page = belovo.get(&address).await;
    assert!(page.text.contains("до 05.04.2024 включительно, пятница"), "{}", page.text);

    // A day after the municipality's own is refused, with the reason and the way to mend it.
    let day = |day: &'static str| {
        [("what", "Направить сведения"), ("when", "on"), ("day", day), ("kind", "information")]
    };
    let first = format!("{address}/obligations/0");
    let page = send(&belovo, &page, &first, &day("2024-04-15")).await;
    let launch = belovo.get(&format!("{address}/launch")).await;
    let why = "срок должен быть не позже 12.04.2024 — к этому дню отвечает сам муниципалитет";
    assert!(launch.text.contains(why), "{}", launch.text);
    assert!(!launch.text.contains("/issue\""), "no button");
    let page = send(&belovo, &page, &first, &day("2024-04-05")).await;
    let letter = [("number", "14"), ("dated", "2024-03-11"), ("issuer", "УО г. Белово")];
    send(&belovo, &page, &format!("{address}/letter"), &letter).await;

    // Only their own schools: what is typed into the form reaches no further.
    let page = belovo.get(&format!("{address}/recipients")).await;
    assert!(page.text.contains("14 организаций"), "{}", page.text);
    let seen = version(&page);
    let foreign = &region.municipalities[4].path;
    let fields = [("csrf", page.csrf()), ("version", &seen), ("who", "places"), ("place", foreign)];
    belovo.post_parts(&format!("{address}/recipients"), &fields).await;
    let page = belovo.get(&format!("{address}/recipients")).await;
    assert!(!page.text.contains("14 организаций"), "not the neighbour's: {}", page.text);
    let seen = version(&page);
    let fields = [("csrf", page.csrf()), ("version", &seen), ("who", "all")];
    belovo.post_parts(&format!("{address}/recipients"), &fields).await;

    let page = belovo.get(&format!("{address}/launch")).await;
    let seen = version(&page);
    let fields = [("csrf", page.csrf()), ("version", seen.as_str()), ("at", "")];
    let answer = belovo.post(&format!("{address}/issue"), &fields).await;
    assert_eq!(answer.location(), "/campaigns?done=pending", "{}", page.text);
    let mut tx = region.store.read().await.expect("tx");
    let letters = circular::list(&mut tx, region.tenant, 10).await.expect("letters");
    drop(tx);
    let own = letters.iter().find(|it| it.state == "scheduled").expect("on the calendar");
    assert_eq!(own.recipients.paths, [region.municipalities[3].path.clone()]);

    let below = begins(&region, own).await;
    let officer = Browser::of(&region, "durnova").await;
    let page = officer.get(&format!("/campaigns/{above}")).await.text;
    for part in ["Как муниципалитеты довели письмо", "УО г. Белово", "№ 14 от 11.03.2024"]
    {
        assert!(page.contains(part), "{part:?} is missing: {page}");
    }
    assert!(page.contains("3 из 14") && page.contains("до 05.04.2024 включительно"), "{page}");
    assert!(
        !page.contains("Довести до своих организаций"),
        "the ministry has no schools of its own"
    );
    let list = officer.get("/campaigns").await.text;
    assert!(!list.contains(&below.to_string()), "found on the page of the one above");
    let page = belovo.get(&format!("/campaigns/{below}")).await.text;
    assert!(page.contains(&format!("/campaigns/{above}\">О лагерях</a>")), "{page}");
}

#[tokio::test]
async fn nobody_carries_what_is_not_theirs() {
    let region = Region::new().await;
    let above = ministry(&region).await;
    let glava = Browser::of(&region, "glava").await;
    let officer = Browser::of(&region, "durnova").await;
    for person in [&glava, &officer] {
        let csrf = person.get("/").await.csrf().to_owned();
        let fields = [("csrf", csrf.as_str()), ("days", "5")];
        let answer = person.post(&format!("/campaigns/{above}/cascade"), &fields).await;
        assert_eq!(answer.status, 403, "{}", answer.text);
    }
    // A campaign of schools is nothing to carry.
    let belovo = Browser::of(&region, "belovo").await;
    let csrf = belovo.get("/").await.csrf().to_owned();
    let fields = [("csrf", csrf.as_str()), ("days", "5")];
    let answer = belovo.post(&format!("/campaigns/{}/cascade", region.campaign), &fields).await;
    assert_eq!(answer.status, 403, "{}", answer.text);
    let address = carried(&belovo, above).await;
    assert_eq!(officer.get(&address).await.status, 200, "who sees all sees this as well");
    assert_eq!(glava.get(&address).await.status, 403);
    assert!(!belovo.get("/drafts").await.text.contains("form class=\"card stack begin\""));
}
