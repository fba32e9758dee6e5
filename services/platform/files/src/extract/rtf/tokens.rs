//! The bytes of an RTF file as braces, control words and text bytes.

/// One piece.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A group begins.
    Open,
    /// A group ends.
    Close,
    /// A control word or symbol, with its number.
    Word(&'a str, Option<i32>),
    /// A byte of text in the current charset.
    Byte(u8),
}

/// Takes a file apart. Never fails: what makes no sense is text.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn while_is(&mut self, accepted: impl Fn(u8) -> bool) -> &'a str {
        let start = self.at;
        while self.peek().is_some_and(&accepted) {
            self.at += 1;
        }
        std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default()
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let first = self.peek()?;
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return Some(match first {
                b'\'' => {
                    let hex = self.bytes.get(self.at..self.at + 2)?;
                    self.at += 2;
                    let byte = std::str::from_utf8(hex).ok();
                    Token::Byte(
                        byte.and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(b'?'),
                    )
                }
                b'\\' | b'{' | b'}' => Token::Byte(first),
                b'\r' | b'\n' => Token::Word("par", None),
                b'*' => Token::Word("*", None),
                b'~' => Token::Word("~", None),
                b'_' => Token::Word("_", None),
                _ => Token::Word("", None),
            });
        }
        let word = self.while_is(|byte| byte.is_ascii_alphabetic());
        let negative = self.peek() == Some(b'-');
        self.at += usize::from(negative);
        let digits = self.while_is(|byte| byte.is_ascii_digit());
        let number =
            digits.parse::<i32>().ok().map(|number| if negative { -number } else { number });
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        if word == "bin" {
            self.at = self.at.saturating_add(usize::try_from(number.unwrap_or(0)).unwrap_or(0));
        }
        Some(Token::Word(word, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => {}
                other => return Some(Token::Byte(other)),
            }
        }
    }
}
