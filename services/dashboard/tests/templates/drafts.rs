//! A letter on its way: the list, the letter, whom it binds, the launch.

use crate::Gallery;
use chrono::NaiveDate;
use vekha_dashboard::page::Choice;
use vekha_dashboard::page::draft::*;
use vekha_dashboard::page::draft_follow::*;
use vekha_dashboard::page::draft_launch::*;
use vekha_dashboard::page::draft_recipients::DraftRecipients;
use vekha_dashboard::page::drafts::{DraftRow, Drafts};
use vekha_dashboard::svg::{Outgoing, OutgoingDay, outgoing};
use vekha_dashboard::words::Lang;

pub fn show(gallery: &mut Gallery) {
    let row = DraftRow {
        href: "/drafts/1".into(),
        title: "О подготовке к летней кампании".into(),
        file: "письмо.docx".into(),
        changed: "Дурнова О. А., 26.02.2024 14:02".into(),
    };
    gallery.show(
        &Drafts {
            trouble: Some("Файл не выбран.".into()), may_begin: true, rows: vec![row]
        },
        &Drafts { trouble: None, may_begin: false, rows: vec![] },
    );
    gallery.show(&letter(), &bare_letter());
    gallery.show(&recipients(), &bare_recipients());
    gallery.show(&launch(), &bare_launch());
    gallery.show(&follow(), &bare_follow());
}

fn way(step: &'static str) -> Way {
    Way {
        title: "О подготовке к летней кампании".into(),
        href: "/drafts/1".into(),
        step,
        version: 3,
    }
}

fn choices(values: &[&str]) -> Vec<Choice> {
    let choice = |(n, value): (usize, &&str)| Choice {
        value: (*value).into(),
        title: (*value).into(),
        chosen: n == 0,
    };
    values.iter().enumerate().map(choice).collect()
}

fn form() -> ItemForm {
    ItemForm {
        action: "/drafts/1/obligations/0".into(),
        what: "Направить сведения".into(),
        who: String::new(),
        binds: choices(&["addressee", "other"]),
        kinds: choices(&["plan", "any"]),
        modalities: choices(&["required", "requested"]),
        whens: choices(&["on", "after", "every", "none"]),
        day: "2024-03-02".into(),
        amount: String::new(),
        units: choices(&["working", "days"]),
        rules: choices(&["FREQ=YEARLY"]),
        until: String::new(),
        time: "15:00".into(),
        opens: String::new(),
        formats: choices(&["word", "pdf"]),
        emails: "leto@minobr.example".into(),
        sites: String::new(),
    }
}

fn item(number: usize, dropped: bool) -> ItemCard {
    let fact = |title: &str, value: &str, warning: Option<&str>, read: Option<&str>| ItemFact {
        title: title.into(),
        value: value.into(),
        warning: warning.map(Into::into),
        read: read.map(Into::into),
    };
    ItemCard {
        number,
        colour: "c0".into(),
        what: "Направить сведения о лагерях".into(),
        facts: vec![
            fact("Срок", "до 02.03.2024 включительно", Some("нерабочий день"), Some("нет")),
            fact("Что прислать", "письмо", None, None),
        ],
        quoted: true,
        added: dropped,
        dropped,
        rules: "term.by".into(),
        form: form(),
    }
}

fn letter() -> DraftPage {
    let piece =
        |text: &str, colour: Option<&str>, term, begins: &[usize], ends: &[usize]| MarkedPiece {
            text: text.into(),
            colour: colour.map(Into::into),
            term,
            begins: begins.into(),
            ends: ends.into(),
        };
    DraftPage {
        way: way("letter"),
        file: "письмо.docx".into(),
        pieces: vec![
            piece("Уважаемые коллеги!\n\n", None, false, &[], &[]),
            piece("Просим <направить> сведения ", Some("c0"), false, &[1], &[]),
            piece("до 02.03.2024", Some("c0"), true, &[], &[1]),
        ],
        earlier: vec![Earlier {
            href: "/campaigns/1".into(),
            title: "Итоги НОКО".into(),
            because: "Письмо называет письмо № 18288/15-02 от 15.12.2023.".into(),
            follow: "/drafts/1/follow?campaign=1".into(),
        }],
        questions: questions(),
        open_questions: 1,
        requisites: vec![Requisite {
            name: "number",
            title: "Номер".into(),
            kind: "text",
            value: "512".into(),
            shown: "512".into(),
            read: Some("нет".into()),
        }],
        items: vec![item(1, false), item(2, true)],
        blank: form(),
        workflow: workflow(),
    }
}

fn questions() -> Vec<QuestionCard> {
    vec![
        QuestionCard {
            key: "q0".into(),
            why: "номер письма не указан".into(),
            settled: false,
            anchor: Some("#requisite-number"),
        },
        QuestionCard {
            key: "q1".into(),
            why: "срок в выходной".into(),
            settled: true,
            anchor: None,
        },
    ]
}

fn workflow() -> WorkflowCard {
    WorkflowCard {
        offer: Some("Итоги НОКО".into()),
        because: "поручение 1 — до 31.01.2024".into(),
        left_out: Some("Не следит: 2".into()),
        shipped: true,
        parameters: vec![ParameterField {
            name: "year".into(),
            title: "Год".into(),
            kind: "number",
            value: "2023".into(),
            from_letter: true,
        }],
        levels: choices(&["organization", "municipality"]),
    }
}

