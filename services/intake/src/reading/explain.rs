//! What became of a document, in words for its sender and for the officer: what was recognised, what
//! it counts for when something else was said, and why a person is asked.

use super::asked::Asked;
use super::open::OpenedFile;
use super::place::Doubt;
use super::said::By;
use super::sorting::{Sorted, Submission};
use vekha_files::Obstacle;
use vekha_model::{DutyKey, Finding, Place, Severity};

/// The rule of the finding that says what a document counts for.
const OTHER_DUTY: &str = "duty.other";
/// The rule of the finding that names a file nobody could place.
const LEFT: &str = "file.left";

/// Says that what came is not what was said, and what it counts for. `is_good`: nothing in it is in
/// the way of acceptance.
pub(super) fn another(asked: &Asked<'_>, sorted: &Sorted, is_good: bool) -> Option<Finding> {
    let said = asked.said.duty.as_ref().filter(|_| asked.fixed().is_none())?;
    let for_it = |it: &Submission| {
        let same = |duty: &DutyKey| duty.obligation == said.obligation;
        let usable = || asked.uses(said).any(|found| found.kind == it.kind);
        it.duty.as_ref().map_or_else(usable, same)
    };
    if sorted.submissions.is_empty() || sorted.submissions.iter().any(for_it) {
        return None;
    }
    let came = quoted(sorted.submissions.iter().map(|it| asked.kind_title(&it.kind)));
    let mut duties: Vec<&DutyKey> =
        sorted.submissions.iter().filter_map(|it| it.duty.as_ref()).collect();
    duties.dedup();
    let named = quoted(duties.iter().map(|duty| asked.title(duty)));
    let to = if duties.len() == 1 { "поручению" } else { "поручениям" };
    let effect = match duties.as_slice() {
        [] => "засчитано по содержанию".to_owned(),
        [done] if asked.is_final(done) => format!("поручение {named} уже исполнено"),
        _ if is_good => format!("засчитано по {to} {named}"),
        _ => format!("проверено по {to} {named}"),
    };
    let title = asked.title(said);
    let message = match asked.said.by {
        By::Answer => {
            format!("Вы ответили на письмо о поручении «{title}», но прислали {came}: {effect}.")
        }
        By::Sender | By::Person => {
            format!("Вы указали поручение «{title}», но прислали {came}: {effect}.")
        }
    };
    Some(remark(OTHER_DUTY, None, message))
}

/// Names the files that nobody could place beside others that were sorted.
pub(super) fn left<'a>(
    sorted: &'a Sorted,
    files: &'a [OpenedFile],
) -> impl Iterator<Item = Finding> + 'a {
    let left = sorted.left.iter().filter_map(|at| files.get(*at));
    left.map(|file| {
        let what = "не удалось понять, к какому поручению относится этот файл. Если он нужен, \
                    пришлите его отдельно.";
        remark(LEFT, Some(&file.name), format!("«{}»: {what}", file.name))
    })
}

/// Why a person must say what it is: what was said and what it seems to be.
pub(super) fn doubt(asked: &Asked<'_>, doubt: &Doubt) -> String {
    let title = asked.said.duty.as_ref().or(asked.hint()).map(|duty| asked.title(duty));
    let title = title.unwrap_or_default();
    let said = match asked.said.by {
        By::Answer => format!("это ответ на письмо о поручении «{title}»"),
        By::Sender | By::Person => format!("указано поручение «{title}»"),
    };
    match &doubt.seems {
        Some((kind, duty)) => format!(
            "{said}, но больше похоже на «{}» для поручения «{}»",
            asked.kind_title(kind),
            asked.title(duty)
        ),
        None => format!("{said}, но такой файл для него не подходит"),
    }
}

/// What was recognised, for the officer and the sender.
pub(super) fn note(asked: &Asked<'_>, sorted: &Sorted, files: &[OpenedFile]) -> String {
    let names = |places: &[usize]| {
        quoted(places.iter().filter_map(|at| files.get(*at)).map(|file| file.name.clone()))
    };
    let mut parts: Vec<String> = sorted
        .submissions
        .iter()
        .map(|it| match it.files.is_empty() {
            true => format!("{}: ссылка", asked.kind_title(&it.kind)),
            false => format!("{}: {}", asked.kind_title(&it.kind), names(&it.files)),
        })
        .collect();
    if !sorted.beside.is_empty() {
        parts.push(format!("приложено: {}", names(&sorted.beside)));
    }
    if !sorted.left.is_empty() {
        parts.push(format!("не разобрано: {}", names(&sorted.left)));
    }
    parts.join("; ")
}

/// Why nothing of it has a kind.
pub(super) fn unknown(files: &[OpenedFile]) -> String {
    let files = || files.iter().filter(|file| !file.is_container);
    match files().count() {
        0 => "в нём нет файлов".to_owned(),
        _ => {
            let names = quoted(files().map(|file| file.name.clone()));
            format!("не удалось понять, что это за документ: {names}")
        }
    }
}

/// What was in the way of reading these files, each thing once.
pub(super) fn obstacles(files: &[OpenedFile]) -> String {
    let mut told: Vec<&str> = Vec::new();
    for message in files.iter().filter_map(obstacle) {
        if !told.contains(&message) {
            told.push(message);
        }
    }
    told.iter().map(|message| format!(". {}", message.trim_end_matches('.'))).collect()
}

fn obstacle(file: &OpenedFile) -> Option<&'static str> {
    match &file.outcome {
        _ if file.is_damaged => Some(Obstacle::Damaged { detail: String::new() }.message()),
        Err(obstacle) => Some(obstacle.message()),
        Ok(read) if read.unreadable => {
            Some("Это скан без текста: его посмотрит сотрудник. Быстрее, если прислать и файл Word")
        }
        Ok(_) => None,
    }
}

/// «A», «B».
fn quoted(names: impl Iterator<Item = String>) -> String {
    format!("«{}»", names.collect::<Vec<_>>().join("», «"))
}

fn remark(rule: &str, file: Option<&str>, message: String) -> Finding {
    Finding {
        rule: rule.to_owned(),
        severity: Severity::Remark,
        place: Place { file: file.map(str::to_owned), ..Place::default() },
        message,
        quote: None,
    }
}
