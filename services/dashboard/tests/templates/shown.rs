//! Campaign, authority, escalations, case.

use crate::Gallery;
use crate::lists::light;
use chrono::NaiveDate;
use vekha_dashboard::light::icon;
use vekha_dashboard::page::Next;
use vekha_dashboard::page::authority::{Authority, OrganizationRow};
use vekha_dashboard::page::campaign::{
    Above, BelowRow, Campaign, Carry, Family, Figure, Heat, HeatCell, HeatRow, JoinedLetter,
    LegendItem, Live, ObligationRow, Remaining,
};
use vekha_dashboard::page::case::{
    Case, DecisionButton, DutyCard, Happening, NoticeLine, TrackLine,
};
use vekha_dashboard::page::escalations::{Draft, EscalationRow, Escalations, LevelTile};
use vekha_dashboard::svg::{Burndown, Point, Segment, bar, burndown};
use vekha_dashboard::words::Lang;

pub fn show(gallery: &mut Gallery) {
    let bare_heat = Heat { caption: String::new(), columns: vec![], rows: vec![], left_out: 0 };
    let bare_live = Live {
        id: "1".into(),
        as_of: "14:02".into(),
        organizations: 0,
        summary: vec![],
        obligations: vec![],
        heat: bare_heat,
        burndown: None,
    };
    gallery.show(&campaign(live(), true), &campaign(bare_live, false));
    let bare =
        Authority { contact: None, columns: vec![], rows: vec![], next: None, ..authority() };
    gallery.show(&authority(), &bare);
    gallery.show(
        &escalations(),
        &Escalations { levels: vec![], rows: vec![], next: None, drafts: vec![] },
    );
    let bare = Case {
        contact: None,
        status: None,
        tracks: vec![],
        decisions: vec![],
        duties: vec![],
        papers: vec![],
        timeline: vec![],
        notices: vec![],
        ..case()
    };
    gallery.show(&case(), &bare);
}

fn campaign(live: Live, running: bool) -> Campaign {
    Campaign {
        id: "1".into(),
        title: "Итоги независимой оценки качества 2023 года".into(),
        circular: "№ 3456 от 15.12.2023".into(),
        executor: running.then(|| "Дурнова О. А., 8 (3842) 36-00-00".into()),
        status: (!running).then(|| "Отменена: письмо № 12".into()),
        family: family(running),
        running,
        by: "obligation",
        stream: "/campaigns/1/live?by=obligation".into(),
        live,
    }
}

fn family(some: bool) -> Family {
    let letter = JoinedLetter {
        what: "перенос срока".into(),
        letter: "№ 20/07-01 от 15.01.2024".into(),
        subject: "О переносе срока".into(),
        at: "15.01.2024 14:02".into(),
    };
    let row = |late, status: Option<&str>| BelowRow {
        href: "/campaigns/2".into(),
        name: "УО г. Белово".into(),
        letter: "№ 14 от 20.12.2023".into(),
        next: "до 23.02.2024 включительно".into(),
        total: 42,
        done: 12,
        late,
        percent: 28,
        status: status.map(Into::into),
    };
    let whole = Family {
        letters: vec![letter],
        above: Some(Above { href: "/campaigns/0".into(), title: "О лагерях".into() }),
        below: vec![row(3, None), row(0, Some("выпускается"))],
        below_left: Some("Ещё 2 муниципалитета не довели.".into()),
        carry: Some(Carry { action: "/campaigns/1/cascade".into(), days: 5 }),
    };
    if some { whole } else { Family::default() }
}

fn live() -> Live {
    let legend = |class: &'static str, word: &str, n| LegendItem {
        class,
        icon: icon(class),
        word: word.into(),
        n,
    };
    let segments = [
        Segment { class: "accepted", word: "принято".into(), n: 370 },
        Segment { class: "exempt", word: "освобождено".into(), n: 16 },
        Segment { class: "submitted", word: "на проверке".into(), n: 40 },
        Segment { class: "open", word: "ожидается".into(), n: 137 },
        Segment { class: "late", word: "просрочено".into(), n: 37 },
    ];
    let row = |title: &str, modality: &str| ObligationRow {
        title: title.into(),
        modality: modality.into(),
        due: "до 01.03.2024 включительно, 23:59 по Кемерову (МСК+4)".into(),
        total: 600,
        done_percent: 64,
        bar: bar(title, &segments),
        legend: vec![legend("accepted", "принято", 370), legend("late", "просрочено", 37)],
    };
    let day = |n| NaiveDate::from_ymd_opt(2024, 2, n).expect("date");
    let chart = Burndown {
        lang: Lang::Ru,
        label: "Осталось по дням".into(),
        plan_word: "план".into(),
        deadline_word: "срок".into(),
        points: (1..20)
            .map(|n| Point { day: day(n), remaining: 1800 - i64::from(n * n) * 4 })
            .collect(),
        deadline: Some(day(29)),
    };
    Live {
        id: "1".into(),
        as_of: "14:02 по Кемерову (МСК+4)".into(),
        organizations: 600,
        summary: vec![Figure {
            class: "late",
            icon: icon("late"),
            title: "Просрочено".into(),
            value: "37".into(),
            note: "из 600".into(),
        }],
        obligations: vec![row("План по устранению недостатков", ""), row("Отчёт", "рекомендация")],
        heat: Heat {
            caption: "Сколько ещё не сдали".into(),
            columns: vec!["План".into(), "Отчёт".into(), "Сайт".into()],
            rows: (0..5).map(heat_row).collect(),
            left_out: 2,
        },
        burndown: burndown(&chart)
            .map(|chart| Remaining { chart, sentence: "Осталось 216 из 1 800.".into() }),
    }
}

