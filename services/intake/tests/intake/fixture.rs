//! A record with one tenant, one campaign and two schools, whose cases have begun.

use chrono::{DateTime, Utc};
use std::sync::Arc;
use tempfile::TempDir;
use uuid::Uuid;
use vekha_bus::{Bus, Local};
use vekha_core::Definition;
use vekha_core::definition::Role;
use vekha_core::machine;
use vekha_files::Blobs;
use vekha_intake::web::{WebState, router};
use vekha_intake::{Limits, Reception};
use vekha_model::{
    CampaignId, Case, CaseId, CircularId, DefinitionId, Level, Organization, OrganizationId,
    Parameters, TenantId, Value, Zone,
};
use vekha_proto::{Consumer, Envelope, EventKind};
use vekha_runtime::{Clock, Hands, Ids};
use vekha_store::document::Document;
use vekha_store::link::Signer;
use vekha_store::{
    Options, Store, campaign, case_, circular, definition, document, duty, event, organization,
    tenant,
};

pub const CAMPAIGN: &str = include_str!("campaign.yaml");
/// Issues the letter and has no case.
pub const MINISTRY: OrganizationId = OrganizationId(Uuid::from_u128(1));
const SEED: u64 = 457;

pub struct World {
    pub folder: TempDir,
    pub store: Store,
    pub bus: Arc<dyn Bus>,
    pub clock: Clock,
    pub hands: Hands,
    pub ids: Ids,
    pub signer: Signer,
    pub tenant: TenantId,
    pub reception: Reception,
    pub limits: Limits,
    /// The case of school 101.
    pub case: CaseId,
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub fn school(number: u128) -> OrganizationId {
    OrganizationId(id(1_000 + number))
}

fn organization(
    id: OrganizationId,
    parent: Option<OrganizationId>,
    level: Level,
    path: &str,
    name: &str,
) -> Organization {
    Organization {
        id,
        parent,
        level,
        path: path.to_owned(),
        name: name.to_owned(),
        inn: None,
        ogrn: None,
        email: None,
        phone: None,
        zone: Zone::MOSCOW,
        kind: "school".to_owned(),
        score: None,
        pupils: None,
    }
}

fn organizations() -> Vec<Organization> {
    let (ministry, municipality) = (MINISTRY, OrganizationId(id(17)));
    let child = |number: u128| Organization {
        inn: Some(format!("{number:010}")),
        ogrn: Some(format!("{number:013}")),
        email: Some(format!("sosh{number}@obr.example")),
        ..organization(
            school(number),
            Some(municipality),
            Level::Organization,
            &format!("42/017/{number:04}/"),
            &format!("МБОУ «СОШ № {number}»"),
        )
    };
    vec![
        organization(ministry, None, Level::Region, "42/", "Министерство образования"),
        organization(
            municipality,
            Some(ministry),
            Level::Municipality,
            "42/017/",
            "Образцовский МО",
        ),
        child(101),
        child(102),
    ]
}

impl World {
    pub async fn begin() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&Options::at(folder.path().join("vekha.db"))).await.expect("open");
        let (clock, hands) = Clock::manual(at("2024-02-27T03:00:00Z"));
        let ids = Ids::seeded(&clock, SEED);
        let bus: Arc<dyn Bus> = Arc::new(Local::new());
        let blobs = Blobs::open(folder.path().join("blobs")).await.expect("blobs");
        let reception = Reception::new(store.clone(), blobs, Arc::clone(&bus), ids.fork("intake"));
        let signer = Signer::new(b"a key for tests only").expect("a key");
        let case = CaseId(id(101));
        let tenant = TenantId(id(42));
        let limits = Limits::default();
        let world =
            Self { folder, store, bus, clock, hands, ids, signer, tenant, reception, limits, case };
        world.fill().await;
        world
    }

    async fn fill(&self) {
        let now = at("2023-12-15T03:00:00Z");
        let zone: Zone = "Asia/Novokuznetsk".parse().expect("zone");
        let mut tx = self.store.write().await.expect("begin");
        let (code, name) = ("42".to_owned(), "Область".to_owned());
        let tenant = tenant::Tenant { id: self.tenant, code, name, zone };
        tenant::insert(&mut tx, &tenant, now).await.expect("tenant");
        organization::save(&mut tx, self.tenant, &organizations(), now).await.expect("register");
        let stored = definition::Stored {
            id: DefinitionId(id(2)),
            name: "noko-results".to_owned(),
            version: 1,
            source: CAMPAIGN.to_owned(),
        };
        let definition = definition::keep(&mut tx, &stored, now).await.expect("definition");
        circular::insert(&mut tx, &letter(self.tenant, definition, now)).await.expect("letter");
        let campaign = campaign::Campaign {
            id: CampaignId(id(4)),
            tenant: self.tenant,
            circular: CircularId(id(3)),
            definition,
            title: "Итоги НОКО 2023 года".to_owned(),
            parameters: parameters(),
            zone,
            issued_at: now,
            status: "running".to_owned(),
        };
        campaign::insert(&mut tx, &campaign).await.expect("campaign");
        for number in [101, 102] {
            self.open(&mut tx, &campaign, number).await;
        }
        tx.commit().await.expect("commit");
    }

    /// Begins the case of a school as the engine would.
    async fn open(&self, tx: &mut vekha_store::Tx, campaign: &campaign::Campaign, number: u128) {
        let definition = Definition::parse("campaign.yaml", CAMPAIGN).expect("definition");
        let subject = organizations().into_iter().find(|o| o.id == school(number)).expect("school");
        let calendar = vekha_core::calendar::federal();
        let world = machine::World {
            definition: &definition,
            role: Role::Main,
            parameters: &campaign.parameters,
            calendar: &calendar,
            zone: campaign.zone,
            organization: &subject,
            counts: None,
            issued_at: campaign.issued_at,
        };
        let mut case = Case::empty(CaseId(id(number)), campaign.id, subject.id);
        for fact in machine::start(&world, case.clone(), campaign.issued_at).facts {
            machine::evolve(&mut case, &fact, campaign.issued_at);
        }
        let authority = OrganizationId(id(17));
        let owner = duty::Owner {
            case: case.id,
            tenant: self.tenant,
            campaign: campaign.id,
            organization: subject.id,
            authority,
        };
        let armed =
            |duty: &vekha_model::Duty| duty::Armed { duty: duty.clone(), rung: 0, next_at: None };
        let duties: Vec<_> = case.duties.values().map(|duty| (owner, armed(duty))).collect();
        let stored =
            case_::Stored { case, tenant: self.tenant, authority, is_authority: false, version: 1 };
        tx.write(case_::insert(&[&stored], campaign.issued_at).expect("case")).await.expect("case");
        tx.write(duty::insert(&duties, campaign.issued_at).expect("duties")).await.expect("duties");
    }

    /// The link of school 101.
    pub fn link(&self) -> String {
        self.signer.upload_link(self.case, at("2024-12-31T00:00:00Z"))
    }

    pub fn router(&self) -> axum::Router {
        let state = WebState::new(
            self.reception.clone(),
            self.signer.clone(),
            self.clock.clone(),
            self.limits.clone(),
        );
        router(state.expect("templates"))
    }

    pub async fn documents(&self) -> Vec<Document> {
        let mut tx = self.store.read().await.expect("read");
        let events = event::after(&mut tx, 0, 10_000).await.expect("events");
        let received = events.iter().filter(|s| s.event.kind == EventKind::DocumentReceived);
        let ids = received.map(|stored| {
            let data: serde_json::Value = serde_json::from_str(&stored.event.data).expect("JSON");
            data["document"].as_str().expect("an id").parse().expect("an id")
        });
        document::get(&mut tx, ids.collect::<Vec<_>>()).await.expect("documents")
    }

    /// What was said, in order.
    pub async fn said(&self) -> Vec<Envelope> {
        let mut tx = self.store.read().await.expect("read");
        let events = event::after(&mut tx, 0, 10_000).await.expect("events");
        events.into_iter().map(|stored| stored.event).collect()
    }

    /// How many deliveries a consumer is owed.
    pub async fn owed(&self, consumer: Consumer) -> i64 {
        let mut tx = self.store.read().await.expect("read");
        let backlog = vekha_store::delivery::backlog(&mut tx).await.expect("backlog");
        backlog.iter().find(|it| it.consumer == consumer).map_or(0, |it| it.count)
    }
}

fn parameters() -> Parameters {
    [("year".to_owned(), Value::Integer(2023))].into()
}

fn letter(tenant: TenantId, definition: DefinitionId, now: DateTime<Utc>) -> circular::Circular {
    circular::Circular {
        id: CircularId(id(3)),
        tenant,
        number: Some("10001/15-02".to_owned()),
        dated: chrono::NaiveDate::from_ymd_opt(2023, 12, 15),
        issuer: "Министерство образования".to_owned(),
        subject: "Об итогах".to_owned(),
        body: String::new(),
        signer: None,
        executor: Some("Иванова И. И.".to_owned()),
        executor_phone: Some("00-00-00".to_owned()),
        reply_to: None,
        head_email: None,
        definition,
        parameters: parameters(),
        recipients: circular::Recipients::default(),
        state: "draft".to_owned(),
        issue_at: Some(now),
        repeat_months: None,
        campaign: None,
        cursor: String::new(),
        created_by: None,
        created_at: now,
    }
}
