//! The text of the letter, by its template.

use super::{Picture, Wish, binds};
use crate::wording::{in_territories, moment, of_territories, term};
use serde::Serialize;
use tera::{Context, Tera};
use vekha_core::definition::DutyRule;
use vekha_model::{Lang, Modality};

const TEMPLATE: &str = include_str!("../../templates/monitoring.txt");

/// What the template says.
#[derive(Serialize)]
struct Told<'a> {
    circular: String,
    as_of: String,
    has_run_out: bool,
    done: usize,
    all: usize,
    few: bool,
    all_spoken: String,
    done_names: Vec<&'a str>,
    obligations: Vec<Obligation<'a>>,
    left_spoken: String,
    left_names: Vec<String>,
    answer_by: String,
    reply_to: Option<&'a str>,
}

#[derive(Serialize)]
struct Obligation<'a> {
    title: &'a str,
    note: &'static str,
    term: String,
    total: i64,
    accepted: i64,
    exempt: i64,
    in_review: i64,
    waiting: i64,
    late: i64,
    done: usize,
    all_spoken: String,
}

pub(super) fn text(picture: &Picture<'_>, wish: &Wish) -> Result<String, tera::Error> {
    let matter = picture.matter;
    let of = |done: bool| picture.territories.iter().filter(move |(.., n)| (*n == 0) == done);
    let done_names: Vec<&str> = of(true).map(|(_, name, _)| *name).collect();
    let left_names: Vec<String> = of(false).map(|(_, name, n)| format!("{name} ({n})")).collect();
    let (done, all) = (done_names.len(), picture.territories.len());
    let told = Told {
        circular: matter.circular.quoted(),
        as_of: moment(matter.tally.until().as_of, matter.zone),
        has_run_out: picture.has_run_out,
        done,
        all,
        few: done * 2 <= all,
        all_spoken: of_territories(all),
        done_names,
        obligations: picture.obligations.iter().map(|rule| obligation(picture, rule)).collect(),
        left_spoken: in_territories(left_names.len()),
        left_names,
        answer_by: Lang::Ru.day(wish.answer_by),
        reply_to: matter.circular.reply_to.as_deref(),
    };
    Tera::one_off(TEMPLATE, &Context::from_serialize(&told)?, false)
}

fn obligation<'a>(picture: &Picture<'a>, rule: &'a DutyRule) -> Obligation<'a> {
    let standing = picture.matter.tally.sum(&rule.id);
    let (done, all) = picture.done(rule);
    Obligation {
        title: &rule.title,
        note: match rule {
            rule if binds(rule) => "",
            rule if rule.modality == Modality::Recommended => "рекомендация; ",
            _ => "исполняет не адресат; ",
        },
        term: term(&standing.dues().collect::<Vec<_>>()),
        total: standing.total(),
        accepted: standing.accepted().n,
        exempt: standing.exempt().n,
        in_review: standing.in_review().n,
        waiting: standing.waiting().n,
        late: standing.late().n,
        done,
        all_spoken: of_territories(all),
    }
}
