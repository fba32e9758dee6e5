//! One duty as its school sees it: what, by when and why then, how it stands, what to send.

use super::visit::Visit;
use chrono::{DateTime, Utc};
use serde::Serialize;
use vekha_core::definition::{DocumentRule, DutyRule, Stage, Wants};
use vekha_core::{due, machine};
use vekha_model::{Duty, DutyLabel, DutyState, FiledDocument, Format, Lang, Modality};

/// A duty on the upload page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct DutyCard {
    /// Its name in the case.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// How it stands: colour, icon and word together.
    pub light: Light,
    /// «до 01.03.2024 включительно, 23:59 по Кемерову (МСК+4)».
    pub due: Option<String>,
    /// Why this date.
    pub why: Option<String>,
    /// From which day it is accepted, while that day is to come, and what becomes of what is early.
    pub opens: Option<String>,
    /// The organization still has to act.
    pub waits: bool,
    /// Tracked, never demanded.
    pub recommended: bool,
    /// Somebody has it under review: more may be added, nothing is demanded.
    pub in_review: bool,
    /// What fulfils it: document, link, measure, acknowledgement, other.
    pub wants: &'static str,
    /// The measure's name.
    pub measure: Option<String>,
    /// What to send: «Word (DOC или DOCX) и PDF».
    pub accepts: Option<String>,
    /// What has come towards it.
    pub came: Vec<String>,
    /// What is still missing.
    pub missing: Vec<String>,
    /// Why it came back, a line each.
    pub reasons: Vec<String>,
    /// Reasons for which it need not be done.
    pub exemptions: Vec<Exemption>,
}

/// Colour, icon and word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Light {
    /// The class of its colour.
    pub class: &'static str,
    /// The icon.
    pub icon: &'static str,
    /// The word.
    pub word: &'static str,
}

/// A reason for which a duty need not be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Exemption {
    /// Its name.
    pub reason: String,
    /// What it is called.
    pub title: String,
    /// What proves it.
    pub proof: String,
}

impl DutyCard {
    /// The card of a duty; none when its definition has no such duty.
    pub fn of(visit: &Visit, duty: &Duty, now: DateTime<Utc>) -> Option<Self> {
        let (stage, rule) = visit.rule(duty)?;
        let definition = &visit.running.definition;
        let label = duty.state.label();
        let document = match &rule.wants {
            Wants::Document(kind) => definition.documents.get(kind).map(|found| (kind, found)),
            _ => None,
        };
        let waits = label.is_waiting();
        let missing = document.filter(|_| waits && !duty.filed.is_empty());
        Some(Self {
            key: duty.key.to_string(),
            title: title(rule, duty),
            light: Light::of(duty, now),
            due: duty.due.as_ref().map(vekha_model::Due::spoken),
            why: duty.due.as_ref().map(|due| due::why(definition, visit.role(), due, Lang::Ru)),
            opens: if waits { opens(visit, rule, now) } else { None },
            waits,
            recommended: duty.modality == Modality::Recommended,
            in_review: label.is_in_review(),
            wants: wants(rule, document.map(|(_, found)| found)),
            measure: match &rule.wants {
                Wants::Measure { name, .. } => Some(name.clone()),
                _ => None,
            },
            accepts: document.and_then(|(_, found)| accepts(visit, found)),
            came: duty.filed.iter().map(|part| came(visit, part)).collect(),
            missing: missing
                .map(|(kind, _)| machine::missing(definition, kind, &duty.filed))
                .unwrap_or_default(),
            reasons: reasons(duty),
            exemptions: if waits { exemptions(visit, stage) } else { Vec::new() },
        })
    }
}

