//! The five letters, line by line.

use super::carried::{By, Letter, Row};
use vekha_model::Level::{Municipality, Organization, Region};

const SCORE_100: Option<&str> = Some("organization.score == 100.0");

/// An obligation without date, file or period.
const fn undated(what: &'static str, modality: &'static str, by: By) -> Row {
    Row { what, modality, opens: None, due: None, formats: &[], external: false, by }
}

/// One with a date.
const fn dated(what: &'static str, modality: &'static str, due: &'static str, by: By) -> Row {
    Row { due: Some(due), ..undated(what, modality, by) }
}

/// The letters in the order in which they were given.
#[cfg(test)]
pub(crate) fn letters() -> [Letter; 5] {
    [RESULTS, MONITORING, PLANS_BUS, ASSESSMENT, FOR_INFORMATION]
}

const RESULTS: Letter = Letter {
    campaign: "noko-results",
    truth: "000.truth.json",
    level: Municipality,
    rows: &[
        dated(
            "results on the sites of authorities and organizations",
            "required",
            "2024-01-31",
            By::Duties(&[("publication", Organization), ("own_publication", Municipality)]),
        ),
        undated("plans are developed", "required", By::PartOf("plan")),
        Row {
            formats: &["doc", "docx", "pdf"],
            ..dated(
                "plans are sent",
                "required",
                "2024-03-01",
                By::Duties(&[("plan", Organization)]),
            )
        },
        Row {
            formats: &["doc", "docx", "letter", "pdf"],
            ..dated(
                "last year's plan filled in",
                "required",
                "2023-12-22",
                By::Duties(&[("report", Organization)]),
            )
        },
    ],
    ours: &["all_plans"],
    exemptions: &[
        ("plan", "reorganization", None, &["explanation"]),
        ("plan", "liquidation", None, &["explanation"]),
        ("plan", "temporary_closure", None, &["explanation"]),
        ("plan", "score_100", SCORE_100, &["explanation"]),
    ],
    expressions: &[("all_plans", "accepted(plan) + exempt(plan) == organizations")],
};

const MONITORING: Letter = Letter {
    campaign: "noko-monitoring",
    truth: "001.truth.json",
    level: Municipality,
    rows: &[
        dated(
            "operator ends",
            "recommended",
            "2020-12-30",
            By::Duties(&[("operator", Municipality)]),
        ),
        dated("results", "recommended", "2021-03-01", By::Duties(&[("results", Municipality)])),
        undated("funds", "recommended", By::Duties(&[("funds", Municipality)])),
        undated("public council", "recommended", By::Duties(&[("council", Municipality)])),
        dated("plans", "recommended", "2021-03-01", By::Duties(&[("plans", Municipality)])),
        undated("popularity", "recommended", By::Duties(&[("popularity", Municipality)])),
        dated("told once", "required", "2020-12-30", By::Duties(&[("first_report", Municipality)])),
        dated(
            "told twice",
            "required",
            "2021-03-05",
            By::Duties(&[("second_report", Municipality)]),
        ),
    ],
    ours: &["all_territories"],
    exemptions: &[],
    expressions: &[
        ("council", "100 / 3"),
        (
            "all_territories",
            "accepted(operator) == organizations && accepted(results) == organizations",
        ),
    ],
};

const PLANS_BUS: Letter = Letter {
    campaign: "noko-plans-bus",
    truth: "002.truth.json",
    level: Municipality,
    rows: &[
        dated("officials", "required", "2026-03-30", By::Duties(&[("officials", Municipality)])),
        dated(
            "plans on bus.gov.ru",
            "required",
            "2026-03-30",
            By::Duties(&[("plan", Organization)]),
        ),
        undated("or an explanation there", "required", By::Instead("plan", "published_note")),
        Row {
            formats: &["letter"],
            ..undated("and a reply", "required", By::Instead("plan", "reply_letter"))
        },
    ],
    ours: &["all_plans"],
    exemptions: &[
        ("plan", "reorganization", None, &["reply_letter", "published_note"]),
        ("plan", "liquidation", None, &["reply_letter", "published_note"]),
        ("plan", "temporary_closure", None, &["reply_letter", "published_note"]),
        ("plan", "unforeseen", None, &["reply_letter", "published_note"]),
        ("plan", "score_100", SCORE_100, &["reply_letter", "published_note"]),
    ],
    expressions: &[("all_plans", "accepted(plan) + exempt(plan) == organizations")],
};

/// The period of the assessment.
const fn period(what: &'static str, modality: &'static str, by: By) -> Row {
    Row { opens: Some("2023-10-04"), ..dated(what, modality, "2023-10-25", by) }
}

const ASSESSMENT: Letter = Letter {
    campaign: "noko-assessment",
    truth: "003.truth.json",
    level: Organization,
    rows: &[
        Row {
            formats: &["form"],
            ..period(
                "self-assessment",
                "required",
                By::Duties(&[("self_assessment", Organization)]),
            )
        },
        period("survey", "required", By::Duties(&[("survey", Organization)])),
        period("information", "requested", By::Duties(&[("information", Organization)])),
        undated("channels", "recommended", By::Duties(&[("channels", Organization)])),
        undated("watching", "recommended", By::Duties(&[("watching", Organization)])),
        Row {
            external: true,
            ..dated("rating", "required", "2023-11-11", By::Duties(&[("rating", Municipality)]))
        },
    ],
    ours: &[],
    exemptions: &[],
    expressions: &[
        ("self_assessment", "100"),
        ("survey", "min(ceil(0.4 * organization.pupils), 600)"),
    ],
};

const FOR_INFORMATION: Letter = Letter {
    campaign: "for-information",
    truth: "004.truth.json",
    level: Region,
    rows: &[
        undated("film on the sites", "recommended", By::Duties(&[("publication", Region)])),
        undated("pass it on", "requested", By::Duties(&[("informing", Region)])),
    ],
    ours: &["reading"],
    exemptions: &[],
    expressions: &[],
};
