//! Charts as SVG text, and the one type that templates print without escaping.
//!
//! Drawn here and not in the browser: the policy allows no inline style and no chart library, and
//! a drawn chart prints, copies into a letter and is read aloud. Colours are classes of `app.css`.
//!
//! Must not know: the store, requests, time.

mod axes;
mod bars;
mod burndown;
mod outgoing;

pub use bars::{Segment, bar};
pub use burndown::{Burndown, Point, burndown};
pub use outgoing::{Outgoing, OutgoingDay, outgoing};

use serde::{Serialize, Serializer, ser::SerializeMap};

/// The key under which [`Markup`] reaches a template; the `markup` filter looks for it.
pub(crate) const MARKUP: &str = "trusted svg";

/// SVG made by this module. Nothing else can make one, so nothing else is printed unescaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// The text of the drawing.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(MARKUP, &self.0)?;
        map.end()
    }
}

/// Text between tags or inside a quoted attribute.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_typed_cannot_leave_its_attribute() {
        assert_eq!(escape(r#"<a b="'&">"#), "&lt;a b=&quot;&#39;&amp;&quot;&gt;");
    }
}
