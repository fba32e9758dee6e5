//! Documents written by hand.

use super::*;

fn read_text(text: &str) -> Extracted {
    read(text.as_bytes(), &Limits::default()).unwrap()
}

#[test]
fn both_ways_of_writing_cyrillic_are_read() {
    let read = read_text(
        r"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 Times;}}{\info{\title x}}{\*\generator y}\f0 \'cf\'eb\'e0\'ed \u1087?\u1083?\u1072?\u1085?\par {\b\uc0\u8470} 1\par}",
    );
    assert_eq!(read.text, "План план\n№ 1");
}

#[test]
fn rows_get_their_columns_from_their_edges() {
    let read = read_text(
        r"{\rtf1 \trowd\trhdr\cellx1000\clvmgf\cellx3000\pard\intbl A\cell B\cell\row
           \trowd\cellx1000\clvmrg\cellx3000 1\cell \cell\row
           \trowd\cellx3000 wide\par two\cell\row \pard after\par}",
    );
    let rows: Vec<Vec<_>> = read.tables[0]
        .rows
        .iter()
        .map(|row| {
            row.cells.iter().map(|c| (c.column, c.span, c.merged_down, c.text.as_str())).collect()
        })
        .collect();
    assert_eq!(rows[0], [(0, 1, false, "A"), (1, 1, false, "B")]);
    assert_eq!(rows[1], [(0, 1, false, "1"), (1, 1, true, "B")]);
    assert_eq!(rows[2], [(0, 2, false, "wide\ntwo")]);
    assert!(read.tables[0].rows[0].heading);
    assert_eq!(read.text, "after");
}

#[test]
fn depth_is_limited() {
    let deep = format!("{{\\rtf1 {}", "{".repeat(1000));
    assert_eq!(read(deep.as_bytes(), &Limits::default()), Err(Obstacle::limit("xml_depth")));
}

proptest::proptest! {
    #[test]
    fn anything_is_survived(text in r"(\\[a-z]{1,6}-?[0-9]{0,6} ?|\\cell|\\row|\\cellx[0-9]{1,9}|\\'..|[{}]|x|\\\*)*") {
        let _ = read(text.as_bytes(), &Limits::default());
    }
}
