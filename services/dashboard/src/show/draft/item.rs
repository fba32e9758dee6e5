//! An obligation as a card: what the letter asks, what a person changed, and the form to change it.

use super::said;
use crate::desk::Desk;
use crate::page::Choice;
use crate::page::draft::{ItemCard, ItemFact, ItemForm};
use vekha_drafting::difference::{Field, of_items};
use vekha_drafting::item::{Binds, Item, When};
use vekha_drafting::{CaseFor, Draft, Kind};
use vekha_model::{Calendar, Modality};

/// Colours that tell neighbours apart; numbers tell all.
const COLOURS: usize = 6;
/// Rules of repetition that a person may choose; what was read comes before them.
const RULES: [&str; 4] = [
    "FREQ=WEEKLY;BYDAY=FR",
    "FREQ=MONTHLY;BYMONTHDAY=5",
    "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5",
    "FREQ=YEARLY",
];
const MODALITIES: [Modality; 3] = [Modality::Required, Modality::Requested, Modality::Recommended];

/// The class of an obligation's colour, by its number from 0.
pub fn colour(at: usize) -> String {
    format!("c{}", at % COLOURS)
}

/// Every obligation.
pub fn cards(draft: &Draft, base: &str, calendar: &Calendar, desk: &Desk<'_>) -> Vec<ItemCard> {
    let items = draft.items();
    items.iter().map(|(at, item)| card(draft, (*at, item), base, calendar, desk)).collect()
}

fn card(
    draft: &Draft,
    (at, item): (usize, &Item),
    base: &str,
    calendar: &Calendar,
    desk: &Desk<'_>,
) -> ItemCard {
    let read = draft.read_item(at);
    let found = draft.reading.obligations.get(at);
    let rules = found.map(|found| found.rules.join(", ")).unwrap_or_default();
    ItemCard {
        number: at + 1,
        colour: colour(at),
        what: item.what.clone(),
        facts: facts(item, read.as_ref(), calendar, desk),
        quoted: found.is_some_and(|found| found.span.is_some()),
        added: read.is_none(),
        dropped: item.dropped,
        rules,
        form: form(item, format!("{base}/obligations/{at}"), draft.case_for(), desk),
    }
}

/// The lines of a card. What was read stands beside what a person made of it.
fn facts(item: &Item, read: Option<&Item>, calendar: &Calendar, desk: &Desk<'_>) -> Vec<ItemFact> {
    let changed = read.map(|read| of_items(read, item)).unwrap_or_default();
    let fact = |key: &str, field: Field, say: &dyn Fn(&Item) -> String| {
        let before = read.filter(|_| changed.contains(&field)).map(say);
        let none = || desk.words.say("draft-nothing");
        let read = before.map(|read| if read.is_empty() { none() } else { read });
        ItemFact { title: desk.words.say(key), value: say(item), warning: None, read }
    };
    let mut facts = vec![
        ItemFact {
            warning: item.due().and_then(|day| said::warning(day, calendar, desk)),
            ..fact("col-due", Field::When, &|it| said::term(it, desk))
        },
        fact("draft-fact-who", Field::Who, &|it| who(it, desk)),
        fact("draft-fact-send", Field::Kind, &|it| {
            desk.words.say(&format!("draft-kind-{}", said::kind(it.kind)))
        }),
        fact("draft-fact-formats", Field::Formats, &|it| said::formats(it, desk)),
        fact("draft-fact-where", Field::Channel, &|it| {
            it.emails.iter().chain(&it.sites).cloned().collect::<Vec<_>>().join(", ")
        }),
        fact("draft-fact-modality", Field::Modality, &|it| {
            desk.words.say(&format!("draft-modality-{}", it.modality.as_str()))
        }),
        fact("draft-fact-text", Field::What, &|it| it.what.clone()),
    ];
    let text = facts.len() - 1;
    let at = |index: usize, fact: &ItemFact| index != text || fact.read.is_some();
    let said = |fact: &ItemFact| !fact.value.is_empty() || fact.read.is_some();
    let mut index = 0;
    facts.retain(|fact| {
        index += 1;
        at(index - 1, fact) && said(fact)
    });
    facts
}

fn who(item: &Item, desk: &Desk<'_>) -> String {
    let binds = desk.words.say(&format!("draft-binds-{}", said::binds(item.binds)));
    match (&item.who, item.binds) {
        (Some(who), Binds::Addressee) => who.clone(),
        (Some(who), _) => format!("{who} ({binds})"),
        (None, _) => binds,
    }
}

/// The form of an obligation.
pub fn form(item: &Item, action: String, case_for: CaseFor, desk: &Desk<'_>) -> ItemForm {
    let choice = |value: &str, key: String, chosen: bool| Choice {
        value: value.to_owned(),
        title: desk.words.say(&key),
        chosen,
    };
    let named =
        |prefix: &str, value: &str, chosen| choice(value, format!("{prefix}-{value}"), chosen);
    let kinds = said::KINDS.iter().map(|kind: &Kind| {
        let word = said::kind(*kind);
        named("draft-kind", word, word == said::kind(item.kind))
    });
    let all = [Binds::Addressee, Binds::Authority, Binds::Other];
    let binds = all.into_iter().filter(|binds| {
        // Only organizations have an authority with a case of its own.
        *binds != Binds::Authority || case_for == CaseFor::Organization
    });
    let (when, day, amount, until) = match &item.when {
        When::Undated => ("none", None, None, None),
        When::On { day } => ("on", Some(*day), None, None),
        When::After { amount, .. } => ("after", None, Some(*amount), None),
        When::Every { until, .. } => ("every", None, None, *until),
    };
    let day_text = |day: Option<chrono::NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
    let unit = |unit| matches!(&item.when, When::After { unit: own, .. } if *own == unit);
    let binding = |one: Modality| named("draft-modality", one.as_str(), one == item.modality);
    ItemForm {
        action,
        what: item.what.clone(),
        who: item.who.clone().unwrap_or_default(),
        binds: binds.map(|one| named("draft-binds", said::binds(one), one == item.binds)).collect(),
        kinds: kinds.collect(),
        modalities: MODALITIES.into_iter().map(binding).collect(),
        whens: ["on", "after", "every", "none"]
            .map(|one| named("draft-when", one, one == when))
            .into(),
        day: day_text(day),
        amount: amount.map(|n| n.to_string()).unwrap_or_default(),
        units: said::UNITS
            .iter()
            .map(|(one, word)| named("draft-unit", word, unit(*one)))
            .collect(),
        rules: rules(item, desk),
        until: day_text(until),
        time: item.time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default(),
        opens: day_text(item.opens),
        formats: said::FORMATS
            .iter()
            .map(|(name, formats)| named("draft-format", name, said::has(item, formats)))
            .collect(),
        emails: item.emails.join(", "),
        sites: item.sites.join(", "),
    }
}

fn rules(item: &Item, desk: &Desk<'_>) -> Vec<Choice> {
    let own = match &item.when {
        When::Every { rule, .. } => Some(rule.as_str()),
        _ => None,
    };
    let known = RULES.into_iter().filter(|rule| Some(*rule) != own);
    let choice = |rule: &str| Choice {
        value: rule.to_owned(),
        title: said::repetition(rule, desk),
        chosen: Some(rule) == own,
    };
    own.into_iter().chain(known).map(choice).collect()
}
