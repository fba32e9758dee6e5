//! The reader of strangers' files: does a child start, and how many walls has it?

use super::{Finding, Health};
use vekha_files::{Extractor, Limits};

/// Reads a file in a child.
pub async fn works(limits: Limits) -> Finding {
    let extractor = match Extractor::of_this_program(limits) {
        Ok(extractor) => extractor,
        Err(error) => return Finding::new("reader", Health::Bad, error.to_string()),
    };
    match extractor.extract("Приказ".as_bytes(), "probe.txt").await {
        Ok(_) => Finding::new("reader", Health::Good, "reads in a child that can touch nothing"),
        Err(error) => {
            let says = format!("{error}: files that come in cannot be read; see the kernel's log");
            Finding::new("reader", Health::Bad, says)
        }
    }
}
