//! An answer without what it quotes: the words of the letter that it answers are not its own.

use crate::text::fold;

/// The text above the first quotation. Mail programs put «> » before each line, or one line that
/// ends with «пишет:», «написал:» or «wrote:», or the head of the letter (From, Sent, To).
pub fn own_words(text: &str) -> &str {
    let mut at = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let next = lines.peek().copied().unwrap_or_default();
        if is_quoted(line) || leads(line) || (begins_head(line) && goes_on(next)) {
            break;
        }
        at += line.len();
    }
    text.get(..at).unwrap_or(text)
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

/// «вт, 20 февр. 2024 г. в 10:00, Веха <…> пишет:»; «-----Original Message-----».
fn leads(line: &str) -> bool {
    let line = fold(line);
    let ends = ["пишет:", "написал:", "написал(а):", "написала:", "wrote:"];
    let rule = line.starts_with("--") && line.ends_with("--");
    let of_letter = ["original message", "исходное сообщение", "исходное письмо"];
    ends.iter().any(|end| line.ends_with(end))
        || (rule && of_letter.iter().any(|it| line.contains(it)))
}

/// «From: Веха», «От: Веха».
fn begins_head(line: &str) -> bool {
    let line = fold(line);
    ["from:", "от:", "от кого:"].iter().any(|lead| line.starts_with(lead))
}

/// «Sent: …», «Дата: …».
fn goes_on(line: &str) -> bool {
    let line = fold(line);
    let next = ["sent:", "date:", "to:", "отправлено:", "дата:", "кому:"];
    next.iter().any(|lead| line.starts_with(lead))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_quoted_is_left_out() {
        for quoted in [
            "> Разместите результаты\n> https://vekha.example/u/1",
            "вт, 20 февр. 2024 г. в 10:00, Веха <vekha@x.example> пишет:\nРазместите",
            "-----Original Message-----\nРазместите",
            "От: Веха\nОтправлено: 20 февраля\nКому: СОШ № 101\nРазместите",
            "From: Vekha\r\nSent: Tuesday\r\nРазместите",
        ] {
            assert_eq!(
                own_words(&format!("Направляем план.\n\n{quoted}")).trim(),
                "Направляем план."
            );
        }
    }

    #[test]
    fn a_letter_of_ones_own_stays_whole() {
        let letter = "От 27.02.2024 № 45/01-12\nНаправляем план.\nОт: директора";
        assert_eq!(own_words(letter), letter);
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>(), noise in "(>|\n|From:|Sent:|пишет:|--){0,20}") {
            let all = format!("{text}{noise}");
            prop_assert!(all.starts_with(own_words(&all)));
        }
    }
}
