//! What a document may be for in a case: its duties, and the kinds that each of them can use.

use super::said::{By, Said};
use chrono::Datelike as _;
use vekha_core::Definition;
use vekha_core::definition::{DutyRule, Role, Stage, Wants};
use vekha_model::{Duty, DutyKey, Format, Parameters};
use vekha_reading::form::Form;
use vekha_reading::recognise::Kind;

/// What the document may be for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    /// The campaign's definition.
    pub definition: &'a Definition,
    /// The campaign's parameters.
    pub parameters: &'a Parameters,
    /// Whose tracks the case runs.
    pub role: Role,
    /// The case's duties.
    pub duties: &'a [Duty],
    /// What was said of it.
    pub said: &'a Said,
}

/// What a kind is to a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What the duty wants.
    Wanted,
    /// What must accompany it.
    Companion,
    /// What proves an exemption from it.
    Proof,
}

/// A use for something that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Use<'a> {
    /// The kind in the definition.
    pub kind: &'a str,
    /// What it is to the duty.
    pub part: Part,
    /// The duty.
    pub duty: &'a DutyKey,
}

impl<'a> Asked<'a> {
    /// The kind that somebody fixed: a person, or a claim of exemption whose proof this is. A person
    /// looks at every claim.
    pub fn fixed(&self) -> Option<&'a str> {
        let kind = self.said.kind.as_deref()?;
        let proves = |duty: &DutyKey| {
            let stage = self.rule(duty).map(|(stage, _)| stage);
            stage.is_some_and(|stage| stage.exempt_when.iter().any(|rule| rule.proof == kind))
        };
        let claimed = || self.said.duty.as_ref().is_some_and(proves);
        (self.said.by == By::Person || claimed()).then_some(kind)
    }

    /// The duty that was hinted at and is not done. A kind that was named hints at its duty.
    pub fn hint(&self) -> Option<&'a DutyKey> {
        let open = |key: &&'a DutyKey| !self.is_final(key);
        let named = self.said.duty.as_ref();
        let kind = self.said.kind.as_deref();
        let of_kind = || {
            let kind = kind?;
            let uses = |duty: &&'a DutyKey| self.uses(duty).any(|it| it.kind == kind);
            self.in_order().into_iter().find(uses)
        };
        named.or_else(of_kind).filter(open)
    }

    /// The kind that was named, or the one that the hinted duty wants.
    pub fn hinted_kind(&self) -> Option<&'a str> {
        let of_duty = || self.uses(self.hint()?).find(|it| it.part == Part::Wanted);
        self.said.kind.as_deref().or_else(|| of_duty().map(|wanted| wanted.kind))
    }

    /// The case's duties: those that are not done first, of them the hinted one, then those that
    /// wait, then those in review.
    pub fn in_order(&self) -> Vec<&'a DutyKey> {
        let named = self.said.duty.as_ref();
        let rank = |duty: &&Duty| {
            let label = duty.state.label();
            (label.is_final(), Some(&duty.key) != named, !label.is_waiting())
        };
        let mut duties: Vec<&Duty> = self.duties.iter().collect();
        duties.sort_by_key(rank);
        let known = duties.iter().any(|duty| Some(&duty.key) == named);
        // A duty that has not opened yet can be named: what comes for it is kept.
        named.filter(|_| !known).into_iter().chain(duties.into_iter().map(|it| &it.key)).collect()
    }

    /// The kinds that a duty can use: what it wants, what goes with it, what proves an exemption.
    pub fn uses(&self, duty: &'a DutyKey) -> impl Iterator<Item = Use<'a>> {
        let rule = self.rule(duty);
        let wanted = rule.and_then(|(_, rule)| match &rule.wants {
            Wants::Document(kind) => Some(kind),
            _ => None,
        });
        let document = wanted.and_then(|kind| self.definition.documents.get(kind));
        let with = document.into_iter().flat_map(|rule| &rule.with);
        let exempt = rule.into_iter().flat_map(|(stage, _)| &stage.exempt_when);
        let proofs = exempt.flat_map(|rule| [&rule.proof].into_iter().chain(&rule.also));
        let all = wanted.map(|kind| (kind, Part::Wanted)).into_iter();
        let all = all.chain(with.map(|kind| (kind, Part::Companion)));
        let all = all.chain(proofs.map(|kind| (kind, Part::Proof)));
        all.map(move |(kind, part)| Use { kind, part, duty })
    }

    /// The use for a form that was seen, by the order of duties. A plain letter claims no exemption:
    /// only one that explains is a proof.
    pub fn use_of(&self, seen: Kind) -> Option<Use<'a>> {
        let is_letter = matches!(seen, Kind::Letter | Kind::Explanation);
        let fits = |it: &Use<'_>| self.form(it.kind) == Some(Form::of(seen));
        let suits = |it: &Use<'_>| {
            let explains = (seen == Kind::Explanation) == (it.part == Part::Proof);
            fits(it) && (!is_letter || explains)
        };
        let all = || self.in_order().into_iter().flat_map(|duty| self.uses(duty));
        let named = || all().find(|it| Some(it.kind) == self.said.kind.as_deref() && suits(it));
        let second = || all().find(fits).filter(|_| seen == Kind::Explanation);
        named().or_else(|| all().find(suits)).or_else(second)
    }

    /// The kind of the definition for a form that no duty of the case can use now.
    pub fn elsewhere(&self, seen: Kind) -> Option<&'a str> {
        let kinds = self.definition.documents.keys().map(String::as_str);
        let proves = |kind: &str| {
            let stages = self.definition.tracks_of(self.role).iter().flat_map(|it| &it.stages);
            stages.flat_map(|stage| &stage.exempt_when).any(|rule| rule.proof == kind)
        };
        let mut kinds = kinds.filter(|kind| self.form(kind) == Some(Form::of(seen)));
        kinds.find(|kind| (seen == Kind::Explanation) == proves(kind))
    }

    /// The duty that a kind counts towards where that was hinted at: the hinted one if it can use
    /// it, else the only one that can. Without a hint the case decides.
    pub fn duty_for(&self, kind: &str) -> Option<&'a DutyKey> {
        self.said.duty.as_ref().or(self.hint())?;
        let using = |duty: &&'a DutyKey| self.uses(duty).any(|it| it.kind == kind);
        let mut using: Vec<&DutyKey> = self.in_order().into_iter().filter(using).collect();
        if using.iter().any(|duty| !self.is_final(duty)) {
            using.retain(|duty| !self.is_final(duty));
        }
        match using.as_slice() {
            [first, ..] if Some(*first) == self.hint() || using.len() == 1 => Some(first),
            _ => None,
        }
    }

    /// Whether a duty has had something and waits for exactly this companion.
    pub fn lacks(&self, duty: &DutyKey, kind: &str) -> bool {
        let duty = self.duties.iter().find(|it| it.key == *duty);
        duty.is_some_and(|it| !it.filed.is_empty() && it.filed.iter().all(|f| f.kind != kind))
    }

    /// The year that the plan of a duty is for: the campaign says so, or its date does. A plan that
    /// is due by the end of June is for that year, a later one for the next.
    pub fn year_of(&self, duty: &DutyKey) -> Option<i32> {
        let due = || {
            let due = self.duties.iter().find(|it| it.key == *duty)?.due.as_ref()?.date;
            Some(due.year() + i32::from(due.month() > 6))
        };
        super::check::plan_year(self.parameters).or_else(due)
    }

    /// Whether nothing more will happen to a duty.
    pub fn is_final(&self, duty: &DutyKey) -> bool {
        self.duties.iter().any(|it| it.key == *duty && it.state.label().is_final())
    }

    /// Whether a duty waits for its organization.
    pub fn is_waiting(&self, duty: &DutyKey) -> bool {
        self.duties.iter().any(|it| it.key == *duty && it.state.label().is_waiting())
    }

    /// What an officer calls a duty.
    pub fn title(&self, duty: &DutyKey) -> String {
        let rule = self.definition.duty(&duty.obligation);
        let title = rule.map_or(duty.obligation.as_str(), |rule| rule.title.as_str());
        match duty.occurrence {
            1 => title.to_owned(),
            n => format!("{title} ({n}-й раз)"),
        }
    }

    /// What an officer calls a kind.
    pub fn kind_title(&self, kind: &str) -> String {
        let rule = self.definition.documents.get(kind);
        rule.map_or_else(|| kind.to_owned(), |rule| rule.title.clone())
    }

    /// The form of a kind; none where any will do.
    pub fn form(&self, kind: &str) -> Option<Form> {
        Form::parse(&self.definition.documents.get(kind)?.form)
    }

    /// Whether a kind is wanted in this format.
    pub fn accepts(&self, kind: &str, format: Format) -> bool {
        let rule = self.definition.documents.get(kind);
        rule.is_some_and(|rule| rule.files.iter().flatten().any(|it| *it == format))
    }

    /// Whether a kind is taken in any form, and this format is none that it refuses.
    pub fn takes_any(&self, kind: &str, format: Format) -> bool {
        let rule = self.definition.documents.get(kind);
        rule.is_some_and(|rule| {
            Form::parse(&rule.form).is_none()
                && (rule.files.is_empty() || self.accepts(kind, format))
        })
    }

    fn rule(&self, duty: &DutyKey) -> Option<(&'a Stage, &'a DutyRule)> {
        let stages = self.definition.tracks_of(self.role).iter().flat_map(|it| &it.stages);
        let mut rules = stages.filter_map(|stage| Some((stage, stage.duty.as_ref()?)));
        rules.find(|(_, rule)| rule.id == duty.obligation)
    }
}
