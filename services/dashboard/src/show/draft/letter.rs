//! `/drafts/{id}`: the letter with its marked words; questions first, then what it asks.

use super::item::{cards, colour, form};
use super::opened::{self, Opened};
use super::{earlier, requisites, way, workflow};
use crate::desk::Desk;
use crate::door::visitor::Visitor;
use crate::failure::Failure;
use crate::page::draft::{DraftPage, MarkedPiece, QuestionCard};
use crate::show::{Done, Frame};
use crate::state::DashboardState;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use std::collections::BTreeSet;
use uuid::Uuid;
use vekha_drafting::draft::Asked;
use vekha_drafting::item::{Item, When};
use vekha_drafting::{About, Draft, marks};
use vekha_model::Calendar;

/// The page.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer, [`Failure::Missing`] outside the scope.
pub async fn show(
    State(state): State<DashboardState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let mut tx = state.parts.store.read().await?;
    let opened = opened::open(&mut tx, &visitor, id).await?;
    let calendar = opened::calendar(&mut tx, visitor.scope()).await?;
    let frame = Frame::new(&state, &visitor, &mut tx).await?.after(done);
    let desk = frame.desk();
    let earlier = earlier::cards(&state, &mut tx, &visitor, (&opened, &desk)).await?;
    let page = DraftPage { earlier, ..page(&opened, &calendar, &desk) };
    frame.page("campaigns", opened.draft.title(), &page)
}

fn page(opened: &Opened, calendar: &Calendar, desk: &Desk<'_>) -> DraftPage {
    let draft = &opened.draft;
    let way = way(opened, "letter");
    let questions = draft.questions();
    let open = questions.iter().filter(|asked| !asked.settled).count();
    let blank = Item { when: When::On { day: desk.zone.date(desk.now) }, ..Item::blank() };
    let action = format!("{}/obligations/{}", way.href, draft.next_number());
    DraftPage {
        file: opened.kept.file_name.clone(),
        earlier: Vec::new(),
        pieces: pieces(draft),
        questions: questions.into_iter().map(question).collect(),
        open_questions: i64::try_from(open).unwrap_or(i64::MAX),
        requisites: requisites::fields(draft, desk),
        items: cards(draft, &way.href, calendar, desk),
        blank: form(&blank, action, draft.case_for(), desk),
        workflow: workflow::card(draft, desk),
        way,
    }
}

fn question(asked: Asked) -> QuestionCard {
    let anchor = match asked.about {
        About::Number => Some("#requisite-number"),
        About::Date => Some("#requisite-dated"),
        About::Addressees => Some("#workflow"),
        _ => None,
    };
    QuestionCard { key: asked.key, why: asked.why, settled: asked.settled, anchor }
}

/// The text in pieces, each with the numbers that people see. Struck out ones are no longer marked.
fn pieces(draft: &Draft) -> Vec<MarkedPiece> {
    let kept: BTreeSet<usize> = draft.kept().into_iter().map(|(at, _)| at).collect();
    let seen = |numbers: &[usize]| -> Vec<usize> {
        numbers.iter().copied().filter(|at| kept.contains(at)).collect()
    };
    let mut ended = BTreeSet::new();
    let mut pieces: Vec<MarkedPiece> = marks::pieces(&draft.reading)
        .into_iter()
        .rev()
        .map(|piece| {
            let of = seen(&piece.obligations);
            let ends = of.iter().copied().filter(|at| ended.insert(*at)).map(|at| at + 1);
            MarkedPiece {
                text: plain(piece.text),
                colour: of.first().map(|at| colour(*at)),
                term: piece.is_term && !of.is_empty(),
                begins: seen(&piece.begins).into_iter().map(|at| at + 1).collect(),
                ends: ends.collect(),
            }
        })
        .collect();
    pieces.reverse();
    pieces
}

/// As people read it: without the stars of bold type, and no more than one empty line.
fn plain(text: &str) -> String {
    let mut plain = text.replace("**", "");
    while plain.contains("\n\n\n") {
        plain = plain.replace("\n\n\n", "\n\n");
    }
    plain
}
