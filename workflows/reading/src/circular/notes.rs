//! Sentences that oblige nobody and yet tell the term, channel or format of what stands beside them.

use super::addressee;
use super::binding::{apply, points, quote};
use super::channel::{self, Mail};
use super::collect::{Body, Collector, Found};
use super::draft::{Format, Kind, Level};
use super::forms;
use super::piece::Piece;
use super::sentences::Sentence;
use super::term::{Doubt, Shape, Term};
use super::title::title;
use super::token::{Token, tokens};
use crate::text::fold;

/// A sentence that only says where and in what form.
pub(super) struct Note {
    pub before: usize,
    pub mail: Vec<String>,
    pub points: Vec<String>,
    pub formats: Vec<(Vec<String>, Vec<Format>)>,
}

impl Collector<'_> {
    /// «Сведения направляются на адрес …» after what is to be sent: only the channel is new.
    pub(super) fn is_note(&mut self, piece: &Piece<'_>, classes: &[&'static str]) -> bool {
        if self.tells_format(piece, classes) {
            return true;
        }
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
        let things = forms::stems(&folded);
        let again = self.found.iter().any(|it| {
            let what = fold(&it.obligation.what);
            let timed = it.obligation.due_phrase.is_some() && it.obligation.emails.is_empty();
            let sent = it.obligation.kind.is_submission();
            let first = folded.split(' ').next().unwrap_or_default();
            let named = things
                .first()
                .is_some_and(|thing| first.starts_with(thing) && what.contains(thing));
            timed && sent && named
        });
        let note = sends && (!points.is_empty() || (general || again) && open);
        if note {
            self.notes.push(Note {
                before: self.found.len(),
                mail: piece.mail.addresses.clone(),
                points,
                formats: forms::of_things(piece.words),
            });
        }
        note
    }

    /// «Таблицу следует заполнять в Excel» behind what is to be sent: only the format is new.
    fn tells_format(&mut self, piece: &Piece<'_>, classes: &[&'static str]) -> bool {
        let formats = channel::formats(piece.words);
        let made = !classes.is_empty()
            && classes.iter().all(|it| matches!(*it, "fill" | "prepare" | "other"))
            && classes.contains(&"fill");
        let plain = piece.mail.addresses.is_empty() && channel::sites(piece.tokens()).is_empty();
        let typed = formats.iter().any(|it| !matches!(it, Format::Form | Format::Letter));
        let Some(last) = self.found.last_mut().filter(|it| {
            it.obligation.kind.is_submission() && it.sentence + 2 >= piece.at && !piece.led
        }) else {
            return false;
        };
        if made && plain && typed {
            last.obligation.formats.extend(formats);
            last.obligation.formats.sort_unstable();
            last.obligation.formats.dedup();
        }
        made && plain && typed
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
        let opened = ["ввод", "заполнение", "прием"].iter().any(|it| folded.starts_with(it));
        let period = found.iter().find(|it| it.shape == Shape::Period && it.due.is_some());
        let undated = self.found.last_mut().filter(|it| {
            it.sentence + 1 == at && it.obligation.due_phrase.is_none() && !it.obligation.external
        });
        if let (true, Some(period), Some(last)) = (opened, period, undated) {
            apply(&mut last.obligation, period);
            last.obligation.due_phrase = Some(quote(text, &tokens(text), period));
            last.obligation.source.rules.push("term.window");
            self.body.doubts.extend(period.doubts.iter().cloned());
        }
        self.begins_at(at, text, &folded);
        self.link(at, &tokens(text));
        let item = self.found.last_mut().filter(|it| {
            folded.starts_with("срок") && it.block == sentence.block && !mail.addresses.is_empty()
        });
        if let Some(item) = item {
            item.obligation.emails.clone_from(&mail.addresses);
            return;
        }
        if !mail.addresses.is_empty() {
            self.notes.push(Note {
                before: self.found.len(),
                mail: mail.addresses.clone(),
                points: points(&folded),
                formats: Vec::new(),
            });
        }
        let orders = ["порядок", "применя", "вводится", "устанавлива", "действу"];
        if orders.iter().any(|it| folded.contains(it)) && self.found.is_empty() {
            let first = found.iter().find(|it| it.due.is_none() && it.opens.is_some());
            self.opens = first.and_then(|it| it.opens).or(self.opens);
        }
        let formats = forms::of_things(text);
        let by_thing = formats.iter().any(|it| !it.0.is_empty());
        let last = self.found.last().filter(|it| it.sentence + 4 >= at).map(|it| it.sentence);
        let near =
            |it: &Found| if by_thing { it.sentence + 8 >= at } else { Some(it.sentence) == last };
        let about = ["файл", "формат", "скан", "документ", "форм", "материал", "отчет", "план"]
            .iter()
            .any(|it| folded.contains(it));
        let past = ["прошл", "утвержден"].iter().any(|it| folded.contains(it));
        for it in self.found.iter_mut().filter(|it| {
            (about || by_thing) && !past && near(it) && it.obligation.kind.is_submission()
        }) {
            it.obligation.formats.extend(forms::for_act(&formats, &it.obligation.what));
            it.obligation.formats.sort_unstable();
            it.obligation.formats.dedup();
        }
    }

    /// «Начало в 10.00.» behind what is to be attended.
    fn begins_at(&mut self, at: usize, text: &str, folded: &str) {
        let list = tokens(text);
        let row = super::term::atom::Row(&list);
        let clock = (0..list.len())
            .rev()
            .find_map(|it| row.clock(it).filter(|_| row.back(it, 1) == "в"))
            .map(|it| it.0);
        let near = self.found.last_mut().filter(|it| {
            folded.starts_with("начало")
                && it.sentence + 1 == at
                && it.obligation.kind == Kind::Attend
        });
        if let Some(found) = near.filter(|it| it.obligation.due_time.is_none()) {
            found.obligation.due_time = clock;
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
            if self.found.is_empty() {
                self.general = Some((term.clone(), words));
                return;
            }
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

    /// «Срок исполнения: 22 мая 2026 года» above everything: of whatever has no term of its own.
    fn give_general_term(&mut self) {
        let Some((term, words)) = self.general.take() else { return };
        let open = |it: &&mut Found| {
            it.obligation.due_phrase.is_none()
                && !it.obligation.conditional
                && !it.obligation.external
        };
        let mut given = false;
        for it in self.found.iter_mut().filter(open) {
            apply(&mut it.obligation, &term);
            it.obligation.due_phrase = Some(words.clone());
            it.obligation.source.rules.push("term.general");
            given = true;
        }
        self.body.doubts.extend(if given { term.doubts } else { vec![Doubt::Loose] });
    }

    /// One address at the end of a list belongs to each thing of the list that is to be sent.
    fn share_mail(&mut self) {
        for at in 0..self.found.len() {
            let last = &self.found[at];
            let is_end = self.found.get(at + 1).is_none_or(|it| it.lead != last.lead);
            let (Some(lead), true) = (last.lead, is_end) else { continue };
            let mail = last.obligation.emails.clone();
            let siblings = || self.found[..at].iter().filter(|it| it.lead == Some(lead));
            let bare = |it: &Found| it.obligation.emails.is_empty();
            if mail.is_empty() || !siblings().all(bare) {
                continue;
            }
            let sent =
                |it: &&mut Found| it.lead == Some(lead) && it.obligation.kind.is_submission();
            self.found[..at].iter_mut().filter(sent).for_each(|it| {
                it.obligation.emails.clone_from(&mail);
            });
        }
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
                    let formats = forms::for_act(&note.formats, &it.obligation.what);
                    it.obligation.formats.extend(formats);
                    it.obligation.formats.sort_unstable();
                    it.obligation.formats.dedup();
                }
            }
        }
        let own = |it: &Found| it.obligation.due_phrase.is_some() && !it.obligation.external;
        if self.open_day && !self.found.iter().any(own) {
            self.body.doubts.push(Doubt::Loose);
        }
        let opens = self.opens;
        for it in self.found.iter_mut().filter(|it| it.obligation.recurrence.is_some()) {
            it.obligation.opens = it.obligation.opens.or(opens);
        }
        self.give_general_term();
        self.share_mail();
        self.merge();
        let leads: Vec<usize> = self.found.iter().filter_map(|it| it.lead).collect();
        self.found.retain(|it| it.sentence == usize::MAX || !leads.contains(&it.sentence));
        let mut doers: Vec<&str> = Vec::new();
        for who in self.found.iter().filter_map(|it| it.obligation.who.as_deref()) {
            if !doers.contains(&who) {
                doers.push(who);
            }
        }
        let levels: Vec<Level> = doers.into_iter().filter_map(addressee::level).collect();
        let schools =
            self.found.iter().any(|it| !it.obligation.external).then_some(Level::Organization);
        self.body.level = levels
            .iter()
            .rev()
            .copied()
            .max_by_key(|it| levels.iter().filter(|other| *other == it).count())
            .or(schools);
        let titled = |it: Found| {
            let mut obligation = it.obligation;
            obligation.source.words = std::mem::take(&mut obligation.what);
            obligation.what = title(&obligation.source.words);
            obligation
        };
        self.body.obligations = self.found.into_iter().map(titled).collect();
        self.body
    }
}
