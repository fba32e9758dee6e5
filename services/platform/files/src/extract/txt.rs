//! Plain text in any of the charsets that Russian offices use.

use vekha_model::Extracted;

use super::collect::Collector;
use crate::mail::charset;
use crate::{Limits, Obstacle};

/// Reads a text; a line is a paragraph, and one empty line is kept where there are some.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Extracted, Obstacle> {
    let mut collector = Collector::new(limits);
    for line in charset::guess(bytes).lines() {
        if line.trim().is_empty() {
            collector.gap();
        } else {
            collector.paragraph(line)?;
        }
    }
    Ok(collector.finish())
}
