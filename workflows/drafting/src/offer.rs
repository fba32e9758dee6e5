//! Which shipped campaign fits a letter: offered with its reason, its parameters filled from the
//! letter. A date that the letter does not give is asked for; a shipped default is another letter's.

use crate::draft::Draft;
use crate::item::Item;
use chrono::NaiveDate;
use vekha_library::Shipped;
use vekha_model::{Modality, Parameters, Value};
use vekha_reading::circular::Kind;
use vekha_reading::text::fold;

/// A shipped campaign that fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Which.
    pub campaign: &'static Shipped,
    /// Why: the obligations that it stands on, by number from 0, with their last days.
    pub because: Vec<(usize, NaiveDate)>,
    /// What the letter gives.
    pub parameters: Parameters,
    /// Obligations with a term that the campaign does not follow, by number from 0.
    pub left_out: Vec<usize>,
    /// None of these binds anybody: nothing is lost when it is taken.
    pub is_whole: bool,
}

/// A campaign, and where its parameters stand in a letter.
struct Fit {
    campaign: &'static str,
    /// The last day of an obligation of one of these sorts.
    dates: &'static [(&'static str, &'static [Kind])],
    /// Sorts that it follows as part of these, when they fall on the same day.
    also: &'static [Kind],
    /// The first day of one.
    openings: &'static [(&'static str, &'static [Kind])],
    /// The first year that one names.
    years: &'static [(&'static str, &'static [Kind])],
}

const FITS: [Fit; 3] = [
    Fit {
        campaign: "noko-results",
        dates: &[
            ("publish_by", &[Kind::Publish]),
            ("plan_by", &[Kind::SubmitPlan]),
            ("report_by", &[Kind::SubmitReport]),
        ],
        also: &[Kind::Approve],
        openings: &[],
        years: &[("year", &[Kind::SubmitPlan]), ("previous_year", &[Kind::SubmitReport])],
    },
    Fit {
        campaign: "noko-plans-bus",
        dates: &[("act_by", &[Kind::Approve]), ("act_by", &[Kind::Appoint])],
        also: &[Kind::Publish, Kind::Appoint, Kind::Approve],
        openings: &[],
        years: &[("year", &[Kind::Approve])],
    },
    Fit {
        campaign: "noko-assessment",
        dates: &[("end", &[Kind::SelfAssessment])],
        also: &[Kind::Inform, Kind::Survey],
        openings: &[("begin", &[Kind::SelfAssessment])],
        years: &[],
    },
];

/// How letters of these campaigns speak of their matter, folded.
const MATTER: [&str; 2] = ["нок", "независимой оценк"];

/// The campaign that fits best, if any does: every obligation that it stands on is in the letter.
pub fn offer(draft: &Draft) -> Option<Offer> {
    let text = fold(&draft.reading.text);
    if !MATTER.iter().any(|word| text.contains(word)) {
        return None;
    }
    FITS.iter().find_map(|fit| of(fit, draft))
}

fn of(fit: &Fit, draft: &Draft) -> Option<Offer> {
    let campaign = vekha_library::find(fit.campaign)?;
    let kept = draft.kept();
    let find = |kinds: &[Kind]| kept.iter().find(|(_, item)| kinds.contains(&item.kind));
    let mut parameters = Parameters::new();
    let mut because = Vec::new();
    for (name, kinds) in fit.dates {
        let (at, item) = find(kinds)?;
        let due = item.due()?;
        let before = parameters.insert((*name).to_owned(), Value::Date(due));
        if before.is_some_and(|before| before != Value::Date(due)) {
            return None;
        }
        because.push((*at, due));
    }
    for (name, kinds) in fit.openings {
        let opens = find(kinds)?.1.opens?;
        parameters.insert((*name).to_owned(), Value::Date(opens));
    }
    for (name, kinds) in fit.years {
        // A title leaves out when: the year of the matter stands in the letter's own words.
        let named = |(at, item): &(usize, Item)| {
            year(&item.what).or_else(|| draft.quoted(*at).and_then(year))
        };
        let year = find(kinds).and_then(named);
        parameters.extend(year.map(|year| ((*name).to_owned(), Value::Integer(year))));
    }
    let follows = |at: usize, item: &Item| {
        let own = because.iter().any(|(carried, _)| *carried == at);
        let same_day = because.iter().any(|(_, due)| item.due() == Some(*due));
        own || (same_day && fit.also.contains(&item.kind))
    };
    let left = |(at, item): &&(usize, Item)| item.is_dated() && !follows(*at, item);
    let left: Vec<&(usize, Item)> = kept.iter().filter(left).collect();
    let binds = |(_, item): &&(usize, Item)| item.modality != Modality::Recommended;
    Some(Offer {
        campaign,
        is_whole: !left.iter().copied().any(|one| binds(&one)),
        left_out: left.into_iter().map(|(at, _)| *at).collect(),
        because,
        parameters,
    })
}

/// «… в ходе НОКО в 2023 году» → 2023.
fn year(what: &str) -> Option<i64> {
    let words: Vec<&str> = what.split_whitespace().collect();
    let is_year = |word: &str| word.len() == 4 && word.starts_with("20");
    let pairs = words.windows(2).filter(|pair| pair[1].starts_with("год"));
    pairs.filter(|pair| is_year(pair[0])).find_map(|pair| pair[0].parse().ok())
}
