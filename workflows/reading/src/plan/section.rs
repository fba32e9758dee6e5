//! The five sections of the form: the criteria of 273-ФЗ ст. 95.2 ч. 2.

use crate::text::fold;
use serde::{Deserialize, Serialize};

/// A section of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// I. Открытость и доступность информации.
    Openness,
    /// II. Комфортность условий.
    Comfort,
    /// III. Доступность услуг для инвалидов.
    Accessibility,
    /// IV. Доброжелательность, вежливость работников.
    Courtesy,
    /// V. Удовлетворенность условиями.
    Satisfaction,
}

impl SectionKind {
    /// All five, in the order of the form.
    pub const ALL: [Self; 5] =
        [Self::Openness, Self::Comfort, Self::Accessibility, Self::Courtesy, Self::Satisfaction];

    /// The title as the form prints it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Openness => "I. Открытость и доступность информации об организации",
            Self::Comfort => "II. Комфортность условий предоставления услуг",
            Self::Accessibility => "III. Доступность услуг для инвалидов",
            Self::Courtesy => "IV. Доброжелательность, вежливость работников организации",
            Self::Satisfaction => "V. Удовлетворенность условиями оказания услуг",
        }
    }

    /// The section that a row's text names. The federal form adds «или о федеральном учреждении
    /// медико-социальной экспертизы», so only the telling words are compared.
    pub(super) fn find(text: &str) -> Option<Self> {
        let folded = fold(text);
        let has = |part: &str| folded.contains(part);
        if has("инвалид") {
            Some(Self::Accessibility)
        } else if has("открытост") {
            Some(Self::Openness)
        } else if has("комфортност") {
            Some(Self::Comfort)
        } else if has("доброжелательн") || has("вежливост") {
            Some(Self::Courtesy)
        } else if has("удовлетворенност") {
            Some(Self::Satisfaction)
        } else {
            None
        }
    }

    /// The section a text names, if the text begins as a section title does: with its number
    /// («III.», «3.») or with the telling word itself. A defect may hold the same words later.
    pub(super) fn find_title(text: &str) -> Option<Self> {
        let folded = fold(text);
        let rest = folded.trim_start_matches(|char: char| {
            matches!(char, 'i' | 'v' | 'x' | 'і' | 'х' | '.' | ')' | ' ' | '-')
                || char.is_ascii_digit()
        });
        let begins = [
            "открытост",
            "комфортност",
            "доступност",
            "доброжелательн",
            "вежливост",
            "удовлетворенност",
        ]
        .iter()
        .any(|stem| rest.starts_with(stem));
        if begins { Self::find(&folded) } else { None }
    }
}

/// Whether a text says that a section has no defects: «Недостатков не выявлено», «нет», a dash.
pub(super) fn says_nothing_found(text: &str) -> bool {
    if crate::text::is_blank(text) {
        return true;
    }
    let folded = fold(text);
    let bare = folded.trim_end_matches(['.', '!']);
    matches!(
        bare,
        "нет" | "не имеется" | "отсутствуют" | "отсутствует" | "не выявлено" | "не выявлены"
    ) || (bare.contains("недостат") || bare.contains("замечан"))
        && (bare.contains("не выявлен") || bare.contains("нет") || bare.contains("отсутств"))
        && bare.chars().count() < 100
}
