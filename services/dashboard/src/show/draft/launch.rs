//! `/drafts/{id}/launch`: the calendar of everything that will be sent, and the button.

use super::calendar;
use super::opened::{self, Opened};
use super::recipients::{case_for, count};
use super::{said, way};
use crate::desk::Desk;
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::page::Choice;
use crate::page::draft_launch::{Conflict, DraftLaunch, LackLine, Signature, TermRow};
use crate::show::sums::title;
use crate::show::{Done, Frame};
use crate::state::DashboardState;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;
use vekha_drafting::Profile;
use vekha_drafting::addressed::Bound;
use vekha_drafting::outlook::{Launch, Outlook, Term, look};
use vekha_drafting::past::Past;
use vekha_drafting::ready::{Lack, Ready, outline, ready};
use vekha_model::{Calendar, CampaignId, Zone};
use vekha_store::view_launch::{self, Busy};
use vekha_store::{Scope, Tx};

/// Other letters' dates that lie so near compete for the same people.
const NEAR: Duration = Duration::days(3);
/// Earlier campaigns that are looked at: older ones are about other people.
const EARLIER: i64 = 10;
/// Conflicts that are listed.
const CONFLICTS: usize = 12;

const PROFILES: [(&str, Profile); 3] =
    [("usual", Profile::USUAL), ("good", Profile::GOOD), ("bad", Profile::BAD)];

/// `?profile=usual&at=2024-03-01T10:00`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    profile: String,
    at: String,
}

/// The page.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer, [`Failure::Missing`] outside the scope.
pub async fn show(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(wish): Query<Wish>,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let mut tx = state.parts.store.read().await?;
    let scope = visitor.scope();
    let opened = opened::open(&mut tx, &visitor, id).await?;
    let register = opened::register(&state, &mut tx, scope).await?;
    let days = opened::calendar(&mut tx, scope).await?;
    let bound = match &opened.draft.changes.chosen {
        Some(chosen) => {
            opened::resolve(&mut tx, scope, (chosen, case_for(&opened)), &register).await?
        }
        None => Bound::default(),
    };
    let frame = Frame::new(&state, &visitor, &mut tx).await?.after(done);
    let desk = frame.desk();
    let at = moment(&wish.at, desk.zone).unwrap_or(desk.now).max(desk.now);
    let past = earlier(&state, &mut tx, scope, &bound, desk.now).await?;
    let profile = PROFILES.iter().find(|(name, _)| *name == wish.profile);
    // What is known of these very organizations goes before what is known of others.
    let learned = past.as_ref().filter(|_| profile.is_none());
    let profile = profile.map_or(Profile::USUAL, |(_, profile)| *profile);
    let launch = Launch { zone: desk.zone, calendar: &days, at, profile, past: learned };
    let today = desk.zone.date(at);
    let outlined = outline(&opened.draft, today).ok();
    let outlook = ahead(outlined.as_ref(), &bound, &launch);
    let near = match &outlook {
        Some(outlook) => busy(&mut tx, scope, &bound, (outlook, &launch)).await?,
        None => Vec::new(),
    };
    let page = DraftLaunch {
        lacks: lacks(&opened, &bound, &desk, today),
        warnings: warnings(outlook.as_ref(), &desk),
        conflicts: conflicts(&state, &mut tx, near, &desk).await?,
        title: outlined.map_or_else(|| opened.draft.title(), |ready| ready.title),
        recipients: count(&bound, case_for(&opened), &desk),
        profiles: profiles(profile, (past.is_some(), learned.is_some()), &desk),
        rests_on: rests_on(learned, &desk),
        at: wish.at,
        terms: outlook.iter().flat_map(|it| &it.terms).map(|it| term(it, &days, &desk)).collect(),
        calendar: outlook.as_ref().and_then(|it| calendar::card(it, &days, &desk)),
        signature: signature(&state, &opened, &visitor),
        way: way(&opened, "launch"),
    };
    frame.page("campaigns", opened.draft.title(), &page)
}

/// Nothing to look at while nobody is addressed.
fn ahead(outlined: Option<&Ready>, bound: &Bound, launch: &Launch<'_>) -> Option<Outlook> {
    let ready = outlined.filter(|_| !bound.main.is_empty())?;
    Some(look(ready, bound, launch))
}

/// `2024-03-01T10:00` of the issuer's clock.
pub(crate) fn moment(text: &str, zone: Zone) -> Option<DateTime<Utc>> {
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok()?;
    Some(zone.instant(local.date(), local.time()))
}

/// What keeps it from going out, each with where it is mended.
fn lacks(
    opened: &Opened,
    bound: &Bound,
    desk: &Desk<'_>,
    today: chrono::NaiveDate,
) -> Vec<LackLine> {
    let base = format!("/drafts/{}", opened.kept.id);
    let found = ready(&opened.draft, today).err().unwrap_or_default();
    let line = |lack: Lack| match lack {
        Lack::Question(why) => LackLine {
            text: desk.say("draft-lack-question", &[("why", &why)]),
            href: format!("{base}#questions"),
        },
        Lack::Parameter { title, .. } => LackLine {
            text: desk.say("draft-lack-parameter", &[("title", &title)]),
            href: format!("{base}#workflow"),
        },
        Lack::Words(n) => LackLine {
            text: desk.say("draft-lack-words", &[("n", &n.to_string())]),
            href: format!("{base}#o{n}"),
        },
        Lack::TooLate { number, latest } => LackLine {
            text: desk.say(
                "draft-lack-late",
                &[("n", &number.to_string()), ("day", &desk.lang().date(latest))],
            ),
            href: format!("{base}#o{number}"),
        },
        Lack::Workflow(why) => {
            LackLine { text: desk.say("draft-lack-workflow", &[("why", &why)]), href: base.clone() }
        }
    };
    let mut lines: Vec<LackLine> = found.into_iter().map(line).collect();
    if bound.main.is_empty() {
        let text = desk.words.say("draft-lack-nobody");
        lines.push(LackLine { text, href: format!("{base}/recipients") });
    }
    lines
}

