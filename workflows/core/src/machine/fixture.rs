//! A workflow built by hand for the tests of this crate, and the world around one case of it.
//!
//! It has one of everything that a track may do: a plan in two formats, a report with a letter that
//! follows another track, a quarterly series, a survey quota, a recommendation, somebody else's
//! work, a deadline that acts, and an authority that counts.

use super::{Decision, World, decide, evolve, start};
use crate::definition::*;
use crate::guard::Guard;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;
use vekha_model::*;

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    let zone = kemerovo();
    let (date, time) = text.split_once(' ').expect("date and time");
    let time = format!("{time}:00").parse().expect("time");
    zone.instant(self::date(date), time)
}

pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().expect("date")
}

pub(crate) fn kemerovo() -> Zone {
    "Asia/Novokuznetsk".parse().expect("zone")
}

pub(crate) fn duty(id: &str, wants: Wants) -> DutyRule {
    DutyRule {
        id: id.into(),
        title: format!("Поручение {id}"),
        wants,
        opens: None,
        due: None,
        time: None,
        shift: None,
        ladder: Some("standard".into()),
        modality: Modality::Required,
        external: false,
    }
}

pub(crate) fn stage(name: &str, duty: Option<DutyRule>, on: &[(Trigger, &str)]) -> Stage {
    Stage {
        name: name.into(),
        title: format!("этап {name}"),
        end: on.is_empty(),
        duty,
        on: on
            .iter()
            .map(|(trigger, to)| Transition {
                trigger: trigger.clone(),
                guard: None,
                to: (*to).into(),
            })
            .collect(),
        exempt_when: Vec::new(),
    }
}

pub(crate) fn track(name: &str, stages: Vec<Stage>) -> Track {
    Track { name: name.into(), title: format!("Линия {name}"), stages }
}

pub(crate) fn step(kind: &str, step: DocumentStep) -> Trigger {
    Trigger::Document { kind: kind.into(), step }
}

fn accepted(kind: &str) -> Trigger {
    step(kind, DocumentStep::Accepted)
}

fn document(title: &str, files: &[&[Format]], with: &[&str]) -> DocumentRule {
    DocumentRule {
        title: title.into(),
        form: "any".into(),
        files: files.iter().map(|group| group.to_vec()).collect(),
        with: with.iter().map(|kind| (*kind).into()).collect(),
        review: Review::Auto,
    }
}

fn standard_ladder() -> Vec<Rung> {
    let rung = |at: &str, tell, digest, draft| Rung {
        at: at.parse().expect("rung"),
        tell,
        digest,
        acknowledge: false,
        draft,
    };
    vec![
        rung("-10wd", Addressee::Organization, false, false),
        rung("+1wd", Addressee::Organization, false, false),
        rung("+3wd", Addressee::Municipality, true, false),
        rung("+5wd", Addressee::Officer, true, false),
        rung("+10wd", Addressee::Head, false, true),
    ]
}

fn plan_track() -> Track {
    let mut plan = duty("plan", Wants::Document("plan".into()));
    plan.due = Some(DueRule::Parameter("plan_by".into()));
    let granted = Trigger::Exemption(ExemptionStep::Granted);
    let mut to_plan =
        stage("to_plan", Some(plan), &[(accepted("plan"), "planned"), (granted, "exempt")]);
    let exemption = |reason: &str, guard: Option<&str>| ExemptionRule {
        reason: reason.into(),
        title: format!("основание {reason}"),
        guard: guard.map(|text| Guard::compile(text).expect("guard")),
        proof: "explanation".into(),
        also: Vec::new(),
    };
    to_plan.exempt_when = vec![
        exemption("reorganization", None),
        exemption("liquidation", None),
        exemption("score_100", Some("organization.score == 100.0")),
    ];
    track("plan", vec![to_plan, stage("planned", None, &[]), stage("exempt", None, &[])])
}

fn report_track() -> Track {
    let mut report = duty("report", Wants::Document("report".into()));
    report.due = Some(DueRule::Relative {
        after: "plan.accepted".into(),
        amount: 10,
        unit: Unit::WorkingDays,
    });
    let planned = Trigger::Track { track: "plan".into(), stage: "planned".into() };
    let exempt = Trigger::Track { track: "plan".into(), stage: "exempt".into() };
    track(
        "report",
        vec![
            stage("wait", None, &[(planned, "to_report"), (exempt, "no_report")]),
            stage("to_report", Some(report), &[(accepted("report"), "reported")]),
            stage("reported", None, &[]),
            stage("no_report", None, &[]),
        ],
    )
}

fn series_track() -> Track {
    let mut progress = duty("progress", Wants::Document("progress".into()));
    progress.due = Some(DueRule::Recurring {
        rule: "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=3".into(),
        from: DateRef::Fixed(date("2024-04-01")),
        until: Some(DateRef::Fixed(date("2024-07-31"))),
    });
    let on = [(Trigger::SeriesEnded, "done")];
    track("progress", vec![stage("quarterly", Some(progress), &on), stage("done", None, &[])])
}

