//! Places for the stages and arrows of one track, in a lane whose corner is (0, 0).
//!
//! A stage stands right of every stage written before it that leads to it. An arrow to the next
//! column runs between the columns; any other (back, or over a column) goes down between columns,
//! through a channel of its own below the boxes, and up between columns: no arrow crosses a box.

use super::text::{at_most, wrapped};
use super::wording;
use crate::definition::{Definition, Stage, Track};
use std::collections::BTreeMap;

pub(super) const BOX_WIDTH: i32 = 264;
const GAP: i32 = 196;
const SIDE: i32 = 24;
/// Between two lines that run side by side.
const BESIDE: i32 = 9;
const TOP: i32 = 46;
const BETWEEN: i32 = 30;
const CHANNEL: i32 = 30;
const LINE: i32 = 17;
/// The middle of a title's first line below the upper edge: where a lone arrow leaves and a short box
/// is entered, so that it runs straight.
const TITLE: i32 = 20;
/// Between two arrows that leave one box: room for a label of two lines.
const PORT: i32 = 36;

/// A lane with everything in it.
#[derive(Debug)]
pub(super) struct Lane {
    pub(super) title: String,
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) boxes: Vec<StageBox>,
    pub(super) arrows: Vec<Arrow>,
}

/// A stage as a box.
#[derive(Debug)]
pub(super) struct StageBox {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) height: i32,
    pub(super) title: Vec<String>,
    /// What is owed here, line by line; a line that begins a fact is bold up to its colon.
    pub(super) badge: Vec<String>,
    pub(super) first: bool,
    pub(super) end: bool,
}

/// An arrow with its label.
#[derive(Debug)]
pub(super) struct Arrow {
    /// Corners from start to end.
    pub(super) path: Vec<(i32, i32)>,
    pub(super) label: Vec<String>,
    /// The label before it was cut to fit.
    pub(super) whole: String,
    /// The middle of the label's lowest line.
    pub(super) label_at: (i32, i32),
}

/// Lays out one track.
pub(super) fn lane(definition: &Definition, track: &Track) -> Lane {
    let columns = columns(track);
    let ways = ways(definition, track, &columns);
    let around = |hit: &dyn Fn(&Way) -> bool| {
        BESIDE * count(ways.iter().filter(|way| way.around && hit(way)).count())
    };
    let last = columns.iter().max().copied().unwrap_or_default();
    let left = SIDE + around(&|way| columns.get(way.to) == Some(&0));
    let right = SIDE + around(&|way| columns.get(way.from) == Some(&last));
    let mut boxes: Vec<_> =
        track.stages.iter().enumerate().map(|(i, s)| stage_box(definition, track, s, i)).collect();
    for (from, stage) in boxes.iter_mut().enumerate() {
        let leaving = ways.iter().filter(|way| way.from == from).count();
        stage.height = stage.height.max(2 * TITLE + PORT * count(leaving.saturating_sub(1)));
    }
    let deepest = place(&mut boxes, &columns, left);
    let width = left + step(last) + BOX_WIDTH + right;
    let arrows = arrows(&ways, &columns, &boxes, deepest);
    let channels = count(ways.iter().filter(|way| way.around).count());
    let height = deepest + 18 + channels * CHANNEL;
    Lane { title: track.title.clone(), width, height, boxes, arrows }
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or_default()
}

fn step(column: usize) -> i32 {
    count(column).saturating_mul(BOX_WIDTH + GAP)
}

/// The column of each stage: one right of every stage written before it that leads to it.
fn columns(track: &Track) -> Vec<usize> {
    let mut columns = vec![0_usize; track.stages.len()];
    for (from, stage) in track.stages.iter().enumerate() {
        let next = columns.get(from).copied().unwrap_or_default() + 1;
        for transition in &stage.on {
            let to = track.stages.iter().position(|known| known.name == transition.to);
            if let Some(to) = to.filter(|to| *to > from)
                && let Some(column) = columns.get_mut(to)
            {
                *column = next.max(*column);
            }
        }
    }
    columns
}

/// Everything that leads from one stage to another, as one arrow.
#[derive(Debug)]
struct Way {
    from: usize,
    to: usize,
    label: String,
    /// It leads elsewhere than to the next column.
    around: bool,
}

fn ways(definition: &Definition, track: &Track, columns: &[usize]) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    for (from, stage) in track.stages.iter().enumerate() {
        for transition in &stage.on {
            let to = track.stages.iter().position(|known| known.name == transition.to);
            let Some(to) = to else { continue };
            let label = wording::arrow(definition, stage, transition);
            match ways.iter_mut().find(|way| (way.from, way.to) == (from, to)) {
                Some(way) => way.label.push_str(&format!(" или {label}")),
                None => {
                    let next = columns.get(from).map(|column| column + 1);
                    let around = next != columns.get(to).copied();
                    ways.push(Way { from, to, label, around });
                }
            }
        }
    }
    ways
}

