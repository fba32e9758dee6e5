//! A record on each database, and the nouns that the tests put into it.

use chrono::{DateTime, Duration, TimeZone as _, Utc};
use tempfile::TempDir;
use uuid::Uuid;
use vekha_model::{
    CampaignId, Case, CaseId, Duty, EventId, Level, Organization, OrganizationId, TenantId, Zone,
};
use vekha_proto::{Consumer, Envelope, v1};
use vekha_store::duty::{Armed, Owner};
use vekha_store::event::Saying;
use vekha_store::test_server::TestDatabase;
use vekha_store::{Dialect, Durability, Options, Store, Target, Tx, case_, organization, tenant};

pub const TENANT: TenantId = TenantId(Uuid::from_u128(42));
pub const CAMPAIGN: CampaignId = CampaignId(Uuid::from_u128(7));
pub const AUTHORITY: OrganizationId = OrganizationId(Uuid::from_u128(100));

/// A record with nothing in it.
pub struct Record {
    pub store: Store,
    pub options: Options,
    pub database: Option<TestDatabase>,
    _folder: TempDir,
}

impl Record {
    /// One on each database that is here.
    pub async fn each() -> Vec<Self> {
        let mut each = vec![Self::open(None).await];
        if let Some(database) = TestDatabase::create_if_installed().expect("PostgreSQL") {
            each.push(Self::open(Some(database)).await);
        }
        each
    }

    async fn open(database: Option<TestDatabase>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let target = match &database {
            Some(database) => Target::parse(&database.url()),
            None => Target::File(folder.path().join("vekha.db")),
        };
        let options = Options { durability: Durability::Process, ..Options::new(target) };
        let store = Store::open(&options).await.expect("open");
        Self { store, options, database, _folder: folder }
    }

    /// Whose words a failure is about.
    pub fn name(&self) -> Dialect {
        self.store.dialect()
    }

    pub async fn write(&self) -> Tx {
        self.store.write().await.expect("begin")
    }

    pub async fn read(&self) -> Tx {
        self.store.read().await.expect("begin")
    }

    /// With a region, a town and three schools.
    pub async fn with_register(self) -> Self {
        let mut tx = self.write().await;
        let (code, name, zone) = ("42".to_owned(), "Кузбасс".to_owned(), zone());
        let region = tenant::Tenant { id: TENANT, code, name, zone };
        tenant::insert(&mut tx, &region, at(0)).await.expect("tenant");
        organization::save(&mut tx, TENANT, &register(), at(0)).await.expect("register");
        tx.commit().await.expect("commit");
        self
    }
}

/// Nine in the morning of 1 March 2024, and so many minutes.
pub fn at(minutes: i64) -> DateTime<Utc> {
    let start = Utc.with_ymd_and_hms(2024, 3, 1, 9, 0, 0).single().expect("a time");
    start + Duration::minutes(minutes)
}

pub fn zone() -> Zone {
    "Asia/Novokuznetsk".parse().expect("a zone")
}

pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// Paths are such that a dictionary would order them otherwise than bytes do.
pub fn register() -> Vec<Organization> {
    let node = |n: u128, level, parent: Option<u128>, path: &str, name: &str| Organization {
        id: OrganizationId(id(n)),
        parent: parent.map(|n| OrganizationId(id(n))),
        level,
        path: path.to_owned(),
        name: name.to_owned(),
        inn: None,
        ogrn: None,
        email: Some(format!("s{n}@school.example")),
        phone: None,
        zone: zone(),
        kind: "школа".to_owned(),
        score: Some(99.5),
        pupils: Some(600),
    };
    vec![
        node(99, Level::Region, None, "42/", "Министерство"),
        node(100, Level::Municipality, Some(99), "42/B/", "Юрга"),
        node(101, Level::Organization, Some(100), "42/B/a-1/", "Школа № 1"),
        node(102, Level::Organization, Some(100), "42/B/A2/", "Ёлочка"),
        node(103, Level::Organization, Some(99), "42/b/", "Лицей"),
    ]
}

/// An event with nothing but a name.
pub fn decision(n: u128, name: &str) -> Envelope {
    let taken = v1::DecisionTaken { name: name.to_owned() };
    Envelope::of(EventId(id(n)), TENANT, at(0), &taken).expect("an envelope")
}

/// An event owed to the engine for these cases.
pub fn owed(n: u128, keys: &[u128]) -> Saying {
    let owed = keys.iter().map(|key| (Consumer::Engine, id(*key))).collect();
    Saying { event: decision(n, "решение"), owed }
}

pub fn case(n: u128) -> case_::Stored {
    let case = Case::empty(CaseId(id(n)), CAMPAIGN, OrganizationId(id(n + 100)));
    case_::Stored { case, tenant: TENANT, authority: AUTHORITY, is_authority: false, version: 0 }
}

/// A duty of a case, open, due on 5 March, with an alarm.
pub fn duty(n: u128, key: &str, next_at: Option<DateTime<Utc>>) -> (Owner, Armed) {
    let owner = Owner {
        case: CaseId(id(n)),
        tenant: TENANT,
        campaign: CAMPAIGN,
        organization: OrganizationId(id(n + 100)),
        authority: AUTHORITY,
    };
    let due = serde_json::json!({
        "date": "2024-03-05", "zone": "Asia/Novokuznetsk", "at": "2024-03-05T16:59:59Z",
        "basis": { "basis": "fixed" },
    });
    let duty: Duty = serde_json::from_value(serde_json::json!({
        "key": key, "track": "plan", "modality": "required", "opened_at": at(0),
        "due": due, "state": { "state": "open" },
    }))
    .expect("a duty");
    (owner, Armed { duty, rung: 0, next_at })
}
