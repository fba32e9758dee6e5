//! An invented region with one campaign in full swing: what the pages are tried on.
//!
//! Cases are moved by the real state machine; who answers when follows from the number of the
//! school, so the same region comes out each time.

use crate::play::Play;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use std::sync::Arc;
use uuid::Uuid;
use vekha_bus::Local;
use vekha_dashboard::{DashboardState, Parts, Settings, hash_password};
use vekha_files::{Blobs, Extractor, Limits};
use vekha_model::*;
use vekha_runtime::{Clock, Hands, Ids, Lifecycle};
use vekha_store::person::{self, Person, PersonRole};
use vekha_store::{Options, Store, campaign, circular, definition, organization, tenant};

pub const PASSWORD: &str = "кедр-42";
const TOWNS: [&str; 12] = [
    "г. Кемерово",
    "г. Новокузнецк",
    "г. Прокопьевск",
    "г. Белово",
    "Беловского р-на",
    "г. Топки",
    "Гурьевского м. о.",
    "г. Юрга",
    "Тяжинского м. о.",
    "г. Мыски",
    "Яйского м. о.",
    "г. Осинники",
];
/// Login, name, subtree, right.
pub const PEOPLE: [(&str, &str, &str, PersonRole); 3] = [
    ("durnova", "Дурнова О. А.", "42/", PersonRole::Officer),
    ("glava", "Петров И. И.", "42/", PersonRole::Supervisor),
    ("belovo", "Сидорова А. П.", "42/004/", PersonRole::Officer),
];
/// Schools of each municipality.
const SCHOOLS: usize = 14;

/// The region with a dashboard on it. The folder goes with it.
pub struct Region {
    pub state: DashboardState,
    pub store: Store,
    pub bus: Arc<Local>,
    pub hands: Hands,
    pub lifecycle: Lifecycle,
    pub ids: Ids,
    pub tenant: TenantId,
    pub campaign: CampaignId,
    pub municipalities: Vec<Organization>,
    pub schools: Vec<Organization>,
    pub cases: Vec<CaseId>,
    _folder: tempfile::TempDir,
}

pub fn zone() -> Zone {
    "Asia/Novokuznetsk".parse().expect("zone")
}

pub fn at(day: &str, hour: u32) -> DateTime<Utc> {
    let day: NaiveDate = day.parse().expect("day");
    zone().instant(day, NaiveTime::from_hms_opt(hour, 0, 0).expect("hour"))
}

impl Region {
    /// The region on 11 March 2024: ten days after the plans were due.
    pub async fn new() -> Self {
        Self::patient(30_000).await
    }

