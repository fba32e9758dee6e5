//! What documents may answer: the cases, notices, campaigns and letters around a batch.
//!
//! The register and the letters that are out change seldom and are kept for a minute.

use super::job::Job;
use super::open::Opened;
use chrono::{DateTime, Duration, Utc};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use uuid::Uuid;
use vekha_campaigns::{Campaigns, Running};
use vekha_files::Letter;
use vekha_model::{CampaignId, CaseId, Duty, Level, Organization, OrganizationId, TenantId};
use vekha_reading::letter::Reference;
use vekha_reading::recognise::{Candidate, Directory, Outgoing};
use vekha_store::correspondence::{self, CaseHead, Noticed};
use vekha_store::link::{Purpose, Signer};
use vekha_store::{Tx, contact, duty, organization};

/// What a batch is judged by.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// The cases that links, tokens, notices, persons or recognition named.
    pub cases: HashMap<CaseId, CaseHead>,
    /// Their duties.
    pub duties: BTreeMap<CaseId, Vec<Duty>>,
    /// Their campaigns.
    pub campaigns: HashMap<CampaignId, Arc<Running>>,
    /// What the notices that were answered spoke of.
    pub noticed: Vec<Noticed>,
    /// Each tenant's register and letters.
    pub tenants: HashMap<TenantId, Arc<Tenant>>,
}

/// A tenant's register and letters, ready for matching.
#[derive(Debug, Default)]
pub(super) struct Tenant {
    /// Its organizations.
    pub directory: Directory,
    /// Its letters that are out.
    pub out: Vec<Outgoing>,
}

impl Around {
    /// Our letters that a document of this campaign may quote.
    pub fn ours(&self, tenant: TenantId, campaign: CampaignId) -> Vec<Reference> {
        let known = self.tenants.get(&tenant).map_or(&[][..], |tenant| &tenant.out);
        let of_campaign = known.iter().filter(|letter| letter.campaign == campaign);
        of_campaign.map(|letter| letter.reference.clone()).collect()
    }
}

/// What is kept between batches.
#[derive(Debug)]
pub(super) struct Keeper {
    pub campaigns: Campaigns,
    tenants: HashMap<TenantId, (DateTime<Utc>, Arc<Tenant>)>,
    keep: Duration,
}

impl Keeper {
    /// Keeps registers for so long.
    pub fn new(keep: Duration) -> Self {
        Self { campaigns: Campaigns::default(), tenants: HashMap::new(), keep }
    }

