//! Whose document is it: a signed link, a person's word, a reply token, our notice, or recognition.
//!
//! The order is the order of proof. A token says the case; when the letter itself speaks for another
//! organization, a person decides. A mail counts as proven only with a valid token **and** the word
//! of our own mail server on the sender's domain.

use super::around::{Around, answered, reply_tokens};
use super::authentication;
use super::job::Job;
use super::open::Opened;
use super::said::Said;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeSet;
use vekha_files::Letter;
use vekha_model::{CampaignId, CaseId, Extracted, OrganizationId, Trust};
use vekha_reading::plan;
use vekha_reading::recognise::{Clues, Recognition, campaign};
use vekha_store::link::Signer;

/// What the case is told by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules<'a> {
    /// Checks reply tokens.
    pub signer: &'a Signer,
    /// The name of our mail server, whose word on signatures counts.
    pub authserv_id: Option<&'a str>,
    /// The time.
    pub now: DateTime<Utc>,
}

/// What speaks for whom, as the record keeps it.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Evidence {
    /// Which organization.
    pub organization: Option<Recognition<OrganizationId>>,
    /// Which campaign.
    pub campaign: Option<Recognition<CampaignId>>,
}

/// Whose it is, as far as can be told.
#[derive(Clone, Debug)]
pub(super) struct Whose {
    /// The case; none when a person must say.
    pub case: Option<Named>,
    /// How sure it is who sent it.
    pub trust: Trust,
    /// What was said of it.
    pub said: Said,
    /// Why.
    pub evidence: Evidence,
}

/// How the case is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// By id.
    Case(CaseId),
    /// By whose and which campaign: the case is still to be found.
    Pair(CampaignId, OrganizationId),
    /// By whose alone: the one campaign that can use what came, if there is only one.
    Organization(OrganizationId),
}

/// Finds out whose a document is.
pub(super) fn whose(job: &Job, opened: &Opened, around: &Around, rules: Rules<'_>) -> Whose {
    let document = &job.document;
    let told = |case, trust| Whose {
        case: Some(Named::Case(case)),
        trust,
        said: Said::of(job),
        evidence: Evidence::default(),
    };
    if let Some(assigned) = &job.assigned {
        return told(assigned.case, Trust::Person);
    }
    if let Some(case) = document.case {
        return told(case, document.trust);
    }
    // A file that came without a letter still says whose it is.
    let blank = Letter::default();
    let letter = opened.letters.first().filter(|_| document.raw_sha256.is_some());
    by_letter(job, letter.unwrap_or(&blank), opened, around, rules)
}

fn by_letter(
    job: &Job,
    letter: &Letter,
    opened: &Opened,
    around: &Around,
    rules: Rules<'_>,
) -> Whose {
    let tokens = reply_tokens(letter, rules.signer, rules.now);
    let by_token = single(tokens.into_iter().filter(|case| around.cases.contains_key(case)));
    let answered: Vec<_> = {
        let ids = answered(letter);
        around.noticed.iter().filter(|notice| ids.contains(&notice.message_id)).collect()
    };
    let by_notice = single(answered.iter().map(|notice| notice.case));
    let case = by_token.or(by_notice);
    let duty = single(answered.iter().filter(|it| Some(it.case) == case).map(|it| &it.duty));
    let trust = match by_token {
        Some(_) if authentication::is_proven(letter, rules.authserv_id) => Trust::TokenAndDkim,
        Some(_) => Trust::TokenOnly,
        None => Trust::Unproven,
    };
    let evidence = evidence(job, opened, around, case);
    let organization = evidence.organization.as_ref().and_then(Recognition::sure).copied();
    let campaign = evidence.campaign.as_ref().and_then(Recognition::sure).copied();
    let named = case.and_then(|case| around.cases.get(&case));
    let case = match named {
        Some(head) if organization == Some(head.organization) => Some(Named::Case(head.id)),
        Some(_) => None,
        None => organization.map(|organization| match campaign {
            Some(campaign) => Named::Pair(campaign, organization),
            None => Named::Organization(organization),
        }),
    };
    Whose { case, trust, said: Said::answering(duty.cloned().flatten()), evidence }
}

/// Weighs everything that the letter and its files say.
fn evidence(job: &Job, opened: &Opened, around: &Around, case: Option<CaseId>) -> Evidence {
    let Some(tenant) = around.tenants.get(&job.document.tenant) else { return Evidence::default() };
    let head = case.and_then(|case| around.cases.get(&case));
    let words: Vec<Extracted> = opened
        .letters
        .iter()
        .map(|letter| Extracted { text: letter.text.clone(), ..Extracted::default() })
        .collect();
    let read = opened.files.iter().filter_map(|file| file.outcome.as_ref().ok());
    let texts: Vec<&Extracted> = read.clone().chain(&words).collect();
    let plans: Vec<plan::Plan> = read.filter_map(|extracted| plan::read(extracted, None)).collect();
    let names: Vec<&str> = plans.iter().filter_map(|plan| plan.organization.as_deref()).collect();
    let senders: Vec<&str> = opened
        .letters
        .iter()
        .filter_map(|letter| Some(letter.from.as_ref()?.address.as_str()))
        .collect();
    let file_names: Vec<&str> = opened.files.iter().map(|file| file.name.as_str()).collect();
    let tokens: Vec<OrganizationId> = head.iter().map(|head| head.organization).collect();
    let clues = Clues {
        tokens: &tokens,
        session: None,
        senders: &senders,
        subject: opened.letters.first().map_or("", |letter| letter.subject.as_str()),
        file_names: &file_names,
        names: &names,
        texts: &texts,
    };
    let campaigns: Vec<CampaignId> = head.iter().map(|head| head.campaign).collect();
    let year = single(plans.iter().filter_map(|plan| plan.year));
    Evidence {
        organization: Some(tenant.directory.recognise(&clues)),
        campaign: Some(campaign(&tenant.out, &campaigns, &texts, year)),
    }
}

/// The one value that all agree on.
fn single<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut all: BTreeSet<T> = values.collect();
    let first = all.pop_first()?;
    all.is_empty().then_some(first)
}
