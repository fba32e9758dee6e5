//! Reasons that services wrote into the record, for a reader of another language.
//!
//! The record is Russian: what was told to a school then must read the same years later. Sentences
//! that the program itself writes are known here by how they begin, and said in the reader's words;
//! what a person wrote, or a check found, is shown as it was written.

use crate::desk::Desk;
use crate::words::Lang;

/// How a recorded sentence begins, and the message that says it. The longer stands first.
const KNOWN: [(&str, &str); 31] = [
    ("комплект полный, замечаний нет, отправитель подтверждён", "recorded-complete"),
    ("по правилам кампании документ проверяет сотрудник", "recorded-by-rule"),
    ("домен отправителя не подтверждён подписью DKIM", "recorded-no-dkim"),
    ("отправитель не подтверждён", "recorded-unproven"),
    ("пришло обоснование без указания причины освобождения", "recorded-no-ground"),
    ("принял сотрудник без недостающего: ", "recorded-accepted-without"),
    ("принял сотрудник", "recorded-accepted"),
    ("решение принял сотрудник", "recorded-decided"),
    ("адресат подтвердил ознакомление", "recorded-acknowledged"),
    ("условие выполнено: ", "recorded-condition"),
    ("кампания отменена: ", "recorded-cancelled-why"),
    ("кампания отменена", "recorded-cancelled"),
    ("поручение уже исполнено", "recorded-done"),
    ("организация освобождена от этого поручения", "recorded-exempt"),
    ("ни одно поручение не требует: ", "recorded-nobody"),
    ("на проверке остаётся прежний комплект; замечания: ", "recorded-in-review"),
    ("к заявлению нужно приложить: ", "recorded-attach"),
    ("дело перешло на этап ", "recorded-moved"),
    ("поручение снято", "recorded-closed"),
    ("срок перенесён", "recorded-extended"),
    ("рекомендация: о ней не докладывают", "recorded-no-climb"),
    ("рекомендация: её срок прошёл", "recorded-advice-over"),
    ("уже на проверке", "recorded-submitted"),
    ("заявлено освобождение", "recorded-claimed"),
    ("уже принято", "recorded-already"),
    ("освобождено", "recorded-freed"),
    ("сообщать нечего", "recorded-nothing"),
    ("объединено со сводкой за ", "recorded-joined"),
    ("у получателя нет действующего адреса электронной почты", "recorded-no-address"),
    ("почтовый сервер отказал: ", "recorded-server-refused"),
    ("Адрес отправителя не найден в реестре", "recorded-sender-unknown"),
];

impl Desk<'_> {
    /// A recorded reason in the reader's words.
    pub fn recorded(&self, text: &str) -> String {
        if self.lang() == Lang::Ru {
            return text.to_owned();
        }
        let known = KNOWN.iter().find_map(|(begins, key)| Some((text.strip_prefix(begins)?, key)));
        match known {
            Some((rest, key)) => format!("{}{}", self.words.say(key), self.rest(rest)),
            None => formats(text),
        }
    }

    /// What follows a known beginning: nothing, more reasons, or what a person wrote.
    fn rest(&self, rest: &str) -> String {
        match rest.strip_prefix(", ") {
            Some(more) => format!(", {}", self.recorded(more)),
            None => formats(rest),
        }
    }
}

/// The words between formats and titles that a list of missing files has.
fn formats(text: &str) -> String {
    let words = [(" или ", " or "), ("скан", "a scan"), ("ссылка", "a link"), ("файл", "a file")];
    let mut parts: Vec<String> = text.split(", ").map(str::to_owned).collect();
    for part in &mut parts {
        if let Some((_, english)) = words.iter().find(|(russian, _)| part == russian) {
            (*english).clone_into(part);
        }
        *part = part.replace(words[0].0, words[0].1);
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;
    use vekha_model::Zone;

    #[test]
    fn what_the_program_wrote_is_said_in_the_readers_words() {
        let said = |lang: Lang, text: &str| {
            let words = Words::load(lang).expect("messages");
            let desk =
                Desk { words: &words, zone: Zone::MOSCOW, now: chrono::DateTime::UNIX_EPOCH };
            desk.recorded(text)
        };
        let known = "уже принято, срок перенесён";
        assert_eq!(said(Lang::En, known), "accepted already, the date was moved");
        assert_eq!(said(Lang::En, "DOC или DOCX, ссылка"), "DOC or DOCX, a link");
        assert_eq!(said(Lang::En, "Впишите фамилию."), "Впишите фамилию.");
        for (begins, key) in KNOWN {
            assert_eq!(said(Lang::Ru, begins), begins);
            let english = said(Lang::En, begins);
            assert!(!english.contains(['⟨', 'а', 'е', 'и', 'о']), "{key}: {english}");
        }
    }
}
