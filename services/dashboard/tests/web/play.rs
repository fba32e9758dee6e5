//! Plays the schools: one answers in time, one late, one with a wrong file, one claims exemption.

use crate::region::{Region, at, zone};
use chrono::{DateTime, Utc};
use vekha_core::definition::Role;
use vekha_core::machine::{self, Counted, World};
use vekha_core::{Definition, ladder};
use vekha_files::Blobs;
use vekha_model::document::Severity;
use vekha_model::*;
use vekha_proto::{Advanced, Consumer, Envelope, EventKind, v1};
use vekha_store::document::{Channel, Document, State};
use vekha_store::duty::{Armed, Owner};
use vekha_store::event::{self, Saying};
use vekha_store::{attachment, case_, document, duty, finding, rollup, rung};

pub struct Play {
    definition: Definition,
    calendar: Calendar,
    parameters: Parameters,
    tenant: TenantId,
    schools: Vec<Organization>,
    cases: Vec<Case>,
    sayings: Vec<Saying>,
    delta: rollup::Delta,
    papers: Vec<(Document, Vec<Finding>)>,
    ids: vekha_runtime::Ids,
    campaign: CampaignId,
}

impl Play {
    pub fn new(region: &Region, parameters: Parameters) -> Self {
        let definition = Definition::parse("campaign.yaml", include_str!("campaign.yaml"));
        let definition = definition.unwrap_or_else(|report| panic!("{report}"));
        Self {
            definition,
            calendar: vekha_core::calendar::federal(),
            parameters,
            tenant: region.tenant,
            schools: region.schools.clone(),
            cases: Vec::new(),
            sayings: Vec::new(),
            delta: rollup::Delta::default(),
            papers: Vec::new(),
            ids: region.ids.clone(),
            campaign: region.campaign,
        }
    }

    pub fn cases(&self) -> Vec<CaseId> {
        self.cases.iter().map(|case| case.id).collect()
    }