impl Light {
    /// The light of a duty. Late is said of binding duties only.
    pub fn of(duty: &Duty, now: DateTime<Utc>) -> Self {
        let (class, icon, word) = match duty.state.label() {
            _ if duty.is_overdue(now) => ("late", "▲", "Срок прошёл"),
            DutyLabel::Open => ("open", "○", "Ожидается"),
            DutyLabel::Submitted => ("submitted", "◐", "На проверке"),
            DutyLabel::Returned => ("returned", "↩", "На доработке"),
            DutyLabel::Claimed => ("claimed", "◑", "Заявлено освобождение"),
            DutyLabel::Accepted => ("accepted", "✓", "Принято"),
            DutyLabel::Exempt => ("exempt", "⊘", "Освобождено"),
            DutyLabel::Closed => ("closed", "–", "Снято"),
        };
        Self { class, icon, word }
    }
}

/// The school reads from when before it wonders why nothing is asked yet.
fn opens(visit: &Visit, rule: &DutyRule, now: DateTime<Utc>) -> Option<String> {
    let organization = vekha_model::Organization::bare(visit.head.organization);
    let world = visit.running.world(visit.role(), &organization, None);
    let day = due::opens(&world, rule)?;
    (world.zone.date(now) < day).then(|| due::not_yet(day, Lang::Ru))
}

fn title(rule: &DutyRule, duty: &Duty) -> String {
    match duty.key.occurrence {
        1 => rule.title.clone(),
        n => format!("{} (№ {n})", rule.title),
    }
}

fn wants(rule: &DutyRule, document: Option<&DocumentRule>) -> &'static str {
    match (&rule.wants, document) {
        (Wants::Document(_), Some(document)) if document.form == "link" => "link",
        (Wants::Document(_), _) => "document",
        (Wants::Measure { .. }, _) => "measure",
        (Wants::Acknowledgement, _) => "acknowledgement",
        (Wants::Decision(_) | Wants::Counts(_), _) => "other",
    }
}

/// «Word (DOC или DOCX) и PDF; вместе с ним: сопроводительное письмо».
fn accepts(visit: &Visit, rule: &DocumentRule) -> Option<String> {
    let groups: Vec<String> = rule.files.iter().map(|group| file(group)).collect();
    let with: Vec<String> = rule
        .with
        .iter()
        .filter_map(|kind| Some(visit.running.definition.documents.get(kind)?.title.clone()))
        .collect();
    let mut text = groups.join(" и ");
    if !with.is_empty() {
        let lead = if text.is_empty() {
            "вместе с документом"
        } else {
            "; вместе с ним"
        };
        text.push_str(&format!("{lead}: {}", with.join(", ")));
    }
    (!text.is_empty()).then_some(text)
}

/// «файл Word (DOC, DOCX, ODT или RTF)»: one file, and which kinds will do.
fn file(group: &[Format]) -> String {
    match group.contains(&Format::Docx) && !group.contains(&Format::Pdf) {
        true => format!("файл Word ({})", one_of(group)),
        false => format!("файл {}", one_of(group)),
    }
}

fn one_of(group: &[Format]) -> String {
    let names: Vec<&str> = group.iter().map(|format| format_name(*format)).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} или {last}", others.join(", ")),
        None => String::new(),
    }
}

/// A format as people call it.
pub(super) const fn format_name(format: Format) -> &'static str {
    match format {
        Format::Doc => "DOC",
        Format::Docx => "DOCX",
        Format::Odt => "ODT",
        Format::Rtf => "RTF",
        Format::Pdf => "PDF",
        Format::Xlsx => "XLSX",
        Format::Image => "скан",
        Format::Zip => "ZIP",
        Format::Eml => "письмо",
        Format::Txt => "TXT",
        Format::Link => "ссылка",
        Format::Other => "файл",
    }
}

fn came(visit: &Visit, part: &FiledDocument) -> String {
    let known = visit.running.definition.documents.get(&part.kind);
    let title = known.map_or(part.kind.as_str(), |rule| rule.title.as_str());
    let formats: Vec<&str> = part.formats.iter().map(|format| format_name(*format)).collect();
    format!("{title}: {}", formats.join(", "))
}

