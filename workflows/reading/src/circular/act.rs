//! What sort of act a sentence asks for: from its verbs and the nouns beside them.

use super::draft::Kind;
use super::words::{Form, verb};
use crate::text::fold;

/// Words of why no plan is due.
const EXEMPT: [&str; 10] = [
    "не может быть утвержд",
    "невозможност",
    "план не составл",
    "нецелесообразн",
    "ликвидац",
    "ликвидир",
    "реорганиз",
    "100 баллов",
    "причины отсутствия план",
    "отсутствия планов",
];

/// Words by which the sender himself is told.
const TOLD_TO_SENDER: [&str; 21] = [
    "ответным письмом",
    "в министерство",
    "в департамент",
    "в управление",
    "в адрес",
    "на адрес",
    "письмом",
    "в комитет",
    "@",
    "информировать министерств",
    "информировать департамент",
    "информировать управлени",
    "информировать комитет",
    "уведомить министерств",
    "уведомить департамент",
    "уведомить управлени",
    "уведомить комитет",
    "уведомить отдел",
    "уведомлять министерств",
    "уведомлять управлени",
    "уведомлять отдел",
];

/// «уведомить организации о …»: third persons are told, nothing is sent to the sender.
fn tells_others(folded: &str) -> bool {
    const OTHERS: [&str; 7] = [
        "организации о",
        "родителей",
        "граждан",
        "учреждения о",
        "школы о",
        "педагогов",
        "работников",
    ];
    let has = |list: &[&str]| list.iter().any(|it| folded.contains(it));
    has(&["уведом", "проинформ"]) && has(&OTHERS) && !has(&["@", "направ", "предста", "присла"])
}

