//! A time zone as a register writes it: «МСК+4», an IANA name, or the name of a city in the latter.

use crate::text::fold;
use vekha_model::Zone;

/// A zone for each offset from Moscow, −1 to +9. Several regions share one; the offset is what counts.
const BY_OFFSET: [(i32, &str); 11] = [
    (-1, "Europe/Kaliningrad"),
    (0, "Europe/Moscow"),
    (1, "Europe/Samara"),
    (2, "Asia/Yekaterinburg"),
    (3, "Asia/Omsk"),
    (4, "Asia/Novokuznetsk"),
    (5, "Asia/Irkutsk"),
    (6, "Asia/Yakutsk"),
    (7, "Asia/Vladivostok"),
    (8, "Asia/Magadan"),
    (9, "Asia/Kamchatka"),
];

/// Reads a zone; the error says what to write.
pub(super) fn read(text: &str) -> Result<Zone, String> {
    let advice = || "неизвестный часовой пояс. Пример: МСК+4 или Asia/Novokuznetsk".to_owned();
    if let Ok(zone) = text.trim().parse::<Zone>() {
        return Ok(zone);
    }
    let folded: String = fold(text).chars().filter(|char| !char.is_whitespace()).collect();
    let ahead =
        folded.strip_prefix("мск").or_else(|| folded.strip_prefix("msk")).ok_or_else(advice)?;
    let hours: i32 = if ahead.is_empty() { 0 } else { ahead.parse().map_err(|_| advice())? };
    BY_OFFSET
        .iter()
        .find(|(offset, _)| *offset == hours)
        .and_then(|(_, name)| name.parse().ok())
        .ok_or_else(advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offset_is_a_zone_with_that_offset() {
        let day = chrono::DateTime::from_timestamp(1_709_000_000, 0).expect("instant");
        for (offset, _) in BY_OFFSET {
            let zone = read(&format!("МСК{offset:+}")).expect("zone");
            assert_eq!(zone.hours_from_moscow(day), offset);
        }
        assert_eq!(read("МСК").map(Zone::name), Ok("Europe/Moscow"));
        assert_eq!(read("msk – 1").map(Zone::name), Ok("Europe/Kaliningrad"));
        assert_eq!(read("Asia/Omsk").map(Zone::name), Ok("Asia/Omsk"));
        assert!(read("Кемерово").is_err());
    }
}
