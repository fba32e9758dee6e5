//! Clock, zones, calendar: what deadlines stand on.

use super::{Finding, Health};
use anyhow::Context as _;
use chrono::{DateTime, Datelike as _, Duration, NaiveDate, Utc};
use std::path::Path;
use std::time::SystemTime;
use vekha_model::Zone;

/// The clock of the process against that of the file system: a data folder on a network disk may
/// have another, and both against the year this program was made in.
pub fn clock(folder: &Path, now: DateTime<Utc>) -> Finding {
    const MADE: i32 = 2026;
    let says = now.format("%Y-%m-%d %H:%M:%S UTC").to_string();
    if now.year() < MADE {
        let says = format!("{says}: before this program was made; set the clock");
        return Finding::new("clock", Health::Bad, says);
    }
    match file_time(folder) {
        Ok(there) if (there - now).abs() > Duration::seconds(30) => {
            let says = format!("{says}, but the disk says {there}: synchronise the clocks");
            Finding::new("clock", Health::Fair, says)
        }
        _ => Finding::new("clock", Health::Good, says),
    }
}

fn file_time(folder: &Path) -> anyhow::Result<DateTime<Utc>> {
    let file = tempfile::NamedTempFile::new_in(folder)?;
    let modified: SystemTime = file.as_file().metadata()?.modified()?;
    Ok(modified.into())
}

/// One zone for each offset of the country, with its hours ahead of Moscow.
const ZONES: [(&str, i32); 11] = [
    ("Europe/Kaliningrad", -1),
    ("Europe/Moscow", 0),
    ("Europe/Samara", 1),
    ("Asia/Yekaterinburg", 2),
    ("Asia/Omsk", 3),
    ("Asia/Krasnoyarsk", 4),
    ("Asia/Irkutsk", 5),
    ("Asia/Yakutsk", 6),
    ("Asia/Vladivostok", 7),
    ("Asia/Magadan", 8),
    ("Asia/Kamchatka", 9),
];

/// The zone database knows the eleven zones of the country.
pub fn zones(issuer: Zone, now: DateTime<Utc>) -> anyhow::Result<String> {
    for (name, ahead) in ZONES {
        let zone: Zone = name.parse().context("the zone database is incomplete")?;
        let found = zone.hours_from_moscow(now);
        anyhow::ensure!(
            found == ahead,
            "{name} is {found} h from Moscow instead of {ahead}: this program is too old"
        );
    }
    Ok(format!("{} zones; the issuer's is {}", ZONES.len(), issuer.spoken(now)))
}

/// Working days of this year and the next must be known for terms that are counted in them.
pub fn calendar(today: NaiveDate) -> Finding {
    let last = vekha_core::calendar::federal().last_year().unwrap_or(0);
    let says = format!("working days are known up to {last}");
    if last > today.year() {
        Finding::new("calendar", Health::Good, says)
    } else if last == today.year() {
        let says = format!("{says}: take a newer version before the year ends");
        Finding::new("calendar", Health::Fair, says)
    } else {
        let says = format!("{says}: holidays are not known; take a newer version");
        Finding::new("calendar", Health::Bad, says)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_grows_old() {
        let health = |year| calendar(NaiveDate::from_ymd_opt(year, 11, 1).unwrap()).health;
        assert_eq!(health(2026), Health::Good);
        assert_eq!(health(2027), Health::Fair);
        assert_eq!(health(2028), Health::Bad);
    }

    #[test]
    fn every_zone_of_the_country_is_known() {
        let now = "2026-01-12T09:00:00Z".parse().unwrap();
        assert!(zones(Zone::MOSCOW, now).unwrap().contains("по Москве (МСК)"));
    }
}
