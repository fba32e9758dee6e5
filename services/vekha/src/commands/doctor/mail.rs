//! How mails leave: is the folder there, does the server answer?

use super::{Finding, Health};
use crate::compose;
use crate::config::{Channel, Config};
use vekha_notifier::channel::Way;

/// Asks the server to answer, or looks at the folder.
pub async fn channel(config: &Config) -> Finding {
    let way = match compose::way(config).await {
        Ok(way) => way,
        Err(error) => return Finding::new("mail", Health::Bad, format!("{error:#}")),
    };
    match (way, config.mail.channel) {
        (Way::Smtp { smtp, .. }, Channel::Smtp) => match smtp.reach().await {
            Ok(()) => Finding::new("mail", Health::Good, "the server answers"),
            Err(error) => Finding::new("mail", Health::Bad, format!("the server: {error}")),
        },
        _ => {
            let folder = config.outbox_path();
            let says = format!("into {}: nothing leaves this machine", folder.display());
            Finding::new("mail", Health::Good, says)
        }
    }
}
