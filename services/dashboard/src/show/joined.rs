//! What belongs to a campaign beside itself: the letters that joined it.

use crate::desk::Desk;
use crate::failure::Failure;
use crate::page::campaign::JoinedLetter;
use crate::show::draft::earlier::letter;
use vekha_model::CampaignId;
use vekha_store::view_follow::{self, Letter};
use vekha_store::{Scope, Tx};

/// The letters that joined a campaign that the scope sees, the oldest first.
///
/// # Errors
/// Database errors.
pub async fn letters(
    tx: &mut Tx,
    scope: &Scope,
    campaign: CampaignId,
    desk: &Desk<'_>,
) -> Result<Vec<JoinedLetter>, Failure> {
    let found = view_follow::letters(tx, scope, [campaign]).await?;
    let joined = |it: &Letter| {
        let joins = it.joins.as_deref()?;
        Some(JoinedLetter {
            what: desk.words.say(&format!("follow-letter-{joins}")),
            letter: letter(it, desk),
            subject: it.subject.clone(),
            at: desk.moment(it.at),
        })
    };
    Ok(found.iter().filter_map(joined).collect())
}
