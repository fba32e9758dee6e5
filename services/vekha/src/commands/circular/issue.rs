//! `vekha circular issue`: a draft gets its time; the scheduler does the rest.

use crate::commands::desk::Desk;
use crate::commands::place::Place;
use crate::exit::Exit;
use crate::output;
use anyhow::Context as _;
use chrono::{DateTime, NaiveDateTime, Utc};
use clap::Args;
use vekha_model::{CircularId, Zone};
use vekha_store::circular;

/// `vekha circular issue`.
#[derive(Debug, Args)]
pub struct Issue {
    #[command(flatten)]
    place: Place,
    /// The id that `circular draft` printed.
    id: CircularId,
    /// When: `2024-03-01 10:00` in the issuer's zone, or with an offset. Else now.
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
}

impl Issue {
    /// Runs it.
    ///
    /// # Errors
    /// A time that cannot be read; a circular that is no draft.
    pub async fn run(self) -> anyhow::Result<Exit> {
        let desk = Desk::open(&self.place).await?;
        let zone = desk.tenant.zone;
        let at = match &self.at {
            Some(text) => instant(text, zone)?,
            None => desk.clock.now(),
        };
        let mut tx = desk.store.write().await?;
        let found = circular::get(&mut tx, [self.id]).await?;
        let letter = found.first().with_context(|| {
            format!("there is no circular {}: `vekha circular list` shows them", self.id)
        })?;
        let state = letter.state.clone();
        let scheduled = circular::schedule(&mut tx, self.id, at).await?;
        anyhow::ensure!(
            scheduled,
            "circular {} is {state}, and only a draft can be issued",
            self.id
        );
        tx.commit().await?;
        let local = zone.local(at).format("%d.%m.%Y %H:%M");
        output::say(format!("«{}» выйдет {local} {}", letter.subject, zone.spoken(at)))?;
        output::remark("The running `vekha up` issues it within a second of its time.");
        Ok(Exit::Ok)
    }
}

fn instant(text: &str, zone: Zone) -> anyhow::Result<DateTime<Utc>> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Ok(at.with_timezone(&Utc));
    }
    let formats = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"];
    let local = formats.iter().find_map(|f| NaiveDateTime::parse_from_str(text, f).ok());
    let local = local.with_context(|| {
        format!("{text:?} is no time: write 2024-03-01 10:00, or 2024-03-01T10:00:00+07:00")
    })?;
    Ok(zone.instant(local.date(), local.time()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_without_an_offset_is_the_issuers() {
        let zone: Zone = "Asia/Novokuznetsk".parse().unwrap();
        let at = instant("2024-03-01 10:00", zone).unwrap();
        assert_eq!(at.to_rfc3339(), "2024-03-01T03:00:00+00:00");
        assert_eq!(instant("2024-03-01T10:00:00+07:00", Zone::MOSCOW).unwrap(), at);
        let error = instant("tomorrow", zone).unwrap_err().to_string();
        assert!(error.contains("write 2024-03-01 10:00"), "{error}");
    }
}