fn heat_row(band: u8) -> HeatRow {
    let cell = |n, of, late| HeatCell { n, of, band, late };
    HeatRow {
        name: format!("Территория {band}"),
        href: "/campaigns/1/authorities/2".into(),
        cells: vec![cell(3, 17, 1), cell(0, 17, 0), cell(0, 0, 0)],
        late: i64::from(band),
        done_percent: 64,
    }
}

fn authority() -> Authority {
    Authority {
        campaign_href: "/campaigns/1".into(),
        campaign: "Итоги НОКО 2023 года".into(),
        name: "Управление образования г. Кемерово".into(),
        contact: Some("тел. 8 (3842) 36-00-00".into()),
        columns: vec!["План".into(), "Отчёт".into()],
        rows: vec![OrganizationRow {
            href: "/cases/1".into(),
            name: "МБОУ «СОШ № 12»".into(),
            phone: None,
            lights: vec![Some(light("exempt", "Освобождено")), None],
        }],
        next: Some(Next { href: "?after=42/017/".into() }),
    }
}

fn escalations() -> Escalations {
    Escalations {
        levels: vec![LevelTile {
            title: "Муниципалитет".into(),
            n: 12,
            href: "?level=municipality".into(),
            chosen: true,
        }],
        rows: vec![EscalationRow {
            href: "/cases/1".into(),
            organization: "МБОУ «СОШ № 12»".into(),
            authority: "Управление образования г. Кемерово".into(),
            phone: Some("8 (3842) 00-00-00".into()),
            obligation: "План".into(),
            campaign: "Итоги НОКО 2023 года".into(),
            due: "01.03.2024".into(),
            light: light("late", "Просрочено 3 раб. дн."),
            told: "Муниципалитет".into(),
            rung: "+3 раб. дн.".into(),
            reached: "06.03.2024 09:00".into(),
        }],
        next: None,
        drafts: vec![Draft {
            to: "Руководителю".into(),
            subject: "О непредставлении планов".into(),
            at: "15.03.2024 09:00".into(),
            text: "МБОУ «СОШ № 12»: План".into(),
        }],
    }
}

fn case() -> Case {
    Case {
        id: "1".into(),
        organization: "МБОУ «СОШ № 12»".into(),
        organization_href: "/organizations/1".into(),
        contact: Some("тел. 8 (3842) 00-00-00".into()),
        campaign: "Итоги НОКО 2023 года".into(),
        campaign_href: "/campaigns/1".into(),
        status: Some("Событие этого дела отложено".into()),
        running: true,
        decisions: vec![DecisionButton {
            name: "approve".into(),
            title: "План: «Утверждён»".into(),
        }],
        tracks: vec![TrackLine {
            title: "План".into(),
            stage: "готовится".into(),
            since: "15.12.2023".into(),
            ended: true,
        }],
        duties: vec![DutyCard {
            key: "plan".into(),
            title: "План по устранению недостатков".into(),
            light: light("returned", "На доработке"),
            due: Some("до 01.03.2024 включительно, 23:59 по Кемерову (МСК+4)".into()),
            due_why: Some("Дата указана в письме (параметр «plan_by»)".into()),
            here: "Документ возвращён 26.02.2024: не заполнен столбец «Ответственный».".into(),
            waits: "План в Word и PDF".into(),
            next: Some("04.03.2024 напоминание организации".into()),
            extensions: vec!["Перенос с 01.03.2024 на 15.03.2024: по просьбе".into()],
            extendable: true,
        }],
        papers: vec![crate::work::paper()],
        timeline: vec![Happening {
            at: "26.02.2024 14:02".into(),
            tone: "bad",
            text: "Возвращено".into(),
            who: Some("Дурнова О. А.".into()),
        }],
        notices: vec![NoticeLine {
            at: "26.02.2024".into(),
            to: "Организации".into(),
            what: "напоминание".into(),
            state: "не отправлено: уже принято".into(),
            held: true,
        }],
    }
}
