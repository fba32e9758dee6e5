//! `vekha workflow simulate`: what will this campaign do, to whom, on which day?

use super::given::{self, Given};
use super::source::Source;
use crate::exit::Exit;
use crate::output;
use chrono::{NaiveDate, NaiveTime};
use clap::Args;
use vekha_core::{calendar, parameters};
use vekha_model::Zone;
use vekha_runtime::Clock;
use vekha_simulation::{Profile, Settings};

/// `vekha workflow simulate`.
#[derive(Debug, Args)]
pub struct Simulate {
    /// A file, or the name of a shipped campaign.
    #[arg(value_name = "FILE|NAME")]
    name: String,
    /// A parameter; those not given are invented.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    given: Vec<Given>,
    /// Organizations.
    #[arg(long, default_value_t = 600, value_name = "N")]
    orgs: u32,
    /// The same seed tells the same story.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The day of issue; else today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    day: Option<NaiveDate>,
    /// The issuer's zone.
    #[arg(long, default_value_t = Zone::MOSCOW)]
    zone: Zone,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

impl Simulate {
    /// Runs it.
    ///
    /// # Errors
    /// A definition that is wrong, parameters that do not fit it.
    pub fn run(self) -> anyhow::Result<Exit> {
        let definition = Source::find(&self.name)?.parse()?;
        let day = self.day.unwrap_or_else(|| self.zone.date(Clock::system().now()));
        let given = given::parameters(&definition, &self.given);
        let given = vekha_simulation::parameters(&definition, &given, day);
        let parameters = parameters::filled(&definition, &given)?;
        let settings = Settings {
            organizations: self.orgs,
            seed: self.seed,
            zone: self.zone,
            issued_at: self.zone.instant(day, MORNING),
            profile: Profile::USUAL,
        };
        let calendar = calendar::federal();
        let forecast = vekha_simulation::simulate(&definition, &parameters, &calendar, &settings);
        match self.json {
            true => output::say_json(&forecast)?,
            false => output::say(forecast.to_string())?,
        }
        Ok(Exit::Ok)
    }
}

/// When letters go out.
const MORNING: NaiveTime = match NaiveTime::from_hms_opt(10, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};
