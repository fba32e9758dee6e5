//! Lays the layers over each other and reads the result.

use super::given::Given;
use super::shape::{Found, Shape, flatten, put};
use super::{Origin, Problem, Problems, Setting, Sources, file};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;

/// A configuration in force.
#[derive(Clone, Debug)]
pub struct Loaded<C> {
    /// What the program uses.
    pub config: C,
    /// Every key with its value and origin, in the order of the keys; secrets are masked.
    pub settings: Vec<Setting>,
}

impl<C> Loaded<C> {
    /// The settings as lines that could stand in a file, each with its origin.
    pub fn print(&self) -> String {
        self.settings.iter().map(|setting| format!("{setting}\n")).collect()
    }
}

/// Reads a configuration from its layers.
///
/// # Errors
/// Everything that is wrong: unknown keys with the nearest known one, values that do not fit, a
/// file that cannot be read; each with its file and line, variable or flag.
pub fn load<C>(sources: &Sources) -> Result<Loaded<C>, Problems>
where
    C: Serialize + DeserializeOwned + Default,
{
    let whole = |message: String| Problem { origin: None, message };
    let shape = Shape::new(tree(&C::default())?);
    let given = match &sources.file {
        Some(path) => file::read(path, &shape)?,
        None => Vec::new(),
    };
    let variables = sources.variables.iter().map(|(name, value)| Given::variable(name, value));
    let flags = sources.flags.iter().map(|(key, value)| Given::flag(key, value));
    let mut merged = shape.default().clone();
    let mut origins = BTreeMap::new();
    let mut problems = Vec::new();
    for given in given.into_iter().chain(variables).chain(flags) {
        match fit::<C>(&given, &shape) {
            Ok(value) => {
                put(&mut merged, &given.path, value);
                origins.insert(given.key(), given.origin);
            }
            Err(message) => problems.push(Problem { origin: Some(given.origin), message }),
        }
    }
    if !problems.is_empty() {
        return Err(Problems(problems));
    }
    let config: C = serde_json::from_value(merged).map_err(|error| whole(error.to_string()))?;
    let settings = settings(&tree(&config)?, &origins);
    Ok(Loaded { config, settings })
}

/// The value as the configuration takes it: alone over the defaults, so that what is wrong with it
/// is said of it and of nothing else.
fn fit<C: DeserializeOwned>(given: &Given, shape: &Shape) -> Result<Value, String> {
    let like = match shape.find(&given.path) {
        Found::Leaf(like) => Some(like),
        Found::Free => None,
        Found::Section => return Err(format!("`{}` is a section, not a value", given.key())),
        Found::Unknown => return Err(unknown(given, shape)),
    };
    let mut reason = String::new();
    for reading in given.readings(like) {
        let mut alone = shape.default().clone();
        put(&mut alone, &given.path, reading.clone());
        match serde_json::from_value::<C>(alone) {
            Ok(_) => return Ok(reading),
            Err(error) => reason = error.to_string(),
        }
    }
    Err(format!("the value of `{}` does not fit: {reason}", given.key()))
}

fn unknown(given: &Given, shape: &Shape) -> String {
    let key = given.spelled(&given.key());
    match shape.nearest(&given.key()) {
        Some(nearest) => {
            format!("unknown key `{key}`; the nearest known one is `{}`", given.spelled(&nearest))
        }
        None => format!(
            "unknown key `{key}`, and no known one is like it; `vekha config print` shows all"
        ),
    }
}

fn settings(tree: &Value, origins: &BTreeMap<String, Origin>) -> Vec<Setting> {
    let origin = |key: &str| {
        // A key inside a map or list that was given as a whole has the origin of the whole.
        let mut at = Some(key);
        while let Some(prefix) = at {
            if let Some(origin) = origins.get(prefix) {
                return origin.clone();
            }
            at = prefix.rsplit_once('.').map(|(above, _)| above);
        }
        Origin::Default
    };
    let leaves = flatten(tree).into_iter();
    leaves.map(|(key, value)| Setting { origin: origin(&key), value: value.clone(), key }).collect()
}

fn tree<C: Serialize>(config: &C) -> Result<Value, Problem> {
    serde_json::to_value(config).map_err(|error| Problem {
        origin: None,
        message: format!("the configuration cannot be written as JSON: {error}"),
    })
}
