//! The part with the styles: an officer who changes one changes every letter paragraph of its kind.

use crate::measure::twips;
use crate::style::{Look, Side, Style};
use std::fmt::Write as _;

const OPENING: &str = r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="ru-RU"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>"#;

/// The part.
pub(super) fn styles() -> String {
    let mut xml = OPENING.to_owned();
    for style in Style::ALL {
        let look = style.look();
        let keep = if look.keep { "<w:keepNext/>" } else { "" };
        let bold = if look.bold { "<w:b/>" } else { "" };
        let half_points = twips(look.size) / 10;
        let _ = write!(
            xml,
            r#"<w:style w:type="paragraph" w:customStyle="1" w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{keep}<w:spacing w:before="{}" w:after="{}"/>{}<w:jc w:val="{}"/></w:pPr><w:rPr>{bold}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr></w:style>"#,
            style.id(),
            look.name,
            twips(look.above),
            twips(look.below),
            indents(&look),
            side(look.side),
        );
    }
    xml + "</w:styles>"
}

fn indents(look: &Look) -> String {
    format!(
        r#"<w:ind w:left="{}" w:right="{}" w:firstLine="{}"/>"#,
        twips(look.left),
        twips(look.right),
        twips(look.indent)
    )
}

const fn side(side: Side) -> &'static str {
    match side {
        Side::Left => "left",
        Side::Middle => "center",
        Side::Both => "both",
    }
}
