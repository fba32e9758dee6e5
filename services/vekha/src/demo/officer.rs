//! The officer of the ministry: logs in, looks through what waits, decides; leaves some of it to
//! whoever watches.

use super::browser::Browser;
use super::forms::{Form, forms};
use super::quiet::quiet;
use serde::Deserialize;
use std::collections::BTreeMap;
use vekha_runtime::Lifecycle;
use vekha_simulation::Chance;

/// Out of a hundred, what the officer leaves to whoever watches.
const LEFT: u64 = 7;
/// Pages of one list that a person looks through in one sitting.
const PAGES: usize = 40;

/// The officer.
#[derive(Debug)]
pub struct Officer {
    browser: Browser,
    login: String,
    password: String,
    seed: Chance,
    /// How often each thing was decided.
    rounds: BTreeMap<String, u64>,
}

/// One obligation of the campaign by its counts, as the JSON interface tells them.
#[derive(Clone, Debug, Deserialize)]
pub struct Obligation {
    /// Its id.
    pub id: String,
    /// Its counts.
    pub counts: Counts,
}

/// How its duties stand.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Counts {
    /// All of them.
    pub total: i64,
    /// Done.
    pub accepted: i64,
    /// Need not be done.
    pub exempt: i64,
    /// A person decides.
    pub submitted: i64,
    /// An exemption is asked for.
    pub claimed: i64,
    /// Sent back.
    pub returned: i64,
    /// Late.
    pub overdue: i64,
}

#[derive(Debug, Deserialize)]
struct Listed {
    id: String,
}

#[derive(Debug, Deserialize)]
struct Looked {
    obligations: Vec<Obligation>,
}

impl Officer {
    /// Hires one.
    pub fn new(browser: Browser, login: &str, password: &str, seed: &Chance) -> Self {
        let (login, password) = (login.to_owned(), password.to_owned());
        Self { browser, login, password, seed: seed.of(3_000_000), rounds: BTreeMap::new() }
    }

    /// Logs in when the session is over.
    ///
    /// # Errors
    /// When the door does not open.
    pub async fn arrive(&self) -> anyhow::Result<()> {
        let (address, page) = self.browser.page("/").await?;
        if address != "/login" {
            return Ok(());
        }
        let mut form = forms(&page).into_iter().next().unwrap_or_default();
        form.action = "/login".to_owned();
        form.set("login", &self.login);
        form.set("password", &self.password);
        self.browser.send(&form).await?;
        let (address, _) = self.browser.page("/").await?;
        anyhow::ensure!(address != "/login", "the officer cannot log in");
        Ok(())
    }

    /// The newest campaign, when there is one.
    ///
    /// # Errors
    /// When the list cannot be read.
    pub async fn campaign(&self) -> anyhow::Result<Option<String>> {
        let listed: Vec<Listed> = self.browser.json("/api/v1/campaigns").await?;
        Ok(listed.into_iter().next().map(|first| first.id))
    }

