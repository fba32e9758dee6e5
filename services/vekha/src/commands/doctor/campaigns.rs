//! Campaigns whose work has stopped: each is a problem of its own, and its neighbours go on.

use super::{Finding, Health};
use crate::compose;
use crate::config::Config;
use vekha_store::campaign::{self, Trouble};

/// One finding for each that cannot go on, or one that says all do.
pub async fn go_on(config: &Config) -> Vec<Finding> {
    match troubles(config).await {
        Ok(troubles) if troubles.is_empty() => {
            vec![Finding::new("campaigns", Health::Good, "all go on")]
        }
        Ok(troubles) => troubles.iter().map(finding).collect(),
        Err(error) => vec![Finding::new("campaigns", Health::Bad, format!("{error:#}"))],
    }
}

async fn troubles(config: &Config) -> anyhow::Result<Vec<Trouble>> {
    let store = compose::open(config).await?;
    let troubles = campaign::troubles(&mut store.read().await?).await?;
    store.close().await;
    Ok(troubles)
}

fn finding(trouble: &Trouble) -> Finding {
    let says = format!(
        "«{}» has stopped: {}. Its deadlines wait; install a version that reads its workflow",
        trouble.title, trouble.reason
    );
    Finding::new("campaigns", Health::Bad, says)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopped_campaign_is_bad_and_says_why() {
        let campaign = vekha_model::CampaignId(uuid::Uuid::nil());
        let (title, reason) = ("Итоги".to_owned(), "definition noko: no such word".to_owned());
        let finding = finding(&Trouble { campaign, title, reason });
        assert_eq!(finding.health, Health::Bad);
        assert!(finding.says.contains("«Итоги» has stopped: definition noko"), "{}", finding.says);
    }
}
