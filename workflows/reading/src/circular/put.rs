//! Writes what a part asks into obligations: one for each term, the term of the lead-in where it has
//! none, and nothing anew where it only says again what was said.

use super::binding::{apply, bytes, quote};
use super::clause::Standing;
use super::collect::{Collector, Context, Found};
use super::draft::{Kind, Obligation};
use super::piece::Piece;
use super::term::{Doubt, Term};

impl Collector<'_> {
    /// One obligation for each term.
    pub(super) fn dated(
        &mut self,
        piece: &Piece<'_>,
        obligation: Obligation,
        chosen: &[Term],
        context: &Context,
    ) {
        if piece.clause.standing.is_unclear() {
            self.body.doubts.push(Doubt::Doer);
        }
        if chosen.is_empty() {
            self.undated(piece, obligation, context);
            return;
        }
        for term in chosen {
            let mut one = obligation.clone();
            apply(&mut one, term);
            let text = &piece.sentence.line.text;
            one.due_phrase = Some(quote(text, piece.list, term));
            let (from, to) = bytes(piece.list, &term.tokens);
            one.source.term = piece.sentence.line.source(from, to);
            one.source.rules.push(term.rule);
            let doubts = if one.external { &[][..] } else { &term.doubts };
            self.push(piece, one, doubts);
        }
    }

    /// An act without a term of its own takes that of the lead-in, of an event, of the act before.
    fn undated(&mut self, piece: &Piece<'_>, obligation: Obligation, context: &Context) {
        let same = self.left.same(piece.words);
        let event = self.left.event(piece.at, &obligation).filter(|_| context.term.is_none());
        let others = match event {
            Some(event) => Self::with_terms(&obligation, &[event], "term.of_event"),
            None => Self::with_terms(&obligation, &same, "term.same_as_before"),
        };
        if !others.is_empty() {
            for one in others {
                self.push(piece, one, &[]);
            }
        } else if let Some(term) = &context.term {
            let mut led = obligation;
            apply(&mut led, term);
            led.due_phrase.clone_from(&context.quote);
            led.source.rules.push("term.led_in");
            self.push(piece, led, &[]);
        } else if self.continues(piece, &obligation) {
            self.complete(&obligation, piece.at);
        } else {
            self.push(piece, obligation, &[]);
        }
    }

    fn push(&mut self, piece: &Piece<'_>, obligation: Obligation, doubts: &[Doubt]) {
        let own = obligation.due.is_some() || obligation.due_phrase.is_some();
        if own {
            self.body.doubts.extend(doubts.iter().cloned());
        }
        if self.replaces(piece, &obligation) {
            return;
        }
        self.found.push(Found {
            obligation,
            sentence: piece.at,
            lead: piece.sentence.lead,
            block: piece.sentence.block,
            number: String::new(),
        });
    }

    /// «Кроме того, необходимо представить информацию … . Заполненный план … представить до …»: the
    /// second sentence, without a word of duty of its own, says the term of the first.
    fn replaces(&mut self, piece: &Piece<'_>, next: &Obligation) -> bool {
        let bare = piece.clause.modality.is_none()
            && piece.sentence.lead.is_none()
            && next.due.is_some()
            && next.kind == Kind::SubmitReport;
        let Some(last) = self
            .found
            .last_mut()
            .filter(|it| bare && it.sentence + 1 == piece.at && it.lead.is_none())
        else {
            return false;
        };
        let open = last.obligation.due_phrase.is_none()
            && last.obligation.kind.is_submission()
            && last.obligation.emails.is_empty();
        if !open {
            return false;
        }
        let what = format!("{} {}", last.obligation.what, next.what);
        let modality = last.obligation.modality;
        last.obligation = Obligation { what, modality, ..next.clone() };
        last.obligation.source.rules.push("sentence.continued");
        true
    }

    /// The same act said again without anything new.
    fn continues(&self, piece: &Piece<'_>, next: &Obligation) -> bool {
        let same = |it: &Found| {
            it.sentence < piece.at
                && it.obligation.kind == next.kind
                && it.obligation.due.is_some()
                && it.obligation.kind != Kind::Other
                && it.sentence + 3 >= piece.at
        };
        let bare = piece.clause.modality.is_none()
            && matches!(piece.clause.standing, Standing::Obliges("clause.present"))
            && !next.conditional;
        bare && self.found.iter().any(same)
    }
}
