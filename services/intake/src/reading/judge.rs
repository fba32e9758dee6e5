//! One document, opened and matched, to what is written about it. No statement, no clock.

use super::around::{Around, Tenant};
use super::asked::Asked;
use super::check::{self, Checked};
use super::explain;
use super::job::Job;
use super::open::{Opened, OpenedFile};
use super::said::Said;
use super::sorting::{Sorted, Submission, sort};
use super::whose::{Evidence, Named, Whose};
use serde::Serialize;
use std::sync::Arc;
use vekha_campaigns::Running;
use vekha_core::definition::Role;
use vekha_files::mail::Nature;
use vekha_model::{CampaignId, CaseId, DutyKey, Finding, OrganizationId, Trust};
use vekha_proto::v1;
use vekha_reading::form::Form;
use vekha_reading::letter::own_words;
use vekha_reading::recognise::{Kind, Recognition, kind};
use vekha_reading::verdict;
use vekha_store::correspondence::CaseHead;
use vekha_store::document::{Document, State};

/// What is to be written about a document.
#[derive(Debug)]
pub(super) struct Judged {
    /// With its new state.
    pub document: Document,
    /// The case that hears of it.
    pub case: Option<CaseHead>,
    /// What the case hears: one for each kind.
    pub read: Vec<v1::DocumentRead>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// Recognition's reasons, as JSON.
    pub evidence: Option<String>,
    /// Addresses that a bounce names as unreachable.
    pub bounced: Vec<String>,
    /// An address that a person's decision showed to write for an organization.
    pub confirmed: Option<(OrganizationId, String)>,
}

/// What the record keeps of recognition.
#[derive(Serialize)]
struct Kept<'a> {
    #[serde(flatten)]
    evidence: &'a Evidence,
    files: Vec<KeptFile<'a>>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct KeptFile<'a> {
    name: &'a str,
    /// The form that it surely has: the sorting view chooses the obligation by it.
    form: Option<&'static str>,
    kind: Option<Recognition<Kind>>,
}

/// Judges a document. `told` is how many findings are said to the sender one by one.
pub(super) fn judge(
    job: &Job,
    opened: &Opened,
    whose: &Whose,
    around: &Around,
    told: usize,
) -> Judged {
    let mut judged = Judged {
        document: with_letter(job, opened),
        case: None,
        read: Vec::new(),
        findings: Vec::new(),
        evidence: evidence(opened, &whose.evidence),
        bounced: Vec::new(),
        confirmed: None,
    };
    if let Some(note) = ignored(opened, &mut judged) {
        judged.document.state = State::Ignored;
        judged.document.note = Some(note);
        return judged;
    }
    let likeliest = whose.evidence.organization.as_ref().and_then(Recognition::likeliest);
    judged.document.organization =
        judged.document.organization.or(likeliest.map(|likeliest| likeliest.what));
    let campaign = whose.evidence.campaign.as_ref().and_then(Recognition::sure);
    judged.document.campaign = judged.document.campaign.or(campaign.copied());
    judged.document.trust = whose.trust;
    let Some((head, running)) = found(whose.case, opened, around) else {
        return unsorted(judged, nobody(whose, opened));
    };
    judged.document.case = Some(head.id);
    judged.document.campaign = Some(head.campaign);
    judged.document.organization = Some(head.organization);
    judged.document.duty.clone_from(&whose.said.duty);
    judged.document.kind.clone_from(&whose.said.kind);
    of_case(judged, opened, &whose.said, (head, running), around, told)
}

