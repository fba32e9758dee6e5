//! A PDF file from a [`Paper`], with a text layer that readers find and ruled tables.
//!
//! ISO 32000-1. The font is not embedded: viewers take their own Arial or its kin; a ToUnicode map
//! tells readers what each code means. The same paper gives the same bytes.

mod layout;
mod letters;

use super::paper::Paper;
use std::fmt::Write as _;

/// The sheet A4, points.
const SHEET: (u32, u32) = (595, 842);

/// Writes the file.
pub fn write(paper: &Paper) -> Vec<u8> {
    let (width, height) = if paper.landscape { (SHEET.1, SHEET.0) } else { SHEET };
    let pages = layout::pages(paper, f64::from(width), f64::from(height));
    let mut file = File::new();
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", page_number(at))).collect();
    file.object("<</Type/Catalog/Pages 2 0 R>>");
    file.object(&format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), pages.len()));
    file.object(&letters::font("4 0 R"));
    file.stream(letters::to_unicode().as_bytes());
    for (at, page) in pages.iter().enumerate() {
        let content = page_number(at) + 1;
        file.object(&format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents {content} 0 R\
             /Resources<</Font<</F 3 0 R>>>>>>"
        ));
        file.stream(page);
    }
    file.finish()
}

/// The number of a page's object; its content is the next.
const fn page_number(at: usize) -> usize {
    5 + 2 * at
}

/// Objects one after the other, and where each begins.
struct File {
    bytes: Vec<u8>,
    places: Vec<usize>,
}

impl File {
    fn new() -> Self {
        Self { bytes: b"%PDF-1.5\n%\xE2\xE3\xCF\xD3\n".to_vec(), places: Vec::new() }
    }

    fn object(&mut self, body: &str) {
        self.begin();
        self.bytes.extend_from_slice(body.as_bytes());
        self.bytes.extend_from_slice(b"\nendobj\n");
    }

    fn stream(&mut self, content: &[u8]) {
        self.begin();
        self.bytes.extend_from_slice(format!("<</Length {}>>stream\n", content.len()).as_bytes());
        self.bytes.extend_from_slice(content);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }

    fn begin(&mut self) {
        self.places.push(self.bytes.len());
        self.bytes.extend_from_slice(format!("{} 0 obj\n", self.places.len()).as_bytes());
    }

    fn finish(mut self) -> Vec<u8> {
        let (start, size) = (self.bytes.len(), self.places.len() + 1);
        let mut tail = format!("xref\n0 {size}\n0000000000 65535 f \n");
        for place in &self.places {
            let _ = writeln!(tail, "{place:010} 00000 n ");
        }
        let _ = write!(tail, "trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        self.bytes.extend_from_slice(tail.as_bytes());
        self.bytes
    }
}
