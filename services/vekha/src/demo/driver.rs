//! Turns the clock from moment to moment and lets everybody act; between two moments it waits until
//! every service has nothing left to do, so that the same seed tells the same story at any pace.

use super::actor::{Actor, Titles};
use super::behaviour::{Agenda, Deed, Exempt, Kind, Parcel, Way, What};
use super::browser::Browser;
use super::calendar::{Dates, Tick, Workdays, next};
use super::eml::{self, Outgoing};
use super::names::MINISTRY_DOMAIN;
use super::officer::{Grant, Officer};
use super::parcel::{self, Envelope, NamedFile};
use super::post::{Post, Received};
use super::quiet::quiet;
use super::region::{School, zone};
use super::story::{self, Day};
use anyhow::Context as _;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::time::Duration;
use vekha_runtime::{Clock, Hands, Lifecycle, Stopwatch};

/// The date that one municipality is given more time on, and until when.
const EXTENDED: (&str, &str) = ("2024-02-27", "2024-03-15");

/// The ids that the campaign gives to obligations.
#[derive(Clone, Debug)]
pub struct Obligations {
    /// By what schools must send.
    pub of_schools: BTreeMap<Kind, String>,
    /// The municipality's own publication.
    pub of_authority: String,
    /// The titles in mails.
    pub titles: Titles,
}

/// The running story.
#[derive(Debug)]
pub struct Driver {
    /// The process.
    pub lifecycle: Lifecycle,
    /// The clock, and the right to move it.
    pub clock: (Clock, Hands),
    /// Everybody.
    pub actors: Vec<Actor>,
    /// Who does what when.
    pub agenda: Agenda,
    /// The mail.
    pub post: Post,
    /// The HTTP of the schools.
    pub browser: Browser,
    /// The ministry's officer.
    pub officer: Officer,
    /// The dates of the letter.
    pub dates: Dates,
    /// The working days.
    pub days: Workdays,
    /// What is wanted.
    pub obligations: Obligations,
    /// The municipality that is given more time.
    pub favoured: String,
    /// The campaign, once it is there.
    pub campaign: Option<String>,
    /// Private addresses that wrote, with the taxpayer number of the school behind each.
    pub known: BTreeMap<String, String>,
    /// Mails sent so far, for their ids.
    pub posted: usize,
}

impl Driver {
    /// Plays so many days, each so long in real time; says the line of each.
    ///
    /// # Errors
    /// When a door does not open, or the services do not come to rest.
    pub async fn play(
        mut self,
        days: usize,
        pace: Duration,
        mut say: impl FnMut(String) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        quiet(&self.lifecycle).await?;
        let mut date = self.dates.issued;
        for _ in 0..days {
            let mut day = Day::default();
            for tick in Tick::ALL {
                let watch = Stopwatch::start();
                self.moment(date, tick, &mut day).await?;
                let rest = (pace / 4).saturating_sub(watch.elapsed());
                if self.lifecycle.is_stopping() {
                    return Ok(());
                }
                let _waited = self.lifecycle.wait(rest).await;
            }
            say(self.line(date, day).await?)?;
            date = next(date);
        }
        Ok(())
    }

    async fn moment(&mut self, date: NaiveDate, tick: Tick, day: &mut Day) -> anyhow::Result<()> {
        self.clock.1.set(tick.at(date, zone()));
        quiet(&self.lifecycle).await?;
        day.mails += self.read_mail(date)?;
        let mut before = None;
        for deed in self.agenda.take(date, tick) {
            // Two things that one school sends are two events of one case: which comes first must
            // not depend on who is quicker.
            if before.replace(deed.who) == Some(deed.who) {
                quiet(&self.lifecycle).await?;
            }
            day.sent += usize::from(self.act(date, tick, deed).await?);
        }
        quiet(&self.lifecycle).await?;
        // A mail in a folder rings nothing: a second later everybody looks around.
        self.clock.1.advance(Duration::from_secs(1));
        quiet(&self.lifecycle).await?;
        if self.days.works(date) && matches!(tick, Tick::Noon | Tick::Evening) {
            day.decided += self.decide(date, tick).await?;
            quiet(&self.lifecycle).await?;
        }
        Ok(())
    }