/// Sorts and checks what came for a case.
fn of_case(
    mut judged: Judged,
    opened: &Opened,
    said: &Said,
    (head, running): (&CaseHead, &Arc<Running>),
    around: &Around,
    told: usize,
) -> Judged {
    let asked = asked(head, running, around, said);
    let words = words(opened);
    let sorted = sort(&asked, &opened.files, judged.document.link.as_deref(), words);
    if sorted.submissions.is_empty() {
        let why = match &sorted.doubt {
            Some(doubt) => {
                judged.document.kind = None;
                explain::doubt(&asked, doubt)
            }
            None => explain::unknown(&opened.files),
        };
        return unsorted(judged, why + &explain::obstacles(&opened.files));
    }
    let campaign = &running.campaign;
    let context = check::Around {
        today: campaign.zone.date(judged.document.received_at),
        plan_year: check::plan_year(&campaign.parameters),
        ours: around.ours(head.tenant, head.campaign),
    };
    let check = |submission: &Submission| {
        let rule = running.definition.documents.get(&submission.kind)?;
        Some((submission.clone(), check::check(rule, submission, &opened.files, &context)))
    };
    let checked: Vec<_> = sorted.submissions.iter().filter_map(check).collect();
    let is_good = checked.iter().all(|(_, it)| verdict::blocking(&it.findings) == 0);
    let another = explain::another(&asked, &sorted, is_good);
    for (submission, checked) in checked {
        let lead = another.as_ref().map(|finding| finding.message.as_str());
        judged.read.push(read(&judged.document, &submission, &checked, (told, lead)));
        judged.findings.extend(checked.findings);
    }
    judged.findings.extend(explain::left(&sorted, &opened.files));
    judged.findings.splice(0..0, another);
    judged.document.note = Some(explain::note(&asked, &sorted, &opened.files));
    judged.document.duty = duty_of(&sorted);
    if let [only] = sorted.submissions.as_slice() {
        judged.document.kind = Some(only.kind.clone());
    }
    judged.document.state = State::Read;
    judged.confirmed = confirmed(&judged.document, head);
    judged.case = Some(head.clone());
    judged
}

/// The duty that all of it counts towards.
fn duty_of(sorted: &Sorted) -> Option<DutyKey> {
    let (first, rest) = sorted.submissions.split_first()?;
    rest.iter().all(|it| it.duty == first.duty).then(|| first.duty.clone())?
}

/// The words of the letter; of an answer only its own: what it quotes are ours.
fn words(opened: &Opened) -> &str {
    let Some(letter) = opened.letters.first() else { return "" };
    match letter.in_reply_to.is_empty() && letter.references.is_empty() {
        true => &letter.text,
        false => own_words(&letter.text),
    }
}

/// What the case hears of one kind.
fn read(
    document: &Document,
    submission: &Submission,
    checked: &Checked,
    (told, lead): (usize, Option<&str>),
) -> v1::DocumentRead {
    let blocking = verdict::blocking(&checked.findings);
    let lead = lead.filter(|_| blocking > 0).map(|lead| format!("{lead}\n")).unwrap_or_default();
    let most = if checked.needs_person { Trust::Unread } else { Trust::Person };
    let trust = document.trust.min(most);
    v1::DocumentRead {
        document: document.id.to_string(),
        kind: submission.kind.clone(),
        duty: submission.duty.as_ref().map(ToString::to_string),
        formats: checked.formats.iter().map(|format| format.as_str().to_owned()).collect(),
        trust: trust.as_str().to_owned(),
        blocking,
        reason: lead + &verdict::reason(&checked.findings, told),
    }
}

/// The document with what its letter says of itself.
fn with_letter(job: &Job, opened: &Opened) -> Document {
    let mut document = job.document.clone();
    if let Some(letter) = opened.letters.first().filter(|_| document.raw_sha256.is_some()) {
        document.sender = letter.from.as_ref().map(|from| from.address.clone());
        document.subject = Some(letter.subject.clone());
        document.message_id = letter.message_id.clone();
    }
    document
}

/// Letters that nobody wrote. An automatic letter with files is read like any other.
fn ignored(opened: &Opened, judged: &mut Judged) -> Option<String> {
    match &opened.nature {
        Nature::Personal => None,
        Nature::AutoReply => opened.files.is_empty().then(|| {
            "Автоматический ответ: документа в нём нет, отвечать на него не нужно.".to_owned()
        }),
        Nature::Bounce(bounce) => {
            let whom = bounce.recipients.join(", ");
            if !bounce.is_permanent {
                return Some(format!(
                    "Письмо пока не доставлено: {whom}. Сервер повторит попытку."
                ));
            }
            judged.bounced.clone_from(&bounce.recipients);
            Some(format!("Письмо не доставлено: {whom}. Адрес отмечен как недоступный."))
        }
    }
}