    /// The same, whose pages wait so many milliseconds for an effect.
    pub async fn patient(effect_ms: u64) -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let store = Store::open(&Options::at(folder.path().join("vekha.db"))).await.expect("store");
        let (clock, hands) = Clock::manual(at("2024-03-11", 14));
        let ids = Ids::seeded(&clock, 42);
        let (bus, lifecycle) = (Arc::new(Local::new()), Lifecycle::new());
        let blobs = Blobs::open(folder.path().join("blobs")).await.expect("blobs");
        let parts = Parts {
            store: store.clone(),
            bus: bus.clone(),
            clock,
            ids: ids.clone(),
            blobs: blobs.clone(),
            // No letter is put in here: tests/browser does that with the whole program.
            extractor: Extractor::new("vekha", Limits::default()),
            lifecycle: lifecycle.clone(),
            settings: Settings { effect_ms, ..Settings::default() },
        };
        let mut region = Self {
            state: DashboardState::new(parts).expect("dashboard"),
            store,
            bus,
            hands,
            lifecycle,
            tenant: TenantId(ids.next()),
            campaign: CampaignId(ids.next()),
            ids,
            municipalities: Vec::new(),
            schools: Vec::new(),
            cases: Vec::new(),
            _folder: folder,
        };
        region.people().await;
        let parameters = region.issue().await;
        let mut play = Play::new(&region, parameters);
        play.run();
        region.cases = play.cases();
        play.write(&region, &blobs).await;
        region
    }

    fn node(
        &self,
        parent: Option<&Organization>,
        level: Level,
        path: String,
        name: String,
    ) -> Organization {
        let school = level == Level::Organization;
        Organization {
            id: OrganizationId(self.ids.next()),
            parent: parent.map(|node| node.id),
            level,
            email: Some(format!("n{}@example.test", path.replace('/', ""))),
            path,
            name,
            inn: school.then(|| requisites::inn_of(420_500_000)),
            ogrn: None,
            phone: Some("8 (384-2) 00-00-00".into()),
            zone: zone(),
            kind: "school".into(),
            score: school.then_some(87.4),
            pupils: school.then_some(812),
        }
    }

    async fn people(&mut self) {
        let root = self.node(
            None,
            Level::Region,
            "42/".into(),
            "Министерство образования Кузбасса".into(),
        );
        for (n, town) in TOWNS.iter().enumerate() {
            let path = format!("42/{:03}/", n + 1);
            let name = format!("Управление образования {town}");
            self.municipalities.push(self.node(Some(&root), Level::Municipality, path, name));
        }
        for above in self.municipalities.clone() {
            for n in 0..SCHOOLS {
                let path = format!("{}{:04}/", above.path, n + 1);
                let name = format!("МБОУ «СОШ № {}»", n * 7 % 97 + 1);
                self.schools.push(self.node(Some(&above), Level::Organization, path, name));
            }
        }
        let now = at("2023-12-01", 9);
        let mut tx = self.store.write().await.expect("tx");
        let tenant = tenant::Tenant {
            id: self.tenant,
            code: "42".into(),
            name: root.name.clone(),
            zone: zone(),
        };
        tenant::insert(&mut tx, &tenant, now).await.expect("tenant");
        let all: Vec<_> = [root]
            .into_iter()
            .chain(self.municipalities.clone())
            .chain(self.schools.clone())
            .collect();
        organization::save(&mut tx, self.tenant, &all, now).await.expect("register");
        for (login, name, path, role) in PEOPLE {
            let person = Person {
                id: PersonId(self.ids.next()),
                tenant: self.tenant,
                login: login.into(),
                name: name.into(),
                email: None,
                role,
                scope_path: path.into(),
                password_hash: hash_password(&self.ids, PASSWORD).expect("hash"),
                failed: 0,
                locked_until: None,
            };
            person::insert(&mut tx, &person, now).await.expect("person");
        }
        tx.commit().await.expect("commit");
    }

    async fn issue(&self) -> Parameters {
        let issued_at = at("2023-12-15", 10);
        let date = |text: &str| Value::Date(text.parse().expect("date"));
        let parameters: Parameters = [
            ("year".to_owned(), Value::Integer(2023)),
            ("publish_by".to_owned(), date("2024-01-31")),
            ("plan_by".to_owned(), date("2024-03-01")),
            ("report_by".to_owned(), date("2024-03-12")),
        ]
        .into();
        let source = include_str!("campaign.yaml").to_owned();
        let stored = definition::Stored {
            id: DefinitionId(self.ids.next()),
            name: "results".into(),
            version: 1,
            source,
        };
        let letter = circular::Circular {
            id: CircularId(self.ids.next()),
            tenant: self.tenant,
            number: Some("11504/06".into()),
            dated: issued_at.date_naive().into(),
            issuer: "Министерство образования Кузбасса".into(),
            subject: "О результатах независимой оценки".into(),
            body: String::new(),
            signer: None,
            executor: Some("Дурнова О. А.".into()),
            executor_phone: Some("8 (384-2) 36-43-66".into()),
            reply_to: None,
            head_email: None,
            definition: stored.id,
            parameters: parameters.clone(),
            recipients: circular::Recipients::default(),
            state: "issued".into(),
            issue_at: Some(issued_at),
            repeat_months: None,
            campaign: Some(self.campaign),
            cursor: String::new(),
            created_by: None,
            created_at: issued_at,
        };
        let running = campaign::Campaign {
            id: self.campaign,
            tenant: self.tenant,
            circular: letter.id,
            definition: stored.id,
            title: "Итоги независимой оценки 2023 года".into(),
            parameters: parameters.clone(),
            zone: zone(),
            issued_at,
            status: "running".into(),
        };
        let mut tx = self.store.write().await.expect("tx");
        definition::keep(&mut tx, &stored, issued_at).await.expect("definition");
        circular::insert(&mut tx, &letter).await.expect("circular");
        campaign::insert(&mut tx, &running).await.expect("campaign");
        campaign::issued(&mut tx, self.campaign).await.expect("status");
        tx.commit().await.expect("commit");
        parameters
    }

    pub fn next_id(&self) -> Uuid {
        self.ids.next()
    }
}