fn bare_letter() -> DraftPage {
    DraftPage {
        pieces: vec![],
        earlier: vec![],
        questions: vec![],
        open_questions: 0,
        requisites: vec![],
        items: vec![],
        workflow: WorkflowCard {
            offer: None,
            because: String::new(),
            left_out: None,
            shipped: false,
            parameters: vec![],
            levels: vec![],
        },
        ..letter()
    }
}

fn recipients() -> DraftRecipients {
    DraftRecipients {
        way: way("recipients"),
        who: choices(&["all", "places", "list", "silent"]),
        places: choices(&["42/001/", "42/002/"]),
        kinds: choices(&["school", "kindergarten"]),
        inns: "4205000002".into(),
        campaigns: choices(&["1"]),
        count: Some("40 организаций, над ними 3 муниципальных органа".into()),
        names: vec!["МБОУ «СОШ № 12»".into()],
        more: 39,
        unknown: Some("4205000009".into()),
        trouble: Some("Файл не удалось прочитать.".into()),
    }
}

fn bare_recipients() -> DraftRecipients {
    DraftRecipients {
        kinds: vec![],
        campaigns: vec![],
        count: None,
        names: vec![],
        more: 0,
        unknown: None,
        trouble: None,
        ..recipients()
    }
}

fn launch() -> DraftLaunch {
    let day = |n| NaiveDate::from_ymd_opt(2024, 2, n).expect("date");
    let chart = Outgoing {
        label: "Письма по дням".into(),
        deadline_word: "срок".into(),
        lang: Lang::Ru,
        days: (1..9)
            .map(|n| OutgoingDay {
                day: day(n * 3),
                parts: vec![("organization", 40 / n), ("municipality", n)],
            })
            .collect(),
        deadlines: [day(20), day(22)].into(),
    };
    DraftLaunch {
        way: way("launch"),
        lacks: vec![],
        warnings: vec!["Срок 02.03.2024 — нерабочий день.".into()],
        conflicts: vec![Conflict {
            href: "/campaigns/1".into(),
            title: "Итоги НОКО".into(),
            obligation: "План".into(),
            due: "до 01.03.2024 включительно".into(),
            n: 12,
        }],
        title: "О подготовке к летней кампании".into(),
        recipients: "40 организаций".into(),
        rests_on: "По 120 ответам.".into(),
        profiles: choices(&["usual", "good"]),
        at: "2024-02-26T10:00".into(),
        terms: vec![TermRow {
            title: "Направить сведения".into(),
            due: "до 02.03.2024 включительно, суббота".into(),
            warning: Some("нерабочий день".into()),
            in_time: 20,
            later: 15,
            never: 5,
        }],
        calendar: outgoing(&chart, |_| false).map(|picture| CalendarCard {
            picture,
            legend: vec![LegendWord {
                class: "organization", word: "организациям".into(), n: 100
            }],
            most: "Больше всего за день: 40".into(),
            rows: vec![CalendarRow {
                day: "01.02.2024, четверг".into(),
                what: "письмо".into(),
                organizations: 40,
                municipalities: 0,
                ministry: 0,
            }],
        }),
        signature: Some(Signature { given: false, may_sign: true }),
    }
}

fn bare_launch() -> DraftLaunch {
    let lack = LackLine {
        text: "Выберите, кому направить".into(), href: "/drafts/1".into()
    };
    DraftLaunch {
        lacks: vec![lack],
        warnings: vec![],
        conflicts: vec![],
        terms: vec![],
        calendar: None,
        signature: None,
        ..launch()
    }
}

fn follow() -> DraftFollow {
    DraftFollow {
        way: way("follow"),
        campaign_href: "/campaigns/1".into(),
        campaign: "Итоги НОКО".into(),
        campaign_id: "1".into(),
        joins: choices(&["extension", "reminder", "correction", "cancellation"]),
        dates: vec![DateField {
            name: "date_plan".into(),
            title: "Планы".into(),
            now: "сейчас: 01.03.2024, 09.03.2024".into(),
            value: "2024-03-15".into(),
        }],
        address: "plan@minobr.example".into(),
        places: choices(&["Юрга", "Белово"]),
        reason: "письмо № 20/07-01 от 15.01.2024".into(),
        error: Some("Укажите хотя бы одну новую дату или адрес.".into()),
        difference: Some(DifferenceCard {
            n: 40,
            rows: vec![DifferenceRow {
                title: "Планы".into(),
                before: "01.03.2024".into(),
                after: "15.03.2024".into(),
                who: "Юрга, Белово".into(),
                n: 40,
            }],
            notes: vec!["Напишем 40 организациям.".into()],
            warnings: vec!["09.03.2024 — нерабочий день (суббота).".into()],
            cases: "00".into(),
            danger: false,
        }),
        signature: Some(Signature { given: false, may_sign: true }),
    }
}

fn bare_follow() -> DraftFollow {
    DraftFollow {
        dates: vec![],
        places: vec![],
        error: None,
        difference: Some(DifferenceCard {
            n: 0,
            rows: vec![],
            notes: vec![],
            warnings: vec![],
            cases: String::new(),
            danger: true,
        }),
        signature: None,
        ..follow()
    }
}
