//! `/drafts/{id}/recipients`: whom the letter binds, with the count before anything is sent.

use super::opened::{self, Opened};
use super::way;
use crate::desk::Desk;
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::page::Choice;
use crate::page::draft_recipients::DraftRecipients;
use crate::show::{Done, Frame};
use crate::state::DashboardState;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;
use vekha_drafting::CaseFor;
use vekha_drafting::addressed::{Bound, Chosen, kinds};
use vekha_drafting::ready;
use vekha_model::{Level, Organization};
use vekha_store::view_campaign;

/// Names printed.
const NAMES: usize = 15;

/// `?unreadable=1`: the sheet that was just sent could not be read.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sheet {
    unreadable: bool,
}

/// The page.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer, [`Failure::Missing`] outside the scope.
pub async fn show(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(sheet): Query<Sheet>,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let mut tx = state.parts.store.read().await?;
    let scope = visitor.scope();
    let opened = opened::open(&mut tx, &visitor, id).await?;
    let register = opened::register(&state, &mut tx, scope).await?;
    let case_for = case_for(&opened);
    let chosen = opened.draft.changes.chosen.clone();
    let bound = match &chosen {
        Some(chosen) => Some(opened::resolve(&mut tx, scope, (chosen, case_for), &register).await?),
        None => None,
    };
    let limit = i64::from(state.parts.settings.campaigns);
    let campaigns = view_campaign::list(&mut tx, scope, limit).await?;
    let running = campaigns.into_iter().filter(|campaign| campaign.status == "running");
    let running = running.map(|it| (it.id.to_string(), it.title)).collect();
    let frame = Frame::new(&state, &visitor, &mut tx).await?.after(done);
    let desk = frame.desk();
    let choosing = Choosing { chosen: chosen.as_ref(), case_for, register: &register, desk };
    let mut page = choosing.page(&opened, bound.as_ref(), running);
    page.trouble = sheet.unreadable.then(|| desk.words.say("draft-sheet-unreadable"));
    frame.page("campaigns", opened.draft.title(), &page)
}

/// Who has the main cases: as the shipped campaign has it, else as chosen.
pub(crate) fn case_for(opened: &Opened) -> CaseFor {
    let shipped = ready::workflow(&opened.draft).and_then(|it| it.campaign.definition().ok());
    shipped.map_or_else(|| opened.draft.case_for(), |definition| definition.case_for)
}

struct Choosing<'a> {
    chosen: Option<&'a Chosen>,
    case_for: CaseFor,
    register: &'a [Organization],
    desk: Desk<'a>,
}

impl Choosing<'_> {
    fn page(
        &self,
        opened: &Opened,
        bound: Option<&Bound>,
        campaigns: Vec<(String, String)>,
    ) -> DraftRecipients {
        let main = bound.map_or(&[][..], |bound| &bound.main);
        DraftRecipients {
            way: way(opened, "recipients"),
            who: self.who(!campaigns.is_empty()),
            places: self.places(),
            kinds: self.kinds(),
            inns: match self.chosen {
                Some(Chosen::Listed { inns }) => inns.join("\n"),
                _ => String::new(),
            },
            campaigns: self.campaigns(campaigns),
            count: bound.map(|bound| count(bound, self.case_for, &self.desk)),
            names: main.iter().take(NAMES).map(|node| node.name.clone()).collect(),
            more: i64::try_from(main.len().saturating_sub(NAMES)).unwrap_or(i64::MAX),
            unknown: bound.map(|bound| bound.unknown.join(", ")).filter(|it| !it.is_empty()),
            trouble: None,
        }
    }

    fn root(&self) -> Option<&Organization> {
        self.register.first()
    }

    /// Which of the ways to choose is the one in use.
    fn way(&self) -> &'static str {
        match self.chosen {
            Some(Chosen::Listed { .. }) => "list",
            Some(Chosen::Silent { .. }) => "silent",
            Some(Chosen::Below { paths, .. }) => {
                let root = self.root().map(|root| root.path.as_str());
                if paths.iter().map(String::as_str).eq(root) { "all" } else { "places" }
            }
            None => "all",
        }
    }

    fn who(&self, somebody_is_silent: bool) -> Vec<Choice> {
        let ways = ["all", "places", "list", "silent"];
        let ways = ways.into_iter().filter(|way| *way != "silent" || somebody_is_silent);
        let choice = |way: &str| Choice {
            value: way.to_owned(),
            title: self.desk.words.say(&format!("draft-to-{way}")),
            chosen: way == self.way(),
        };
        ways.map(choice).collect()
    }

    fn places(&self) -> Vec<Choice> {
        let below = |path: &str| matches!(self.chosen, Some(Chosen::Below { paths, .. }) if paths.iter().any(|p| p == path));
        let places = self.register.iter().filter(|node| node.level == Level::Municipality);
        let choice = |node: &Organization| Choice {
            value: node.path.clone(),
            title: node.name.clone(),
            chosen: below(&node.path),
        };
        places.map(choice).collect()
    }

    /// Nothing to choose where all are of one kind.
    fn kinds(&self) -> Vec<Choice> {
        let all = kinds(self.register, self.case_for);
        let chosen = |kind: &String| matches!(self.chosen, Some(Chosen::Below { kinds, .. }) if kinds.contains(kind));
        let choice = |(kind, n): (String, usize)| {
            let key = format!("org-kind-{kind}");
            let known = self.desk.words.has(&key);
            let name = if known { self.desk.words.say(&key) } else { kind.clone() };
            Choice { title: format!("{name}: {n}"), chosen: chosen(&kind), value: kind }
        };
        if all.len() < 2 { Vec::new() } else { all.into_iter().map(choice).collect() }
    }

    fn campaigns(&self, campaigns: Vec<(String, String)>) -> Vec<Choice> {
        let own = match self.chosen {
            Some(Chosen::Silent { campaign }) => Some(campaign.to_string()),
            _ => None,
        };
        let choice = |(value, title): (String, String)| Choice {
            chosen: Some(&value) == own.as_ref(),
            value,
            title,
        };
        campaigns.into_iter().map(choice).collect()
    }
}

/// «40 организаций, над ними 3 муниципальных органа».
pub(crate) fn count(bound: &Bound, case_for: CaseFor, desk: &Desk<'_>) -> String {
    let n = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    match case_for {
        CaseFor::Organization => {
            let main = desk.words.count("n-organizations", n(bound.main.len()));
            let above = desk.words.count("draft-above", n(bound.authorities.len()));
            format!("{main}, {above}")
        }
        CaseFor::Municipality | CaseFor::Region => {
            desk.words.count("draft-authorities", n(bound.main.len()))
        }
    }
}
