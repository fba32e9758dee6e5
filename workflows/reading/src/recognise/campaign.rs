//! Which campaign a document answers: our outgoing numbers, tokens, the year of the plan.

use super::evidence::{Recognition, Strength, Weighing, decide};
use crate::letter::{Reference, requisites};
use vekha_model::{CampaignId, Extracted};

/// A letter of ours that is out and may be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// The campaign it opened or joined.
    pub campaign: CampaignId,
    /// Its number and date.
    pub reference: Reference,
    /// The year that the plan of this campaign is for, where it wants one.
    pub plan_year: Option<i32>,
}

/// Weighs the clues: a valid token or our number in «На № …» hard, our number elsewhere strong,
/// the year of the plan medium, another year against.
pub fn campaign(
    outgoing: &[Outgoing],
    tokens: &[CampaignId],
    texts: &[&Extracted],
    plan_year: Option<i32>,
) -> Recognition<CampaignId> {
    let letters: Vec<_> = texts.iter().map(|text| requisites(text)).collect();
    let weighed = outgoing.iter().map(|letter| {
        let mut weighing = Weighing::of(letter.campaign);
        let number = &letter.reference.number;
        if tokens.contains(&letter.campaign) {
            weighing.add(Strength::Hard, "ответ содержит код этой кампании");
        }
        let ours = std::slice::from_ref(&letter.reference);
        let replied =
            |it: &Option<Reference>| it.as_ref().is_some_and(|it| it.is_same_as(&letter.reference));
        if letters.iter().any(|it| replied(&it.in_reply_to)) {
            weighing.add(Strength::Hard, format!("в бланке ответа указано «На № {number}»"));
        } else if letters.iter().any(|it| it.quotes(ours).is_some()) {
            weighing.add(Strength::Strong, format!("в тексте упомянуто наше письмо № {number}"));
        }
        match (letter.plan_year, plan_year) {
            (Some(wanted), Some(written)) if wanted == written => {
                weighing.add(Strength::Medium, format!("план на {written} год"));
            }
            (Some(_), Some(written)) => {
                weighing.add(
                    Strength::Against,
                    format!("план на {written} год, для кампании нужен другой"),
                );
            }
            _ => {}
        }
        weighing
    });
    decide(weighed.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_number_quoted_back_is_the_key() {
        let outgoing = |id: u128, number: &str, year| Outgoing {
            campaign: format!("00000000-0000-0000-0000-{id:012}").parse().expect("an id"),
            reference: Reference { number: number.to_owned(), date: None },
            plan_year: Some(year),
        };
        let ours = [outgoing(1, "10001/15-02", 2024), outgoing(2, "20002/15-02", 2025)];
        let letter = |text: &str| Extracted { text: text.to_owned(), ..Extracted::default() };
        let reply = letter("На № 10001/15-02 от 15.12.2023\nНаправляем план.");
        let said = campaign(&ours, &[], &[&reply], None);
        assert_eq!(said.sure(), ours.first().map(|it| &it.campaign));
        let mention = letter("Во исполнение письма № 10001/15-02 направляем план.");
        let said = campaign(&ours, &[], &[&mention], Some(2024));
        assert_eq!(said.sure(), None, "one strong clue is not enough");
        assert_eq!(said.likeliest().map(|it| it.score), Some(5));
    }
}
