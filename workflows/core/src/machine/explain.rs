//! «Почему дело здесь, чего оно ждёт, что и когда будет дальше»: the three questions of a case page.

use super::World;
use super::filing;
use super::spoken::{self, number};
use crate::definition::{DutyRule, Stage, Track, Wants};
use crate::due;
use crate::ladder::{self, Alarm, Step};
use chrono::{DateTime, Utc};
use vekha_model::{Addressee, Case, Duty, DutyState, RungAt, TrackState};

/// One track of a case in words, in Russian.
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
pub fn explain(world: &World<'_>, case: &Case, now: DateTime<Utc>) -> Vec<Explanation> {
    let tracks = world.definition.tracks_of(world.role).iter();
    let begun = tracks.filter_map(|track| {
        let state = case.tracks.get(&track.name)?;
        let stage = track.stages.iter().find(|stage| stage.name == state.stage)?;
        Some(explain_track(world, case, track, state, stage, now))
    });
    begun.collect()
}

fn explain_track(
    world: &World<'_>,
    case: &Case,
    track: &Track,
    state: &TrackState,
    stage: &Stage,
    now: DateTime<Utc>,
) -> Explanation {
    let mut open: Vec<_> = case
        .duties
        .values()
        .filter(|duty| duty.track == track.name && !duty.state.label().is_final())
        .filter_map(|duty| Some((duty, world.rule(&track.name, &duty.key.obligation)?.1)))
        .collect();
    open.sort_by_key(|(duty, _)| duty.due.as_ref().map(|due| due.at));
    let duties =
        open.iter().map(|(duty, rule)| waits(world, case, duty, rule, now)).collect::<Vec<_>>();
    let waits = match (state.ended && duties.is_empty(), duties.is_empty()) {
        (true, _) => None,
        (false, false) => Some(duties.join("; ")),
        (false, true) => Some(awaited(world, stage)),
    };
    let alarms = open.iter().flat_map(|(duty, rule)| {
        let coming = ladder::alarms(world, duty).into_iter().find(|alarm| alarm.at > now);
        coming.map(|alarm| (alarm, *rule))
    });
    let next = alarms.min_by_key(|(alarm, _)| *alarm);
    Explanation {
        track: track.name.clone(),
        title: track.title.clone(),
        stage: stage.title.clone(),
        why: why(world, state),
        waits,
        next: next.map(|(alarm, rule)| coming(world, alarm, rule)),
    }
}

fn why(world: &World<'_>, state: &TrackState) -> String {
    let since = moment(world, state.since);
    match spoken::because(world.definition, world.role, &state.because) {
        None => format!("С этого этапа начинается дело: письмо выпущено, {since}"),
        Some(because) => format!("Этап начался, {since}: {because}"),
    }
}

fn waits(
    world: &World<'_>,
    case: &Case,
    duty: &Duty,
    rule: &DutyRule,
    now: DateTime<Utc>,
) -> String {
    let title = &rule.title;
    let opens = due::opens(world, rule).filter(|opens| world.zone.date(now) < *opens);
    let from = opens.map(|opens| format!(", с {}", opens.format("%d.%m.%Y"))).unwrap_or_default();
    let term = match &duty.due {
        Some(due) if duty.is_overdue(now) => format!(", срок прошёл: {}", due.spoken()),
        Some(due) => format!("{from}, {}", due.spoken()),
        None => from,
    };
    match &duty.state {
        DutyState::Submitted { .. } => format!("Решение сотрудника по поручению «{title}»"),
        DutyState::Claimed { .. } => {
            format!("Решение сотрудника об освобождении от поручения «{title}»")
        }
        DutyState::Returned { reason, .. } => {
            format!("«{title}»: исправленный документ{term}. Замечания: {reason}")
        }
        _ => format!("«{title}»: {}{term}", wanted(world, case, duty, rule)),
    }
}

fn wanted(world: &World<'_>, case: &Case, duty: &Duty, rule: &DutyRule) -> String {
    match &rule.wants {
        Wants::Document(kind) => filing::missing(world.definition, kind, &duty.filed).join(", "),
        Wants::Measure { name, quota } => {
            let so_far = case.measures.get(name).copied().map_or_else(|| "0".to_owned(), number);
            let needed = quota.eval_number(&world.scope(case)).map(number);
            match needed {
                Ok(needed) => format!("сообщено {so_far} из {needed}"),
                Err(_) => format!("сообщено {so_far}, норма неизвестна"),
            }
        }
        Wants::Acknowledgement => "подтверждение ознакомления".to_owned(),
        Wants::Decision(name) => format!("решение «{name}»"),
        Wants::Counts(_) => "ответы подведомственных организаций".to_owned(),
    }
}

/// A stage without an open duty waits for one of its triggers.
fn awaited(world: &World<'_>, stage: &Stage) -> String {
    let triggers: Vec<_> = stage
        .on
        .iter()
        .map(|on| spoken::spoken(world.definition, world.role, &on.trigger))
        .collect();
    triggers.join(" или ")
}

fn coming(world: &World<'_>, alarm: Alarm, rule: &DutyRule) -> String {
    let at = moment(world, alarm.at);
    let title = &rule.title;
    let rung = match alarm.what {
        Step::Deadline => return format!("Истечёт срок по поручению «{title}», {at}"),
        Step::Rung(index) => ladder::rungs(world.definition, rule).get(index),
    };
    let Some(rung) = rung else { return at };
    let whom = match rung.tell {
        Addressee::Organization => "организации",
        Addressee::Municipality => "муниципальному органу",
        Addressee::Officer => "ответственному сотруднику",
        Addressee::Head => "руководителю",
    };
    let what = match (rung.draft, rung.at.days > 0) {
        (true, _) => "Проект письма на подпись",
        (false, true) => "Сообщение о просрочке",
        (false, false) => "Напоминание",
    };
    format!("{what} {whom} о поручении «{title}» (ступень {}), {at}", days(rung.at))
}

/// «+10 раб. дн.», with a minus sign and not a hyphen.
fn days(at: RungAt) -> String {
    let days = format!("{:+}", at.days).replace('-', "−");
    format!("{days} {}", if at.working { "раб. дн." } else { "дн." })
}

/// «01.03.2024 в 09:00 по Кемерову (МСК+4)».
fn moment(world: &World<'_>, at: DateTime<Utc>) -> String {
    format!("{} {}", world.zone.local(at).format("%d.%m.%Y в %H:%M"), world.zone.spoken(at))
}
