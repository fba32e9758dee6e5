//! A scanner of Rust text: enough to tell code from comments, literals and tests. No parser.

/// A Rust file, taken apart.
pub struct Source {
    /// Its path from the root.
    pub path: String,
    /// As written.
    pub text: String,
    /// The same length in lines, with comments and the insides of literals blanked.
    pub code: String,
    /// Text literals: the line they begin on, and what is inside.
    pub literals: Vec<(usize, String)>,
}

/// A function with a body.
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line of its `fn`.
    pub line: usize,
    /// From `fn` to the closing brace.
    pub lines: usize,
}

impl Source {
    /// Takes a file apart.
    pub fn new(path: &str, text: &str) -> Self {
        let mut scan = Scan { chars: text.chars().collect(), ..Scan::default() };
        scan.run();
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            code: scan.code,
            literals: scan.literals,
        }
    }

    /// Whether the file is only compiled for tests.
    pub fn is_test(&self) -> bool {
        self.path.starts_with("tests/")
            || self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs")
            || self.code.contains("#![cfg(test)]")
    }

    /// The code with items under `#[cfg(test)]` blanked.
    pub fn shipped(&self) -> String {
        let mut code = self.code.clone();
        while let Some(start) = code.find("#[cfg(test)]") {
            let end = start + end_of_item(&code[start..]);
            let blank: String =
                code[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
            code.replace_range(start..end, &blank);
        }
        code
    }

    /// The lines of shipped code that hold a word, counted from 1.
    pub fn shipped_lines_with<'a>(&self, word: &'a str) -> impl Iterator<Item = usize> + use<'a> {
        let code = self.shipped();
        let lines: Vec<usize> = code
            .lines()
            .enumerate()
            .filter(|(_, line)| has_word(line, word))
            .map(|(n, _)| n + 1)
            .collect();
        lines.into_iter()
    }

    /// Every function that has a body.
    pub fn functions(&self) -> Vec<Function> {
        let mut found = Vec::new();
        for (at, _) in self.code.match_indices("fn ") {
            let starts = self.code[..at].chars().next_back().is_none_or(|c| !is_name(c));
            let after = self.code[at + 3..].trim_start();
            let name: String = after.chars().take_while(|c| is_name(*c)).collect();
            let length = end_of_item(&self.code[at..]);
            if starts && !name.is_empty() && self.code[at..at + length].ends_with('}') {
                found.push(Function {
                    name,
                    line: line_of(&self.code, at),
                    lines: self.code[at..at + length].matches('\n').count() + 1,
                });
            }
        }
        found
    }
}

/// The line of a byte, counted from 1.
fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether the word is in the line and not inside a longer name.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let free = |c: Option<char>| c.is_none_or(|c| !is_name(c));
        let ends_open = word.ends_with([':', '(']);
        free(line[..at].chars().next_back())
            && (ends_open || free(line[at + word.len()..].chars().next()))
    })
}

