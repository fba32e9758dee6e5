//! The words of an expression after binding: what `types` proves and `value` computes.

use super::value::Data;
use vekha_model::{DutyLabel, Organization};

/// One part of an expression.
#[derive(Debug)]
pub(super) enum Term {
    /// Written out: `600`, `"school"`, `date("2024-03-01")`.
    Literal(Data<'static>),
    /// `organization.score`.
    Field(Field),
    /// A bare name: a parameter or, failing that, a measure.
    Word(String),
    /// `parameters.year`.
    Parameter(String),
    /// `measures.respondents`.
    Measure(String),
    /// `organizations`: how many there are below the authority.
    Organizations,
    /// `accepted(plan)`: how many duties stand so below the authority.
    Count(DutyLabel, String),
    /// `has(organization.score)`.
    Has(Box<Self>),
    /// `!a`.
    Not(Box<Self>),
    /// `-a`.
    Negate(Box<Self>),
    /// `a && b`.
    And(Box<Self>, Box<Self>),
    /// `a || b`.
    Or(Box<Self>, Box<Self>),
    /// `a ? b : c`.
    Choose(Box<Self>, Box<Self>, Box<Self>),
    /// `a < b`.
    Compare(Comparison, Box<Self>, Box<Self>),
    /// `a * b`.
    Arithmetic(Operation, Box<Self>, Box<Self>),
    /// `a in ["b", "c"]`.
    In(Box<Self>, Vec<Self>),
    /// `min(a, b)`.
    Call(Function, Vec<Self>),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// How two numbers are combined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

/// A function over values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Min,
    Max,
    Ceil,
    Floor,
    StartsWith,
    EndsWith,
    Contains,
}

impl Function {
    /// Every function by the name that expressions use.
    pub(super) const ALL: [(&'static str, Self); 7] = [
        ("min", Self::Min),
        ("max", Self::Max),
        ("ceil", Self::Ceil),
        ("floor", Self::Floor),
        ("startsWith", Self::StartsWith),
        ("endsWith", Self::EndsWith),
        ("contains", Self::Contains),
    ];

    /// The name that expressions use.
    pub(super) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, function)| *function == self).map_or("", |(name, _)| name)
    }
}

/// What a guard may ask about the organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Name,
    Level,
    Kind,
    Path,
    Inn,
    Ogrn,
    Email,
    Zone,
    Score,
    Pupils,
}

impl Field {
    /// Every field by the name that expressions use.
    pub(super) const ALL: [(&'static str, Self); 10] = [
        ("name", Self::Name),
        ("level", Self::Level),
        ("kind", Self::Kind),
        ("path", Self::Path),
        ("inn", Self::Inn),
        ("ogrn", Self::Ogrn),
        ("email", Self::Email),
        ("zone", Self::Zone),
        ("score", Self::Score),
        ("pupils", Self::Pupils),
    ];

    /// The name that expressions use.
    pub(super) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| name)
    }

    /// What the register says, if it does.
    pub(super) fn of(self, organization: &Organization) -> Option<Data<'_>> {
        let text = |text: &'_ Option<String>| text.clone().map(|text| Data::Text(text.into()));
        match self {
            Self::Name => Some(Data::Text(organization.name.as_str().into())),
            Self::Level => Some(Data::Text(organization.level.as_str().into())),
            Self::Kind => Some(Data::Text(organization.kind.as_str().into())),
            Self::Path => Some(Data::Text(organization.path.as_str().into())),
            Self::Inn => text(&organization.inn),
            Self::Ogrn => text(&organization.ogrn),
            Self::Email => text(&organization.email),
            Self::Zone => Some(Data::Text(organization.zone.name().into())),
            Self::Score => organization.score.map(Data::Number),
            Self::Pupils => organization.pupils.map(|pupils| Data::Number(pupils as f64)),
        }
    }
}

impl Term {
    /// Shows every part to `look`, the whole first.
    pub(super) fn visit<'a>(&'a self, look: &mut dyn FnMut(&'a Self)) {
        look(self);
        match self {
            Self::Has(a) | Self::Not(a) | Self::Negate(a) => a.visit(look),
            Self::And(a, b)
            | Self::Or(a, b)
            | Self::Compare(_, a, b)
            | Self::Arithmetic(_, a, b) => {
                a.visit(look);
                b.visit(look);
            }
            Self::Choose(a, b, c) => [a, b, c].into_iter().for_each(|part| part.visit(look)),
            Self::In(a, list) => {
                a.visit(look);
                list.iter().for_each(|part| part.visit(look));
            }
            Self::Call(_, list) => list.iter().for_each(|part| part.visit(look)),
            Self::Literal(_)
            | Self::Field(_)
            | Self::Word(_)
            | Self::Parameter(_)
            | Self::Measure(_)
            | Self::Organizations
            | Self::Count(..) => {}
        }
    }
}