    /// How the campaign stands, by obligation.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn standing(&self, campaign: &str) -> anyhow::Result<Vec<Obligation>> {
        let looked: Looked = self.browser.json(&format!("/api/v1/campaigns/{campaign}")).await?;
        Ok(looked.obligations)
    }

    /// Decides what waits for review, and lets each decision have its effect before the next: two may
    /// be about one case, and the story must not depend on who is quicker. Returns how much was
    /// decided.
    ///
    /// # Errors
    /// When a page or a decision fails.
    pub async fn review(&mut self, services: &Lifecycle) -> anyhow::Result<usize> {
        let pages = self.pages("/review").await?;
        let all: Vec<Form> = pages.iter().flat_map(|page| forms(page)).collect();
        let all: Vec<Form> =
            all.into_iter().filter(|form| form.action.starts_with("/cases/")).collect();
        let mut decided = 0;
        for pair in all.chunks(2) {
            let [yes, no] = pair else { continue };
            let mut chance = self.chance(&yes.action, yes.get("duty").unwrap_or_default());
            if chance.percent(LEFT) {
                continue;
            }
            let thing = format!("{} {}", yes.action, yes.get("duty").unwrap_or_default());
            let round = self.rounds.entry(thing).or_default();
            *round += 1;
            self.browser.send(&verdict(yes, no, &mut chance.of(*round), *round)).await?;
            quiet(services).await?;
            decided += 1;
        }
        Ok(decided)
    }

    /// Says where documents belong that nobody could match: `known` are private addresses with the
    /// taxpayer number of the school behind each, found out over the telephone. Returns how many.
    ///
    /// # Errors
    /// When a page or a decision fails.
    pub async fn sort(
        &self,
        known: &BTreeMap<String, String>,
        services: &Lifecycle,
    ) -> anyhow::Result<usize> {
        let mut sorted = 0;
        for (document, block) in self.unsorted().await? {
            let called = known.iter().find(|(address, _)| block.contains(address.as_str()));
            let Some((_, inn)) = called else { continue };
            if self.chance(&document, "").percent(LEFT) {
                continue;
            }
            let path = format!("/unsorted?document={document}&q={inn}");
            let (_, page) = self.browser.page(&path).await?;
            let action = format!("/documents/{document}/assign");
            let form = forms(&page).into_iter().find(|form| form.action == action);
            let Some(mut form) = form else { continue };
            let offered = form.choice("organization", |title| title.contains(inn.as_str()));
            let Some(offered) = offered.map(str::to_owned) else { continue };
            form.set("organization", &offered);
            let duty = form.choices.iter().find(|(field, value, _)| {
                field == "duty" && value.ends_with(Self::kind_of(&block))
            });
            if let Some(duty) = duty.map(|(_, value, _)| value.clone()) {
                form.set("duty", &duty);
            }
            self.browser.send(&form).await?;
            quiet(services).await?;
            sorted += 1;
        }
        Ok(sorted)
    }

    /// What the files are, by their names: the officer has looked into them.
    fn kind_of(block: &str) -> &'static str {
        if block.contains("Отчёт о выполнении") { "/report" } else { "/plan" }
    }

    /// The documents that wait to be sorted, each with what the page says of it.
    async fn unsorted(&self) -> anyhow::Result<Vec<(String, String)>> {
        let mut found = Vec::new();
        for page in self.pages("/unsorted").await? {
            let blocks = page.split("id=\"document-").skip(1);
            let split = blocks.filter_map(|block| block.split_once('"'));
            found.extend(split.map(|(id, block)| (id.to_owned(), block.to_owned())));
        }
        Ok(found)
    }

    /// Moves a date for the organizations of one municipality. Returns whether it concerned anybody:
    /// by then all of them may have done what was asked.
    ///
    /// # Errors
    /// When a page or the decision fails.
    pub async fn extend(&self, campaign: &str, grant: &Grant<'_>) -> anyhow::Result<bool> {
        let (_, page) = self.browser.page(&format!("/campaigns/{campaign}/extend")).await?;
        let found = |page: &str, end: &str| {
            let form = forms(page).into_iter().find(|form| form.action.ends_with(end));
            form.ok_or_else(|| anyhow::anyhow!("there is no form {end}"))
        };
        let mut form = found(&page, "/extend")?;
        let place = form.choice("place", |title| title == grant.municipality);
        let place = place.map(str::to_owned).unwrap_or_default();
        form.set("place", &place);
        form.set("obligation", grant.obligation);
        form.set("due", grant.due);
        form.set("reason", grant.reason);
        let preview = self.browser.send(&form).await?;
        let confirm = found(&preview, "/confirm");
        if confirm.is_err() && preview.contains("<section class=\"card narrow preview\">") {
            return Ok(false);
        }
        self.browser.send(&confirm?).await.map(|_| true)
    }

    /// The pages of a list, from its first to its last.
    async fn pages(&self, first: &str) -> anyhow::Result<Vec<String>> {
        let (mut all, mut path) = (Vec::new(), first.to_owned());
        for _ in 0..PAGES {
            let (_, page) = self.browser.page(&path).await?;
            let next = page.split(&format!("href=\"{first}?at=")).nth(1);
            let next = next.and_then(|rest| rest.split('"').next()).map(str::to_owned);
            all.push(page);
            let Some(next) = next else { break };
            path = format!("{first}?at={}", next.replace("&amp;", "&"));
        }
        Ok(all)
    }

    /// What is drawn for a thing depends on the thing alone: the order of a list changes nothing.
    fn chance(&self, action: &str, more: &str) -> Chance {
        let mixed =
            action.bytes().chain(more.bytes()).fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        self.seed.of(mixed)
    }
}

/// What is granted.
#[derive(Clone, Debug)]
pub struct Grant<'a> {
    /// To whose organizations.
    pub municipality: &'a str,
    /// Of what.
    pub obligation: &'a str,
    /// Until when, ISO.
    pub due: &'a str,
    /// Why.
    pub reason: &'a str,
}

/// Accept or return, grant or refuse: the first form says yes, the second no. Nobody is sent back
/// twice for the looks of a paper.
fn verdict(yes: &Form, no: &Form, chance: &mut Chance, round: u64) -> Form {
    let exemption = yes.action.ends_with("/grant");
    let findings = no.get("reason").is_some();
    let agreed = match (exemption, findings) {
        (true, _) => chance.percent(85),
        (false, true) => chance.percent(15),
        (false, false) => round > 1 || chance.percent(94),
    };
    if agreed {
        return yes.clone();
    }
    let mut no = no.clone();
    if !findings {
        no.set(
            "reason",
            match exemption {
                true => "Приложите приказ учредителя, на который ссылается письмо.",
                false => "Подпись руководителя не читается. Пришлите документ лучшего качества.",
            },
        );
    }
    no
}
