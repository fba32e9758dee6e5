//! Which organization sent a document: tokens, registration numbers, addresses, names.

use super::addressee::lines_of_sender;
use super::evidence::{Recognition, Strength, Weighing, decide};
use super::name::NameKey;
use crate::limits::{HEAD_LINES, NAME_PHRASES};
use std::collections::{BTreeMap, BTreeSet};
use vekha_model::{Extracted, OrganizationId};

type Weighed = BTreeMap<usize, Weighing<OrganizationId>>;

/// An organization that may have sent something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its id.
    pub id: OrganizationId,
    /// The official name.
    pub name: String,
    /// The municipality it belongs to, empty when unknown.
    pub municipality: String,
    /// Taxpayer number.
    pub inn: Option<String>,
    /// State registration number.
    pub ogrn: Option<String>,
    /// Addresses it is known to write from.
    pub emails: Vec<String>,
}

/// What is known of one message or upload.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clues<'a> {
    /// Organizations whose valid reply token or signed link came with it.
    pub tokens: &'a [OrganizationId],
    /// The organization of a logged-in person.
    pub session: Option<OrganizationId>,
    /// Sender addresses; of a forwarded message the inner sender's too.
    pub senders: &'a [&'a str],
    /// The subject.
    pub subject: &'a str,
    /// Names of the files.
    pub file_names: &'a [&'a str],
    /// Organization names found by other readers, such as the title of a plan.
    pub names: &'a [&'a str],
    /// The texts and tables of its files, the mail's own text among them.
    pub texts: &'a [&'a Extracted],
}

/// The candidates, made ready once for many messages.
#[derive(Debug, Default)]
pub struct Directory {
    candidates: Vec<Prepared>,
}

#[derive(Debug)]
struct Prepared {
    candidate: Candidate,
    name: NameKey,
    municipality: NameKey,
    emails: BTreeSet<String>,
    domains: BTreeSet<String>,
}

/// Mail services that anybody uses: their domain tells nothing.
const PUBLIC_MAIL: [&str; 12] = [
    "mail.ru",
    "yandex.ru",
    "ya.ru",
    "gmail.com",
    "rambler.ru",
    "bk.ru",
    "list.ru",
    "inbox.ru",
    "internet.ru",
    "yandex.com",
    "outlook.com",
    "hotmail.com",
];

impl Directory {
    /// Prepares the candidates: one register, thousands of messages.
    pub fn new(candidates: Vec<Candidate>) -> Self {
        Self { candidates: candidates.into_iter().map(prepare).collect() }
    }

    /// Weighs the clues. Fixed rules: token or registration number hard, known address or session
    /// strong, name with number and municipality medium, file name or domain weak; registration
    /// numbers of two organizations speak against both.
    pub fn recognise(&self, clues: &Clues<'_>) -> Recognition<OrganizationId> {
        let mut weighed = Weighed::new();
        self.keys(clues, &mut weighed);
        self.addresses(clues, &mut weighed);
        self.names(clues, &mut weighed);
        decide(weighed.into_values().collect())
    }

    fn add(&self, weighed: &mut Weighed, at: usize, strength: Strength, reason: String) {
        if let Some(prepared) = self.candidates.get(at) {
            weighed
                .entry(at)
                .or_insert_with(|| Weighing::of(prepared.candidate.id))
                .add(strength, reason);
        }
    }

    fn keys(&self, clues: &Clues<'_>, weighed: &mut Weighed) {
        let numbers: BTreeSet<&str> =
            clues.texts.iter().flat_map(|text| registration_numbers(text)).collect();
        let mut named = Vec::new();
        for (at, it) in self.candidates.iter().enumerate() {
            if clues.tokens.contains(&it.candidate.id) {
                self.add(
                    weighed,
                    at,
                    Strength::Hard,
                    "ответ содержит код, выданный этой организации".to_owned(),
                );
            }
            if clues.session == Some(it.candidate.id) {
                self.add(
                    weighed,
                    at,
                    Strength::Strong,
                    "загружено сотрудником этой организации".to_owned(),
                );
            }
            let found = |number: &Option<String>| {
                number.as_deref().filter(|it| numbers.contains(it)).map(str::to_owned)
            };
            if let Some(inn) = found(&it.candidate.inn) {
                self.add(weighed, at, Strength::Hard, format!("ИНН {inn} найден в тексте"));
                named.push(at);
            }
            if let Some(ogrn) = found(&it.candidate.ogrn) {
                self.add(weighed, at, Strength::Hard, format!("ОГРН {ogrn} найден в тексте"));
                named.push(at);
            }
        }
        named.dedup();
        if named.len() > 1 {
            for at in named {
                self.add(
                    weighed,
                    at,
                    Strength::Against,
                    "в файле реквизиты нескольких организаций".to_owned(),
                );
            }
        }
    }