fn survey_track() -> Track {
    let quota = Guard::compile("0.4 * organization.pupils").expect("quota");
    let mut survey = duty("survey", Wants::Measure { name: "respondents".into(), quota });
    survey.due = Some(DueRule::Fixed(date("2024-02-20")));
    survey.time = chrono::NaiveTime::from_hms_opt(15, 0, 0);
    let on = [(Trigger::Fulfilled, "enough"), (Trigger::Deadline, "missed")];
    track(
        "survey",
        vec![
            stage("collect", Some(survey), &on),
            stage("enough", None, &[]),
            stage("missed", None, &[]),
        ],
    )
}

/// The whole workflow.
pub(crate) fn definition() -> Definition {
    use Format::{Doc, Docx, Odt, Pdf};
    let documents = [
        ("plan", document("План", &[&[Doc, Docx, Odt], &[Pdf]], &[])),
        ("report", document("Отчёт", &[&[Docx]], &["letter"])),
        ("letter", document("Сопроводительное письмо", &[&[Pdf]], &[])),
        ("progress", document("Ход работ", &[], &[])),
        ("explanation", document("Пояснение", &[&[Pdf]], &[])),
    ];
    let documents = documents.map(|(kind, rule)| (kind.to_owned(), rule)).into();
    let counted = Guard::compile("accepted(plan) + exempt(plan) == organizations").expect("counts");
    let collect = stage(
        "collect",
        Some(duty("collect", Wants::Counts(counted))),
        &[(Trigger::Fulfilled, "complete")],
    );
    Definition {
        name: "fixture".into(),
        version: 1,
        title: "Проверка".into(),
        case_for: CaseFor::Organization,
        calendar: CalendarRule::default(),
        parameters: BTreeMap::new(),
        documents,
        ladders: [("standard".to_owned(), standard_ladder())].into(),
        tracks: vec![plan_track(), report_track(), series_track(), survey_track()],
        authority: vec![track("svod", vec![collect, stage("complete", None, &[])])],
    }
}

/// The same with one track.
pub(crate) fn only(track: &str) -> Definition {
    let mut definition = definition();
    definition.tracks.retain(|known| known.name == track);
    definition
}

/// A definition, and everything a case of it needs.
pub(crate) struct Stand {
    pub(crate) definition: Definition,
    pub(crate) role: Role,
    pub(crate) parameters: Parameters,
    pub(crate) calendar: Calendar,
    pub(crate) organization: Organization,
    pub(crate) counts: Option<Counts>,
    pub(crate) case: Case,
}

impl Stand {
    pub(crate) fn new(definition: Definition) -> Self {
        let id = OrganizationId(Uuid::from_u128(3));
        Self {
            definition,
            role: Role::Main,
            parameters: [("plan_by".to_owned(), Value::Date(date("2024-03-01")))].into(),
            calendar: crate::calendar::federal(),
            organization: Organization {
                path: "42/001/0001/".into(),
                name: "МБОУ СОШ № 1".into(),
                zone: kemerovo(),
                kind: "school".into(),
                score: Some(87.5),
                pupils: Some(1_000),
                ..Organization::bare(id)
            },
            counts: None,
            case: Case::empty(CaseId(Uuid::from_u128(1)), CampaignId(Uuid::from_u128(2)), id),
        }
    }

    pub(crate) fn world(&self) -> World<'_> {
        World {
            definition: &self.definition,
            role: self.role,
            parameters: &self.parameters,
            calendar: &self.calendar,
            zone: kemerovo(),
            organization: &self.organization,
            counts: self.counts.as_ref(),
            issued_at: at("2023-12-18 10:00"),
        }
    }

    /// Starts the case on 18.12.2023.
    pub(crate) fn started(definition: Definition) -> Self {
        let mut stand = Self::new(definition);
        stand.start();
        stand
    }

    pub(crate) fn start(&mut self) -> Decision {
        let now = at("2023-12-18 10:00");
        let decision = start(&self.world(), self.case.clone(), now);
        self.fold(&decision, now);
        decision
    }

    /// Answers an event and folds the facts.
    pub(crate) fn event(&mut self, now: &str, event: &Event) -> Decision {
        let now = at(now);
        let decision = decide(&self.world(), &self.case, event, now);
        self.fold(&decision, now);
        decision
    }

    fn fold(&mut self, decision: &Decision, now: DateTime<Utc>) {
        for fact in &decision.facts {
            evolve(&mut self.case, fact, now);
        }
    }

    pub(crate) fn label(&self, key: &str) -> Option<DutyLabel> {
        self.case.duties.get(&DutyKey::from(key)).map(|duty| duty.state.label())
    }
}

/// A good document from a proven sender.
pub(crate) fn read(id: u128, kind: &str, formats: &[Format]) -> Event {
    Event::DocumentRead {
        document: DocumentId(Uuid::from_u128(id)),
        kind: kind.into(),
        duty: None,
        formats: formats.to_vec(),
        trust: Trust::SignedLink,
        blocking: 0,
        reason: String::new(),
    }
}

/// Facts as their kinds and what they are about: `duty_accepted plan`.
pub(crate) fn story(decision: &Decision) -> Vec<String> {
    let line = |fact: &Fact| {
        let json = serde_json::to_value(fact).expect("a fact is JSON");
        let text = |name: &str| json[name].as_str().map(|value| format!(" {value}"));
        let parts =
            ["kind", "duty", "track", "stage", "name"].map(|name| text(name).unwrap_or_default());
        parts.concat().trim().to_owned()
    };
    decision.facts.iter().map(line).collect()
}
