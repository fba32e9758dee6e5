//! The timeline of a case: the facts of its events in words, newest first.

use super::sums::title;
use crate::desk::Desk;
use crate::page::case::Happening;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use vekha_campaigns::Running;
use vekha_core::definition::Role;
use vekha_core::{due, ladder};
use vekha_model::{Due, DutyKey, Fact, PersonId};
use vekha_proto::Advanced;
use vekha_store::event::Stored;
use vekha_store::view_case::RungLine;

/// Who tells the story: the workflow's titles, people's names, the reader's words.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// The workflow, when it could be read.
    pub running: Option<&'a Running>,
    /// Whose tracks the case runs.
    pub role: Role,
    /// Names of those who decided.
    pub names: &'a BTreeMap<PersonId, String>,
    /// The reader.
    pub desk: Desk<'a>,
}

/// The story, newest first.
pub fn happenings(history: &[Stored], rungs: &[RungLine], teller: &Teller<'_>) -> Vec<Happening> {
    let mut story: Vec<(DateTime<Utc>, usize, Happening)> = Vec::new();
    for stored in history {
        let advanced: Advanced = match stored.event.decode() {
            Ok(advanced) => advanced,
            Err(error) => {
                tracing::error!(event = %stored.event.id, %error, "a timeline leaves an event out");
                continue;
            }
        };
        let who = stored.event.actor.and_then(|who| teller.names.get(&who)).cloned();
        for fact in &advanced.facts {
            let (tone, text) = teller.tell(fact);
            let at = teller.desk.moment(stored.event.at);
            let happening = Happening { at, tone, text, who: who.clone() };
            story.push((stored.event.at, story.len(), happening));
        }
    }
    for rung in rungs {
        let happening = Happening {
            at: teller.desk.moment(rung.at),
            tone: "wait",
            text: teller.rung(rung),
            who: None,
        };
        story.push((rung.at, story.len(), happening));
    }
    story.sort_by_key(|(at, place, _)| std::cmp::Reverse((*at, *place)));
    story.into_iter().map(|(_, _, happening)| happening).collect()
}

