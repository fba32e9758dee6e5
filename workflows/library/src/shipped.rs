//! What is shipped. A folder that is missing here is found by `tests/definitions.rs`.

use vekha_core::Definition;
use vekha_core::language::Report;

/// A campaign that comes with Vekha.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Its folder, and the name inside `yaml`: `noko-results`.
    pub name: &'static str,
    /// What an officer chooses it by, in Russian.
    pub title: &'static str,
    /// The text of `workflow.yaml`.
    pub yaml: &'static str,
    /// Its stories as (file name without `.txt`, text); see `vekha_simulation::run_transcript`.
    pub cases: &'static [(&'static str, &'static str)],
    /// The text of `README.md`.
    pub readme: &'static str,
}

impl Shipped {
    /// Its workflow, read.
    ///
    /// # Errors
    /// The report of the reader; the tests keep it from happening.
    pub fn definition(&self) -> Result<Definition, Report> {
        Definition::parse(self.name, self.yaml)
    }
}

/// Every shipped campaign, in the order of the letters it was made for.
pub fn all() -> &'static [Shipped] {
    &SHIPPED
}

/// A shipped campaign by its name.
pub fn find(name: &str) -> Option<&'static Shipped> {
    SHIPPED.iter().find(|shipped| shipped.name == name)
}

/// Reads a campaign's folder into the program.
macro_rules! shipped {
    ($name:literal, $title:literal, [$($case:literal),+ $(,)?]) => {
        Shipped {
            name: $name,
            title: $title,
            yaml: include_str!(concat!("../", $name, "/workflow.yaml")),
            cases: &[$((
                $case,
                include_str!(concat!("../", $name, "/cases/", $case, ".txt")),
            )),+],
            readme: include_str!(concat!("../", $name, "/README.md")),
        }
    };
}

static SHIPPED: [Shipped; 5] = [
    shipped!(
        "noko-results",
        "Итоги НОКО: размещение, планы, отчёт за прошлый год",
        ["on_time", "returned", "late", "exempt", "early", "extended", "cancelled", "authority"]
    ),
    shipped!(
        "noko-monitoring",
        "Мониторинг НОКО: рекомендации и два сообщения",
        ["two_reports", "recommendations_ignored", "returned", "territories"]
    ),
    shipped!(
        "noko-plans-bus",
        "Планы по итогам НОКО на bus.gov.ru",
        ["on_time", "two_documents", "score_100", "late", "authority"]
    ),
    shipped!(
        "noko-assessment",
        "Период НОКО: самооценка, опрос, информирование",
        ["small_school", "large_school", "extended", "rating"]
    ),
    shipped!(
        "for-information",
        "К сведению: ознакомиться, срока нет",
        ["read", "silent", "cancelled"]
    ),
];
