//! A frozen list of cases, carried by a form from the preview to the confirmation.
//!
//! What a person saw is what is done: the confirmation names cases and never asks a filter again.

use uuid::Uuid;
use vekha_model::CaseId;

/// Hexadecimal digits of one id.
const DIGITS: usize = 32;

/// The list as text.
pub fn pack(cases: impl IntoIterator<Item = CaseId>) -> String {
    cases.into_iter().map(|case| case.0.simple().to_string()).collect()
}

/// The list again; none when the text is no list.
pub fn unpack(text: &str) -> Option<Vec<CaseId>> {
    let text = text.as_bytes();
    if !text.len().is_multiple_of(DIGITS) {
        return None;
    }
    text.chunks(DIGITS).map(|id| Uuid::try_parse_ascii(id).ok().map(CaseId)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_reads_back_and_nonsense_is_none() {
        let cases: Vec<_> = (1..4).map(|n| CaseId(Uuid::from_u128(n))).collect();
        assert_eq!(unpack(&pack(cases.clone())), Some(cases));
        assert_eq!(unpack(""), Some(vec![]));
        assert_eq!(unpack("zz"), None);
        assert_eq!(unpack(&"я".repeat(16)), None);
    }
}
