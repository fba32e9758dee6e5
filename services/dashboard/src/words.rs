//! What the screens say, in two languages: Russian first, English second.
//!
//! Messages are Fluent (`i18n/ru.ftl`, `i18n/en.ftl`), because Russian needs three plural forms.
//! A test holds both files to the same keys and every template to keys that exist.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::fmt;

pub use vekha_model::Lang;

const fn source(lang: Lang) -> &'static str {
    lang.of(
        concat!(
            include_str!("../i18n/ru.ftl"),
            include_str!("../i18n/ru-draft.ftl"),
            include_str!("../i18n/ru-follow.ftl")
        ),
        concat!(
            include_str!("../i18n/en.ftl"),
            include_str!("../i18n/en-draft.ftl"),
            include_str!("../i18n/en-follow.ftl")
        ),
    )
}

/// The messages cannot be used; the program is built wrong.
#[derive(Debug, thiserror::Error)]
#[error("i18n/{lang}.ftl: {why}")]
pub struct BadMessages {
    lang: &'static str,
    why: String,
}

/// The messages of one language.
pub struct Words {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// Reads the messages that are built in.
    ///
    /// # Errors
    /// [`BadMessages`] when the file of that language does not parse.
    pub fn load(lang: Lang) -> Result<Self, BadMessages> {
        let bad = |why| BadMessages { lang: lang.code(), why };
        let id = lang.code().parse().map_err(|e| bad(format!("{e}")))?;
        let resource = FluentResource::try_new(source(lang).to_owned())
            .map_err(|(_, errors)| bad(format!("{errors:?}")))?;
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).map_err(|errors| bad(format!("{errors:?}")))?;
        Ok(Self { lang, bundle })
    }

    /// Which language this is.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// A message without arguments.
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, None)
    }

    /// A message that depends on a number: «3 организации».
    pub fn count(&self, key: &str, n: i64) -> String {
        let mut args = FluentArgs::new();
        args.set("n", FluentValue::from(n));
        args.set("shown", FluentValue::from(grouped(n)));
        self.say_with(key, Some(&args))
    }

    /// A message with named arguments. An unknown key is printed as it is, so that it is seen.
    pub fn say_with(&self, key: &str, args: Option<&FluentArgs>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, lang = self.lang.code(), "no such message; add it to both files");
            return format!("⟨{key}⟩");
        };
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, args, &mut errors).into_owned()
    }

    /// Whether a message exists.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({})", self.lang.code())
    }
}

/// 100000 as «100 000», with the narrow space that does not break.
pub fn grouped(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = String::new();
    if n < 0 {
        text.push('−');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(lang: Lang) -> BTreeSet<&'static str> {
        let lines = source(lang).lines().filter(|l| l.starts_with(|c: char| c.is_lowercase()));
        lines.filter_map(|line| line.split_once(" =")).map(|(key, _)| key).collect()
    }

    #[test]
    fn both_languages_say_the_same_things() {
        assert_eq!(keys(Lang::Ru), keys(Lang::En));
        for lang in Lang::ALL {
            let words = Words::load(lang).expect("messages parse");
            assert!(keys(lang).into_iter().all(|key| words.has(key)));
        }
    }

    #[test]
    fn russian_numbers_agree() {
        let words = Words::load(Lang::Ru).expect("messages");
        let said: Vec<_> = [1, 3, 37].map(|n| words.count("n-organizations", n)).into();
        assert_eq!(said, ["1 организация", "3 организации", "37 организаций"]);
    }

    #[test]
    fn thousands_are_apart() {
        assert_eq!(grouped(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(grouped(-999), "−999");
    }
}
