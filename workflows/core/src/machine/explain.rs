//! «Почему дело здесь, чего оно ждёт, что и когда будет дальше»: the three questions of a case page,
//! answered in the reader's language.

use super::World;
use super::filing;
use super::spoken::{self, number};
use crate::definition::{DutyRule, Stage, Track, Wants};
use crate::due;
use crate::ladder::{self, Alarm, Step};
use chrono::{DateTime, Utc};
use vekha_model::{Addressee, Case, Duty, DutyState, Lang, RungAt, TrackState};

/// One track of a case in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The track's name.
    pub track: String,
    /// What an officer calls it.
    pub title: String,
    /// Where it stands.
    pub stage: String,
    /// Why it is here: what led to the stage, and when.
    pub why: String,
    /// What it waits for; none when it has ended.
    pub waits: Option<String>,
    /// What happens next by the clock, and when; none when nothing does.
    pub next: Option<String>,
}

/// Explains every track that has begun, in the order of the definition.
pub fn explain(world: &World<'_>, case: &Case, now: DateTime<Utc>, lang: Lang) -> Vec<Explanation> {
    let say = Say { world, case, now, lang };
    let tracks = world.definition.tracks_of(world.role).iter();
    let begun = tracks.filter_map(|track| {
        let state = case.tracks.get(&track.name)?;
        let stage = track.stages.iter().find(|stage| stage.name == state.stage)?;
        Some(say.track(track, state, stage))
    });
    begun.collect()
}

/// What everything is said about, and to whom.
struct Say<'a> {
    world: &'a World<'a>,
    case: &'a Case,
    now: DateTime<Utc>,
    lang: Lang,
}

