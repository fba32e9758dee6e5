//! Plain text in any of the charsets that Russian offices use.

use vekha_model::Extracted;

use super::collect::Collector;
use crate::mail::charset;
use crate::{Limits, Obstacle};

/// Reads a text; a line is a paragraph.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Extracted, Obstacle> {
    let mut collector = Collector::new(limits);
    for line in charset::guess(bytes).lines() {
        collector.paragraph(line)?;
    }
    Ok(collector.finish())
}
