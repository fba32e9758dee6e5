//! `vekha read LETTER`: what a letter asks, for an officer to confirm. Nothing is stored.

use crate::exit::Exit;
use crate::output;
use anyhow::{Context, bail};
use clap::Args;
use std::fmt::Write as _;
use std::path::PathBuf;
use vekha_core::calendar;
use vekha_files::{Extractor, Limits};
use vekha_reading::circular::{self, Draft, Obligation, Relation};
use vekha_runtime::Stopwatch;

/// `vekha read`.
#[derive(Debug, Args)]
pub struct Read {
    /// The letter: txt, docx, pdf, odt or rtf.
    #[arg(value_name = "LETTER")]
    letter: PathBuf,
    /// As JSON.
    #[arg(long)]
    json: bool,
    /// Say by which rule each fact was read, and where it stands.
    #[arg(long, conflicts_with = "json")]
    explain: bool,
}

impl Read {
    /// Runs it.
    ///
    /// # Errors
    /// When the file cannot be read, or holds no text.
    pub async fn run(self) -> anyhow::Result<Exit> {
        let name = self.letter.display().to_string();
        let bytes = std::fs::read(&self.letter).with_context(|| format!("cannot read {name}"))?;
        let reading = Extractor::of_this_program(Limits::default())?.extract(&bytes, &name).await?;
        let extracted = match reading.outcome {
            Ok(extracted) if extracted.unreadable => {
                bail!("{name} has no text: it is a scan; recognise it first")
            }
            Ok(extracted) => extracted,
            Err(obstacle) => bail!("{name} cannot be read: {obstacle}"),
        };
        let watch = Stopwatch::start();
        let draft = circular::read(&extracted, &calendar::federal());
        let took = watch.elapsed();
        if self.json {
            output::say_json(&draft)?;
        } else {
            let mut text = told(&draft, self.explain);
            if self.explain {
                let _ = write!(text, "\nПрочитано за {:.1} мс.", took.as_secs_f64() * 1e3);
            }
            output::say(text)?;
        }
        Ok(Exit::Ok)
    }
}

/// The draft in words.
fn told(draft: &Draft, explain: bool) -> String {
    let letter = &draft.letter;
    let or_none = |value: &Option<String>| value.clone().unwrap_or_else(|| "—".to_owned());
    let mut text = format!(
        "Письмо № {} от {}\nОтправитель: {}\nАдресаты: {}\n",
        or_none(&letter.number),
        letter.date.map_or_else(|| "—".to_owned(), vekha_reading::text::day),
        or_none(&letter.issuer),
        if letter.addressees.is_empty() { "—".to_owned() } else { letter.addressees.join("; ") },
    );
    if explain {
        text.push_str(&requisites(draft));
    }
    for (at, obligation) in draft.obligations.iter().enumerate() {
        let _ = write!(text, "\n{}. {}\n   {}\n", at + 1, obligation.what, terms(obligation));
        if explain {
            let _ = writeln!(text, "   {}", because(obligation));
        }
    }
    if draft.obligations.is_empty() {
        text.push_str("\nПоручений нет: письмо для сведения.\n");
    }
    if !draft.questions.is_empty() {
        text.push_str("\nВопросы:\n");
    }
    for question in &draft.questions {
        let rule =
            if explain { format!(" (правило: {})", question.rule) } else { String::new() };
        let _ = writeln!(text, "- {}{rule}", question.why);
    }
    text
}

/// By which rule each requisite was read, and where it stands.
fn requisites(draft: &Draft) -> String {
    let mut text = "\nРеквизиты:\n".to_owned();
    for it in &draft.reasons {
        let place = it.span.as_ref().map_or_else(|| "—".to_owned(), place);
        let _ = writeln!(text, "- {}: правило: {}; место: {place}", it.requisite, it.rule);
    }
    for it in &draft.refers {
        let relation = match it.relation {
            Relation::Supplements => "дополняет",
            Relation::Reminds => "напоминает о письме",
            Relation::Extends => "переносит срок письма",
            Relation::Corrects => "исправляет",
            Relation::Cancels => "отзывает",
        };
        let number = it.number.as_ref().map(|it| format!(" № {it}")).unwrap_or_default();
        let date = it.date.map(vekha_reading::text::day).map(|it| format!(" от {it}"));
        let place = it.span.as_ref().map_or_else(|| "—".to_owned(), place);
        let date = date.unwrap_or_default();
        let _ = writeln!(text, "- {relation}{number}{date}; место: {place}");
    }
    text
}

fn place(bytes: &std::ops::Range<usize>) -> String {
    format!("{}..{}", bytes.start, bytes.end)
}

/// When, where, how binding.
fn terms(obligation: &Obligation) -> String {
    use circular::Modality;
    let mut parts = vec![match obligation.modality {
        Modality::Required => "обязательно".to_owned(),
        Modality::Requested => "просят".to_owned(),
        Modality::Recommended => "рекомендуют".to_owned(),
    }];
    let due = obligation.due.map(|it| format!("до {} включительно", vekha_reading::text::day(it)));
    parts.extend(due.or_else(|| obligation.due_phrase.clone()));
    parts.extend(obligation.due_time.clone());
    parts.extend(obligation.emails.iter().cloned());
    parts.extend(obligation.sites.iter().cloned());
    if obligation.conditional {
        parts.push("при условии".to_owned());
    }
    if obligation.external {
        parts.push("исполняет не адресат".to_owned());
    }
    parts.join("; ")
}

fn because(obligation: &Obligation) -> String {
    let source = &obligation.source;
    format!(
        "правила: {}; место: {}; срок: {}",
        source.rules.join(", "),
        source.span.as_ref().map_or_else(|| "таблица".to_owned(), place),
        source.term.as_ref().map_or_else(|| "—".to_owned(), place),
    )
}
