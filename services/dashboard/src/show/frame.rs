//! The frame of a page: who looks, what waits, what came of the last action.

use crate::desk::Desk;
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::page::shell::{Flash, PersonBadge, Shell, Waiting};
use crate::render::Screen;
use crate::state::DashboardState;
use axum::response::{Html, IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use vekha_store::{Tx, dead_letter, view_document, view_review};

/// Dead letters counted for the navigation; beyond it the number says little more.
const DEAD_LETTERS_COUNTED: i64 = 1_000;

/// `?done=accepted`: what the last action came to. Only known words are said.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    done: String,
}

const GOOD: [&str; 17] = [
    "accepted",
    "returned",
    "granted",
    "refused",
    "assigned",
    "ignored",
    "extended",
    "cancelled",
    "retried",
    "decided",
    "issued",
    "scheduled",
    "saved",
    "signed",
    "dropped",
    "followed",
    "carried",
];

/// Everything a page needs around its own content.
#[derive(Debug)]
pub struct Frame<'a> {
    state: &'a DashboardState,
    visitor: &'a Visitor,
    /// Now, once for the whole page.
    pub now: DateTime<Utc>,
    waiting: Waiting,
    done: Done,
}

impl<'a> Frame<'a> {
    /// Reads what waits for this visitor.
    ///
    /// # Errors
    /// Database errors.
    pub async fn new(
        state: &'a DashboardState,
        visitor: &'a Visitor,
        tx: &mut Tx,
    ) -> Result<Self, Failure> {
        let scope = visitor.scope();
        let dead = if scope.is_whole() {
            dead_letter::list(tx, scope.tenant(), DEAD_LETTERS_COUNTED).await?.len()
        } else {
            0
        };
        let waiting = Waiting {
            unsorted: view_document::unsorted_count(tx, scope).await?,
            review: view_review::count(tx, scope).await?,
            dead: i64::try_from(dead).unwrap_or(i64::MAX),
        };
        let now = state.parts.clock.now();
        Ok(Self { state, visitor, now, waiting, done: Done::default() })
    }

    /// The same, with the outcome of the last action.
    #[must_use]
    pub fn after(mut self, done: Done) -> Self {
        self.done = done;
        self
    }

    /// What waits for this visitor.
    pub fn waiting(&self) -> Waiting {
        self.waiting
    }

    /// How things are said to this visitor, in the issuer's zone.
    pub fn desk(&self) -> Desk<'a> {
        Desk {
            words: self.state.renderer.words(self.visitor.lang),
            zone: self.visitor.entered.zone,
            now: self.now,
        }
    }

    /// The finished page. `title` is text; `section` the entry of the navigation.
    ///
    /// # Errors
    /// [`Failure::Render`].
    pub fn page<S: Screen>(
        &self,
        section: &'static str,
        title: impl Into<String>,
        page: &S,
    ) -> Result<Response, Failure> {
        let desk = self.desk();
        let shell = Shell {
            lang: self.visitor.lang.code(),
            title: title.into(),
            path: self.visitor.path.clone(),
            section,
            look: self.visitor.look.clone(),
            person: Some(PersonBadge {
                name: self.visitor.entered.name.clone(),
                place: self.visitor.entered.place.clone(),
            }),
            csrf: self.visitor.entered.csrf.clone(),
            as_of: format!("{} {}", desk.words.say("as-of"), desk.clock()),
            flash: self.flash(&desk),
            waiting: self.waiting,
        };
        Ok(Html(self.state.renderer.page(&shell, page)?).into_response())
    }

    fn flash(&self, desk: &Desk<'_>) -> Option<Flash> {
        let done = self.done.done.as_str();
        let tone = match done {
            "pending" => "wait",
            "stale" | "unchanged" => "bad",
            known if GOOD.contains(&known) => "good",
            _ => return None,
        };
        Some(Flash { tone, text: desk.words.say(&format!("done-{done}")) })
    }
}
