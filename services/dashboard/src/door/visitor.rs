//! Who asks: a person with a live session. No session, no page.

use super::{cookie, look};
use crate::failure::Failure;
use crate::page::shell::Look;
use crate::state::DashboardState;
use crate::words::Lang;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use chrono::Duration;
use vekha_store::Scope;
use vekha_store::session::{self, Entered};

/// Within this the record of use is not written again: reading pages must not write.
const SEEN_EVERY: Duration = Duration::seconds(60);

/// A logged-in person with the request's surroundings.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Who.
    pub entered: Entered,
    /// The session's token.
    pub token: String,
    /// The language of the answer.
    pub lang: Lang,
    /// How the page should look.
    pub look: Look,
    /// The path and query.
    pub path: String,
}

impl Visitor {
    /// What may be seen.
    pub fn scope(&self) -> &Scope {
        &self.entered.scope
    }

    /// Refuses who may only look.
    ///
    /// # Errors
    /// [`Failure::Forbidden`].
    pub fn must_decide(&self) -> Result<(), Failure> {
        if self.entered.role.may_decide() { Ok(()) } else { Err(Failure::Forbidden) }
    }

    /// Whether dates may be moved and campaigns withdrawn: only by who gave the order, so only by
    /// who sees the whole tenant (типовая инструкция по делопроизводству ФОИВ, п. 5.3).
    pub fn is_issuer(&self) -> bool {
        self.entered.role.may_decide() && self.scope().is_whole()
    }

    /// Refuses who is not the issuer.
    ///
    /// # Errors
    /// [`Failure::Forbidden`].
    pub fn must_issue(&self) -> Result<(), Failure> {
        if self.is_issuer() { Ok(()) } else { Err(Failure::Forbidden) }
    }
}

impl FromRequestParts<DashboardState> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &DashboardState,
    ) -> Result<Self, Failure> {
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let stranger = || Failure::Stranger { wanted: path.clone() };
        let token = cookie::value(&parts.headers, cookie::SESSION).ok_or_else(stranger)?.to_owned();
        let now = state.parts.clock.now();
        let idle_since = now - state.parts.settings.idle();
        let mut tx = state.parts.store.read().await?;
        let entered = session::enter(&mut tx, &token, now, idle_since).await?;
        drop(tx);
        let entered = entered.ok_or_else(stranger)?;
        if now - entered.seen_at > SEEN_EVERY {
            let mut tx = state.parts.store.write().await?;
            session::touch(&mut tx, &token, now).await?;
            tx.commit().await?;
        }
        let (lang, look) = look::of(&parts.headers);
        Ok(Self { entered, token, lang, look, path })
    }
}
