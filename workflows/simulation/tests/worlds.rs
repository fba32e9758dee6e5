//! A seeded world: the same seed the same story, nobody told twice, everything adds up.

use chrono::{DateTime, Utc};
use vekha_core::Definition;
use vekha_core::calendar::federal;
use vekha_model::{Addressee, Parameters, Zone};
use vekha_simulation::forecast::Kind;
use vekha_simulation::{Forecast, Profile, Settings, parameters, simulate};

#[cfg(test)]
fn play(organizations: u32, seed: u64) -> Forecast {
    let definition = Definition::parse("plans.yaml", include_str!("plans.yaml")).expect("valid");
    let zone: Zone = "Asia/Novokuznetsk".parse().expect("zone");
    let issued_at: DateTime<Utc> = "2023-12-18T03:00:00Z".parse().expect("instant");
    let settings = Settings { organizations, seed, zone, issued_at, profile: Profile::USUAL };
    let filled = parameters(&definition, &Parameters::new(), zone.date(issued_at));
    simulate(&definition, &filled, &federal(), &settings)
}

#[test]
fn a_seed_gives_its_story_again_and_another_seed_another() {
    assert_eq!(play(40, 7), play(40, 7));
    assert_ne!(play(40, 7).days, play(40, 8).days);
}

#[test]
fn everybody_gets_the_circular_once_and_every_case_is_counted_every_day() {
    let forecast = play(90, 1);
    let circulars = forecast.total().into_iter().find(|sent| sent.kind == Kind::Circular);
    let authorities = forecast.municipalities;
    assert_eq!(circulars.map(|sent| sent.messages), Some(90 + authorities));
    for day in &forecast.days {
        for track in &forecast.tracks {
            let cases: u32 =
                track.stages.iter().map(|stage| day.at(&track.name, &stage.name)).sum();
            assert_eq!(cases, 90, "{} on {}", track.name, day.date);
        }
    }
    assert!(!forecast.cut, "the story ends by itself");
}

#[test]
fn silence_climbs_to_the_municipality_in_one_digest_and_to_the_head_as_a_draft() {
    let forecast = play(180, 3);
    let total = forecast.total();
    let of = |kind, to| total.iter().find(|sent| sent.kind == kind && sent.to == to);
    let digests = of(Kind::Escalation, Addressee::Municipality).expect("municipal digests");
    assert!(digests.messages < digests.items && digests.largest_digest > 1, "{digests:?}");
    assert!(of(Kind::Draft, Addressee::Head).is_some());
    assert!(forecast.days.last().is_some_and(|day| day.overdue > 0), "the silent stay overdue");
}

#[test]
fn the_table_is_aligned_and_ends_with_totals() {
    let text = play(60, 5).to_string();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[0], "Планы по итогам НОКО 2023 года");
    let column = |line: &str| {
        line.split_once('█').or(line.split_once('░')).map(|(left, _)| left.chars().count())
    };
    let bars: Vec<_> = lines.iter().filter_map(|line| column(line)).collect();
    assert!(bars.len() > 5 && bars.windows(2).all(|pair| pair[0] == pair[1]), "{text}");
    assert!(text.contains("Всего сообщений:"));
}
