//! A small region with a real record, the real core and a real outbox folder, for stories.

use crate::told::Told;
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use uuid::Uuid;
use vekha_bus::Local;
use vekha_campaigns::{Campaigns, Running};
use vekha_core::definition::Role;
use vekha_core::machine::{self, Decision, Tell};
use vekha_model::*;
use vekha_notifier::channel::Way;
use vekha_notifier::channel::envelope::Sender;
use vekha_notifier::channel::outbox::Outbox;
use vekha_notifier::channel::smtp::Smtp;
use vekha_notifier::compose::Composer;
use vekha_notifier::plan::{Policy, item};
use vekha_notifier::{Footing, Limits, Notifier};
use vekha_proto::{Advanced, Consumer, Envelope, EventKind, v1};
use vekha_runtime::service::Step;
use vekha_runtime::{Clock, Ids};
use vekha_store::link::Signer;
use vekha_store::{Durability, Options, Store};
use vekha_store::{
    campaign, case_, circular, definition, document, duty, event, organization, tenant,
};

const WORKFLOW: &str = include_str!("workflow.yaml");

/// The region at work.
pub struct Office {
    pub store: Store,
    pub notifier: Notifier,
    outbox: PathBuf,
    pub cases: Vec<Case>,
    ids: Ids,
    running: Arc<Running>,
    schools: Vec<Organization>,
    town: OrganizationId,
    seen: HashMap<PathBuf, Vec<u8>>,
    papers: HashSet<DocumentId>,
    _folder: tempfile::TempDir,
}

/// A local time of Kemerovo, where the region and its schools are.
pub fn at(text: &str) -> DateTime<Utc> {
    let (day, time) = text.split_once(' ').expect("day and time");
    let day = NaiveDate::parse_from_str(day, "%d.%m.%Y").expect("day");
    kemerovo().instant(day, NaiveTime::parse_from_str(time, "%H:%M").expect("time"))
}

pub fn kemerovo() -> Zone {
    "Asia/Novokuznetsk".parse().expect("zone")
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n)
}

fn node(n: u128, level: Level, parent: Option<u128>, name: &str, email: &str) -> Organization {
    Organization {
        id: OrganizationId(id(n)),
        parent: parent.map(|n| OrganizationId(id(n))),
        level,
        path: format!("42/{n:04}/"),
        name: name.to_owned(),
        inn: None,
        ogrn: None,
        email: Some(email.to_owned()).filter(|email| !email.is_empty()),
        phone: Some(format!("8 (384-2) 10-{n:02}")),
        zone: kemerovo(),
        kind: "school".into(),
        score: None,
        pupils: None,
    }
}