fn warnings(outlook: Option<&Outlook>, desk: &Desk<'_>) -> Vec<String> {
    let Some(outlook) = outlook else { return Vec::new() };
    let mut warnings: Vec<String> = outlook
        .terms
        .iter()
        .filter_map(|term| {
            let day = desk.lang().date(term.due?);
            let args = [("what", term.title.as_str()), ("day", day.as_str())];
            if term.is_past {
                return Some(desk.say("draft-warn-past", &args));
            }
            let why = term.day_off.as_deref()?;
            Some(desk.say("draft-warn-off", &[args[0], args[1], ("why", why)]))
        })
        .collect();
    if outlook.likely.cut {
        warnings.push(desk.words.say("draft-warn-cut"));
    }
    warnings
}

/// What those addressed owe elsewhere within a few days of a date of this letter.
async fn busy(
    tx: &mut Tx,
    scope: &Scope,
    bound: &Bound,
    (outlook, launch): (&Outlook, &Launch<'_>),
) -> Result<Vec<Busy>, Failure> {
    let instants = outlook.terms.iter().filter_map(|term| Some(launch.zone.end_of_day(term.due?)));
    let dues: Vec<DateTime<Utc>> = instants.collect();
    let (Some(first), Some(last)) = (dues.iter().min(), dues.iter().max()) else {
        return Ok(Vec::new());
    };
    let days = (*first - NEAR, *last + NEAR);
    let ids = bound.main.iter().map(|node| node.id);
    let mut found = view_launch::busy(tx, scope, ids, days).await?;
    found.retain(|busy| dues.iter().any(|due| (busy.due_at - *due).abs() <= NEAR));
    found.truncate(CONFLICTS);
    Ok(found)
}

async fn conflicts(
    state: &DashboardState,
    tx: &mut Tx,
    found: Vec<Busy>,
    desk: &Desk<'_>,
) -> Result<Vec<Conflict>, Failure> {
    let ids: Vec<CampaignId> = found.iter().map(|busy| busy.campaign).collect();
    let running = state.running(tx, &ids).await;
    let conflict = |busy: Busy| {
        let definition = running.get(&busy.campaign).map(|running| &running.definition);
        Conflict {
            href: format!("/campaigns/{}", busy.campaign),
            obligation: title(definition, &busy.obligation),
            title: busy.title,
            due: desk.last_day(busy.due_at),
            n: busy.n,
        }
    };
    Ok(found.into_iter().map(conflict).collect())
}

fn profiles(chosen: Profile, (is_known, is_learned): (bool, bool), desk: &Desk<'_>) -> Vec<Choice> {
    let choice = |(name, profile): (&str, Profile)| Choice {
        value: name.to_owned(),
        title: desk.words.say(&format!("draft-profile-{name}")),
        chosen: profile == chosen && !is_learned,
    };
    let learned = is_known.then(|| Choice {
        value: "earlier".to_owned(),
        title: desk.words.say("draft-profile-earlier"),
        chosen: is_learned,
    });
    learned.into_iter().chain(PROFILES.map(choice)).collect()
}

/// How punctual those addressed were in earlier campaigns; none while too little is known.
async fn earlier(
    state: &DashboardState,
    tx: &mut Tx,
    scope: &Scope,
    bound: &Bound,
    now: DateTime<Utc>,
) -> Result<Option<Past>, Failure> {
    let most = i64::try_from(state.parts.settings.bulk_cases).unwrap_or(i64::MAX);
    let organizations = bound.main.iter().map(|organization| organization.id);
    let limits = (now, EARLIER, most);
    let duties = view_launch::past(tx, scope, organizations, limits).await?;
    let past = Past::of(duties.iter().map(|(authority, duty)| (*authority, duty)), now);
    Ok(Some(past).filter(Past::is_enough))
}

/// On what the outlook rests: so many answers of the same organizations, or somebody's experience.
fn rests_on(past: Option<&Past>, desk: &Desk<'_>) -> String {
    let Some(past) = past else { return desk.words.say("draft-rests-on-profile") };
    let profile = past.whole.profile();
    let (n, own) = (past.whole.n().to_string(), past.own().to_string());
    let shares = [("in_time", profile.in_time), ("late", profile.late)];
    let [in_time, late] = shares.map(|(name, share)| (name, share.to_string()));
    let args = [
        ("n", n.as_str()),
        (in_time.0, in_time.1.as_str()),
        (late.0, late.1.as_str()),
        ("own", own.as_str()),
    ];
    desk.say("draft-rests-on-past", &args)
}

fn term(term: &Term, days: &Calendar, desk: &Desk<'_>) -> TermRow {
    let due = term.due.map(|day| {
        let date = desk.say("due-day", &[("day", &desk.lang().date(day))]);
        format!("{date}, {}", desk.lang().weekday(day))
    });
    TermRow {
        title: term.title.clone(),
        due: due.unwrap_or_else(|| desk.words.say("due-none")),
        warning: term.due.and_then(|day| said::warning(day, days, desk)),
        in_time: term.in_time,
        later: term.later,
        never: term.never(),
    }
}

pub(super) fn signature(
    state: &DashboardState,
    opened: &Opened,
    visitor: &Visitor,
) -> Option<Signature> {
    state.parts.settings.second_signature.then(|| Signature {
        given: opened.kept.signed_by.is_some(),
        may_sign: opened.kept.changed_by != visitor.entered.person,
    })
}
