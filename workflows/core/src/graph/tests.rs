//! The picture says what the definition says, and nothing in it is markup but ours.

use super::*;
use crate::language::tests::EXAMPLE;

/// The words of a picture, without shapes.
fn words(svg: &str) -> String {
    let mut words = String::new();
    for line in svg.lines().filter(|line| line.starts_with("<text")) {
        let mut inside = false;
        for c in line.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => words.push(c),
                _ => {}
            }
        }
        words.push('\n');
    }
    words
}

#[test]
fn the_picture_of_the_example_says_what_it_says() {
    let definition = Definition::parse("noko.yaml", EXAMPLE).expect("reads");
    assert_eq!(words(&svg(&definition)), include_str!("example.txt"));
}

#[test]
fn every_stage_and_way_is_drawn_once() {
    let definition = Definition::parse("noko.yaml", EXAMPLE).expect("reads");
    let drawn = svg(&definition);
    let tracks = || definition.tracks.iter().chain(&definition.authority);
    let stages = tracks().flat_map(|track| &track.stages);
    assert_eq!(drawn.matches("<rect class=\"stage").count(), stages.clone().count());
    let arrows = stages.map(|stage| stage.on.len()).sum::<usize>();
    assert_eq!(drawn.matches("class=\"arrow\"").count(), arrows);
}

#[test]
fn back_ways_and_loops_run_below_and_boxes_never_overlap() {
    let yaml = EXAMPLE.replacen(
        "      planned: { title: План принят, end: true }",
        "      checking:\n        on: { plan.returned: to_plan, plan.accepted: [{ to: planned, if: year > 2000 }, exempt], deadline: checking }\n      planned: { title: План принят, end: true }",
        1,
    );
    let yaml = yaml.replacen("plan.accepted: planned", "plan.submitted: checking", 1);
    let definition = Definition::parse("noko.yaml", &yaml).map_err(|r| r.plain()).expect("reads");
    let lane = layout::lane(&definition, &definition.tracks[1]);
    let below = lane.boxes.iter().map(|stage| stage.y + stage.height).max().expect("boxes");
    let low = lane.arrows.iter().filter(|arrow| arrow.path.iter().any(|(_, y)| *y > below));
    assert_eq!(low.count(), 3, "back, loop, and over a column");
    for (index, a) in lane.boxes.iter().enumerate() {
        assert!(a.y + a.height < lane.height && a.x + layout::BOX_WIDTH < lane.width);
        for b in &lane.boxes[index + 1..] {
            assert!(a.x != b.x || a.y + a.height < b.y || b.y + b.height < a.y, "{a:?} {b:?}");
        }
    }
}

#[test]
fn a_title_cannot_smuggle_markup_in() {
    let mut definition = Definition::parse("noko.yaml", EXAMPLE).expect("reads");
    definition.title = "</title><script>alert(1)</script>".into();
    definition.tracks[0].title = "<img src=x onerror=alert(1)>".into();
    let drawn = svg(&definition);
    assert!(!drawn.contains("<script") && !drawn.contains("<img"), "{drawn}");
    assert!(drawn.contains("&lt;script&gt;"));
}
