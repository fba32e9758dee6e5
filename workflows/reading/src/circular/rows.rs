//! Rows of a table of deadlines to obligations.

use super::binding::{apply, choose, governing_year, quote};
use super::collect::{Collector, Found};
use super::draft::Obligation;
use super::term::{Years, terms};
use super::token::tokens;
use super::{act, channel, doer, table};
use crate::text::fold;

impl Collector<'_> {
    /// A row of a table of deadlines.
    pub(super) fn row(&mut self, item: &table::Item) {
        let head_year = governing_year(&tokens(&item.head));
        let years = Years { governing: head_year, ..self.years };
        let mut list = tokens(&item.term);
        let mut said = item.term.clone();
        let mut chosen = choose(&terms(&list, &years), false);
        if chosen.is_empty() {
            said = format!("в {}", item.term);
            list = tokens(&said);
            chosen = choose(&terms(&list, &years), false);
        }
        let opens = terms(&tokens(&item.opens), &years).iter().find_map(|it| it.due.or(it.opens));
        let external =
            !self.head.is_order && doer::is_foreign(&item.doer, self.head.letter.addressee_level);
        let lead = self.contexts.iter().rev().find(|it| is_about_schedule(&it.act)).cloned();
        let lead = lead.unwrap_or_default();
        let modality = lead.modality.unwrap_or_default();
        let asked = act::classes(&item.asked);
        let classes = [act::classes(&item.act), act::by_noun(&item.act), asked, lead.classes]
            .into_iter()
            .find(|it| !it.is_empty())
            .unwrap_or_default();
        let words = format!("{} {}", item.act, item.rest);
        let mut mail = channel::mail(&tokens(&words), &words).addresses;
        let kind = act::kind(&item.act, &item.act, &classes);
        if mail.is_empty() && kind.is_submission() && !external {
            mail = lead.mail;
        }
        let mut obligation = Obligation {
            what: item.act.clone(),
            kind,
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
            one.opens = one.opens.or(opens);
            one.due_phrase = Some(quote(&said, &list, term).trim_start_matches("в ").to_owned());
            if let Some(day) = &item.day {
                one.due_phrase = Some(day.clone());
            }
            one.source.rules.push(term.rule);
            if !external {
                self.body.doubts.extend(term.doubts.iter().cloned());
            }
            self.found.push(row_of(item, one));
        }
        if chosen.is_empty() {
            self.found.push(row_of(item, obligation));
        }
    }
}

/// A row stands in no sentence.
fn row_of(item: &table::Item, obligation: Obligation) -> Found {
    let number = item.number.clone();
    Found { obligation, sentence: usize::MAX, lead: None, block: usize::MAX, number }
}

/// «просим обеспечить исполнение графика»: the table says what is to be done.
pub(super) fn is_about_schedule(what: &str) -> bool {
    let folded = fold(what);
    let names = [
        "график",
        "выполнение мероприятий",
        "циклограмм",
        "таблиц",
        "сроки",
        "дорожн",
        "следующие мероприяти",
        "перечень мероприяти",
        "план-график",
        "план мероприяти",
        "указанные числа",
        "указанные срок",
        "следующие нарушени",
    ];
    names.iter().any(|it| folded.contains(it))
}