impl Office {
    /// A region with one town and so many schools; the letter is drafted, nothing is issued.
    pub async fn open(schools: u128) -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let mut options = Options::at(folder.path().join("vekha.db"));
        options.durability = Durability::Process;
        let store = Store::open(&options).await.expect("store");
        let town = node(2, Level::Municipality, Some(1), "УО Юрги", "uo@yurga.example");
        let mut nodes = vec![
            node(1, Level::Region, None, "Минобразования Кузбасса", "min@kuzbass.example"),
            town.clone(),
        ];
        let school = |n: u128| {
            let email = format!("school{n}@yurga.example");
            node(10 + n, Level::Organization, Some(2), &format!("МБОУ СОШ № {n}"), &email)
        };
        let schools: Vec<Organization> = (1..=schools).map(school).collect();
        nodes.extend(schools.iter().cloned());
        let running = found(&store, &nodes).await;
        let cases = schools
            .iter()
            .zip(0..)
            .map(|(school, n)| Case::empty(CaseId(id(100 + n)), running.campaign.id, school.id));
        let cases = cases.collect();
        let outbox = folder.path().join("outbox");
        let (clock, _hands) = Clock::manual(at("12.02.2024 10:00"));
        let ids = Ids::seeded(&clock, 7);
        let way = Way::Outbox(Outbox::open(&outbox, sender()).await.expect("outbox"));
        let notifier = notifier(&store, &ids, way);
        Self {
            store,
            notifier,
            outbox,
            cases,
            ids,
            running,
            schools,
            town: town.id,
            seen: HashMap::new(),
            papers: HashSet::new(),
            _folder: folder,
        }
    }

    /// The letter goes out to every school.
    pub async fn issue(&mut self, now: DateTime<Utc>) {
        for n in 0..self.cases.len() {
            let decision = {
                let world = self.running.world(Role::Main, &self.schools[n], None);
                machine::start(&world, self.cases[n].clone(), now)
            };
            self.apply(n, decision, EventKind::CasesOpened, now).await;
        }
    }

    /// Something happens to the case of the n-th school.
    pub async fn happen(&mut self, n: usize, event: &Event, now: DateTime<Utc>) {
        let decision = {
            let world = self.running.world(Role::Main, &self.schools[n], None);
            machine::decide(&world, &self.cases[n], event, now)
        };
        self.apply(n, decision, EventKind::DocumentRead, now).await;
    }

    async fn apply(&mut self, n: usize, decision: Decision, cause: EventKind, now: DateTime<Utc>) {
        let new = self.cases[n].tracks.is_empty();
        let known: BTreeSet<DutyKey> = self.cases[n].duties.keys().cloned().collect();
        for fact in &decision.facts {
            machine::evolve(&mut self.cases[n], fact, now);
        }
        let mut tx = self.store.write().await.expect("tx");
        let case = self.cases[n].clone();
        let tenant = self.running.campaign.tenant;
        let owner = duty::Owner {
            case: case.id,
            tenant,
            campaign: case.campaign,
            organization: case.subject,
            authority: self.town,
        };
        let armed = |duty: &Duty| duty::Armed { duty: duty.clone(), rung: 0, next_at: None };
        let duties = case.duties.values().map(|duty| (owner, armed(duty)));
        let (changed, opened): (Vec<_>, Vec<_>) =
            duties.partition(|(_, armed)| known.contains(&armed.duty.key));
        let (id, campaign) = (case.id, case.campaign);
        for document in decision.facts.iter().filter_map(item::document) {
            if self.papers.insert(document) {
                let came = arrived(document, tenant, now);
                document::insert(&mut tx, &came, &document.to_string()).await.expect("document");
            }
        }
        let stored =
            case_::Stored { case, tenant, authority: self.town, is_authority: false, version: 1 };
        if new {
            tx.write(case_::insert(&[&stored], now).expect("case")).await.expect("case");
        }
        tx.write(duty::insert(&opened, now).expect("duties")).await.expect("opened");
        tx.write(duty::update(&changed, now).expect("duties")).await.expect("changed");
        let said = Advanced::<Tell> {
            cause: EventId(self.ids.next()),
            cause_kind: cause,
            facts: decision.facts,
            tell: decision.tell,
        };
        let envelope = Envelope::of(EventId(self.ids.next()), tenant, now, &said)
            .expect("envelope")
            .in_campaign(campaign)
            .in_case(id)
            .traced(Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".into()));
        let saying = event::Saying::to_hearers(envelope, id.0);
        event::say(&mut tx, Consumer::Engine, &[saying]).await.expect("say");
        tx.commit().await.expect("commit");
    }

    /// The scheduler finds that the plan of these schools has reached a rung.
    pub async fn reach(&mut self, rung: u32, schools: &[usize], now: DateTime<Utc>) -> EventId {
        let key = DutyKey::first("plan");
        let due = |n: &usize| {
            let duty = self.cases[*n].duties.get(&key).expect("a plan is owed");
            duty.due.as_ref().expect("a date").at
        };
        let mut by_due: BTreeMap<DateTime<Utc>, Vec<String>> = BTreeMap::new();
        for n in schools {
            by_due.entry(due(n)).or_default().push(self.cases[*n].id.to_string());
        }
        let group = |(due, cases): (DateTime<Utc>, Vec<String>)| v1::RungGroup {
            duty: "plan".into(),
            rung,
            due_at: due.to_rfc3339(),
            cases,
        };
        let said = v1::RungsReached { groups: by_due.into_iter().map(group).collect() };
        let (id, campaign) = (EventId(self.ids.next()), self.running.campaign.id);
        let envelope = Envelope::of(id, self.running.campaign.tenant, now, &said)
            .expect("envelope")
            .in_campaign(campaign);
        let mut tx = self.store.write().await.expect("tx");
        let saying = event::Saying::to_hearers(envelope, campaign.0);
        event::say(&mut tx, Consumer::Scheduler, &[saying]).await.expect("say");
        tx.commit().await.expect("commit");
        id
    }

    /// A mail that nobody could match has come; its sender may be answered, or nobody may be.
    pub async fn unmatched(&mut self, n: u128, answer_to: Option<&str>, now: DateTime<Utc>) {
        let tenant = self.running.campaign.tenant;
        let id = DocumentId(id(900 + n));
        let said = v1::DocumentUnsorted {
            document: id.to_string(),
            reason: "организация не определена".into(),
            answer_to: answer_to.map(Into::into),
        };
        let envelope = Envelope::of(EventId(self.ids.next()), tenant, now, &said).expect("event");
        let mut tx = self.store.write().await.expect("tx");
        let mail = document::Document {
            channel: document::Channel::Mail,
            trust: Trust::Unproven,
            sender: answer_to.map(Into::into),
            message_id: Some(format!("{n}@mail.example")),
            raw_sha256: Some(format!("{n:064x}")),
            state: document::State::Unsorted,
            ..arrived(id, tenant, now)
        };
        document::insert(&mut tx, &mail, &id.to_string()).await.expect("document");
        document::settle(&mut tx, &[(mail, None)], now).await.expect("settled");
        let saying = event::Saying::to_hearers(envelope, id.0);
        event::say(&mut tx, Consumer::Intake, &[saying]).await.expect("say");
        tx.commit().await.expect("commit");
    }

    /// Owes the notifier an event once more, as a revived dead letter or a restored backup does.
    pub async fn repeat(&mut self, event: EventId, now: DateTime<Utc>) {
        let mut tx = self.store.write().await.expect("tx");
        let owed = [(self.running.campaign.id.0, event)];
        vekha_store::delivery::owe_again(&mut tx, Consumer::Notifier, &owed, now)
            .await
            .expect("owe");
        tx.commit().await.expect("commit");
    }

    /// From now on mails leave through this server; drafts still go into the folder.
    pub async fn leave_through(&mut self, smtp: Smtp) {
        let drafts = Outbox::open(&self.outbox, sender()).await.expect("outbox");
        let way = Way::Smtp { smtp: Box::new(smtp), drafts };
        self.notifier = notifier(&self.store, &self.ids, way);
    }

    /// Every notice: address, state, failed attempts, reason.
    pub async fn notices(&self) -> Vec<String> {
        let mut tx = self.store.read().await.expect("tx");
        let tenant = self.running.campaign.tenant;
        let rows = vekha_store::notice::list(&mut tx, tenant, 100).await.expect("notices");
        let mut lines: Vec<String> = rows
            .iter()
            .map(|notice| {
                let reason = notice.reason.as_deref().unwrap_or("");
                let line = format!(
                    "{} {} {} {reason}",
                    notice.address,
                    notice.state.as_str(),
                    notice.attempts
                );
                line.trim_end().to_owned()
            })
            .collect();
        lines.sort();
        lines
    }

    /// What the notifier set aside, and why.
    pub async fn set_aside(&self) -> Vec<String> {
        let mut tx = self.store.read().await.expect("tx");
        let tenant = self.running.campaign.tenant;
        let letters = vekha_store::dead_letter::list(&mut tx, tenant, 10).await.expect("list");
        letters.iter().map(|letter| format!("{}: {}", letter.kind, letter.reason)).collect()
    }

    /// The kinds of the events that the notifier said, with their data.
    pub async fn said(&self) -> Vec<(EventKind, String)> {
        let mut tx = self.store.read().await.expect("tx");
        let all = event::after(&mut tx, 0, 1_000).await.expect("events");
        let own = all.into_iter().map(|stored| stored.event);
        let own = own.filter(|event| event.source == Consumer::Notifier);
        own.map(|event| (event.kind, event.data)).collect()
    }

    /// The notifier works until nothing is left; what left is told.
    pub async fn work(&mut self, now: DateTime<Utc>) -> Vec<Told> {
        while self.notifier.step(now).await.expect("a step").goes_on() {}
        self.new_mails()
    }

    /// A morning: news at nine; the digests gather for five minutes and go.
    pub async fn digests(&mut self, day: &str) -> Vec<Told> {
        assert_eq!(self.work(at(&format!("{day} 09:00"))).await, [], "a digest gathers first");
        self.work(at(&format!("{day} 09:05"))).await
    }

    /// Mails that lie in the outbox and were not looked at yet.
    pub fn new_mails(&mut self) -> Vec<Told> {
        let mut told = Vec::new();
        for folder in [self.outbox.clone(), self.outbox.join("drafts")] {
            let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
                .expect("outbox")
                .map(|entry| entry.expect("entry").path())
                .filter(|path| path.extension().is_some_and(|ext| ext == "eml"))
                .collect();
            paths.sort();
            for path in paths {
                let bytes = std::fs::read(&path).expect("mail");
                if self.seen.insert(path, bytes.clone()).as_ref() != Some(&bytes) {
                    told.push(Told::read(&bytes));
                }
            }
        }
        told.sort_by(|a, b| (&a.to, &a.subject).cmp(&(&b.to, &b.subject)));
        told
    }

    /// A document that the reading service found to be a plan without mistakes, or with one.
    pub fn plan(n: u128, formats: &[Format], reason: &str) -> Event {
        Self::read(n, "plan", formats, reason)
    }

    /// One kind that the n-th document brought, without mistakes, or with one.
    pub fn read(n: u128, kind: &str, formats: &[Format], reason: &str) -> Event {
        Event::DocumentRead {
            document: DocumentId(id(900 + n)),
            kind: kind.into(),
            duty: None,
            formats: formats.to_vec(),
            trust: Trust::SignedLink,
            blocking: u32::from(!reason.is_empty()),
            reason: reason.into(),
        }
    }
}