/// The kind of an act, from its words and the words of the verbs that were found to govern it.
pub(super) fn kind(text: &str, around: &str, classes: &[&'static str]) -> Kind {
    let folded = fold(text);
    let whole = fold(around);
    let has = |list: &[&str]| list.iter().any(|it| folded.contains(it));
    let any = |class: &str| classes.contains(&class);
    let exempt = EXEMPT.iter().any(|it| whole.contains(it));
    let telling = any("tell") && has(&TOLD_TO_SENDER);
    if exempt
        && (any("send") || any("publish") || telling)
        && has(&["поясн", "письм", "обоснован", "информац"])
        && !has(&["планы организаций следует утвердить"])
    {
        return Kind::ExplainExemption;
    }
    let report =
        has(&["отчет", "отчёт", "справк", "заполненный план", "заполненные план", "сводк"]);
    let prepares = (any("prepare") || any("develop")) && report;
    let agrees =
        any("agree") && has(&["с министерств", "с управлени", "с департамент", "с комитет"]);
    let noun = has(&["направление", "представление", "предоставление"]) && any("secure")
        || any("organize") && has(&["представление", "направление", "сбор и направление"]);
    let entered = any("enter") && !has(&["на сайт", "bus.gov", "портал", "личн", "изменени"]);
    let told = any("send") && tells_others(&folded);
    if told {
        return Kind::Inform;
    }
    if any("send")
        || any("report")
        || telling
        || prepares
        || agrees
        || noun
        || any("receive")
        || entered
    {
        return submitted(&folded);
    }
    by_first(&folded, &whole, classes)
}

/// What is held.
const HELD: [&str; 7] =
    ["проведени", "мероприят", "собрани", "совещани", "вебинар", "встреч", "семинар"];

/// The kind of an act that sends nothing: its first verb and the nouns beside it decide.
fn by_first(folded: &str, whole: &str, classes: &[&'static str]) -> Kind {
    let has = |list: &[&str]| list.iter().any(|it| folded.contains(it));
    let spaced = format!(" {folded}");
    let begun = |list: &[&str]| list.iter().any(|it| spaced.contains(&format!(" {it}")));
    if folded.contains("приглаша") {
        return Kind::Attend;
    }
    let first = classes.first().copied().unwrap_or_default();
    let any = |class: &str| classes.contains(&class);
    let enters = any("enter") && !has(&["внести изменени"]);
    let public = has(&["на сайт", "bus.gov", "портал", "на официальн"]);
    if folded.contains("рассмотреть возможность") {
        return Kind::Other;
    }
    match first {
        "publish" => Kind::Publish,
        "enter" if enters && (public || has(&["личн", "систем"])) => Kind::Publish,
        "approve" => Kind::Approve,
        "agree" => Kind::Approve,
        "appoint" if has(&["ответственн", "координатор", "лиц", "куратор", "специалист"]) => {
            Kind::Appoint
        }
        "attend"
            if !folded.contains("подключить")
                || has(&["видео", "вебинар", "совещани", "трансляц", "семинар"]) =>
        {
            Kind::Attend
        }
        "take" if has(&["участие"]) => Kind::Attend,
        "inform" | "tell" => Kind::Inform,
        "fill" | "conduct"
            if has(&["самообслед", "самооцен", "опросную форм", "опросной форм"])
                || first == "fill"
                    && (whole.contains("самообслед") || whole.contains("самооцен")) =>
        {
            Kind::SelfAssessment
        }
        "organize" if has(&["информирован", "популяриз", "разъяснит"]) => {
            Kind::Inform
        }
        "secure" | "organize" | "conduct" | "fill"
            if begun(&["анкетирован", "опрос", "респондент", "к анкет"])
                && !has(&["напомин", "собрани", "совещани", "семинар"]) =>
        {
            Kind::Survey
        }
        "secure" if has(&["участие", "явку", "присутствие", "подключение"]) => {
            Kind::Attend
        }
        "secure" if has(&["размещени", "публикаци", "опубликовани"]) => {
            Kind::Publish
        }
        "secure" if has(&["назначени"]) => Kind::Appoint,
        "secure" if has(&["утверждени"]) => Kind::Approve,
        "secure" if has(&["информирован", "популяриз", "разъяснит"]) => {
            Kind::Inform
        }
        "fill" if has(&["заявк", "анкет", "таблиц", "опросн"]) => {
            Kind::SubmitInfo
        }
        "secure" | "organize" if has(&HELD) => Kind::Conduct,
        "conduct" => Kind::Conduct,
        "finish" if any("approve") => Kind::Approve,
        "finish" => Kind::Conduct,
        _ if any("publish") => Kind::Publish,
        _ if any("approve") && first != "develop" => Kind::Approve,
        _ => Kind::Other,
    }
}

fn submitted(folded: &str) -> Kind {
    let has = |list: &[&str]| list.iter().any(|it| folded.contains(it));
    let state = has(&[
        "об исполнени",
        "о выполнени",
        "об устранении",
        "о реализ",
        "о ходе",
        "об итогах",
        "итоги ",
        "о результатах",
        "о проделанн",
        "о проведен",
        "исполнение план",
        "реализованных мер",
        "выполненных меропр",
    ]);
    let report =
        folded.split(' ').map(|it| it.trim_matches(|it: char| !it.is_alphabetic())).any(|it| {
            it.starts_with("отчет") && (!it.starts_with("отчетн") || it.starts_with("отчетност"))
        });
    if report
        || has(&[
            "справк",
            "заполненный план",
            "заполненные план",
            "сводк",
            "пояснительн",
            "сводную таблиц",
            "сводные таблиц",
            "сводной таблиц",
            "аналитическ",
            "доклад ",
        ])
        || state && !has(&["утвержденн"])
    {
        return Kind::SubmitReport;
    }
    let list = has(&[
        " копи",
        "список",
        "перечень",
        "сведени",
        "объяснени",
        "кандидатур",
        "заявк",
        "расхожден",
        "ссылк",
        "письменн",
    ]);
    if has(&["план "]) || has(&["планы", "планов", "плана", "план,"]) && !list
    {
        return Kind::SubmitPlan;
    }
    Kind::SubmitInfo
}

/// The classes of an act named by a noun: «срок представления планов», «сбор информации».
pub(super) fn by_noun(text: &str) -> Vec<&'static str> {
    let folded = fold(text);
    let nouns = [
        ("представлен", "send"),
        ("предоставлен", "send"),
        ("направлен", "send"),
        ("подач", "send"),
        ("сдач", "send"),
        ("прием", "send"),
        ("размещен", "publish"),
        ("опубликован", "publish"),
        ("публикац", "publish"),
        ("утвержден", "approve"),
        ("назначен", "appoint"),
        ("самообследован", "conduct"),
        ("самооценк", "conduct"),
        ("проведен", "conduct"),
        ("сбор", "conduct"),
        ("заполнен", "fill"),
        ("опрос", "conduct"),
        ("анкетирован", "conduct"),
        ("совещан", "attend"),
        ("вебинар", "attend"),
        ("заседан", "attend"),
        ("видеоконференц", "attend"),
        ("семинар", "attend"),
        ("обсужден", "conduct"),
        ("информирован", "inform"),
        ("отчет", "send"),
        ("участи", "attend"),
        ("загрузк", "enter"),
        ("рассмотрен", "other"),
        ("явк", "attend"),
        ("передач", "send"),
        ("регистрац", "other"),
    ];
    let mut found: Vec<(usize, &'static str)> =
        nouns.iter().filter_map(|(noun, class)| folded.find(noun).map(|at| (at, *class))).collect();
    found.sort_unstable();
    found.into_iter().map(|it| it.1).take(1).collect()
}

/// Classes of the verbs of a text in any of the forms that ask.
pub(super) fn classes(text: &str) -> Vec<&'static str> {
    let folded = fold(text);
    let words = folded.split(|it: char| !(it.is_alphabetic() || it == '-'));
    let asks = |it: &super::words::Verb| {
        matches!(it.form, Form::Infinitive | Form::Imperative | Form::Present)
    };
    words.filter_map(verb).filter(asks).map(|it| it.class).collect()
}
