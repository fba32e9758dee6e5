//! Writes SVG: shapes and escaped words, from top to bottom.

use super::layout::{Arrow, BOX_WIDTH, Lane, StageBox};
use super::text::escaped;
use std::fmt::Write as _;

const MARGIN: i32 = 20;
const LINE: i32 = 17;

/// A picture that grows downwards.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    body: String,
    width: i32,
    y: i32,
}

impl Canvas {
    /// The title of the whole.
    pub(super) fn heading(&mut self, title: &str, below: &str) {
        self.y = MARGIN + 24;
        self.words(MARGIN, self.y, "heading", "start", title);
        self.words(MARGIN, self.y + 22, "small", "start", below);
        self.y += 42;
    }

    /// The title of a part.
    pub(super) fn section(&mut self, title: &str) {
        self.y += 34;
        self.words(MARGIN, self.y, "section", "start", title);
        self.y += 16;
    }

    /// Room for a picture of this size; returns its top.
    pub(super) fn claim(&mut self, width: i32, height: i32) -> i32 {
        let top = self.y;
        self.y += height;
        self.width = self.width.max(width + MARGIN);
        top
    }

    /// One lane, as wide as the widest.
    pub(super) fn lane(&mut self, lane: &Lane, width: i32) {
        let top = self.claim(width + MARGIN, lane.height + 14);
        self.shape(format_args!(
            r#"<g transform="translate({MARGIN} {top})"><rect class="lane" width="{}" height="{}" rx="10"/>"#,
            width, lane.height
        ));
        self.words(24, 29, "lane-title", "start", &lane.title);
        for arrow in &lane.arrows {
            self.line("arrow", &arrow.path);
        }
        for stage in &lane.boxes {
            self.stage_box(stage);
        }
        for arrow in &lane.arrows {
            self.label(arrow);
        }
        self.shape(format_args!("</g>"));
    }

    fn stage_box(&mut self, stage: &StageBox) {
        let class = match (stage.end, stage.first) {
            (true, _) => "stage end",
            (false, true) => "stage first",
            (false, false) => "stage",
        };
        let (x, y, height) = (stage.x, stage.y, stage.height);
        self.shape(format_args!(
            r#"<rect class="{class}" x="{x}" y="{y}" width="{BOX_WIDTH}" height="{height}" rx="9"/>"#
        ));
        if stage.end {
            let (x, y) = (x + BOX_WIDTH - 22, y + 21);
            self.line("tick", &[(x - 6, y), (x - 2, y + 5), (x + 7, y - 6)]);
        }
        let mut line = y + 26;
        for text in &stage.title {
            self.words(x + 14, line, "stage-title", "start", text);
            line += LINE;
        }
        line += 14;
        if !stage.badge.is_empty() {
            let rule = line - LINE - 7;
            self.line("rule", &[(x + 14, rule), (x + BOX_WIDTH - 14, rule)]);
        }
        for text in &stage.badge {
            self.fact(x + 14, line, text);
            line += LINE;
        }
    }

    /// «Срок: до …»: the word before the colon stands out where it begins a fact.
    fn fact(&mut self, x: i32, y: i32, text: &str) {
        const FACTS: [&str; 6] = ["Поручение", "Нужно", "Срок", "Лестница", "Сила", "Освобождение"];
        match text.split_once(':') {
            Some((fact, rest)) if FACTS.contains(&fact) => self.shape(format_args!(
                r#"<text class="small" x="{x}" y="{y}"><tspan class="fact">{}:</tspan>{}</text>"#,
                escaped(fact),
                escaped(rest)
            )),
            _ => self.words(x, y, "small", "start", text),
        }
    }

    /// The label of an arrow; what was cut to fit is shown by a pointer that rests on it.
    fn label(&mut self, arrow: &Arrow) {
        let (x, bottom) = arrow.label_at;
        self.shape(format_args!("<g><title>{}</title>", escaped(&arrow.whole)));
        for (row, text) in (0..).zip(arrow.label.iter().rev()) {
            self.words(x, bottom - 15 * row, "label", "middle", text);
        }
        self.shape(format_args!("</g>"));
    }

    /// A line of text.
    pub(super) fn words(&mut self, x: i32, y: i32, class: &str, anchor: &str, text: &str) {
        self.shape(format_args!(
            r#"<text class="{class}" x="{x}" y="{y}" text-anchor="{anchor}">{}</text>"#,
            escaped(text)
        ));
    }

    /// A line with rounded corners.
    pub(super) fn line(&mut self, class: &str, corners: &[(i32, i32)]) {
        let points: Vec<_> = corners.iter().map(|(x, y)| format!("{x},{y}")).collect();
        let head = if class == "arrow" { r#" marker-end="url(#head)""# } else { "" };
        self.shape(format_args!(
            r#"<polyline class="{class}" points="{}"{head}/>"#,
            points.join(" ")
        ));
    }

    /// A dot.
    pub(super) fn circle(&mut self, class: &str, x: i32, y: i32, radius: i32) {
        self.shape(format_args!(r#"<circle class="{class}" cx="{x}" cy="{y}" r="{radius}"/>"#));
    }

    fn shape(&mut self, shape: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.body, "{shape}");
    }

    /// The whole picture.
    pub(super) fn finish(self, title: &str, description: &str) -> String {
        let (width, height) = (self.width.max(640) + MARGIN, self.y + MARGIN);
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="vekha-title vekha-desc">
<title id="vekha-title">{}</title>
<desc id="vekha-desc">{}</desc>
<style>
{}</style>
<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path class="head" d="M0 0L10 5L0 10z"/></marker></defs>
<rect class="paper" width="{width}" height="{height}"/>
{}</svg>
"##,
            escaped(title),
            escaped(description),
            include_str!("style.css"),
            self.body
        )
    }
}
