//! «заместитель министра К.Б. Вересова» taken apart: the post at the left of the sheet, the name at
//! its right.

use crate::Signature;

/// The post and the name of who signs, as a register keeps them in one line. Without initials the
/// whole line is the post, and the name is left for the pen.
pub fn signature(signer: Option<&str>) -> Signature {
    let words: Vec<&str> = signer.unwrap_or_default().split_whitespace().collect();
    let name = words.iter().position(|word| is_initials(word)).map(|first| match first {
        // «Вересова К.Б.»: the surname is before its initials and ends the line.
        first if first + 1 == words.len() && first > 0 => first - 1,
        first => first,
    });
    let (post, name) = words.split_at(name.unwrap_or(words.len()));
    let name = match name {
        [surname, initials] if is_initials(initials) => format!("{initials} {surname}"),
        name => name.join(" "),
    };
    Signature { post: capitalized(post.join(" ").trim_end_matches([',', ':'])), name }
}

/// «К.Б.», «К.».
fn is_initials(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    let Some(("", letters)) = parts.split_last().map(|(last, letters)| (*last, letters)) else {
        return false;
    };
    let single = |part: &&str| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
    };
    !letters.is_empty() && letters.iter().all(single)
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signer_is_a_post_and_a_name() {
        let apart = |text| {
            let Signature { post, name } = signature(Some(text));
            format!("{post}|{name}")
        };
        assert_eq!(
            apart("заместитель министра К.Б. Вересова"),
            "Заместитель министра|К.Б. Вересова"
        );
        assert_eq!(apart("Министр, Вересова К.Б."), "Министр|К.Б. Вересова");
        assert_eq!(apart("К. Б. Вересова"), "|К. Б. Вересова");
        assert_eq!(apart("Министр образования"), "Министр образования|");
        assert_eq!(signature(None), Signature::default());
    }
}
