//! Plays a deed to a record, as intake and the dashboard would.

use crate::script::Deed;
use anyhow::Result;
use chrono::Duration;
use std::collections::HashMap;
use vekha_intake::Reception;
use vekha_intake::reception::{Arrival, ArrivedFile};
use vekha_model::{CampaignId, CaseId, EventId, Trust};
use vekha_proto::v1;
use vekha_store::correspondence;
use vekha_store::document::Channel;
use vekha_tests::World;
use vekha_tests::say::{bad_plan, document, extension};
use vekha_tests::world::zone;

/// Where deeds are done: the cases of the campaign, by school and by town.
pub struct Desk {
    pub campaign: CampaignId,
    pub schools: HashMap<usize, CaseId>,
    pub towns: HashMap<usize, CaseId>,
    pub reception: Reception,
}

impl Desk {
    /// Does it; the events that were said. (Reception rings its own.)
    pub async fn play(&self, world: &World, deed: &Deed) -> Result<Vec<EventId>> {
        let case = |school: &usize| self.schools[school];
        let said = match deed {
            Deed::Send { school, paper, again } => {
                for _ in 0..=usize::from(*again) {
                    self.send(world, case(school), *paper).await?;
                }
                return Ok(Vec::new());
            }
            Deed::Read { school, paper, kind, bad, proven } => {
                let mut read = if *bad { bad_plan(*paper) } else { document(*paper, kind) };
                if !proven {
                    read.trust = "unproven".into();
                }
                world.say(case(school), &read).await?
            }
            Deed::Judge { school, paper, accept } => {
                let document = uuid::Uuid::from_u128(*paper).to_string();
                let (duty, reason) = ("plan".to_owned(), "не та форма".to_owned());
                match accept {
                    true => {
                        world.say(case(school), &v1::DocumentAccepted { document, duty }).await?
                    }
                    false => {
                        let returned = v1::DocumentReturned { document, duty, reason };
                        world.say(case(school), &returned).await?
                    }
                }
            }
            other => self.decide(world, other).await?,
        };
        Ok(vec![said])
    }

    async fn decide(&self, world: &World, deed: &Deed) -> Result<EventId> {
        let case = |school: &usize| self.schools[school];
        let (duty, reason) = ("plan".to_owned(), "reorganization".to_owned());
        match deed {
            Deed::Claim { school } => {
                let claimed = v1::ExemptionClaimed { duty, reason, proof: None };
                world.say(case(school), &claimed).await
            }
            Deed::Grant { school, yes: true } => {
                let granted = v1::ExemptionGranted { duty, reason, proof: None };
                world.say(case(school), &granted).await
            }
            Deed::Grant { school, .. } => {
                world.say(case(school), &v1::ExemptionRefused { duty, reason }).await
            }
            Deed::Acknowledge { school } => {
                world.say(case(school), &v1::Acknowledged { duty: None }).await
            }
            Deed::Extend { school, days } => {
                let due = zone().date(world.clock.now() + Duration::days(*days));
                let one = school.as_ref().map(|school| [case(school)]);
                let whom = one.as_ref().map(|one| &one[..]);
                world.say_to(self.campaign, whom, &extension(due)).await
            }
            Deed::Measure { town, value } => {
                let value = *value as f64;
                let measured = v1::MeasureReported { name: "respondents".into(), value };
                world.say(self.towns[town], &measured).await
            }
            Deed::Nonsense { school } => {
                let case = case(school);
                let mut event = world.envelope(&document(1, "plan"))?.in_case(case);
                event.data = r#"{"document":7}"#.to_owned();
                world.say_envelope(case, event).await
            }
            Deed::Send { .. } | Deed::Read { .. } | Deed::Judge { .. } => {
                anyhow::bail!("{deed:?} is no decision")
            }
        }
    }

    /// A file through the link of a case: safe, received, read in a confined child, judged.
    async fn send(&self, world: &World, case: CaseId, paper: u128) -> Result<()> {
        let text = format!("План по итогам оценки, вариант {paper}.\n");
        let blob = self.reception.blobs().put_bytes(text.as_bytes()).await?;
        let mut tx = world.store.read().await?;
        let head = correspondence::cases(&mut tx, [case]).await?.pop();
        drop(tx);
        let arrival = Arrival {
            tenant: world.tenant,
            zone: zone(),
            channel: Channel::Link,
            trust: Trust::SignedLink,
            sender: None,
            raw: None,
            case: head,
            duty: Some("plan".into()),
            kind: Some("plan".into()),
            link: None,
            files: vec![ArrivedFile::new("план.txt", blob)],
            claim: None,
        };
        self.reception.receive(arrival, world.clock.now()).await?;
        Ok(())
    }
}
