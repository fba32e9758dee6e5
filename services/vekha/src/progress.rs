//! Progress bars on long work; nothing at all when standard error is not a terminal.

use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

/// A bar over so many items.
pub fn bar(items: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(items).unwrap_or(u64::MAX));
    match ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Something that turns, with these words, while nobody knows how long it takes.
pub fn spinner(words: &'static str) -> ProgressBar {
    let spinner = ProgressBar::new_spinner().with_message(words);
    spinner.enable_steady_tick(Duration::from_millis(120));
    spinner
}
