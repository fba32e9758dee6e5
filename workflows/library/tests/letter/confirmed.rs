//! The letter of 15.12.2023 № 18288/15-02 as a person would confirm it.

use vekha_core::definition::CaseFor;
use vekha_library::letter::{Confirmed, Formats, Kind, Obligation, When};
use vekha_model::Modality;

/// A required obligation with nothing more said.
#[cfg(test)]
pub(crate) fn obligation(id: &str, kind: Kind, due: When) -> Obligation {
    Obligation {
        id: id.into(),
        title: format!("Поручение {id}"),
        kind,
        modality: Modality::Required,
        opens: None,
        due,
        time: None,
        formats: Formats::default(),
        who: None,
        of_authority: false,
        external: false,
        counted: false,
    }
}

#[cfg(test)]
pub(crate) fn results_of_the_year() -> Confirmed {
    let on = |date: &str| When::On(date.parse().expect("a date"));
    let titled = |title: &str, obligation| Obligation { title: title.into(), ..obligation };
    let obligations = vec![
        titled(
            "Разместить результаты НОКО 2023 года на официальных сайтах",
            obligation("publication", Kind::Publish, on("2024-01-31")),
        ),
        Obligation {
            who: Some("руководители образовательных организаций".into()),
            ..titled(
                "Разработать планы с учётом письма Минпросвещения от 23.10.2023 № 02-976",
                obligation("develop", Kind::Other, When::Undated),
            )
        },
        Obligation {
            formats: Formats::read(&["doc", "docx", "pdf"]),
            counted: true,
            ..titled(
                "Направить в министерство утверждённые планы организаций",
                obligation("plan", Kind::SubmitPlan, on("2024-03-01")),
            )
        },
        Obligation {
            formats: Formats::read(&["doc", "docx", "letter", "pdf"]),
            ..titled(
                "Предоставить информацию об устранении недостатков НОКО 2022 года",
                obligation("report", Kind::SubmitReport, on("2023-12-22")),
            )
        },
    ];
    Confirmed {
        name: "letter-18288-15-02".into(),
        title: "Результаты НОКО 2023 года, письмо № 18288/15-02".into(),
        case_for: CaseFor::Organization,
        obligations,
    }
}