/// The case with its campaign.
fn found<'a>(
    named: Option<Named>,
    opened: &Opened,
    around: &'a Around,
) -> Option<(&'a CaseHead, &'a Arc<Running>)> {
    let cases = || {
        around.cases.values().filter_map(|head| Some((head, around.campaigns.get(&head.campaign)?)))
    };
    match named? {
        Named::Case(case) => cases().find(|(head, _)| head.id == case),
        Named::Pair(campaign, organization) => cases()
            .filter(|(head, _)| head.campaign == campaign && head.organization == organization)
            .min_by_key(|(head, _)| head.is_authority),
        Named::Organization(organization) => {
            let mut useful = cases().filter(|(head, running)| {
                let its = head.organization == organization && head.is_running;
                its && asked(head, running, around, &Said::default()).can_use(&opened.files)
            });
            let first = useful.next()?;
            useful.next().is_none().then_some(first)
        }
    }
}

/// What a document may be for in a case.
fn asked<'a>(
    head: &CaseHead,
    running: &'a Running,
    around: &'a Around,
    said: &'a Said,
) -> Asked<'a> {
    Asked {
        definition: &running.definition,
        parameters: &running.campaign.parameters,
        role: if head.is_authority { Role::Authority } else { Role::Main },
        duties: around.duties.get(&head.id).map_or(&[][..], Vec::as_slice),
        said,
    }
}

fn unsorted(mut judged: Judged, why: String) -> Judged {
    judged.document.state = State::Unsorted;
    judged.document.note = Some(why);
    judged
}

/// Why the case is not known.
fn nobody(whose: &Whose, opened: &Opened) -> String {
    let sure = |is_sure: bool| if is_sure { "" } else { "не " };
    let organization =
        whose.evidence.organization.as_ref().is_some_and(|found| found.sure().is_some());
    let campaign = whose.evidence.campaign.as_ref().is_some_and(|found| found.sure().is_some());
    if organization && campaign {
        return "у этой организации нет дела в этой кампании".to_owned();
    }
    let mut why = format!(
        "организация {}определена, кампания {}определена",
        sure(organization),
        sure(campaign)
    );
    why.push_str(&explain::obstacles(&opened.files));
    if opened.files.is_empty() && !opened.letters.is_empty() {
        why.push_str(". Файлов в письме нет");
    }
    for note in opened.notes.iter().filter(|_| opened.letters.is_empty()) {
        why.push_str(&format!(". {}", note.trim_end_matches('.')));
    }
    why
}

/// A person matched a mail: its sender writes for that organization.
fn confirmed(document: &Document, head: &CaseHead) -> Option<(OrganizationId, String)> {
    let by_person = document.trust == Trust::Person;
    Some((head.organization, document.sender.clone().filter(|_| by_person)?))
}

fn evidence(opened: &Opened, evidence: &Evidence) -> Option<String> {
    let file = |file: &'_ OpenedFile| {
        let read = file.outcome.as_ref().ok();
        let kind = read.map(|read| kind(read, &file.name));
        let form = kind.as_ref().and_then(Recognition::sure).map(|kind| Form::of(*kind).as_str());
        (form, kind)
    };
    let files = opened.files.iter().map(|it| {
        let (form, kind) = file(it);
        KeptFile { name: &it.name, form, kind }
    });
    let kept = Kept { evidence, files: files.collect(), notes: &opened.notes };
    serde_json::to_string(&kept).ok()
}

/// The campaigns and organizations whose cases recognition asks for.
pub(super) fn pairs(
    whose: &Whose,
    tenant: Option<&Arc<Tenant>>,
) -> Vec<(CampaignId, OrganizationId)> {
    match whose.case {
        Some(Named::Pair(campaign, organization)) => vec![(campaign, organization)],
        Some(Named::Organization(organization)) => {
            let out = tenant.map_or(&[][..], |tenant| &tenant.out);
            out.iter().map(|letter| (letter.campaign, organization)).collect()
        }
        Some(Named::Case(_)) | None => Vec::new(),
    }
}

/// A document that could not be opened after every attempt: for a person. The reason, which only
/// an engineer understands, is in the log.
pub(super) fn given_up(job: &Job, attempts: i64) -> Judged {
    let judged = Judged {
        document: job.document.clone(),
        case: None,
        read: Vec::new(),
        findings: Vec::new(),
        evidence: None,
        bounced: Vec::new(),
        confirmed: None,
    };
    let why = "программа не смогла открыть документ, его посмотрит сотрудник. Попыток";
    unsorted(judged, format!("{why}: {attempts}"))
}

/// The case that a document was known to belong to, for the log.
pub(super) fn known_case(job: &Job) -> Option<CaseId> {
    job.assigned.as_ref().map(|assigned| assigned.case).or(job.document.case)
}
