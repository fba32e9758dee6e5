//! Every mail that a workflow can cause, written once before any case runs: what does not render, or
//! is too long to be read, is found by `vekha workflow check` and not on the night of the deadline.
//!
//! The contexts are the very ones that real mails have, filled from the workflow's own titles, ladders
//! and exemptions. **Must not know:** a record, an address, a mail server.

use crate::compose::source::{Letter, Source};
use crate::compose::{ComposeError, Composer, Mail, SIZE_MAX, spoken};
use crate::plan::item::{ANSWER, Detail, RUNG, Says, kind_and_duty};
use chrono::{DateTime, Duration, Utc};
use std::sync::Arc;
use uuid::Uuid;
use vekha_campaigns::Running;
use vekha_core::Definition;
use vekha_core::definition::{DutyRule, Stage, Wants};
use vekha_core::{calendar, ladder, machine};
use vekha_model::{
    Addressee, CampaignId, CaseId, CircularId, DefinitionId, DocumentId, Due, DutyKey, DutyLabel,
    Fact, Modality, NoticeId, Parameters, Rung, TenantId, Trust, Zone,
};
use vekha_store::campaign::Campaign;
use vekha_store::link::Signer;
use vekha_store::notice::claim::{CampaignNow, DueItem, DueNotice, DutyNow, NodeNow};
use vekha_store::notice::{NoticeClass, NoticeState, Slot};

/// What is wrong with the mails of a workflow, a sentence each.
///
/// # Errors
/// When the templates of this program do not parse.
pub fn problems(definition: &Definition, now: DateTime<Utc>) -> anyhow::Result<Vec<String>> {
    let mails = mails(definition, now)?.into_iter();
    Ok(mails.filter_map(|(class, mail)| problem(class, &mail)).collect())
}

fn problem(class: NoticeClass, mail: &Result<Mail, ComposeError>) -> Option<String> {
    let class = class.as_str();
    match mail {
        Err(why) => Some(format!("a notice of class `{class}` does not render: {why}")),
        Ok(mail) => {
            let size = mail.text.len() + mail.html.len();
            let (size, most) = (size / 1024, SIZE_MAX / 1024);
            let says = || {
                format!(
                    "the notice «{}» has {size} KiB, more than {most}: shorten the titles or part \
                     the workflow",
                    mail.subject
                )
            };
            (size > most).then(says)
        }
    }
}

/// The mails, with what each is about.
fn mails(
    definition: &Definition,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<(NoticeClass, Result<Mail, ComposeError>)>> {
    let signer = Signer::new(b"nothing that is rehearsed leaves the house")?;
    let composer =
        Composer::new(signer, "https://vekha.example", "in.vekha.example", Duration::days(1))?;
    let source = source(definition, now);
    let desk = Desk { definition, now };
    let notices = desk.notices().into_iter();
    Ok(notices.map(|notice| (notice.class, composer.compose(&notice, &source, now))).collect())
}

const ZONE: Zone = Zone::MOSCOW;

fn source(definition: &Definition, now: DateTime<Utc>) -> Source {
    let id = CampaignId(Uuid::nil());
    let running = Running {
        campaign: Campaign {
            id,
            tenant: TenantId(Uuid::nil()),
            circular: CircularId(Uuid::nil()),
            definition: DefinitionId(Uuid::nil()),
            title: definition.title.clone(),
            parameters: Parameters::new(),
            zone: ZONE,
            issued_at: now,
            status: "running".to_owned(),
        },
        definition: definition.clone(),
        calendar: calendar::federal().clone(),
        asks_organization: false,
    };
    let letter = CampaignNow {
        id,
        title: definition.title.clone(),
        zone: ZONE,
        issuer: "Министерство образования".to_owned(),
        number: Some("1/1".to_owned()),
        dated: Some(ZONE.date(now)),
        executor: Some("Исполнитель".to_owned()),
        executor_phone: Some("8 (000) 000-00-00".to_owned()),
        reply_to: Some("office@vekha.example".to_owned()),
    };
    let letters = [(id, Letter::new(letter, Some(Arc::new(running))))].into();
    Source { letters, ..Source::default() }
}

/// Makes up what could happen.
struct Desk<'d> {
    definition: &'d Definition,
    now: DateTime<Utc>,
}