/// What intake has written of a document before its case hears of it.
fn arrived(id: DocumentId, tenant: TenantId, now: DateTime<Utc>) -> document::Document {
    document::Document {
        id,
        tenant,
        receipt: format!("В-42-2024-{:06}", id.0.as_u128() % 1_000),
        channel: document::Channel::Link,
        trust: Trust::SignedLink,
        sender: None,
        subject: None,
        message_id: None,
        raw_sha256: None,
        campaign: None,
        case: None,
        organization: None,
        duty: None,
        kind: None,
        link: None,
        state: document::State::Read,
        note: None,
        received_at: now,
    }
}

async fn found(store: &Store, nodes: &[Organization]) -> Arc<Running> {
    let now = at("12.02.2024 09:00");
    let mut tx = store.write().await.expect("tx");
    let tenant = tenant::Tenant {
        id: TenantId(id(1000)),
        code: "42".into(),
        name: "Кузбасс".into(),
        zone: kemerovo(),
    };
    tenant::insert(&mut tx, &tenant, now).await.expect("tenant");
    organization::save(&mut tx, tenant.id, nodes, now).await.expect("organizations");
    let stored = definition::Stored {
        id: DefinitionId(id(1001)),
        name: "plans".into(),
        version: 1,
        source: WORKFLOW.into(),
    };
    definition::keep(&mut tx, &stored, now).await.expect("definition");
    let letter = letter(tenant.id, stored.id, now);
    circular::insert(&mut tx, &letter).await.expect("circular");
    let running = campaign::Campaign {
        id: CampaignId(id(1003)),
        tenant: tenant.id,
        circular: letter.id,
        definition: stored.id,
        title: "Итоги НОКО 2023 года".into(),
        parameters: letter.parameters.clone(),
        zone: kemerovo(),
        issued_at: at("12.02.2024 10:00"),
        status: "running".into(),
    };
    campaign::insert(&mut tx, &running).await.expect("campaign");
    let known = Campaigns::default().get(&mut tx, [running.id], now).await.expect("campaigns");
    tx.commit().await.expect("commit");
    known[&running.id].clone()
}

