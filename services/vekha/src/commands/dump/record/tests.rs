//! One history cut in different ways is one story.

use super::super::names::Names;
use super::super::text;
use super::*;
use chrono::{Duration, TimeZone as _};
use vekha_model::{Case, EventId, OrganizationId, TenantId};
use vekha_proto::Event;

/// A history in the making: ids from a seed, so that no two runs share any.
struct Office {
    seed: u128,
    at: DateTime<Utc>,
    history: Vec<Stored>,
    names: Names,
}

const CASES: usize = 4;

impl Office {
    fn new(seed: u128) -> Self {
        let mut names = Names::default();
        names.campaign(CampaignId(id(seed, 1)));
        for n in 0..CASES {
            let subject = OrganizationId(id(seed, 10 + n));
            names.organization(subject, &format!("42/{n}/"));
            let case = Case::empty(case(seed, n), CampaignId(id(seed, 1)), subject);
            names.case(&case, n == 0);
        }
        let at = Utc.with_ymd_and_hms(2024, 3, 1, 2, 0, 0).unwrap();
        Self { seed, at, history: Vec::new(), names }
    }

    fn say<M: Event>(&mut self, message: &M, to: Option<usize>) -> EventId {
        let seq = self.history.len() + 1;
        let said = EventId(id(self.seed, 1_000 + seq));
        let event = Envelope::of(said, TenantId(id(self.seed, 2)), self.at, message).unwrap();
        let event = event.in_campaign(CampaignId(id(self.seed, 1)));
        let event = match to {
            Some(n) => event.in_case(case(self.seed, n)),
            None => event,
        };
        self.history.push(Stored { seq: i64::try_from(seq).unwrap(), event });
        said
    }

    fn told(mut self) -> String {
        let record = Record::of(&self.history, &mut self.names).unwrap();
        let mut told = text::common(&record.campaigns[&CampaignId(id(self.seed, 1))], &self.names);
        for n in 0..CASES {
            let story = record.cases.get(&case(self.seed, n)).cloned().unwrap_or_default();
            told.push_str(&format!("\ncase {n}\n"));
            told.push_str(&text::story(story, &mut self.names.within()));
        }
        told
    }
}

fn id(seed: u128, n: usize) -> Uuid {
    Uuid::from_u128((seed << 64) + n as u128)
}

fn case(seed: u128, n: usize) -> CaseId {
    CaseId(id(seed, 100 + (n * 7 + usize::try_from(seed).unwrap()) % CASES))
}

/// The same campaign, its chunks of this size; the authority is asked to count after each.
fn told(seed: u128, chunk: usize) -> String {
    let mut office = Office::new(seed);
    let cases: Vec<usize> = (0..CASES).collect();
    let names = |cases: &[usize]| cases.iter().map(|n| case(seed, *n).to_string()).collect();
    for cases in cases.chunks(chunk) {
        let opened = cases.iter().map(|n| v1::OpenedCase {
            case: case(seed, *n).to_string(),
            organization: id(seed, 10 + n).to_string(),
            authority: id(seed, 10).to_string(),
            role: "main".into(),
        });
        office.say(&v1::CasesOpened { cases: opened.collect() }, None);
    }
    office.at += Duration::days(1);
    let extended = v1::ExtensionGranted {
        obligation: "plan".into(),
        due: "2024-04-01".into(),
        reason: "паводок".into(),
        cases: names(&[2, 1]),
    };
    office.say(&extended, None);
    office.at += Duration::days(1);
    for cases in cases.chunks(chunk) {
        let rung = |rung, duty: &str| v1::RungGroup {
            duty: duty.into(),
            rung,
            due_at: String::new(),
            cases: names(cases),
        };
        let mut groups = vec![rung(0, "plan"), rung(1, "plan"), rung(0, "report")];
        if chunk == 1 {
            // What is swept at one instant has no order.
            let last = groups.split_off(2);
            office.say(&v1::RungsReached { groups: last }, None);
        }
        office.say(&v1::RungsReached { groups }, None);
        let duty = "plan".to_owned();
        let group = v1::DeadlineGroup { duty, due_at: String::new(), cases: names(cases) };
        let cause = office.say(&v1::DeadlinesPassed { groups: vec![group] }, None);
        for n in cases {
            let advanced = v1::CaseAdvanced {
                cause: cause.to_string(),
                cause_kind: "DeadlinesPassed".into(),
                ..Default::default()
            };
            office.say(&advanced, Some(*n));
        }
        office.say(&v1::CountsChanged { authority: id(seed, 10).to_string() }, Some(0));
    }
    office.told()
}

#[test]
fn neither_ids_nor_the_borders_of_chunks_are_seen() {
    let whole = told(1, CASES);
    for (seed, chunk) in [(2, 1), (3, 2), (4, 3)] {
        assert_eq!(whole, told(seed, chunk), "chunks of {chunk}");
    }
    let of_one = [
        "case 1",
        "  event CasesOpened authority=42/0/ organization=42/1/ role=\"main\"",
        "  event CaseAdvanced cause=DeadlinesPassed cause_kind=\"DeadlinesPassed\"",
        "  event RungsReached duty=\"plan\" rung=0",
        "  event RungsReached duty=\"plan\" rung=1",
        "  event RungsReached duty=\"report\" rung=0",
        "  event DeadlinesPassed duty=\"plan\"",
    ];
    assert!(whole.contains(&of_one.join("\n")), "{whole}");
    assert_eq!(whole.matches("CountsChanged authority=42/0/").count(), 1, "{whole}");
    let extended = "cases=42/1/ in campaign 1 cases=42/2/ in campaign 1 due=\"2024-04-01\"";
    assert!(whole.contains(extended), "{whole}");
}

/// A document was received before anybody knew whose it is; a digest is about nobody alone.
#[test]
fn what_names_no_case_is_told_where_it_led_or_in_common() {
    let mut office = Office::new(1);
    let document = id(1, 500).to_string();
    let received = v1::DocumentReceived { document: document.clone(), ..Default::default() };
    office.say(&received, None);
    office.at += Duration::hours(1);
    let read = v1::DocumentRead { document, kind: "plan".into(), ..Default::default() };
    office.say(&read, Some(2));
    office.say(&v1::NoticeSent { notice: id(1, 600).to_string(), ..Default::default() }, None);
    let told = office.told();
    assert!(told.starts_with("  event NoticeSent notice=#1\n"), "{told}");
    let story =
        "case 2\n  event DocumentReceived document=#1\n  event DocumentRead blocking=0 document=#1";
    assert!(told.contains(story), "{told}");
}
