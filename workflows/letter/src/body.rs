//! Text as people type it into blocks: paragraphs, points of lists, the greeting.

use crate::Block;

/// Dashes and dots that a point of a list begins with; the sheet has one kind.
const DASHES: [&str; 5] = ["– ", "— ", "- ", "• ", "* "];

/// Takes text apart. A blank line ends a paragraph; inside one, a line that begins like a point of a
/// list is one. Other line ends are spaces: the sheet breaks lines itself.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            open = false;
        } else if let Some(point) = point(line) {
            blocks.push(Block::Item(point));
            open = true;
        } else if let Some(Block::Paragraph(words) | Block::Item(words)) =
            blocks.last_mut().filter(|_| open)
        {
            words.push(' ');
            words.push_str(line);
        } else if is_greeting(line) {
            blocks.push(Block::Greeting(line.to_owned()));
        } else {
            blocks.push(Block::Paragraph(line.to_owned()));
            open = true;
        }
    }
    blocks
}

/// A point of a list, its dash made one kind: «– …», «1) …», «2. …».
fn point(line: &str) -> Option<String> {
    if let Some(rest) = DASHES.iter().find_map(|dash| line.strip_prefix(dash)) {
        return Some(format!("– {}", rest.trim_start()));
    }
    // «-завершить»: a dash glued to its word, as in «-завершить работу».
    let glued = line.strip_prefix('-').filter(|rest| rest.starts_with(char::is_alphabetic));
    if let Some(rest) = glued {
        return Some(format!("– {rest}"));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?;
    let numbered = (1..=2).contains(&digits) && (rest.starts_with(") ") || rest.starts_with(". "));
    numbered.then(|| line.to_owned())
}

fn is_greeting(line: &str) -> bool {
    line.starts_with("Уважаем") && line.ends_with('!') && line.chars().count() < 100
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_becomes_blocks() {
        let text = "Уважаемые коллеги!\n\nПросим до 1 марта:\n- раз;\n-два\nи ещё;\n\n1) три.\n\n2024 год\nначался.";
        let drawn: Vec<String> = blocks(text)
            .into_iter()
            .map(|block| match block {
                Block::Greeting(words) => format!("! {words}"),
                Block::Paragraph(words) => format!("¶ {words}"),
                Block::Item(words) => format!("· {words}"),
                Block::Caption(words) => format!("^ {words}"),
                Block::Table(_) => "table".to_owned(),
            })
            .collect();
        assert_eq!(
            drawn,
            [
                "! Уважаемые коллеги!",
                "¶ Просим до 1 марта:",
                "· – раз;",
                "· – два и ещё;",
                "· 1) три.",
                "¶ 2024 год начался.",
            ]
        );
    }
}
