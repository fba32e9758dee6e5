//! Reads CEL text and binds its words: fields, parameters, counts, functions.
//!
//! Whatever Vekha has no use for (loops over lists, maps, byte strings) is refused here by name,
//! so that an author learns it from the first check and not from a case.

use super::term::{Comparison, Field, Function, Operation, Term};
use super::value::Data;
use crate::language::nearest;
use cel::IdedExpr;
use cel::common::ast::{CallExpr, Expr, LiteralValue, SelectExpr, operators};
use cel::parser::{ParseErrors, Parser};
use chrono::NaiveDate;
use vekha_model::DutyLabel;

/// What could not be bound, and what to write instead.
#[derive(Debug)]
pub(super) struct Unbound {
    pub(super) why: String,
    pub(super) instead: Option<String>,
}

type Bound = Result<Term, Unbound>;

/// Expressions longer than this are refused: no rule of a letter needs more, and the parser's time
/// grows with the text.
const LONGEST: usize = 1_000;

/// Brackets in brackets beyond this are refused unread: the parser looks at its own limit only after
/// it has gone as deep as the text says, and a thread's stack ends before that.
const DEEPEST: usize = 6;

/// Reads and binds one expression.
pub(super) fn read(source: &str) -> Bound {
    if source.len() > LONGEST {
        return Err(no(format!("longer than {LONGEST} bytes")));
    }
    if depth(source) > DEEPEST {
        return Err(no(format!("brackets stand more than {DEEPEST} deep in each other")));
    }
    if source.trim().is_empty() {
        return Err(no("it is empty"));
    }
    let parsed = Parser::default().parse(source);
    let expression = parsed.map_err(|errors| no(first_of(&errors)))?;
    bind(&expression)
}

/// How deep brackets stand in each other; those inside a text count as well, which is harmless.
fn depth(source: &str) -> usize {
    let mut deepest = 0_usize;
    source.chars().fold(0_usize, |depth, c| {
        let depth = match c {
            '(' | '[' | '{' => depth + 1,
            ')' | ']' | '}' => depth.saturating_sub(1),
            _ => depth,
        };
        deepest = deepest.max(depth);
        depth
    });
    deepest
}

/// The parser's first complaint, without its list of everything that could have followed.
fn first_of(errors: &ParseErrors) -> String {
    let Some(first) = errors.errors.first() else { return "it cannot be read".to_owned() };
    let what = first.msg.split(" expecting ").next().unwrap_or(&first.msg);
    let what = what.trim_start_matches("Syntax error: ").replace("'<EOF>'", "end of the text");
    format!("{what} at character {}", first.pos.1.max(1))
}

fn no(why: impl Into<String>) -> Unbound {
    Unbound { why: why.into(), instead: None }
}

fn unknown<'a>(what: &str, word: &str, known: impl Iterator<Item = &'a str>) -> Unbound {
    let known: Vec<_> = known.collect();
    let instead = nearest::suggest(word, known.iter().copied());
    Unbound { why: format!("unknown {what} `{word}`"), instead: Some(instead) }
}

fn bind(expression: &IdedExpr) -> Bound {
    match &expression.expr {
        Expr::Literal(literal) => Ok(Term::Literal(constant(literal)?)),
        Expr::Ident(name) if name == "organizations" => Ok(Term::Organizations),
        Expr::Ident(name) => match name.as_str() {
            "organization" | "parameters" | "measures" => Err(Unbound {
                why: format!("`{name}` is not a value by itself"),
                instead: Some(format!("write `{name}.` and what you want of it")),
            }),
            _ => Ok(Term::Word(name.clone())),
        },
        Expr::Select(select) => member(select),
        Expr::Call(call) => operation(call),
        Expr::List(_) => Err(no("a list can only stand right of `in`")),
        Expr::Comprehension(_) => Err(no("loops (all, exists, map, filter) are not supported")),
        Expr::Map(_) | Expr::Struct(_) => Err(no("maps are not supported")),
        Expr::Unspecified => Err(no("it is empty")),
    }
}

fn constant(literal: &LiteralValue) -> Result<Data<'static>, Unbound> {
    Ok(match literal {
        LiteralValue::Boolean(value) => Data::Bool(*value.inner()),
        LiteralValue::Double(value) => Data::Number(*value.inner()),
        LiteralValue::Int(value) => Data::Number(*value.inner() as f64),
        LiteralValue::UInt(value) => Data::Number(*value.inner() as f64),
        LiteralValue::String(value) => Data::Text(value.inner().to_owned().into()),
        LiteralValue::Null => {
            return Err(Unbound {
                why: "`null` is not supported".to_owned(),
                instead: Some("ask `has(organization.score)` instead".to_owned()),
            });
        }
        LiteralValue::Bytes(_) => return Err(no("byte strings are not supported")),
    })
}