    /// Everybody reads what has come.
    fn read_mail(&mut self, today: NaiveDate) -> anyhow::Result<usize> {
        let mails = self.post.collect()?;
        let count = mails.len();
        for mail in mails {
            let found =
                self.actors.iter_mut().enumerate().find(|(_, actor)| actor.email == mail.to);
            if let Some((who, actor)) = found {
                let desk = (&mut self.agenda, &self.days, today);
                actor.read(who, mail, &self.obligations.titles, desk);
            }
        }
        Ok(count)
    }

    /// Does it; or puts it off when the letter has not come yet.
    async fn act(&mut self, date: NaiveDate, tick: Tick, deed: Deed) -> anyhow::Result<bool> {
        let Some(actor) = self.actors.get(deed.who) else { return Ok(false) };
        let Some(key) = actor.key.clone() else {
            let later = if tick == Tick::Morning {
                (date, Tick::Noon)
            } else {
                (next(date), Tick::Morning)
            };
            self.agenda.add(later.0, later.1, deed);
            return Ok(false);
        };
        match deed.what {
            What::AutoReply => self.auto_reply(deed.who)?,
            What::Claim(why) => self.claim(deed.who, &key, why, date).await?,
            What::Send(kind, parcel, way) => {
                self.send(deed.who, &key, (kind, parcel, way), date).await?;
            }
            What::SendTogether => self.send_together(deed.who, date)?,
        }
        Ok(deed.what != What::AutoReply)
    }

    async fn send(
        &mut self,
        who: usize,
        key: &str,
        (kind, parcel, way): (Kind, Parcel, Way),
        today: NaiveDate,
    ) -> anyhow::Result<()> {
        let actor = self.actor(who)?.clone();
        let duty = self.duty(&actor, kind)?;
        let envelope = match &actor.school {
            Some(school) if way == Way::Stranger => {
                let school = school.in_a_hurry();
                parcel::envelope(&school, (kind, parcel), today, self.dates.issued)?
            }
            Some(school) => parcel::envelope(school, (kind, parcel), today, self.dates.issued)?,
            None => {
                let link = format!("https://{}/noko", actor.domain());
                Envelope { link: Some(link), files: Vec::new() }
            }
        };
        match (way, &actor.reply_to) {
            (Way::Stranger, _) => self.write_as_stranger(&actor, &envelope.files),
            (Way::Mail, Some(_)) => self.write_answer(&actor, actor.asked(kind), &envelope.files),
            (Way::WrongMail, Some(_)) => {
                self.write_answer(&actor, actor.mistaken(kind), &envelope.files)
            }
            _ => self.browser.upload(key, (&duty, kind.name()), envelope).await,
        }
    }

    /// Plan and report in one answer to the mail about the report.
    fn send_together(&mut self, who: usize, today: NaiveDate) -> anyhow::Result<()> {
        let actor = self.actor(who)?.clone();
        let mut files = Vec::new();
        for kind in [Kind::Plan, Kind::Report] {
            let wanted = (kind, Parcel::Good);
            let envelope = parcel::envelope(school(&actor)?, wanted, today, self.dates.issued)?;
            files.extend(envelope.files);
        }
        self.write_answer(&actor, actor.asked(Kind::Report), &files)
    }

    async fn claim(
        &self,
        who: usize,
        key: &str,
        why: Exempt,
        today: NaiveDate,
    ) -> anyhow::Result<()> {
        let actor = self.actor(who)?;
        let proof = parcel::proof(school(actor)?, why, today, self.dates.issued);
        let duty = self.duty(actor, Kind::Plan)?;
        self.browser.claim(key, (&duty, why.name()), proof).await
    }

    fn actor(&self, who: usize) -> anyhow::Result<&Actor> {
        self.actors.get(who).with_context(|| format!("nobody has the number {who}"))
    }

    fn duty(&self, actor: &Actor, kind: Kind) -> anyhow::Result<String> {
        let found = match actor.school {
            Some(_) => self.obligations.of_schools.get(&kind),
            None => Some(&self.obligations.of_authority),
        };
        found.cloned().with_context(|| format!("nobody wants {kind:?}"))
    }

