//! "Did you mean": the nearest known word, and the list of them when none is near.

/// What to write instead of `word`: the nearest of `known`, or all of them.
pub(crate) fn suggest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<_> = known.into_iter().collect();
    match (nearest(word, &known), known.as_slice()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, []) => "there is none to choose from".to_owned(),
        (None, all) => format!("write one of: {}", all.join(", ")),
    }
}

/// The nearest known word, unless all are too far to be a slip of the fingers.
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let slips = 1 + word.chars().count() / 4;
    known
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), *candidate))
        .filter(|(distance, _)| *distance <= slips)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_fingers_is_forgiven_and_a_guess_gets_the_list() {
        assert_eq!(suggest("ladders", ["ladder", "due", "wants"]), "did you mean `ladder`?");
        assert_eq!(suggest("планн", ["план"]), "did you mean `план`?");
        assert_eq!(suggest("zebra", ["due", "wants"]), "write one of: due, wants");
        assert_eq!(suggest("zebra", []), "there is none to choose from");
    }
}