impl Teller<'_> {
    fn duty(&self, key: &DutyKey) -> String {
        title(self.running.map(|running| &running.definition), &key.obligation)
    }

    fn rung(&self, rung: &RungLine) -> String {
        let named = self.running.and_then(|running| {
            let rule = running.definition.duty(&rung.duty.obligation)?;
            let index = usize::try_from(rung.rung).ok()?;
            let rung = ladder::rungs(&running.definition, rule).get(index)?;
            let whom = self.desk.words.say(&format!("level-{}", rung.tell.as_str()));
            Some(format!("{} — {}", self.desk.rung(rung.at), whom.to_lowercase()))
        });
        let named = named.unwrap_or_else(|| (rung.rung + 1).to_string());
        let args = [("duty", &*self.duty(&rung.duty)), ("rung", &*named)];
        self.desk.say("fact-rung-reached", &args)
    }

    /// The tone of a fact and its sentence.
    fn tell(&self, fact: &Fact) -> (&'static str, String) {
        let say = |key, args: &[(&'static str, &str)]| self.desk.say(key, args);
        let about =
            |key, duty, what, text: &str| say(key, &[("duty", &*self.duty(duty)), (what, text)]);
        match fact {
            Fact::CaseStarted { .. } => ("plain", say("fact-case-started", &[])),
            Fact::StageEntered { track, stage, .. } => ("plain", self.stage(track, stage)),
            Fact::DutyOpened { duty, due, .. } => match due {
                Some(due) => {
                    ("plain", about("fact-duty-opened-due", duty, "due", &self.until(due)))
                }
                None => ("plain", about("fact-duty-opened", duty, "due", "")),
            },
            Fact::DocumentFiled { duty, missing, .. } if missing.is_empty() => {
                ("plain", about("fact-document-filed", duty, "missing", ""))
            }
            Fact::DocumentFiled { duty, missing, .. } => {
                let missing = self.desk.recorded(&missing.join(", "));
                ("plain", about("fact-document-filed-missing", duty, "missing", &missing))
            }
            Fact::DutySubmitted { duty, why, .. } => {
                ("wait", about("fact-duty-submitted", duty, "why", &self.recorded(why)))
            }
            Fact::DutyReturned { duty, reason, .. } => {
                ("bad", about("fact-duty-returned", duty, "reason", &self.recorded(reason)))
            }
            Fact::DutyAccepted { duty, why, .. } => {
                ("good", about("fact-duty-accepted", duty, "why", &self.recorded(why)))
            }
            Fact::ExemptionClaimed { duty, reason, .. } => {
                ("wait", about("fact-exemption-claimed", duty, "reason", &self.reason(reason)))
            }
            Fact::ExemptionRefused { duty, reason } => {
                let reason = self.recorded(reason);
                ("bad", about("fact-exemption-refused", duty, "reason", &reason))
            }
            Fact::DutyExempted { duty, reason, .. } => {
                ("good", about("fact-duty-exempted", duty, "reason", &self.reason(reason)))
            }
            _ => self.tell_more(fact),
        }
    }

    fn tell_more(&self, fact: &Fact) -> (&'static str, String) {
        let say = |key, args: &[(&'static str, &str)]| self.desk.say(key, args);
        match fact {
            Fact::DutyExtended { duty, due, .. } => {
                let (duty, spoken, why) = (self.duty(duty), self.until(due), self.why(due));
                let args = [("duty", &*duty), ("due", &*spoken), ("why", &*why)];
                ("plain", say("fact-duty-extended", &args))
            }
            Fact::DutyReminded { duty, reason } => {
                let args = [("duty", &*self.duty(duty)), ("reason", reason.as_str())];
                ("plain", say("fact-duty-reminded", &args))
            }
            Fact::AddressCorrected { address, reason } => {
                let args = [("address", address.as_str()), ("reason", reason.as_str())];
                ("plain", say("fact-address-corrected", &args))
            }
            Fact::DutyClosed { duty, why } => {
                let why = self.recorded(why);
                ("plain", say("fact-duty-closed", &[("duty", &self.duty(duty)), ("why", &why)]))
            }
            Fact::DocumentKept { .. } => ("wait", say("fact-document-kept", &[])),
            Fact::KeptDocumentApplied { .. } => ("plain", say("fact-kept-document-applied", &[])),
            Fact::DocumentNoted { why, .. } => {
                ("plain", say("fact-document-noted", &[("why", &self.desk.recorded(why))]))
            }
            Fact::MeasureTaken { name, value, needed } => {
                let (value, needed) = (value.to_string(), needed.map(|needed| needed.to_string()));
                let args = [("name", &**name), ("value", &*value)];
                match needed {
                    Some(needed) => {
                        let args = [args[0], args[1], ("needed", &*needed)];
                        ("plain", say("fact-measure-taken-of", &args))
                    }
                    None => ("plain", say("fact-measure-taken", &args)),
                }
            }
            Fact::Acknowledged { .. } => ("plain", say("fact-acknowledged", &[])),
            Fact::DeadlinePassed { duty } => {
                ("bad", say("fact-deadline-passed", &[("duty", &self.duty(duty))]))
            }
            Fact::DecisionTaken { name } => {
                ("plain", say("fact-decision-taken", &[("name", name)]))
            }
            Fact::CaseEnded => ("good", say("fact-case-ended", &[])),
            Fact::CaseCancelled { reason } => {
                ("bad", say("fact-case-cancelled", &[("reason", reason)]))
            }
            Fact::CaseStopped { why } => {
                ("bad", say("fact-case-stopped", &[("why", &self.desk.recorded(why))]))
            }
            of_a_duty => {
                tracing::error!(?of_a_duty, "the timeline has no words for a fact");
                ("plain", String::new())
            }
        }
    }

    /// A recorded reason as a sentence of its own.
    fn recorded(&self, text: &str) -> String {
        let text = self.desk.recorded(text);
        let mut letters = text.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    }

    fn until(&self, due: &Due) -> String {
        due.spoken_in(self.desk.lang())
    }

    fn why(&self, due: &Due) -> String {
        self.running.map_or_else(String::new, |running| {
            due::why(&running.definition, self.role, due, self.desk.lang())
        })
    }

    fn stage(&self, track: &str, stage: &str) -> String {
        let known = self.running.and_then(|running| {
            let both = running.definition.tracks.iter().chain(&running.definition.authority);
            let track = both.clone().find(|t| t.name == track)?;
            let found = track.stages.iter().find(|s| s.name == stage)?;
            Some((track.title.clone(), found.title.clone()))
        });
        let (track, stage) = known.unwrap_or_else(|| (track.to_owned(), stage.to_owned()));
        self.desk.say("fact-stage-entered", &[("track", &track), ("stage", &stage)])
    }

    fn reason(&self, name: &str) -> String {
        self.running.map_or_else(|| name.to_owned(), |running| reason_title(running, name))
    }
}

/// What officers call a reason for an exemption.
pub fn reason_title(running: &Running, name: &str) -> String {
    let tracks = running.definition.tracks.iter().chain(&running.definition.authority);
    let mut rules = tracks.flat_map(|track| &track.stages).flat_map(|stage| &stage.exempt_when);
    rules.find(|rule| rule.reason == name).map_or_else(|| name.to_owned(), |r| r.title.clone())
}