    /// An answer to a mail of ours, signed by the school's own server.
    fn write_answer(
        &mut self,
        actor: &Actor,
        answered: Option<&Received>,
        files: &[NamedFile],
    ) -> anyhow::Result<()> {
        let last = answered.context("there is nothing to answer")?;
        let domain = actor.domain().to_owned();
        let mail = Outgoing {
            from: (&actor.name, &actor.email),
            to: actor.reply_to.as_deref().unwrap_or_default(),
            subject: format!("Re: {}", last.subject),
            answers: Some(&last.id),
            signed_by: Some(&domain),
            text: "Добрый день! Направляем документы, они во вложении.".to_owned(),
            files,
            ..self.blank(&domain)
        };
        self.deliver(&mail)
    }

    /// The same from somebody's private address, to the ministry's mailbox.
    fn write_as_stranger(&mut self, actor: &Actor, files: &[NamedFile]) -> anyhow::Result<()> {
        let node = &school(actor)?.node;
        let address = format!("sekretar.{}@pochta.example", actor.domain().replace(".example", ""));
        self.known.insert(address.clone(), node.inn.clone().unwrap_or_default());
        let mail = Outgoing {
            from: ("Секретарь", &address),
            to: &format!("vekha@in.{MINISTRY_DOMAIN}"),
            subject: "Документы по НОКО".to_owned(),
            text: "Отправляю с личной почты: школьная не работает.".to_owned(),
            files,
            ..self.blank("pochta.example")
        };
        self.deliver(&mail)
    }

    fn auto_reply(&mut self, who: usize) -> anyhow::Result<()> {
        let actor = self.actor(who)?.clone();
        let Some(last) = &actor.letter else { return Ok(()) };
        let domain = actor.domain().to_owned();
        let mail = Outgoing {
            from: (&actor.name, &actor.email),
            to: actor.reply_to.as_deref().unwrap_or_default(),
            subject: format!("Автоответ: {}", last.subject),
            answers: Some(&last.id),
            signed_by: Some(&domain),
            automatic: true,
            text: "Ваше письмо получено. Ответим в рабочее время.".to_owned(),
            ..self.blank(&domain)
        };
        self.deliver(&mail)
    }

    fn blank(&self, domain: &str) -> Outgoing<'static> {
        Outgoing {
            id: format!("{}.{}@{domain}", self.clock.0.now().timestamp(), self.posted + 1),
            from: ("", ""),
            to: "",
            subject: String::new(),
            at: self.clock.0.now(),
            answers: None,
            signed_by: None,
            automatic: false,
            text: String::new(),
            files: &[],
        }
    }

    fn deliver(&mut self, mail: &Outgoing<'_>) -> anyhow::Result<()> {
        self.posted += 1;
        self.post.deliver(&format!("{:06}", self.posted), &eml::write(mail))
    }

    /// The officer's work at a moment of a working day.
    async fn decide(&mut self, date: NaiveDate, tick: Tick) -> anyhow::Result<usize> {
        self.officer.arrive().await?;
        let sorted = self.officer.sort(&self.known, &self.lifecycle).await?;
        let decided = self.officer.review(&self.lifecycle).await?;
        let mut extended = false;
        let on_its_day = date.to_string() == EXTENDED.0 && tick == Tick::Noon;
        if let (true, Some(campaign)) = (on_its_day, &self.campaign) {
            let obligation = self.obligations.of_schools.get(&Kind::Plan);
            let grant = Grant {
                municipality: &self.favoured,
                obligation: obligation.map(String::as_str).unwrap_or_default(),
                due: EXTENDED.1,
                reason: "Ледяной дождь: связи не было три дня, обращение главы от 26.02.2024",
            };
            extended = self.officer.extend(campaign, &grant).await?;
        }
        Ok(sorted + decided + usize::from(extended))
    }

    /// The line of the day.
    async fn line(&mut self, date: NaiveDate, day: Day) -> anyhow::Result<String> {
        self.officer.arrive().await?;
        if self.campaign.is_none() {
            self.campaign = self.officer.campaign().await?;
        }
        let campaign = self.campaign.as_deref().context("no campaign has begun")?;
        let standing = self.officer.standing(campaign).await?;
        let names =
            [(Kind::Report, "Отчёты"), (Kind::Publication, "Размещение"), (Kind::Plan, "Планы")];
        let named = names.map(|(kind, name)| {
            (self.obligations.of_schools.get(&kind).cloned().unwrap_or_default(), name)
        });
        Ok(story::line(date, &named, &standing, day))
    }
}

fn school(actor: &Actor) -> anyhow::Result<&School> {
    actor.school.as_ref().with_context(|| format!("{} is no school", actor.name))
}