fn reasons(duty: &Duty) -> Vec<String> {
    match &duty.state {
        DutyState::Returned { reason, .. } => machine::reasons(reason),
        _ => Vec::new(),
    }
}

fn exemptions(visit: &Visit, stage: &Stage) -> Vec<Exemption> {
    let documents = &visit.running.definition.documents;
    let exemption = |rule: &vekha_core::definition::ExemptionRule| Exemption {
        reason: rule.reason.clone(),
        title: rule.title.clone(),
        proof: documents.get(&rule.proof).map_or_else(|| rule.proof.clone(), |d| d.title.clone()),
    };
    stage.exempt_when.iter().map(exemption).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use uuid::Uuid;
    use vekha_campaigns::Running;
    use vekha_core::Definition;
    use vekha_model::{CampaignId, CaseId, DutyKey, OrganizationId, TenantId, Value, Zone};
    use vekha_store::campaign::Campaign;
    use vekha_store::correspondence::CaseHead;

    const WORKFLOW: &str = "
workflow: survey
version: 1
title: Опрос
parameters: { begin: date, end: date }
documents: { report: { title: Отчёт, form: any, files: [[docx]] } }
ladders: { plain: [{ at: -3wd, tell: organization }] }
tracks:
  report:
    title: Отчёт об опросе
    stages:
      open:
        title: Идёт опрос
        duty: { wants: report, opens: begin, due: end, ladder: plain }
        on: { report.accepted: done }
      done: { title: Принято, end: true }
";

    fn visit() -> Visit {
        let date = |text: &str| Value::Date(text.parse().expect("date"));
        let campaign = Campaign {
            id: CampaignId(Uuid::nil()),
            tenant: TenantId(Uuid::nil()),
            circular: Uuid::nil().into(),
            definition: Uuid::nil().into(),
            title: "Опрос".into(),
            parameters: [
                ("begin".to_owned(), date("2027-02-01")),
                ("end".to_owned(), date("2027-03-31")),
            ]
            .into(),
            zone: Zone::MOSCOW,
            issued_at: "2026-11-22T07:00:00Z".parse().expect("instant"),
            status: "running".into(),
        };
        let definition = Definition::parse("survey.yaml", WORKFLOW).expect("a workflow");
        let calendar = vekha_core::calendar::federal().clone();
        let running = Running { campaign, definition, calendar, asks_organization: false };
        let head = CaseHead {
            id: CaseId(Uuid::nil()),
            tenant: TenantId(Uuid::nil()),
            zone: Zone::MOSCOW,
            campaign: CampaignId(Uuid::nil()),
            organization: OrganizationId(Uuid::nil()),
            is_authority: false,
            is_running: true,
        };
        Visit { token: "token".into(), head, running: Arc::new(running) }
    }

    #[test]
    fn a_card_says_from_when_and_why_in_words() {
        let duty = |visit: &Visit| {
            let organization = vekha_model::Organization::bare(visit.head.organization);
            let world = visit.running.world(visit.role(), &organization, None);
            let empty =
                vekha_model::Case::empty(visit.head.id, visit.head.campaign, organization.id);
            let begun = machine::start(&world, empty, world.issued_at).after;
            begun.duties[&DutyKey::first("report")].clone()
        };
        let visit = visit();
        let on = |at: &str| {
            let now = at.parse().expect("instant");
            DutyCard::of(&visit, &duty(&visit), now).expect("a card")
        };
        let early = on("2027-01-31T20:59:59Z");
        let said = "Принимаем с 1 февраля 2027 г. Пришлёте раньше — сохраним и учтём.";
        assert_eq!(early.opens.as_deref(), Some(said));
        assert_eq!(early.why.as_deref(), Some("Дата указана в письме"));
        assert_eq!(on("2027-01-31T21:00:00Z").opens, None, "it has begun in Moscow");
    }
}