fn letter(tenant: TenantId, definition: DefinitionId, now: DateTime<Utc>) -> circular::Circular {
    let date = |text: &str| Value::Date(text.parse().expect("date"));
    circular::Circular {
        id: CircularId(id(1002)),
        tenant,
        number: Some("1267/05".into()),
        dated: NaiveDate::from_ymd_opt(2024, 2, 12),
        issuer: "Минобразования Кузбасса".into(),
        subject: "О результатах НОКО".into(),
        body: String::new(),
        signer: None,
        executor: Some("Петрова Анна Ивановна".into()),
        executor_phone: Some("8 (384-2) 36-00-00".into()),
        reply_to: Some("noko@kuzbass.example".into()),
        head_email: Some("head@kuzbass.example".into()),
        definition,
        parameters: [
            ("plan_by".to_owned(), date("2024-03-01")),
            ("publish_by".to_owned(), date("2024-02-20")),
            ("report_from".to_owned(), date("2024-03-01")),
            ("report_by".to_owned(), date("2024-03-22")),
        ]
        .into(),
        recipients: circular::Recipients { paths: vec!["42/".into()] },
        state: "issued".into(),
        issue_at: None,
        repeat_months: None,
        campaign: None,
        cursor: String::new(),
        created_by: None,
        created_at: now,
    }
}

/// In whose name the region writes.
pub fn sender() -> Sender {
    Sender {
        from: "Веха <vekha@kuzbass.example>".parse().expect("mailbox"),
        domain: "kuzbass.example".into(),
    }
}

/// A notifier with this way out and a gathering time of five minutes.
fn notifier(store: &Store, ids: &Ids, way: Way) -> Notifier {
    let signer = Signer::new(b"the key of a test, which is long enough").expect("key");
    let url = "https://vekha.kuzbass.example";
    let composer = Composer::new(signer, url, "in.kuzbass.example", Duration::days(400));
    let footing = Footing {
        store: store.clone(),
        bus: Arc::new(Local::new()),
        ids: ids.clone(),
        composer: composer.expect("templates"),
        way,
    };
    let policy = Policy { domain: "kuzbass.example".into(), gather: Duration::minutes(5) };
    Notifier::new(footing, policy, Limits::default())
}