fn stage_box(definition: &Definition, track: &Track, stage: &Stage, index: usize) -> StageBox {
    let title = at_most(3, wrapped(&stage.title, 30));
    let mut badge = Vec::new();
    if let Some(duty) = &stage.duty {
        let mut say = |what: &str, text: &str, lines: usize| {
            badge.extend(at_most(lines, wrapped(&format!("{what}: {text}"), 35)));
        };
        if duty.title != track.title {
            say("Поручение", &duty.title, 2);
        }
        say("Нужно", &wording::wants(definition, duty), 4);
        say("Срок", &wording::due(definition, duty), 3);
        if let Some(ladder) = &duty.ladder {
            say("Лестница", ladder, 1);
        }
        if let Some(weight) = wording::weight(duty) {
            say("Сила", weight, 2);
        }
        let mut reasons: Vec<_> =
            stage.exempt_when.iter().map(|rule| rule.title.as_str()).collect();
        reasons.dedup();
        if !reasons.is_empty() {
            say("Освобождение", &reasons.join("; "), 3);
        }
    }
    let lines = |lines: &[String]| i32::try_from(lines.len()).unwrap_or_default() * LINE;
    let gap = if badge.is_empty() { 0 } else { 14 };
    let height = 24 + lines(&title) + gap + lines(&badge);
    StageBox { x: 0, y: 0, height, title, badge, first: index == 0, end: stage.end }
}

/// Gives every box its corner; returns the lowest edge of all.
fn place(boxes: &mut [StageBox], columns: &[usize], left: i32) -> i32 {
    let mut next: BTreeMap<usize, i32> = BTreeMap::new();
    for (stage, column) in boxes.iter_mut().zip(columns) {
        let y = next.entry(*column).or_insert(TOP);
        (stage.x, stage.y) = (left + step(*column), *y);
        *y += stage.height + BETWEEN;
    }
    next.values().max().map_or(TOP, |y| y - BETWEEN)
}

fn arrows(ways: &[Way], columns: &[usize], boxes: &[StageBox], deepest: i32) -> Vec<Arrow> {
    let mut arrows = Vec::new();
    let (mut channel, mut exits, mut entries) = (0, Sides::default(), Sides::default());
    for (from, source) in boxes.iter().enumerate() {
        let mut own: Vec<_> = ways.iter().filter(|way| way.from == from).collect();
        // Ways to the next column leave highest, in the order of their targets; then none cross.
        own.sort_by_key(|way| (way.around, boxes.get(way.to).map(|target| target.y)));
        for (port, way) in (0..).zip(own) {
            let Some(target) = boxes.get(way.to) else { continue };
            let start = (source.x + BOX_WIDTH, source.y + TITLE + PORT * port);
            let end = (target.x, target.y + TITLE);
            let enter = |entries: &mut Sides| end.0 - 16 - entries.next(columns, way.to);
            arrows.push(if way.around {
                channel += 1;
                let turn = start.0 + 12 + exits.next(columns, from);
                below(start, end, (turn, enter(&mut entries)), deepest + channel * CHANNEL, way)
            } else if start.1 == end.1 {
                between(start, end, end.0, way)
            } else {
                between(start, end, enter(&mut entries), way)
            });
        }
    }
    arrows
}

/// How many lines already run beside each column.
#[derive(Default)]
struct Sides(BTreeMap<usize, i32>);

impl Sides {
    /// The next free line beside the column of a stage.
    fn next(&mut self, columns: &[usize], stage: usize) -> i32 {
        let lines = self.0.entry(columns.get(stage).copied().unwrap_or_default()).or_default();
        *lines += 1;
        (*lines - 1) * BESIDE
    }
}

/// To a box in the next column; the label stands where the arrow leaves.
fn between(start: (i32, i32), end: (i32, i32), turn: i32, way: &Way) -> Arrow {
    let path = if start.1 == end.1 {
        vec![start, end]
    } else {
        vec![start, (turn, start.1), (turn, end.1), end]
    };
    let label = at_most(2, wrapped(&way.label, 22));
    let label_at = ((start.0 + turn.min(end.0 - 12)) / 2, start.1 - 7);
    Arrow { path, label, whole: way.label.clone(), label_at }
}

/// To any other box, through a channel at `y`.
fn below(start: (i32, i32), end: (i32, i32), (turn, side): (i32, i32), y: i32, way: &Way) -> Arrow {
    let path = vec![start, (turn, start.1), (turn, y), (side, y), (side, end.1), end];
    let room = usize::try_from((turn - side).abs() / 8).unwrap_or_default();
    let label = at_most(1, wrapped(&way.label, room.max(24)));
    Arrow { path, label, whole: way.label.clone(), label_at: ((turn + side) / 2, y - 6) }
}
