//! The eleven time zones of Russia, and how an officer reads them.
//!
//! Offsets from Moscow run from −1 to +9 and have not changed with the seasons since 2014, but the
//! arithmetic still goes through the zone database, because regions do move (Саха has three zones,
//! and several regions changed theirs in 2016–2020).

use crate::Lang;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A time zone of the IANA database.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone(Tz);

/// The text is no zone of the IANA database.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown time zone {0:?}: write an IANA name such as Europe/Moscow or Asia/Novokuznetsk")]
pub struct UnknownZone(pub String);

/// Zone, its city in the dative as «по Москве» wants it, and in English. One line per offset of the
/// country.
const CITIES: [(Tz, &str, &str); 17] = [
    (Tz::Europe__Kaliningrad, "Калининграду", "Kaliningrad"),
    (Tz::Europe__Moscow, "Москве", "Moscow"),
    (Tz::Europe__Simferopol, "Симферополю", "Simferopol"),
    (Tz::Europe__Volgograd, "Волгограду", "Volgograd"),
    (Tz::Europe__Samara, "Самаре", "Samara"),
    (Tz::Asia__Yekaterinburg, "Екатеринбургу", "Yekaterinburg"),
    (Tz::Asia__Omsk, "Омску", "Omsk"),
    (Tz::Asia__Novosibirsk, "Новосибирску", "Novosibirsk"),
    (Tz::Asia__Novokuznetsk, "Кемерову", "Kemerovo"),
    (Tz::Asia__Krasnoyarsk, "Красноярску", "Krasnoyarsk"),
    (Tz::Asia__Irkutsk, "Иркутску", "Irkutsk"),
    (Tz::Asia__Yakutsk, "Якутску", "Yakutsk"),
    (Tz::Asia__Chita, "Чите", "Chita"),
    (Tz::Asia__Vladivostok, "Владивостоку", "Vladivostok"),
    (Tz::Asia__Magadan, "Магадану", "Magadan"),
    (Tz::Asia__Sakhalin, "Южно-Сахалинску", "Yuzhno-Sakhalinsk"),
    (Tz::Asia__Kamchatka, "Петропавловску-Камчатскому", "Petropavlovsk-Kamchatsky"),
];

impl Zone {
    /// Moscow: the zone of a federal ministry.
    pub const MOSCOW: Self = Self(Tz::Europe__Moscow);

    /// The IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The local date and time of an instant.
    pub fn local(self, at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&self.0).naive_local()
    }

    /// The local date of an instant.
    pub fn date(self, at: DateTime<Utc>) -> NaiveDate {
        self.local(at).date()
    }

    /// The instant of a local wall-clock time. In a gap of the zone's history the hour after the
    /// gap is meant, in an overlap the earlier instant.
    pub fn instant(self, date: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
        let local = date.and_time(time);
        self.0
            .from_local_datetime(&local)
            .earliest()
            .or_else(|| {
                self.0.from_local_datetime(&(local + chrono::Duration::hours(1))).earliest()
            })
            .map_or_else(|| local.and_utc(), |at| at.with_timezone(&Utc))
    }

    /// The last microsecond of a local day: «до 1 марта» includes the first of March.
    pub fn end_of_day(self, date: NaiveDate) -> DateTime<Utc> {
        let next = date.succ_opt().unwrap_or(date);
        self.instant(next, NaiveTime::MIN) - chrono::Duration::microseconds(1)
    }

    /// Whole hours ahead of Moscow at that instant, −1 to +9.
    pub fn hours_from_moscow(self, at: DateTime<Utc>) -> i32 {
        let of = |zone: Tz| at.with_timezone(&zone).offset().fix().local_minus_utc();
        (of(self.0) - of(Tz::Europe__Moscow)) / 3600
    }

    /// «МСК», «МСК+4», «МСК−1».
    pub fn moscow_label(self, at: DateTime<Utc>) -> String {
        match self.hours_from_moscow(at) {
            0 => "МСК".to_owned(),
            ahead if ahead > 0 => format!("МСК+{ahead}"),
            behind => format!("МСК−{}", behind.unsigned_abs()),
        }
    }

    /// «по Кемерову (МСК+4)»: how a deadline names its zone.
    pub fn spoken(self, at: DateTime<Utc>) -> String {
        self.spoken_in(Lang::Ru, at)
    }

    /// «по Кемерову (МСК+4)», “Kemerovo time (MSK+4)”.
    pub fn spoken_in(self, lang: Lang, at: DateTime<Utc>) -> String {
        let label = self.moscow_label(at);
        match (lang, CITIES.iter().find(|(zone, ..)| *zone == self.0)) {
            (Lang::Ru, Some((_, city, _))) => format!("по {city} ({label})"),
            (Lang::Ru, None) => format!("по времени {} ({label})", self.0.name()),
            (Lang::En, known) => {
                let city = known.map_or(self.0.name(), |(.., city)| city);
                format!("{city} time ({})", label.replace("МСК", "MSK"))
            }
        }
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<Tz>().map(Self).map_err(|_| UnknownZone(text.to_owned()))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name())
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_names_its_zone_as_people_say_it() {
        let kemerovo: Zone = "Asia/Novokuznetsk".parse().expect("zone");
        let due = kemerovo.end_of_day(NaiveDate::from_ymd_opt(2024, 3, 1).expect("date"));
        assert_eq!(due.to_rfc3339(), "2024-03-01T16:59:59.999999+00:00");
        assert_eq!(kemerovo.spoken(due), "по Кемерову (МСК+4)");
        assert_eq!(kemerovo.spoken_in(Lang::En, due), "Kemerovo time (MSK+4)");
        assert_eq!(Zone::MOSCOW.moscow_label(due), "МСК");
        let kaliningrad: Zone = "Europe/Kaliningrad".parse().expect("zone");
        assert_eq!(kaliningrad.moscow_label(due), "МСК−1");
    }

    #[test]
    fn an_unknown_zone_says_what_to_write() {
        let error = "Kemerovo".parse::<Zone>().expect_err("no such zone");
        assert!(error.to_string().contains("Asia/Novokuznetsk"));
    }
}
