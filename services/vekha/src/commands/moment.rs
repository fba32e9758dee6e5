//! A moment as it is typed on the command line.

use anyhow::Context as _;
use chrono::{DateTime, NaiveDateTime, Utc};
use vekha_model::Zone;

/// Reads `2024-03-01 10:00`, which is meant in the issuer's zone, or a time with an offset.
///
/// # Errors
/// When the text is neither.
pub fn moment(text: &str, zone: Zone) -> anyhow::Result<DateTime<Utc>> {
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
        let at = moment("2024-03-01 10:00", zone).unwrap();
        assert_eq!(at.to_rfc3339(), "2024-03-01T03:00:00+00:00");
        assert_eq!(moment("2024-03-01T10:00:00+07:00", Zone::MOSCOW).unwrap(), at);
        let error = moment("tomorrow", zone).unwrap_err().to_string();
        assert!(error.contains("write 2024-03-01 10:00"), "{error}");
    }
}