/// Where the item that begins here ends: its closing brace, or a semicolon before any brace.
fn end_of_item(code: &str) -> usize {
    let (mut braces, mut brackets) = (0usize, 0usize);
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            '{' => braces += 1,
            '}' => {
                braces = braces.saturating_sub(1);
                if braces == 0 && brackets == 0 {
                    return at + 1;
                }
            }
            ';' if braces == 0 && brackets == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// The walk over a file's characters.
#[derive(Default)]
struct Scan {
    chars: Vec<char>,
    at: usize,
    line: usize,
    code: String,
    literals: Vec<(usize, String)>,
}

impl Scan {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn keep(&mut self) {
        self.step(true);
    }

    fn blank(&mut self) {
        self.step(false);
    }

    fn step(&mut self, keep: bool) {
        let c = self.peek(0);
        self.line += usize::from(c == '\n');
        self.code.push(if keep || c == '\n' { c } else { ' ' });
        self.at += 1;
    }

    fn run(&mut self) {
        self.line = 1;
        while self.at < self.chars.len() {
            let inside_name = self.code.chars().next_back().is_some_and(is_name);
            match (self.peek(0), self.peek(1)) {
                ('/', '/') => self.line_comment(),
                ('/', '*') => self.block_comment(),
                ('"', _) => self.text(),
                ('r', '"' | '#') if !inside_name && self.raw_hashes().is_some() => self.raw_text(),
                ('b', 'r') if !inside_name => self.keep(),
                ('\'', _) => self.quote(),
                _ => self.keep(),
            }
            // `br"…"`: the b is kept above, and the r must not look like part of a name.
            if self.code.ends_with('b') && self.peek(0) == 'r' && self.raw_hashes().is_some() {
                self.raw_text();
            }
        }
    }

    fn line_comment(&mut self) {
        while self.at < self.chars.len() && self.peek(0) != '\n' {
            self.blank();
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0usize;
        while self.at < self.chars.len() {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    self.blank();
                    continue;
                }
            }
            self.blank();
            self.blank();
            if depth == 0 {
                return;
            }
        }
    }

    fn text(&mut self) {
        let (line, mut inside) = (self.line, String::new());
        self.keep();
        while self.at < self.chars.len() && self.peek(0) != '"' {
            if self.peek(0) == '\\' {
                inside.push(self.peek(0));
                self.blank();
            }
            inside.push(self.peek(0));
            self.blank();
        }
        self.keep();
        self.literals.push((line, inside));
    }

    /// How many `#` a raw text literal that begins with this `r` has.
    fn raw_hashes(&self) -> Option<usize> {
        let hashes = (1..).take_while(|ahead| self.peek(*ahead) == '#').count();
        (self.peek(hashes + 1) == '"').then_some(hashes)
    }

    fn raw_text(&mut self) {
        let (line, mut inside) = (self.line, String::new());
        let hashes = self.raw_hashes().unwrap_or(0);
        (0..hashes + 2).for_each(|_| self.keep());
        while self.at < self.chars.len() {
            let closes = self.peek(0) == '"' && (1..=hashes).all(|n| self.peek(n) == '#');
            if closes {
                break;
            }
            inside.push(self.peek(0));
            self.blank();
        }
        (0..=hashes).for_each(|_| self.keep());
        self.literals.push((line, inside));
    }

    /// A character literal is blanked, a lifetime is kept.
    fn quote(&mut self) {
        let length = match (self.peek(1), self.peek(2)) {
            ('\\', _) => (3..12).find(|ahead| self.peek(*ahead) == '\''),
            (_, '\'') => Some(2),
            _ => None,
        };
        self.keep();
        for _ in 0..length.unwrap_or(0) {
            self.blank();
        }
    }
}

#[test]
fn code_is_told_from_comments_literals_and_tests() {
    let text = r##"//! fn not_me() {
/* fn nor_me() { /* { */ */
fn one<'a>(x: &'a str) -> char { // }
    let _ = ("} fn two() {", r#"SELECT "x" }"#, br"}", '{', '\'', b"\"{");
    '}'
}
#[cfg(test)]
mod tests {
    fn three() { Utc::now() }
}
fn four();
fn five() { call_Utc::now(); Utc::now() }
"##;
    let source = Source::new("a.rs", text);
    let functions: Vec<_> =
        source.functions().into_iter().map(|f| (f.name, f.line, f.lines)).collect();
    let expected = [("one", 3, 4), ("three", 9, 1), ("five", 12, 1)];
    assert_eq!(functions, expected.map(|(name, line, lines)| (name.to_owned(), line, lines)));
    assert_eq!(source.literals[1], (4, "SELECT \"x\" }".to_owned()));
    assert_eq!(source.shipped_lines_with("Utc::now").collect::<Vec<_>>(), [12]);
    assert!(!source.is_test());
}
