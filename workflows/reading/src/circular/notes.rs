//! Sentences that oblige nobody and yet tell the term, channel or format of what stands beside them.

use super::addressee;
use super::binding::{apply, points, quote};
use super::channel::{self, Mail};
use super::collect::{Body, Collector, Found};
use super::draft::{Format, Kind, Level};
use super::piece::Piece;
use super::sentences::Sentence;
use super::term::{Doubt, Term};
use super::token::{Token, tokens};
use crate::text::fold;

/// A sentence that only says where and in what form.
pub(super) struct Note {
    pub before: usize,
    pub mail: Vec<String>,
    pub points: Vec<String>,
    pub formats: Vec<Format>,
}

impl Collector<'_> {
    /// «Сведения направляются на адрес …» after what is to be sent: only the channel is new.
    pub(super) fn is_note(&mut self, piece: &Piece<'_>, classes: &[&'static str]) -> bool {
        if piece.mail.addresses.is_empty() || piece.led || piece.clause.conditional {
            return false;
        }
        let folded = fold(piece.words);
        let points = points(&folded);
        let general = [
            "сведения",
            "материалы",
            "информаци",
            "документы",
            "отчеты",
            "планы",
            "ответ",
            "указанн",
            "данные",
            "все ",
        ]
        .iter()
        .any(|it| folded.starts_with(it));
        let sends = classes.iter().all(|it| matches!(*it, "send" | "receive" | "other"));
        let open = self.found.iter().any(|it| {
            it.obligation.kind.is_submission()
                && it.obligation.emails.is_empty()
                && it.obligation.due_phrase.is_some()
        });
        let note = sends && (!points.is_empty() || general && open);
        if note {
            self.notes.push(Note {
                before: self.found.len(),
                mail: piece.mail.addresses.clone(),
                points,
                formats: channel::formats(piece.words),
            });
        }
        note
    }

    /// A sentence that obliges nobody may still tell term, channel or format of what stands before.
    pub(super) fn aside(&mut self, at: usize, sentence: &Sentence, found: &[Term], mail: &Mail) {
        let text = &sentence.line.text;
        let folded = fold(text);
        let validity = ["действия", "хранения", "полномочий", "рассмотрения", "службы", "обучения"]
            .iter()
            .any(|it| folded.split(' ').nth(1).is_some_and(|word| word.starts_with(it)));
        if folded.starts_with("срок")
            && !validity
            && let Some(term) = found.iter().find(|it| it.binds())
        {
            self.own_term(sentence, term);
        }
        self.link(at, &tokens(text));
        if !mail.addresses.is_empty() {
            self.notes.push(Note {
                before: self.found.len(),
                mail: mail.addresses.clone(),
                points: points(&folded),
                formats: Vec::new(),
            });
        }
        let formats = channel::formats(text);
        let near = self.found.last().filter(|it| it.sentence + 4 >= at).map(|it| it.sentence);
        let about = ["файл", "формат", "скан", "документ", "форм", "материал", "отчет", "план"]
            .iter()
            .any(|it| folded.contains(it));
        let past = ["прошл", "утвержден"].iter().any(|it| folded.contains(it));
        for it in self.found.iter_mut().filter(|it| {
            about && !past && Some(it.sentence) == near && it.obligation.kind.is_submission()
        }) {
            it.obligation.formats.extend(&formats);
            it.obligation.formats.sort_unstable();
            it.obligation.formats.dedup();
        }
    }

    /// «Ссылка на подключение: https://…» behind what is to be attended or answered.
    fn link(&mut self, at: usize, list: &[Token]) {
        let sites = channel::sites(list);
        let about = list.iter().any(|it| it.starts("ссылк") || it.starts("подключени"));
        let Some(last) = self.found.last_mut().filter(|it| about && it.sentence + 2 >= at) else {
            return;
        };
        if matches!(last.obligation.kind, Kind::Attend | Kind::Survey)
            && last.obligation.sites.is_empty()
        {
            last.obligation.sites = sites;
        }
    }

    /// «Срок – 23.03.2026»: of the item in which it stands; on a line of its own, of the whole list.
    fn own_term(&mut self, sentence: &Sentence, term: &Term) {
        let words = quote(&sentence.line.text, &tokens(&sentence.line.text), term);
        let open = |it: &Found| it.obligation.due_phrase.is_none() && !it.obligation.conditional;
        let Some(last) = self.found.iter().rfind(|it| open(it)) else {
            self.body.doubts.push(Doubt::Loose);
            return;
        };
        let (block, lead) = (last.block, last.lead);
        let inside = block == sentence.block;
        let near = |it: &Found| it.block == block || !inside && lead.is_some() && it.lead == lead;
        for it in self.found.iter_mut().filter(|it| open(it) && near(it)) {
            apply(&mut it.obligation, term);
            it.obligation.due_phrase = Some(words.clone());
            it.obligation.source.rules.push("term.own_sentence");
        }
        self.body.doubts.extend(term.doubts.iter().cloned());
    }

    pub(super) fn finish(mut self) -> Body {
        for note in &self.notes {
            let named = |it: &Found| note.points.contains(&it.number);
            let open =
                |it: &Found| it.obligation.emails.is_empty() && it.obligation.kind.is_submission();
            for (at, it) in self.found.iter_mut().enumerate() {
                let mine = if note.points.is_empty() {
                    open(it) && (at < note.before || it.sentence == usize::MAX)
                } else {
                    named(it)
                };
                if mine && !it.obligation.external {
                    it.obligation.emails.clone_from(&note.mail);
                    it.obligation.formats.extend(&note.formats);
                    it.obligation.formats.sort_unstable();
                    it.obligation.formats.dedup();
                }
            }
        }
        let own = |it: &Found| it.obligation.due_phrase.is_some() && !it.obligation.external;
        if self.open_day && !self.found.iter().any(own) {
            self.body.doubts.push(Doubt::Loose);
        }
        self.merge();
        let leads: Vec<usize> = self.found.iter().filter_map(|it| it.lead).collect();
        self.found.retain(|it| it.sentence == usize::MAX || !leads.contains(&it.sentence));
        let levels: Vec<Level> = self
            .found
            .iter()
            .filter_map(|it| addressee::level(it.obligation.who.as_deref()?))
            .collect();
        let schools =
            self.found.iter().any(|it| !it.obligation.external).then_some(Level::Organization);
        self.body.level = levels
            .iter()
            .copied()
            .max_by_key(|it| levels.iter().filter(|other| *other == it).count())
            .or(schools);
        self.body.obligations = self.found.into_iter().map(|it| it.obligation).collect();
        self.body
    }
}