    fn world(&self, n: usize) -> World<'_> {
        World {
            definition: &self.definition,
            role: Role::Main,
            parameters: &self.parameters,
            calendar: &self.calendar,
            zone: zone(),
            organization: &self.schools[n],
            counts: None,
            issued_at: at("2023-12-15", 10),
        }
    }

    pub fn run(&mut self) {
        for n in 0..self.schools.len() {
            let empty = Case::empty(CaseId(self.ids.next()), self.campaign, self.schools[n].id);
            let now = at("2023-12-15", 10);
            let decision = machine::start(&self.world(n), empty.clone(), now);
            self.cases.push(empty);
            self.moved(n, None, decision, now);
        }
        for n in 0..self.schools.len() {
            self.school(n);
        }
    }

    /// The story of one school, by its number. Later municipalities are slower.
    fn school(&mut self, n: usize) {
        let lag = n / 14 + n % 5;
        let day = |d: &str, hour| at(d, hour) + chrono::Duration::days(lag as i64);
        if n % 3 != 2 {
            self.paper(n, "publication", Format::Link, day("2024-01-15", 10), &[]);
        }
        match n % 11 {
            0 | 5 if n.is_multiple_of(4) => {}
            3 => {
                self.paper(
                    n,
                    "plan",
                    Format::Docx,
                    day("2024-02-20", 11),
                    &["Не указан ответственный исполнитель: впишите фамилию и должность."],
                );
            }
            7 if n % 2 == 1 => {
                let event = Event::ExemptionClaimed {
                    duty: DutyKey::first("plan"),
                    reason: "reorganization".into(),
                    proof: None,
                };
                self.event(n, &event, EventKind::ExemptionClaimed, day("2024-02-14", 12));
            }
            _ if lag < 13 => {
                self.paper(n, "plan", Format::Docx, day("2024-02-12", 9 + (n % 8) as u32), &[]);
            }
            _ => {}
        }
        if n % 4 == 1 {
            self.paper(n, "report", Format::Docx, day("2024-02-26", 15), &[]);
        }
    }

    fn paper(&mut self, n: usize, kind: &str, format: Format, now: DateTime<Utc>, wrong: &[&str]) {
        if now > at("2024-03-11", 13) {
            return;
        }
        let id = DocumentId(self.ids.next());
        let findings: Vec<_> = wrong
            .iter()
            .map(|message| Finding {
                rule: "plan.responsible_empty".into(),
                severity: Severity::Blocking,
                place: Place {
                    file: None,
                    table: Some(1),
                    row: Some("3".into()),
                    column: Some("Ответственный исполнитель".into()),
                },
                message: (*message).into(),
                quote: None,
            })
            .collect();
        let link = (format == Format::Link).then(|| "https://school.example.test/noko".to_owned());
        let state = State::Read;
        let document = self.document(id, Some(n), (kind, link, state), now);
        self.papers.push((document, findings));
        let event = Event::DocumentRead {
            document: id,
            kind: kind.into(),
            duty: Some(DutyKey::first(kind)),
            formats: vec![format],
            trust: Trust::SignedLink,
            blocking: wrong.len() as u32,
            reason: wrong.join("; "),
        };
        self.event(n, &event, EventKind::DocumentRead, now);
    }

    fn document(
        &self,
        id: DocumentId,
        n: Option<usize>,
        (kind, link, state): (&str, Option<String>, State),
        now: DateTime<Utc>,
    ) -> Document {
        Document {
            id,
            tenant: self.tenant,
            receipt: format!("В-42-2024-{:06}", self.papers.len() + 1),
            channel: if n.is_some() { Channel::Link } else { Channel::Mail },
            trust: if n.is_some() { Trust::SignedLink } else { Trust::Unproven },
            sender: n.is_none().then(|| "school12@example.test".into()),
            subject: n.is_none().then(|| "Fwd: план (исправленный)".into()),
            message_id: None,
            raw_sha256: None,
            campaign: Some(self.campaign),
            case: n.map(|n| self.cases[n].id),
            organization: n.map(|n| self.schools[n].id),
            duty: n.map(|_| DutyKey::first(kind)),
            kind: Some(kind.into()),
            link,
            state,
            note: n.is_none().then(|| "Адрес отправителя не найден в реестре".into()),
            received_at: now,
        }
    }

    fn event(&mut self, n: usize, event: &Event, kind: EventKind, now: DateTime<Utc>) {
        let decision = machine::decide(&self.world(n), &self.cases[n], event, now);
        self.moved(n, Some(kind), decision, now);
    }

    fn moved(
        &mut self,
        n: usize,
        kind: Option<EventKind>,
        decision: machine::Decision,
        now: DateTime<Utc>,
    ) {
        let before = kind.is_some().then(|| self.cases[n].clone());
        let place = (self.campaign, self.schools[n].parent.expect("municipality"));
        for change in machine::delta(before.as_ref(), &decision.after) {
            match change.counted {
                Counted::Duty { obligation, label, due_at } => {
                    self.delta.duty(place, (&obligation, label, due_at), change.by);
                }
                Counted::Stage { track, stage } => {
                    self.delta.stage(place, (&track, &stage), change.by);
                }
            }
        }
        for duty in decision.after.duties.values() {
            let old = before.as_ref().and_then(|case| case.duties.get(&duty.key));
            let done = duty.state.label().is_final()
                && !old.is_some_and(|old| old.state.label().is_final());
            let sums = (i64::from(old.is_none()), i64::from(done));
            self.delta.day(self.campaign, &duty.key.obligation, zone().date(now), sums);
        }
        let cause_kind = kind.unwrap_or(EventKind::CasesOpened);
        let advanced: Advanced = Advanced {
            cause: EventId(self.ids.next()),
            cause_kind,
            facts: decision.facts,
            tell: vec![],
        };
        let envelope =
            Envelope::of(EventId(self.ids.next()), self.tenant, now, &advanced).expect("event");
        let envelope = envelope.in_campaign(self.campaign).in_case(decision.after.id);
        self.sayings.push(Saying::for_the_record(envelope));
        self.cases[n] = decision.after;
    }

    pub async fn write(&self, region: &Region, blobs: &Blobs) {
        let now = at("2024-03-11", 13);
        let mut tx = region.store.write().await.expect("tx");
        let stored: Vec<_> = (0..self.cases.len()).map(|n| self.stored(n)).collect();
        let cases = case_::insert(&stored.iter().collect::<Vec<_>>(), now).expect("cases");
        tx.write(cases).await.expect("cases");
        let (mut duties, mut reached) = (Vec::new(), Vec::new());
        for (n, case) in self.cases.iter().enumerate() {
            for one in case.duties.values() {
                let alarms = ladder::alarms(&self.world(n), one);
                let fired: Vec<_> = alarms.iter().filter(|alarm| alarm.at <= now).collect();
                for (index, alarm) in fired.iter().enumerate() {
                    let due_at = one.due.as_ref().expect("due").at;
                    let rung = rung::Reached {
                        case: case.id,
                        duty: one.key.clone(),
                        due_at,
                        rung: index as i64,
                        event: EventId(region.next_id()),
                    };
                    reached.push((rung, alarm.at));
                }
                let armed = Armed { duty: one.clone(), rung: fired.len() as i64, next_at: None };
                duties.push((self.owner(n), armed));
            }
        }
        tx.write(duty::insert(&duties, now).expect("duties")).await.expect("duties");
        for (rung, at) in reached {
            rung::reach(&mut tx, &[rung], at).await.expect("rungs");
        }
        rollup::apply(&mut tx, &self.delta).await.expect("sums");
        event::say(&mut tx, Consumer::Engine, &self.sayings).await.expect("events");
        let lost =
            self.document(DocumentId(region.next_id()), None, ("plan", None, State::Unsorted), now);
        let papers: Vec<_> = self.papers.iter().cloned().chain([(lost, vec![])]).collect();
        self.write_papers(&mut tx, &papers, blobs).await;
        tx.commit().await.expect("commit");
    }

    async fn write_papers(
        &self,
        tx: &mut vekha_store::Tx,
        papers: &[(Document, Vec<Finding>)],
        blobs: &Blobs,
    ) {
        let blob = blobs.put_bytes("План школы".as_bytes()).await.expect("blob");
        let evidence = serde_json::json!([{ "what": self.schools[20].id, "score": 40, "evidence": [
            { "strength": "inn", "reason": "В тексте назван ИНН 4205000002" },
            { "strength": "name", "reason": "В имени файла «СОШ № 12»" }] }]);
        for (document, findings) in papers {
            let given = Document {
                receipt: format!("{}-{}", document.receipt, document.id),
                ..document.clone()
            };
            document::insert(tx, &given, &document.id.to_string()).await.expect("document");
            let unsorted = document.state == State::Unsorted;
            let settled = (document.clone(), unsorted.then(|| evidence.to_string()));
            document::settle(tx, &[settled], document.received_at).await.expect("settled");
            finding::replace(tx, &[(document.id, findings.clone())]).await.expect("findings");
            if document.link.is_none() {
                let file = attachment::Attachment {
                    id: AttachmentId(self.ids.next()),
                    document: document.id,
                    position: 0,
                    name: "План <итоговый>.docx".into(),
                    format: Format::Docx,
                    size: 19,
                    sha256: blob.sha256.to_string(),
                    extract_sha256: None,
                };
                attachment::save(tx, &[file]).await.expect("file");
            }
        }
    }

    fn stored(&self, n: usize) -> case_::Stored {
        let authority = self.schools[n].parent.expect("municipality");
        case_::Stored {
            case: self.cases[n].clone(),
            tenant: self.tenant,
            authority,
            is_authority: false,
            version: 1,
        }
    }

    fn owner(&self, n: usize) -> Owner {
        Owner {
            case: self.cases[n].id,
            tenant: self.tenant,
            campaign: self.campaign,
            organization: self.schools[n].id,
            authority: self.schools[n].parent.expect("municipality"),
        }
    }
}

/// What the engine is told by a person, for the tests that look for it.
pub fn accepted(event: &Envelope) -> v1::DocumentAccepted {
    event.decode().expect("DocumentAccepted")
}
