//! Sets the stage: an empty record gets its office, its register and a letter that goes out at nine.

use super::calendar::{Dates, YEAR};
use super::eml::AUTHSERV_ID;
use super::letter::{EXECUTOR, EXECUTOR_PHONE, NUMBER, SIGNER, circular as words};
use super::names::{MINISTRY, MINISTRY_DOMAIN, REGION_CODE};
use super::region::{Region, zone};
use crate::config::Config;
use crate::{compose, office};
use anyhow::Context as _;
use chrono::{DateTime, NaiveTime, Utc};
use std::path::Path;
use vekha_core::{Definition, parameters};
use vekha_model::{Parameters, Value};
use vekha_runtime::Ids;
use vekha_runtime::config::Secret;
use vekha_simulation::Chance;
use vekha_store::circular::{self, Circular, Recipients};
use vekha_store::tenant::Tenant;
use vekha_store::{Tx, definition, organization};

/// The shipped campaign that is played.
const WORKFLOW: &str = "noko-results";
/// The login of the officer.
pub const LOGIN: &str = "demo";
/// A session lasts as long as the story: its days are seconds.
const SESSION_HOURS: u32 = 24 * 400;

/// The configuration of a demo in this folder.
pub fn config(data: &Path, listen: std::net::SocketAddr, password: &str) -> Config {
    let mut config = Config { data: data.to_owned(), listen, ..Config::default() };
    config.issuer.code = REGION_CODE.to_owned();
    config.issuer.name = MINISTRY.to_owned();
    config.issuer.zone = zone();
    config.admin.login = LOGIN.to_owned();
    config.admin.name = EXECUTOR.to_owned();
    config.admin.password = Secret::new(password);
    config.mail.from = format!("Веха <vekha@{MINISTRY_DOMAIN}>");
    config.mail.domain = format!("in.{MINISTRY_DOMAIN}");
    config.mail.trusted_authserv_id = AUTHSERV_ID.to_owned();
    config.mail.inbox = Some(data.join("inbox"));
    // One after the other: the order in which mails leave is part of the story.
    config.notifier.connections = 1;
    config.dashboard.session_hours = SESSION_HOURS;
    config.dashboard.idle_minutes = SESSION_HOURS * 60;
    config
}

/// When the letter goes out.
pub fn issue_at(dates: &Dates) -> DateTime<Utc> {
    zone().instant(dates.issued, NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default())
}

/// The definition of the letter's campaign.
///
/// # Errors
/// When it is not shipped or wrong.
pub fn workflow() -> anyhow::Result<(Definition, &'static str)> {
    let shipped = vekha_library::find(WORKFLOW);
    let yaml = shipped.with_context(|| format!("{WORKFLOW} is not shipped"))?.yaml;
    let parsed = Definition::parse(WORKFLOW, yaml).map_err(|report| anyhow::anyhow!("{report}"))?;
    Ok((parsed, yaml))
}

/// Writes register and letter into a record that has none.
///
/// # Errors
/// When there is one already, or it cannot be written.
pub async fn set(
    config: &Config,
    (schools, seed): (usize, &Chance),
    dates: &Dates,
    ids: &Ids,
) -> anyhow::Result<Region> {
    let path = config.record_path();
    anyhow::ensure!(
        !path.exists(),
        "{} is there already: a demo begins on an empty folder, name another with --data",
        path.display()
    );
    let now = issue_at(dates);
    let store = compose::open(config).await?;
    let tenant = office::found(&store, &config.issuer, ids, now).await?;
    let mut tx = store.write().await?;
    let root = organization::all_of(&mut tx, tenant.id).await?.pop().context("no office")?;
    let region = Region::invent(seed, schools, &root, ids);
    organization::save(&mut tx, tenant.id, &region.nodes(), now).await?;
    schedule(&mut tx, &tenant, dates, ids).await?;
    tx.commit().await?;
    store.close().await;
    Ok(region)
}

/// Puts the letter on the calendar.
async fn schedule(tx: &mut Tx, tenant: &Tenant, dates: &Dates, ids: &Ids) -> anyhow::Result<()> {
    let (parsed, yaml) = workflow()?;
    let given: Parameters = [
        ("year".to_owned(), Value::Integer(i64::from(YEAR))),
        ("previous_year".to_owned(), Value::Integer(i64::from(YEAR) - 1)),
        ("publish_by".to_owned(), Value::Date(dates.publish_by)),
        ("plan_by".to_owned(), Value::Date(dates.plan_by)),
        ("report_by".to_owned(), Value::Date(dates.report_by)),
    ]
    .into();
    let parameters = parameters::filled(&parsed, &given)?;
    let now = issue_at(dates);
    let stored = definition::Stored {
        id: ids.next().into(),
        name: parsed.name.clone(),
        version: i64::from(parsed.version),
        source: yaml.to_owned(),
    };
    let letter = Circular {
        id: ids.next().into(),
        tenant: tenant.id,
        number: Some(NUMBER.to_owned()),
        dated: Some(dates.issued),
        issuer: tenant.name.clone(),
        subject: parameters::title(&parsed, &parameters)?,
        body: words(YEAR, dates.publish_by, dates.plan_by, dates.report_by),
        signer: Some(SIGNER.to_owned()),
        executor: Some(EXECUTOR.to_owned()),
        executor_phone: Some(EXECUTOR_PHONE.to_owned()),
        reply_to: Some(format!("noko@{MINISTRY_DOMAIN}")),
        head_email: Some(format!("zam-ministra@{MINISTRY_DOMAIN}")),
        definition: definition::keep(tx, &stored, now).await?,
        parameters,
        recipients: Recipients { paths: vec![format!("{}/", tenant.code)] },
        state: "scheduled".to_owned(),
        issue_at: Some(now),
        repeat_months: None,
        campaign: None,
        cursor: String::new(),
        created_by: None,
        created_at: now,
    };
    Ok(circular::insert(tx, &letter).await?)
}
