//! Which charset undeclared bytes are in.
//!
//! Old mail programs of schools write windows-1251 or KOI8-R without saying so.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// Decodes bytes that do not say what they are. UTF-8 when they are valid UTF-8.
pub(crate) fn guess(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => detect(bytes).decode(bytes).0.into_owned(),
    }
}

/// Decodes bytes that say what they are; guesses when the name is unknown or the bytes do not fit.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> String {
    let encoding = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let decoded =
        encoding.and_then(|known| known.decode_without_bom_handling_and_without_replacement(bytes));
    decoded.map_or_else(|| guess(bytes), std::borrow::Cow::into_owned)
}

/// The likeliest encoding. The hint is the country whose mail this is.
pub(crate) fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"ru"), Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_charsets_of_russian_offices_are_told_apart() {
        let text = "Направляем план по устранению недостатков, выявленных в ходе оценки";
        for encoding in [
            encoding_rs::UTF_8,
            encoding_rs::WINDOWS_1251,
            encoding_rs::KOI8_R,
            encoding_rs::IBM866,
            encoding_rs::ISO_8859_5,
        ] {
            let bytes = encoding.encode(text).0;
            assert_eq!(guess(&bytes), text, "{}", encoding.name());
            assert_eq!(decode(&bytes, Some(encoding.name())), text);
            assert_eq!(decode(&bytes, Some("x-unknown")), text);
        }
    }
}