impl Desk<'_> {
    fn notices(&self) -> Vec<DueNotice> {
        let tracks = self.definition.tracks.iter().chain(&self.definition.authority);
        let stages = tracks.flat_map(|track| &track.stages);
        let work: Vec<(&Stage, &DutyRule)> =
            stages.filter_map(|stage| Some((stage, stage.duty.as_ref()?))).collect();
        let opened = work.iter().map(|(_, rule)| self.fact(Says::Fact(self.opened(rule)), rule));
        let letter = self.notice(NoticeClass::Circular, false, opened.collect());
        let of_duties = work.iter().flat_map(|(stage, rule)| self.of_duty(stage, rule));
        [letter].into_iter().chain(of_duties).collect()
    }

    fn of_duty(&self, stage: &Stage, rule: &DutyRule) -> Vec<DueNotice> {
        let rungs = ladder::rungs(self.definition, rule).iter().map(|rung| self.rung(rung, rule));
        let changes = self.changes(rule).into_iter().map(|fact| {
            self.notice(NoticeClass::Change, false, vec![self.fact(Says::Fact(fact), rule)])
        });
        let answers = self.answers(stage, rule).into_iter().map(|fact| {
            let says = Says::Answer(vec![fact]);
            self.notice(NoticeClass::Verdict, false, vec![self.fact(says, rule)])
        });
        let says = Says::Asked { by: "письмо № 1".to_owned() };
        let asked = self.notice(NoticeClass::Reminder, false, vec![self.fact(says, rule)]);
        rungs.chain(changes).chain(answers).chain([asked]).collect()
    }

    fn due(&self) -> Due {
        spoken::due(ZONE.end_of_day(ZONE.date(self.now)), ZONE)
    }

    fn opened(&self, rule: &DutyRule) -> Fact {
        let due = rule.due.as_ref().map(|_| self.due());
        let (duty, track) = (DutyKey::first(&rule.id), String::new());
        Fact::DutyOpened { duty, track, modality: rule.modality, due }
    }

    fn changes(&self, rule: &DutyRule) -> [Fact; 4] {
        let (duty, before) = (DutyKey::first(&rule.id), Some(ZONE.date(self.now)));
        let why = || "причина".to_owned();
        [
            Fact::DutyExtended { duty: duty.clone(), before, due: self.due() },
            Fact::DutyClosed { duty, why: why() },
            Fact::AddressCorrected { address: "a@vekha.example".to_owned(), reason: why() },
            Fact::CaseCancelled { reason: why() },
        ]
    }

    fn answers(&self, stage: &Stage, rule: &DutyRule) -> Vec<Fact> {
        let (duty, document) = (|| DutyKey::first(&rule.id), DocumentId(Uuid::nil()));
        let why = || "причина".to_owned();
        let mut facts = vec![
            Fact::DutySubmitted { duty: duty(), document, why: why() },
            Fact::DutyReturned { duty: duty(), document, reason: why() },
            Fact::DutyAccepted { duty: duty(), document: Some(document), why: why() },
            Fact::ExemptionRefused { duty: duty(), reason: why() },
        ];
        if let Wants::Document(kind) = &rule.wants {
            facts.push(Fact::DocumentFiled {
                duty: duty(),
                document,
                document_kind: kind.clone(),
                formats: Vec::new(),
                trust: Trust::Unproven,
                missing: machine::missing(self.definition, kind, &[]),
            });
        }
        for ground in &stage.exempt_when {
            let (reason, proof) = (|| ground.reason.clone(), Some(document));
            facts.push(Fact::ExemptionClaimed { duty: duty(), reason: reason(), proof });
            facts.push(Fact::DutyExempted { duty: duty(), reason: reason(), proof });
        }
        facts
    }

    fn rung(&self, rung: &Rung, rule: &DutyRule) -> DueNotice {
        let class = if rung.at.days > 0 { NoticeClass::Escalation } else { NoticeClass::Reminder };
        let (at, acknowledge, due) = (rung.at, rung.acknowledge, self.due().at);
        let says = Says::Rung { at, acknowledge, due };
        let item = self.item(says, rung.tell, rule);
        DueNotice { addressee: rung.tell, ..self.notice(class, rung.draft, vec![item]) }
    }

    fn fact(&self, says: Says, rule: &DutyRule) -> DueItem {
        self.item(says, Addressee::Organization, rule)
    }

    fn item(&self, says: Says, to: Addressee, rule: &DutyRule) -> DueItem {
        let what = match &says {
            Says::Rung { .. } => RUNG.to_owned(),
            Says::Fact(fact) => kind_and_duty(fact).0,
            Says::Answer(_) => ANSWER.to_owned(),
            Says::Asked { .. } => "duty_reminded".to_owned(),
        };
        let node = |name: &str| NodeNow { name: name.to_owned(), phone: None, email: None };
        let due_at = rule.due.as_ref().map(|_| self.due().at);
        let recommended = rule.modality == Modality::Recommended;
        DueItem {
            case: CaseId(Uuid::nil()),
            campaign: CampaignId(Uuid::nil()),
            duty: rule.id.clone(),
            what,
            rung: 0,
            detail: Detail { to, says, dropped: None }.to_json(),
            now: Some(DutyNow { label: DutyLabel::Open, due_at, recommended }),
            organization: node("Организация"),
            authority: node("Орган управления"),
        }
    }

    fn notice(&self, class: NoticeClass, draft: bool, items: Vec<DueItem>) -> DueNotice {
        DueNotice {
            id: NoticeId(Uuid::nil()),
            tenant: TenantId(Uuid::nil()),
            class,
            addressee: Addressee::Organization,
            organization: None,
            address: "organization@vekha.example".to_owned(),
            zone: None,
            slot: Slot { day: ZONE.date(self.now), not_before: self.now },
            dedupe: "rehearsal".to_owned(),
            draft,
            state: NoticeState::Planned,
            message_id: "<rehearsal@vekha.example>".to_owned(),
            attempts: 0,
            traceparent: None,
            created_at: self.now,
            document: None,
            items,
        }
    }
}

#[cfg(test)]
mod tests;