impl Say<'_> {
    fn track(&self, track: &Track, state: &TrackState, stage: &Stage) -> Explanation {
        let duties = self.case.duties.values();
        let mut open: Vec<_> = duties
            .filter(|duty| duty.track == track.name && !duty.state.label().is_final())
            .filter_map(|duty| Some((duty, self.world.rule(&track.name, &duty.key.obligation)?.1)))
            .collect();
        open.sort_by_key(|(duty, _)| duty.due.as_ref().map(|due| due.at));
        let waiting: Vec<_> = open.iter().map(|(duty, rule)| self.waits(duty, rule)).collect();
        let waits = match (state.ended && waiting.is_empty(), waiting.is_empty()) {
            (true, _) => None,
            (false, false) => Some(waiting.join("; ")),
            (false, true) => Some(self.awaited(stage)),
        };
        let alarms = open.iter().flat_map(|(duty, rule)| {
            let alarms = ladder::alarms(self.world, duty).into_iter();
            alarms.filter(|alarm| alarm.at > self.now).map(|alarm| (alarm, *rule)).next()
        });
        let next = alarms.min_by_key(|(alarm, _)| *alarm);
        Explanation {
            track: track.name.clone(),
            title: track.title.clone(),
            stage: stage.title.clone(),
            why: self.why(state),
            waits,
            next: next.map(|(alarm, rule)| self.coming(alarm, rule)),
        }
    }

    fn why(&self, state: &TrackState) -> String {
        let since = self.moment(state.since);
        let because =
            spoken::because(self.world.definition, self.world.role, &state.because, self.lang);
        match (self.lang, because) {
            (Lang::Ru, None) => format!("С этого этапа начинается дело: письмо выпущено, {since}"),
            (Lang::Ru, Some(because)) => format!("Этап начался, {since}: {because}"),
            (Lang::En, None) => format!("The case begins here: the letter was issued, {since}"),
            (Lang::En, Some(because)) => format!("The stage began, {since}: {because}"),
        }
    }

    fn waits(&self, duty: &Duty, rule: &DutyRule) -> String {
        let (title, lang) = (&rule.title, self.lang);
        let term = self.term(duty, rule);
        let decision = lang.of("Решение сотрудника по поручению", "An officer's decision on");
        let exemption = lang.of(
            "Решение сотрудника об освобождении от поручения",
            "An officer's decision on the exemption from",
        );
        match &duty.state {
            DutyState::Submitted { .. } => format!("{decision} «{title}»"),
            DutyState::Claimed { .. } => format!("{exemption} «{title}»"),
            DutyState::Returned { reason, .. } => {
                let wanted = lang.of("исправленный документ", "a corrected document");
                let remarks = lang.of("Замечания", "Remarks");
                format!("«{title}»: {wanted}{term}. {remarks}: {reason}")
            }
            _ => format!("«{title}»: {}{term}", self.wanted(duty, rule)),
        }
    }

    /// From when, and by when.
    fn term(&self, duty: &Duty, rule: &DutyRule) -> String {
        let lang = self.lang;
        let today = self.world.zone.date(self.now);
        let opens = due::opens(self.world, rule).filter(|opens| today < *opens);
        let from = opens.map(|day| format!(", {} {}", lang.of("с", "from"), lang.date(day)));
        let from = from.unwrap_or_default();
        match &duty.due {
            Some(due) if duty.is_overdue(self.now) => {
                format!(", {}: {}", lang.of("срок прошёл", "overdue"), due.spoken_in(lang))
            }
            Some(due) => format!("{from}, {}", due.spoken_in(lang)),
            None => from,
        }
    }

    fn wanted(&self, duty: &Duty, rule: &DutyRule) -> String {
        let lang = self.lang;
        match &rule.wants {
            Wants::Document(kind) => {
                filing::missing_in(lang, self.world.definition, kind, &duty.filed).join(", ")
            }
            Wants::Measure { name, quota } => {
                let so_far = self.case.measures.get(name).copied();
                let so_far = so_far.map_or_else(|| "0".to_owned(), number);
                match (lang, quota.eval_number(&self.world.scope(self.case)).map(number)) {
                    (Lang::Ru, Ok(needed)) => format!("сообщено {so_far} из {needed}"),
                    (Lang::Ru, Err(_)) => format!("сообщено {so_far}, норма неизвестна"),
                    (Lang::En, Ok(needed)) => format!("{so_far} of {needed} reported"),
                    (Lang::En, Err(_)) => format!("{so_far} reported, the quota is unknown"),
                }
            }
            Wants::Acknowledgement => {
                lang.of("подтверждение ознакомления", "acknowledgement").to_owned()
            }
            Wants::Decision(name) => format!("{} «{name}»", lang.of("решение", "decision")),
            Wants::Counts(_) => lang
                .of("ответы подведомственных организаций", "answers of the organizations below")
                .to_owned(),
        }
    }

    /// A stage without an open duty waits for one of its triggers.
    fn awaited(&self, stage: &Stage) -> String {
        let World { definition, role, .. } = self.world;
        let triggers = stage.on.iter().map(|on| &on.trigger);
        let said = triggers.map(|trigger| spoken::spoken(definition, *role, trigger, self.lang));
        said.collect::<Vec<_>>().join(self.lang.of(" или ", " or "))
    }

    fn coming(&self, alarm: Alarm, rule: &DutyRule) -> String {
        let (at, title, lang) = (self.moment(alarm.at), &rule.title, self.lang);
        let rung = match alarm.what {
            Step::Deadline => {
                let passes = lang.of("Истечёт срок по поручению", "The due date passes of");
                return format!("{passes} «{title}», {at}");
            }
            Step::Rung(index) => ladder::rungs(self.world.definition, rule).get(index),
        };
        let Some(rung) = rung else { return at };
        let whom = match rung.tell {
            Addressee::Organization => lang.of("организации", "to the organization"),
            Addressee::Municipality => lang.of("муниципальному органу", "to the municipality"),
            Addressee::Officer => lang.of("ответственному сотруднику", "to the officer in charge"),
            Addressee::Head => lang.of("руководителю", "to the head"),
        };
        let what = match (rung.draft, rung.at.days > 0) {
            (true, _) => lang.of("Проект письма на подпись", "A draft letter for signature"),
            (false, true) => lang.of("Сообщение о просрочке", "An overdue notice"),
            (false, false) => lang.of("Напоминание", "A reminder"),
        };
        let about = lang.of("о поручении", "about");
        let step = lang.of("ступень", "rung");
        format!("{what} {whom} {about} «{title}» ({step} {}), {at}", days(rung.at, lang))
    }

    /// «01.03.2024 в 09:00 по Кемерову (МСК+4)».
    fn moment(&self, at: DateTime<Utc>) -> String {
        let (local, zone) = (self.world.zone.local(at), self.world.zone);
        let (day, time) = (self.lang.date(local.date()), local.format("%H:%M"));
        format!("{day} {} {time} {}", self.lang.of("в", "at"), zone.spoken_in(self.lang, at))
    }
}

/// «+10 раб. дн.», with a minus sign and not a hyphen.
fn days(at: RungAt, lang: Lang) -> String {
    let days = format!("{:+}", at.days).replace('-', "−");
    let (working, calendar) = (lang.of("раб. дн.", "w.d."), lang.of("дн.", "d."));
    format!("{days} {}", if at.working { working } else { calendar })
}
