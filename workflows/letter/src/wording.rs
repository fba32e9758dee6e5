//! Numbers, dates and lists as a Russian letter writes them.

use chrono::{DateTime, NaiveDate, Utc};
use vekha_model::{Lang, Zone, due::plural};

/// «в 21 территории», «в 5 территориях».
pub(crate) fn in_territories(n: usize) -> String {
    format!("в {n} {}", ["территории", "территориях", "территориях"][form(n)])
}

/// «из 21 территории», «из 34 территорий».
pub(crate) fn of_territories(n: usize) -> String {
    format!("из {n} {}", ["территории", "территорий", "территорий"][form(n)])
}

/// «598 организаций».
pub(crate) fn organizations(n: i64) -> String {
    format!("{n} {}", ["организация", "организации", "организаций"][plural(n)])
}

/// «1 событие».
pub(crate) fn events(n: i64) -> String {
    format!("{n} {}", ["событие", "события", "событий"][plural(n)])
}

fn form(n: usize) -> usize {
    plural(i64::try_from(n).unwrap_or(i64::MAX))
}

/// «12 февраля 2024 г., 09:00 по Кемерову (МСК+4)»; seconds only where there are some.
pub(crate) fn moment(at: DateTime<Utc>, zone: Zone) -> String {
    let local = zone.local(at);
    let whole = local.format("%S%.f").to_string() == "00";
    let time = local.format(if whole { "%H:%M" } else { "%H:%M:%S%.f" });
    format!("{}, {time} {}", Lang::Ru.day(local.date()), zone.spoken(at))
}

/// «до 1 марта 2024 г.»; several days become «в сроки от … до …»; none is said as well.
pub(crate) fn term(dues: &[NaiveDate]) -> String {
    match dues {
        [] => "без срока".to_owned(),
        [day] => format!("срок – до {}", Lang::Ru.day(*day)),
        [first, .., last] => {
            format!("сроки – от {} до {}", Lang::Ru.day(*first), Lang::Ru.day(*last))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_agree_with_their_nouns() {
        let said: Vec<String> = [1, 3, 11, 21, 34].map(in_territories).into();
        assert_eq!(
            said,
            [
                "в 1 территории",
                "в 3 территориях",
                "в 11 территориях",
                "в 21 территории",
                "в 34 территориях"
            ]
        );
        assert_eq!(of_territories(21), "из 21 территории");
        assert_eq!(of_territories(22), "из 22 территорий");
        assert_eq!(organizations(3), "3 организации");
    }

    #[test]
    fn a_moment_names_its_zone() {
        let zone: Zone = "Asia/Novokuznetsk".parse().unwrap();
        let at = |text: &str| moment(text.parse().unwrap(), zone);
        assert_eq!(at("2024-02-12T02:00:00Z"), "12 февраля 2024 г., 09:00 по Кемерову (МСК+4)");
        assert_eq!(
            at("2024-02-12T02:00:07.5Z"),
            "12 февраля 2024 г., 09:00:07.500 по Кемерову (МСК+4)"
        );
    }
}
