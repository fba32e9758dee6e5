//! Finds the words that a problem is about: `check` names a path, the text has the line.

use super::node::{Node, Shape};
use std::ops::Range;

/// Where a path leads in a tree, as far as it can be followed. A step through a list is an index,
/// or a word that the wanted element says; a step into what the author wrote in short form is
/// skipped. `key` points at the last name itself instead of what it holds.
pub(super) fn find(root: &Node, path: &[String], key: bool) -> Range<usize> {
    let mut node = root;
    let mut at = root.at.clone();
    let mut steps = path.iter().peekable();
    while let Some(step) = steps.next() {
        match &node.shape {
            Shape::Map(map) => {
                let Some((name, value)) = map.iter().find(|(name, _)| name.text == *step) else {
                    if step.parse::<usize>().is_ok() {
                        continue;
                    }
                    break;
                };
                let last = steps.peek().is_none();
                at = if key && last { name.at.clone() } else { value.at.clone() };
                node = value;
            }
            Shape::List(list) => {
                let index = step.parse::<usize>().ok();
                let element = match index {
                    Some(index) => list.get(index),
                    None => list.iter().find(|element| says(element, step)),
                };
                let Some(element) = element else { break };
                at = element.at.clone();
                node = element;
            }
            _ => break,
        }
    }
    at
}

/// Whether a node, or anything in it, is this word.
fn says(node: &Node, word: &str) -> bool {
    match &node.shape {
        Shape::Text(text) => text == word,
        Shape::List(list) => list.iter().any(|node| says(node, word)),
        Shape::Map(map) => map.iter().any(|(_, node)| says(node, word)),
        Shape::Empty | Shape::Bool(_) | Shape::Integer(_) | Shape::Number(_) => false,
    }
}
