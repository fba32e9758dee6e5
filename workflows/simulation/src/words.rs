//! Facts, messages and rungs in an officer's words.

use chrono::{DateTime, Utc};
use vekha_core::Definition;
use vekha_core::definition::{DutyRule, Role, Wants};
use vekha_core::machine::{self, Tell};
use vekha_core::{due, ladder};
use vekha_model::{Addressee, DocumentId, Due, DutyKey, Fact, Format, Lang, Modality, Rung, Zone};

/// The names that a definition gives to things.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a> {
    pub(crate) definition: &'a Definition,
    pub(crate) role: Role,
    pub(crate) zone: Zone,
}

impl Words<'_> {
    /// One fact: a line, and a second one where a due date explains itself.
    pub(crate) fn fact(&self, fact: &Fact) -> Vec<String> {
        let line = match fact {
            Fact::CaseStarted { .. } => "дело начато".to_owned(),
            Fact::StageEntered { track, stage, because, end } => {
                self.entered(track, stage, because, *end)
            }
            Fact::DutyOpened { duty, modality, due, .. } => {
                return self.opened(duty, *modality, due.as_ref());
            }
            Fact::DutyExtended { duty, before, due } => {
                return self.moved(duty, before.is_some(), due);
            }
            Fact::DocumentFiled { document, document_kind, formats, missing, .. } => {
                let came = self.document(*document, document_kind, formats);
                match missing.as_slice() {
                    [] => format!("{came} засчитан"),
                    missing => format!("{came} засчитан, не хватает: {}", missing.join(", ")),
                }
            }
            Fact::DutySubmitted { duty, why, .. } => self.of("на проверке у сотрудника", duty, why),
            Fact::DutyReturned { duty, reason, .. } => {
                self.of("возвращено на доработку", duty, reason)
            }
            Fact::DutyAccepted { duty, why, .. } => self.of("принято", duty, why),
            Fact::DutyClosed { duty, why } => self.of("снято", duty, why),
            Fact::DutyReminded { duty, reason } => self.of("напомнили", duty, reason),
            Fact::AddressCorrected { address, reason } => {
                format!("ответы теперь направляют на {address}: {reason}")
            }
            Fact::ExemptionClaimed { duty, reason, .. } => {
                self.of("заявлено освобождение", duty, &self.exemption(reason))
            }
            Fact::ExemptionRefused { duty, reason } => {
                self.of("освобождение отклонено", duty, reason)
            }
            Fact::DutyExempted { duty, reason, .. } => {
                self.of("освобождено", duty, &self.exemption(reason))
            }
            Fact::DocumentKept { document } => {
                let came = self.document(document.document, &document.kind, &document.formats);
                format!("{came} сохранён до своего этапа")
            }
            Fact::KeptDocumentApplied { document, .. } => {
                format!("документ № {} взят из сохранённых", number(*document))
            }
            Fact::DocumentNoted { document, why } => {
                format!("документ № {} без последствий: {why}", number(*document))
            }
            Fact::MeasureTaken { name, value, needed: Some(needed) } => {
                let (value, needed) = (machine::number(*value), machine::number(*needed));
                format!("{}: сообщено {value} из {needed}", self.measured(name))
            }
            Fact::MeasureTaken { name, value, needed: None } => {
                format!("{}: сообщено {}", self.measured(name), machine::number(*value))
            }
            Fact::Acknowledged { duty: None } => "ознакомление подтверждено".to_owned(),
            Fact::Acknowledged { duty: Some(duty) } => {
                format!("принято в работу: {}", self.duty(duty))
            }
            Fact::DeadlinePassed { duty } => format!("срок истёк: {}", self.duty(duty)),
            Fact::DecisionTaken { name } => format!("решение «{name}»"),
            Fact::CaseStopped { why } => format!("дело остановлено: {why}"),
            Fact::CaseEnded => "дело завершено".to_owned(),
            Fact::CaseCancelled { reason } => format!("дело прекращено: {reason}"),
        };
        vec![line]
    }

    /// «письмо организации: документ принят, «План»».
    pub(crate) fn tell(&self, tell: &Tell) -> String {
        let said = match tell.what.as_str() {
            "case_started" => "поручения по письму",
            "duty_opened" => "новое поручение",
            "document_filed" => "квитанция, документ получен",
            "duty_submitted" => "квитанция, документ на проверке",
            "duty_returned" => "возврат на доработку",
            "duty_accepted" => "документ принят",
            "exemption_claimed" => "квитанция, заявление на рассмотрении",
            "exemption_refused" => "освобождение отклонено",
            "duty_exempted" => "освобождение",
            "duty_extended" => "новый срок",
            "duty_closed" => "поручение снято",
            "document_kept" => "квитанция, документ сохранён до своего этапа",
            "document_noted" => "квитанция, документ без последствий",
            "case_cancelled" => "кампания отменена",
            other => other,
        };
        let about = tell.duty.as_ref().map(|duty| format!(", {}", self.duty(duty)));
        format!("письмо {}: {said}{}", addressee(tell.to), about.unwrap_or_default())
    }

    /// «15.02.2024 09:00 ступень -10wd: напоминание организации, «План»».
    pub(crate) fn rung(&self, at: DateTime<Utc>, index: usize, duty: &DutyKey) -> String {
        let rule = self.definition.duty(&duty.obligation);
        let rung = rule.and_then(|rule| ladder::rungs(self.definition, rule).get(index));
        let at = self.zone.local(at).format("%d.%m.%Y %H:%M");
        let Some(rung) = rung else { return format!("{at} ступень {index}") };
        let digest = if rung.digest { ", в сводке" } else { "" };
        let ask = if rung.acknowledge {
            ", с вопросом «принято в работу?»"
        } else {
            ""
        };
        let (what, whom) = (rung_word(rung), addressee(rung.tell));
        format!("{at} ступень {}: {what} {whom}, {}{digest}{ask}", rung.at, self.duty(duty))
    }

    fn because(&self, due: &Due) -> String {
        format!("  {}", due::why(self.definition, self.role, due, Lang::Ru))
    }

    fn entered(&self, track: &str, stage: &str, because: &str, end: bool) -> String {
        let tracks = self.definition.tracks_of(self.role);
        let line = tracks.iter().find(|t| t.name == track).map_or(track, |t| t.title.as_str());
        let rule = self.definition.stage(self.role, track, stage);
        let title = rule.map_or(stage, |s| s.title.as_str());
        let because = machine::because(self.definition, self.role, because, Lang::Ru);
        let because = because.map(|because| format!(" ({because})")).unwrap_or_default();
        let end = if end { ", конец линии" } else { "" };
        format!("линия «{line}»: этап «{title}»{end}{because}")
    }

    fn opened(&self, duty: &DutyKey, modality: Modality, due: Option<&Due>) -> Vec<String> {
        let how = match modality {
            Modality::Required => "открыто поручение",
            Modality::Requested => "открыта просьба",
            Modality::Recommended => "открыта рекомендация",
        };
        match due {
            Some(due) => {
                vec![format!("{how} {}, {}", self.duty(duty), due.spoken()), self.because(due)]
            }
            None => vec![format!("{how} {}, без срока", self.duty(duty))],
        }
    }

    fn moved(&self, duty: &DutyKey, before: bool, due: &Due) -> Vec<String> {
        let how =
            if before { "срок перенесён" } else { "срок определён" };
        vec![format!("{how}: {}, {}", self.duty(duty), due.spoken()), self.because(due)]
    }

    fn of(&self, what: &str, duty: &DutyKey, why: &str) -> String {
        format!("{what}: {} — {why}", self.duty(duty))
    }

    fn duty(&self, key: &DutyKey) -> String {
        let rule = self.definition.duty(&key.obligation);
        let title = rule.map_or(key.obligation.as_str(), |rule| rule.title.as_str());
        match key.occurrence {
            1 => format!("«{title}»"),
            n => format!("«{title}» № {n}"),
        }
    }

    /// The duty that a number is reported for.
    fn measured(&self, name: &str) -> String {
        let wants = |rule: &&DutyRule| matches!(&rule.wants, Wants::Measure { name: wanted, .. } if wanted == name);
        let title = self.definition.duties().find(wants).map_or(name, |rule| rule.title.as_str());
        format!("«{title}»")
    }

    fn document(&self, id: DocumentId, kind: &str, formats: &[Format]) -> String {
        let rule = self.definition.documents.get(kind);
        let title = rule.map_or(kind, |rule| rule.title.as_str());
        let formats: Vec<_> = formats.iter().map(|format| format.as_str()).collect();
        match formats.as_slice() {
            [] => format!("документ № {} («{title}»)", number(id)),
            formats => format!("документ № {} («{title}»: {})", number(id), formats.join(", ")),
        }
    }

    fn exemption(&self, reason: &str) -> String {
        let stages = self.definition.tracks_of(self.role).iter().flat_map(|track| &track.stages);
        let mut rules = stages.flat_map(|stage| &stage.exempt_when);
        rules.find(|rule| rule.reason == reason).map_or(reason, |rule| &rule.title).to_owned()
    }
}

/// Whom, in the dative.
pub(crate) const fn addressee(to: Addressee) -> &'static str {
    match to {
        Addressee::Organization => "организации",
        Addressee::Municipality => "муниципальному органу",
        Addressee::Officer => "ответственному сотруднику",
        Addressee::Head => "руководителю",
    }
}

const fn rung_word(rung: &Rung) -> &'static str {
    match (rung.draft, rung.at.days > 0) {
        (true, _) => "проект письма на подпись",
        (false, true) => "сообщение о просрочке",
        (false, false) => "напоминание",
    }
}

/// Transcripts number their documents from one; the number is the id.
fn number(document: DocumentId) -> u128 {
    document.0.as_u128()
}