    /// Loads what the batch names: its cases by link, token, notice and person.
    pub async fn load(
        &mut self,
        tx: &mut Tx,
        batch: &[(Job, Opened)],
        signer: &Signer,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Around> {
        let letters = || batch.iter().filter_map(|(_, opened)| opened.letters.first());
        let noticed = correspondence::noticed(tx, letters().flat_map(answered).collect()).await?;
        let named = batch.iter().flat_map(|(job, _)| {
            let assigned = job.assigned.as_ref().map(|assigned| assigned.case);
            job.document.case.into_iter().chain(assigned)
        });
        let tokens = letters().flat_map(|letter| reply_tokens(letter, signer, now));
        let ids: BTreeSet<CaseId> =
            named.chain(tokens).chain(noticed.iter().map(|notice| notice.case)).collect();
        let cases = correspondence::cases(tx, ids).await?;
        let mut around = Around { noticed, ..Around::default() };
        around.cases.extend(cases.into_iter().map(|head| (head.id, head)));
        for tenant in batch.iter().map(|(job, _)| job.document.tenant).collect::<BTreeSet<_>>() {
            around.tenants.insert(tenant, self.tenant(tx, tenant, now).await?);
        }
        Ok(around)
    }

    /// Adds the cases that recognition named, and what judging asks of all of them.
    pub async fn complete(
        &mut self,
        tx: &mut Tx,
        around: &mut Around,
        recognised: &[(CampaignId, OrganizationId)],
        now: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        let found = correspondence::cases_of(tx, recognised).await?;
        around.cases.extend(found.into_iter().map(|head| (head.id, head)));
        let campaigns = around.cases.values().map(|head| head.campaign);
        around.campaigns = self.campaigns.get(tx, campaigns, now).await?;
        let duties = duty::of_cases(tx, around.cases.keys().map(|case| case.0)).await?;
        around.duties = duties
            .into_iter()
            .map(|(case, duties)| (case, duties.into_iter().map(|(duty, _)| duty).collect()))
            .collect();
        Ok(())
    }

    async fn tenant(
        &mut self,
        tx: &mut Tx,
        id: TenantId,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Arc<Tenant>> {
        if let Some((at, known)) = self.tenants.get(&id)
            && (now - *at).abs() <= self.keep
        {
            return Ok(Arc::clone(known));
        }
        let mut organizations = organization::all_of(tx, id).await?;
        let contacts = contact::of_tenant(tx, id).await?;
        let out = correspondence::out(tx, id).await?;
        let asked = ministries_asked(tx, &out, &organizations).await?;
        organizations.retain(|it| !is_ministry(it) || asked.contains(&it.id));
        let out = out.into_iter().filter_map(outgoing).collect();
        let directory = Directory::new(candidates(&organizations, &contacts));
        let tenant = Arc::new(Tenant { directory, out });
        self.tenants.insert(id, (now, Arc::clone(&tenant)));
        Ok(tenant)
    }
}

/// The ministries that have a case. One that has none only issues letters: every school writes to it
/// and names it, and nothing comes from it.
async fn ministries_asked(
    tx: &mut Tx,
    out: &[correspondence::Out],
    organizations: &[Organization],
) -> anyhow::Result<BTreeSet<OrganizationId>> {
    let ministries = || organizations.iter().filter(|it| is_ministry(it));
    let pairs: Vec<_> =
        out.iter().flat_map(|letter| ministries().map(|it| (letter.campaign, it.id))).collect();
    let cases = correspondence::cases_of(tx, &pairs).await?;
    Ok(cases.into_iter().map(|head| head.organization).collect())
}

const fn is_ministry(organization: &Organization) -> bool {
    matches!(organization.level, Level::Federal | Level::Region)
}

fn candidates(
    organizations: &[Organization],
    contacts: &BTreeMap<OrganizationId, Vec<String>>,
) -> Vec<Candidate> {
    let names: HashMap<OrganizationId, &str> =
        organizations.iter().map(|o| (o.id, o.name.as_str())).collect();
    let candidate = |o: &Organization| Candidate {
        id: o.id,
        name: o.name.clone(),
        municipality: o
            .parent
            .and_then(|parent| names.get(&parent))
            .map(|name| (*name).to_owned())
            .unwrap_or_default(),
        inn: o.inn.clone(),
        ogrn: o.ogrn.clone(),
        emails: o.email.iter().chain(contacts.get(&o.id).into_iter().flatten()).cloned().collect(),
    };
    organizations.iter().map(candidate).collect()
}

fn outgoing(out: correspondence::Out) -> Option<Outgoing> {
    Some(Outgoing {
        campaign: out.campaign,
        plan_year: super::check::plan_year(&out.parameters),
        reference: Reference { number: out.number?, date: out.dated },
    })
}

/// The cases whose valid reply token is in an address of the letter.
pub(super) fn reply_tokens(
    letter: &Letter,
    signer: &Signer,
    now: DateTime<Utc>,
) -> BTreeSet<CaseId> {
    let to = letter.to.iter().map(|mailbox| mailbox.address.as_str());
    let addresses = to.chain(letter.delivered_to.iter().map(String::as_str));
    let token = |address: &str| {
        let (local, _) = address.trim().trim_matches(['<', '>']).rsplit_once('@')?;
        let verified = signer.verify(local.rsplit_once('+')?.1, now)?;
        (verified.purpose == Purpose::Reply).then_some(verified.case)
    };
    addresses.filter_map(token).collect()
}

/// The Message-IDs that a letter answers and that may be ours: the left part of ours is a UUID.
pub(super) fn answered(letter: &Letter) -> BTreeSet<String> {
    let ids = letter.in_reply_to.iter().chain(&letter.references);
    let ours =
        |id: &&String| id.split_once('@').is_some_and(|(left, _)| Uuid::parse_str(left).is_ok());
    ids.filter(ours).map(|id| format!("<{id}>")).collect()
}