fn member(select: &SelectExpr) -> Bound {
    let Expr::Ident(owner) = &select.operand.expr else {
        return Err(no(format!("`.{}` of something that has no parts", select.field)));
    };
    let field = select.field.as_str();
    let term = match owner.as_str() {
        "organization" => {
            let found = Field::ALL.iter().find(|(name, _)| *name == field);
            let known = Field::ALL.iter().map(|(name, _)| *name);
            let field = found.ok_or_else(|| unknown("part of `organization`", field, known))?.1;
            Term::Field(field)
        }
        "parameters" => Term::Parameter(field.to_owned()),
        "measures" => Term::Measure(field.to_owned()),
        other => {
            let known = ["organization", "parameters", "measures"].into_iter();
            return Err(unknown("name", other, known));
        }
    };
    Ok(if select.test { Term::Has(Box::new(term)) } else { term })
}

fn operation(call: &CallExpr) -> Bound {
    use {Comparison as C, Operation as O};
    let part = |index: usize| match call.args.get(index) {
        Some(part) => bind(part).map(Box::new),
        None => Err(no("a part is missing")),
    };
    let compare = |how| Ok(Term::Compare(how, part(0)?, part(1)?));
    let combine = |how| Ok(Term::Arithmetic(how, part(0)?, part(1)?));
    match call.func_name.as_str() {
        operators::LOGICAL_AND => Ok(Term::And(part(0)?, part(1)?)),
        operators::LOGICAL_OR => Ok(Term::Or(part(0)?, part(1)?)),
        operators::LOGICAL_NOT => Ok(Term::Not(part(0)?)),
        operators::NEGATE => Ok(Term::Negate(part(0)?)),
        operators::CONDITIONAL => Ok(Term::Choose(part(0)?, part(1)?, part(2)?)),
        operators::EQUALS => compare(C::Equal),
        operators::NOT_EQUALS => compare(C::NotEqual),
        operators::LESS => compare(C::Less),
        operators::LESS_EQUALS => compare(C::AtMost),
        operators::GREATER => compare(C::Greater),
        operators::GREATER_EQUALS => compare(C::AtLeast),
        operators::ADD => combine(O::Add),
        operators::SUBSTRACT => combine(O::Subtract),
        operators::MULTIPLY => combine(O::Multiply),
        operators::DIVIDE => combine(O::Divide),
        operators::MODULO => combine(O::Remainder),
        operators::IN => Ok(Term::In(part(0)?, list(call.args.get(1))?)),
        name => function(name, call),
    }
}

fn list(part: Option<&IdedExpr>) -> Result<Vec<Term>, Unbound> {
    match part.map(|part| &part.expr) {
        Some(Expr::List(list)) => list.elements.iter().map(bind).collect(),
        _ => Err(Unbound {
            why: "`in` wants a list".to_owned(),
            instead: Some("write `organization.kind in [\"school\", \"college\"]`".to_owned()),
        }),
    }
}

fn function(name: &str, call: &CallExpr) -> Bound {
    // `organization.name.startsWith("МБОУ")` is the same as `startsWith(organization.name, "МБОУ")`.
    let parts: Vec<_> = call.target.as_deref().into_iter().chain(&call.args).collect();
    if let Some(label) = DutyLabel::parse(name) {
        return Ok(Term::Count(label, obligation(name, &parts)?));
    }
    if name == "date" {
        return day(&parts);
    }
    let Some((_, function)) = Function::ALL.iter().find(|(known, _)| *known == name) else {
        let labels = DutyLabel::ALL.iter().map(|label| label.as_str());
        let known = Function::ALL.iter().map(|(name, _)| *name).chain(labels).chain(["date"]);
        return Err(unknown("function", name, known));
    };
    let wanted = match function {
        Function::Min | Function::Max => 1..=usize::MAX,
        Function::Ceil | Function::Floor => 1..=1,
        Function::StartsWith | Function::EndsWith | Function::Contains => 2..=2,
    };
    if !wanted.contains(&parts.len()) {
        let wanted = wanted.start();
        return Err(no(format!("`{name}` wants {wanted} values, not {}", parts.len())));
    }
    Ok(Term::Call(*function, parts.into_iter().map(bind).collect::<Result<_, _>>()?))
}

fn obligation(name: &str, parts: &[&IdedExpr]) -> Result<String, Unbound> {
    match parts {
        [IdedExpr { expr: Expr::Ident(id), .. }] => Ok(id.clone()),
        [IdedExpr { expr: Expr::Literal(LiteralValue::String(id)), .. }] => {
            Ok(id.inner().to_owned())
        }
        _ => Err(Unbound {
            why: format!("`{name}` counts one obligation"),
            instead: Some(format!("write `{name}(plan)`")),
        }),
    }
}

fn day(parts: &[&IdedExpr]) -> Bound {
    if let [IdedExpr { expr: Expr::Literal(LiteralValue::String(text)), .. }] = parts
        && let Ok(day) = text.inner().parse::<NaiveDate>()
    {
        return Ok(Term::Literal(Data::Date(day)));
    }
    Err(Unbound {
        why: "`date` wants a day".to_owned(),
        instead: Some("write `date(\"2024-03-01\")`".to_owned()),
    })
}
