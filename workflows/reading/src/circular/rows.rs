//! Rows of a table of deadlines to obligations.

use super::binding::{apply, choose, governing_year, quote};
use super::collect::{Collector, Found};
use super::draft::Obligation;
use super::term::{Years, terms};
use super::token::tokens;
use super::{act, channel, clause, table};
use crate::text::fold;

impl Collector<'_> {
    /// A row of a table of deadlines.
    pub(super) fn row(&mut self, item: &table::Item) {
        let head_year = governing_year(&tokens(&item.head));
        let list = tokens(&item.term);
        let found = terms(&list, &Years { governing: head_year, ..self.years });
        let chosen = choose(&found);
        let external =
            !self.head.is_order && clause::is_foreign(&item.doer, self.head.letter.addressee_level);
        let classes = {
            let own = act::classes(&item.act);
            if own.is_empty() { act::by_noun(&item.act) } else { own }
        };
        let modality = self
            .contexts
            .iter()
            .rev()
            .filter(|it| is_about_schedule(&it.act))
            .find_map(|it| it.modality)
            .unwrap_or_default();
        let words = format!("{} {}", item.act, item.rest);
        let mail = channel::mail(&tokens(&words), &words).addresses;
        let mut obligation = Obligation {
            what: item.act.clone(),
            kind: act::kind(&item.act, &item.act, &classes),
            modality,
            external,
            emails: mail,
            ..Obligation::default()
        };
        obligation.who = (!item.doer.is_empty()).then(|| item.doer.clone());
        obligation.sites = channel::sites(&tokens(&words));
        obligation.formats = channel::formats(&words);
        obligation.source.rules.push("table.row");
        if item.act.trim().is_empty() || item.term.trim().is_empty() {
            return;
        }
        for term in &chosen {
            let mut one = obligation.clone();
            apply(&mut one, term);
            one.due_phrase = Some(quote(&item.term, &list, term));
            one.source.rules.push(term.rule);
            if !external {
                self.body.doubts.extend(term.doubts.iter().cloned());
            }
            self.found.push(Found {
                obligation: one,
                sentence: usize::MAX,
                lead: None,
                block: usize::MAX,
                number: item.number.clone(),
            });
        }
        if chosen.is_empty() {
            self.found.push(Found {
                obligation,
                sentence: usize::MAX,
                lead: None,
                block: usize::MAX,
                number: item.number.clone(),
            });
        }
    }
}

/// «просим обеспечить исполнение графика»: the table says what is to be done.
pub(super) fn is_about_schedule(what: &str) -> bool {
    let folded = fold(what);
    let names = [
        "график",
        "таблиц",
        "сроки",
        "дорожн",
        "следующие мероприяти",
        "перечень мероприяти",
        "план-график",
        "план мероприяти",
    ];
    names.iter().any(|it| folded.contains(it))
}
