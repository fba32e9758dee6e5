//! Words of a line: parted by spaces, joined by quotes, some of them `name=value`.

/// The words of one line, taken one by one.
#[derive(Clone, Debug)]
pub(super) struct Tokens {
    words: std::collections::VecDeque<String>,
    named: Vec<(String, String)>,
}

impl Tokens {
    pub(super) fn of(text: &str) -> Self {
        let mut tokens = Self { words: std::collections::VecDeque::new(), named: Vec::new() };
        for word in split(text) {
            match word.split_once('=') {
                Some((name, value)) => tokens.named.push((name.to_owned(), value.to_owned())),
                None => tokens.words.push_back(word),
            }
        }
        tokens
    }

    /// The next word.
    pub(super) fn next(&mut self, what: &str) -> Result<String, String> {
        self.words.pop_front().ok_or_else(|| format!("{what} is missing"))
    }

    /// The next word, if there is one.
    pub(super) fn maybe(&mut self) -> Option<String> {
        self.words.pop_front()
    }

    /// The value of `name=value`, taken out.
    pub(super) fn named(&mut self, name: &str) -> Option<String> {
        let at = self.named.iter().position(|(known, _)| known == name)?;
        Some(self.named.remove(at).1)
    }

    /// Every `name=value` that is left, taken out.
    pub(super) fn all_named(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.named)
    }

    /// Nothing may be left over: a slip of the fingers would be silently ignored.
    pub(super) fn end(&self) -> Result<(), String> {
        let named = self.named.first().map(|(name, _)| name);
        match self.words.front().or(named) {
            Some(left) => Err(format!("nothing is known of {left:?} here")),
            None => Ok(()),
        }
    }
}

/// Splits by spaces outside quotes, and drops the quotes.
fn split(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for character in text.trim().chars() {
        match character {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            other => words.extend_last(other),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

trait ExtendLast {
    fn extend_last(&mut self, character: char);
}

impl ExtendLast for Vec<String> {
    fn extend_last(&mut self, character: char) {
        if let Some(last) = self.last_mut() {
            last.push(character);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_join_and_leftovers_are_named() {
        let mut tokens = Tokens::of("returned plan  reason=\"нет подписи\" \"и печати\"");
        assert_eq!(tokens.next("verb").as_deref(), Ok("returned"));
        assert_eq!(tokens.named("reason").as_deref(), Some("нет подписи"));
        assert_eq!(tokens.maybe().as_deref(), Some("plan"));
        assert_eq!(tokens.end(), Err("nothing is known of \"и печати\" here".to_owned()));
    }
}
