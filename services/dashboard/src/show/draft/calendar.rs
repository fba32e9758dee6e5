//! The calendar of everything that will be sent: as a picture and as the same table.

use crate::desk::Desk;
use crate::page::draft_launch::{CalendarCard, CalendarRow, LegendWord};
use crate::svg::{Outgoing, OutgoingDay, outgoing};
use std::collections::BTreeSet;
use vekha_drafting::forecast::Kind;
use vekha_drafting::outlook::{Day, Outlook};
use vekha_model::{Addressee, Calendar};

/// Who is drawn in which colour.
const WHO: [(&str, &[Addressee]); 3] = [
    ("organization", &[Addressee::Organization]),
    ("municipality", &[Addressee::Municipality]),
    ("ministry", &[Addressee::Officer, Addressee::Head]),
];

/// The card; none when nothing is ever sent.
pub fn card(outlook: &Outlook, calendar: &Calendar, desk: &Desk<'_>) -> Option<CalendarCard> {
    let days = &outlook.days;
    let most = days.iter().max_by_key(|day| day.total())?;
    let to = |day: &Day, who: &[Addressee]| who.iter().map(|one| day.to(*one)).sum::<u32>();
    let picture = Outgoing {
        label: desk.words.say("draft-calendar-label"),
        deadline_word: desk.words.say("burndown-deadline"),
        lang: desk.lang(),
        days: days
            .iter()
            .map(|day| OutgoingDay {
                day: day.date,
                parts: WHO.map(|(class, who)| (class, to(day, who))).into(),
            })
            .collect(),
        deadlines: outlook.terms.iter().filter_map(|term| term.due).collect::<BTreeSet<_>>(),
    };
    let off = |day| calendar.day_off(day).is_some();
    let legend = WHO.map(|(class, who)| LegendWord {
        class,
        word: desk.words.say(&format!("draft-mail-{class}")),
        n: days.iter().map(|day| i64::from(to(day, who))).sum(),
    });
    let n = i64::from(most.total());
    let day = desk.lang().date(most.date);
    Some(CalendarCard {
        picture: outgoing(&picture, off)?,
        legend: legend.into_iter().filter(|word| word.n > 0).collect(),
        most: format!("{} — {day}", desk.words.count("draft-most", n)),
        rows: days.iter().map(|day| row(day, to, desk)).collect(),
    })
}

fn row(day: &Day, to: impl Fn(&Day, &[Addressee]) -> u32, desk: &Desk<'_>) -> CalendarRow {
    let kinds: BTreeSet<Kind> = day.sent.keys().map(|(kind, _)| *kind).collect();
    let words = kinds.into_iter().map(|kind| desk.words.say(&format!("draft-mail-{}", word(kind))));
    let [organizations, municipalities, ministry] = WHO.map(|(_, who)| to(day, who));
    CalendarRow {
        day: format!("{}, {}", desk.lang().date(day.date), desk.lang().weekday(day.date)),
        what: words.collect::<Vec<_>>().join(", "),
        organizations,
        municipalities,
        ministry,
    }
}

const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Circular => "circular",
        Kind::Receipt | Kind::Verdict => "answer",
        Kind::Change => "change",
        Kind::Reminder => "reminder",
        Kind::Escalation => "escalation",
        Kind::Draft => "draft",
    }
}