    fn addresses(&self, clues: &Clues<'_>, weighed: &mut Weighed) {
        let senders: BTreeSet<String> =
            clues.senders.iter().map(|it| it.trim().to_lowercase()).collect();
        for (at, it) in self.candidates.iter().enumerate() {
            if let Some(sender) = senders.iter().find(|sender| it.emails.contains(*sender)) {
                self.add(
                    weighed,
                    at,
                    Strength::Strong,
                    format!("адрес отправителя {sender} записан за этой организацией"),
                );
            } else if let Some(domain) = senders
                .iter()
                .filter_map(|sender| domain(sender))
                .find(|domain| it.domains.contains(*domain))
            {
                self.add(weighed, at, Strength::Weak, format!("отправлено с домена {domain}"));
            }
        }
    }

    fn names(&self, clues: &Clues<'_>, weighed: &mut Weighed) {
        let phrases = phrases(clues);
        let everywhere = NameKey::of(&phrases.join(" "));
        let keys: Vec<(&str, NameKey)> =
            phrases.into_iter().map(|text| (text, NameKey::of(text))).collect();
        let mut alike: Vec<(usize, f64, &str)> = Vec::new();
        for (at, it) in self.candidates.iter().enumerate() {
            let best = keys
                .iter()
                .filter(|(_, key)| it.name.may_be(key))
                .map(|(text, key)| (it.name.likeness(key), *text))
                .max_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((likeness, text)) = best.filter(|best| best.0 >= 0.6) {
                alike.push((at, likeness, text));
            }
        }
        let sure = alike.iter().filter(|(_, likeness, _)| *likeness >= 0.85).count();
        for (at, likeness, text) in alike {
            let Some(it) = self.candidates.get(at) else { continue };
            let here = it.municipality.is_named_in(&everywhere);
            let quoted = crate::text::shorten(text, crate::limits::QUOTE_CHARS);
            if likeness >= 0.85 && (here || sure == 1) {
                let also = if here { " и муниципалитет" } else { "" };
                let what = if it.name.has_number() {
                    "название, номер"
                } else {
                    "название"
                };
                self.add(
                    weighed,
                    at,
                    Strength::Medium,
                    format!("совпадают {what}{also}: «{quoted}»"),
                );
            } else {
                self.add(weighed, at, Strength::Weak, format!("похожее название: «{quoted}»"));
            }
        }
    }
}

fn prepare(candidate: Candidate) -> Prepared {
    let emails: BTreeSet<String> =
        candidate.emails.iter().map(|it| it.trim().to_lowercase()).collect();
    let domains = emails.iter().filter_map(|it| domain(it)).map(str::to_owned).collect();
    Prepared {
        name: NameKey::of(&candidate.name),
        municipality: NameKey::of(&candidate.municipality),
        emails,
        domains,
        candidate,
    }
}

/// The domain of an address, unless everybody has one there.
fn domain(email: &str) -> Option<&str> {
    email
        .rsplit_once('@')
        .map(|(_, domain)| domain)
        .filter(|domain| !domain.is_empty() && !PUBLIC_MAIL.contains(domain))
}

/// Runs of 10 or 13 digits: ИНН and ОГРН of organizations.
fn registration_numbers(extracted: &Extracted) -> impl Iterator<Item = &str> {
    let cells = extracted.tables.iter().flat_map(|it| &it.rows).flat_map(|it| &it.cells);
    std::iter::once(extracted.text.as_str())
        .chain(cells.map(|cell| cell.text.as_str()))
        .flat_map(|text| text.split(|char: char| !char.is_ascii_digit()))
        .filter(|digits| matches!(digits.len(), 10 | 13))
}

/// The lines in which a sender's name may stand, the likeliest first.
fn phrases<'a>(clues: &Clues<'a>) -> Vec<&'a str> {
    let heads = clues.texts.iter().flat_map(|text| lines_of_sender(&text.text).take(HEAD_LINES));
    clues
        .names
        .iter()
        .copied()
        .chain(std::iter::once(clues.subject))
        .chain(clues.file_names.iter().copied())
        .chain(heads)
        .filter(|line| !line.trim().is_empty())
        .take(NAME_PHRASES)
        .collect()
}
