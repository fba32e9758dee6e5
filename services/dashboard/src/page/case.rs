//! `/cases/{id}`: why is it here, what does it wait for, what happens next and when.

use super::Paper;
use crate::light::Light;
use crate::render::Screen;
use serde::Serialize;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Case {
    /// Its id.
    pub id: String,
    /// The organization.
    pub organization: String,
    /// Its page.
    pub organization_href: String,
    /// «тел. …, почта …».
    pub contact: Option<String>,
    /// The campaign.
    pub campaign: String,
    /// Its page.
    pub campaign_href: String,
    /// Ended, cancelled, or set aside with the reason; empty while it runs.
    pub status: Option<String>,
    /// It can still be moved by a person.
    pub running: bool,
    /// Its lines with their stages.
    pub tracks: Vec<TrackLine>,
    /// What a person may decide here, when the visitor may decide at all.
    pub decisions: Vec<DecisionButton>,
    /// Its duties.
    pub duties: Vec<DutyCard>,
    /// What came in, newest first.
    pub papers: Vec<Paper>,
    /// What happened, newest first.
    pub timeline: Vec<Happening>,
    /// Who was told what.
    pub notices: Vec<NoticeLine>,
}

/// Where a line stands.
#[derive(Clone, Debug, Serialize)]
pub struct TrackLine {
    /// Its title.
    pub title: String,
    /// The stage's title.
    pub stage: String,
    /// Since when.
    pub since: String,
    /// Nothing follows.
    pub ended: bool,
}

/// A decision that the workflow names and waits for.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionButton {
    /// What the form sends.
    pub name: String,
    /// What the button says: where the decision leads.
    pub title: String,
}

/// A duty with its reasons.
#[derive(Clone, Debug, Serialize)]
pub struct DutyCard {
    /// Its name in the case.
    pub key: String,
    /// Its title.
    pub title: String,
    /// How it stands.
    pub light: Light,
    /// The date.
    pub due: Option<String>,
    /// Why this date.
    pub due_why: Option<String>,
    /// Why it is where it is.
    pub here: String,
    /// What it waits for.
    pub waits: String,
    /// What happens next, and when.
    pub next: Option<String>,
    /// Extensions so far.
    pub extensions: Vec<String>,
    /// A person may move its date.
    pub extendable: bool,
}

/// A line of the timeline.
#[derive(Clone, Debug, Serialize)]
pub struct Happening {
    /// When.
    pub at: String,
    /// `good`, `bad`, `wait` or `plain`.
    pub tone: &'static str,
    /// What.
    pub text: String,
    /// Who did it, when a person did.
    pub who: Option<String>,
}

/// A notice about this case.
#[derive(Clone, Debug, Serialize)]
pub struct NoticeLine {
    /// When it was made or sent.
    pub at: String,
    /// Whom.
    pub to: String,
    /// What about.
    pub what: String,
    /// «отправлено», «не отправлено: уже принято».
    pub state: String,
    /// It did not go out.
    pub held: bool,
}

impl Screen for Case {
    const TEMPLATE: &'static str = "case.html";
}
