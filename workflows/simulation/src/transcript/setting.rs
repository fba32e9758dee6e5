//! What a story gives before its first event: `parameters`, `organization`, `issuer`, `role`.

use super::action::parsed;
use super::tokens::Tokens;
use uuid::Uuid;
use vekha_core::Definition;
use vekha_core::definition::{ParameterKind, Role};
use vekha_core::parameters;
use vekha_model::{
    Calendar, Counts, DutyLabel, Organization, OrganizationId, Parameters, Value, Zone,
};

/// Everything around the case of a story.
pub(super) struct Setting {
    pub(super) role: Role,
    pub(super) parameters: Parameters,
    pub(super) calendar: Calendar,
    pub(super) zone: Zone,
    pub(super) organization: Organization,
    pub(super) counts: Counts,
}

impl Setting {
    /// The defaults of the definition are given; a story says what differs.
    pub(super) fn new(definition: &Definition) -> Self {
        let defaults = definition.parameters.iter();
        let defaults =
            defaults.filter_map(|(name, rule)| Some((name.clone(), rule.default.clone()?)));
        Self {
            role: Role::Main,
            parameters: defaults.collect(),
            calendar: vekha_core::calendar::federal(),
            zone: Zone::MOSCOW,
            organization: Organization {
                path: "42/017/0123/".into(),
                name: "МБОУ СОШ № 12".into(),
                kind: "school".into(),
                ..Organization::bare(OrganizationId(Uuid::from_u128(1)))
            },
            counts: Counts::default(),
        }
    }

    /// Reads a line that gives something; false when it is none.
    pub(super) fn read(
        &mut self,
        definition: &Definition,
        tokens: &mut Tokens,
        verb: &str,
    ) -> Result<bool, String> {
        match verb {
            "parameters" => {
                let mut given = Parameters::new();
                for (name, text) in tokens.all_named() {
                    let kind = definition.parameters.get(&name).map(|rule| rule.kind);
                    let value = value(kind.unwrap_or(ParameterKind::Text), text)?;
                    given.insert(name, value);
                }
                self.parameters =
                    parameters::filled(definition, &given).map_err(|error| error.to_string())?;
            }
            "organization" => self.organization(tokens)?,
            "issuer" => {
                if let Some(zone) = tokens.named("zone") {
                    self.zone = parsed(&zone)?;
                }
            }
            "role" => {
                self.role = match tokens.next("main or authority")?.as_str() {
                    "main" => Role::Main,
                    "authority" => Role::Authority,
                    other => return Err(format!("{other:?} is no role: write main or authority")),
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// `organizations=3 plan.accepted=2`.
    pub(super) fn count(&mut self, named: Vec<(String, String)>) -> Result<(), String> {
        for (name, number) in named {
            let number = parsed(&number)?;
            match name.rsplit_once('.') {
                None if name == "organizations" => self.counts.organizations = number,
                Some((obligation, label)) if DutyLabel::parse(label).is_some() => {
                    let label = DutyLabel::parse(label).unwrap_or(DutyLabel::Open);
                    self.counts.duties.insert((obligation.to_owned(), label), number);
                }
                _ => return Err(format!("{name:?} is no count: write plan.accepted=2")),
            }
        }
        Ok(())
    }

    /// The issuer's zone is the organization's until a line says otherwise.
    fn organization(&mut self, tokens: &mut Tokens) -> Result<(), String> {
        let organization = &mut self.organization;
        for (name, text) in tokens.all_named() {
            match name.as_str() {
                "name" => organization.name = text,
                "kind" => organization.kind = text,
                "score" => organization.score = Some(parsed(&text)?),
                "pupils" => organization.pupils = Some(parsed(&text)?),
                "zone" => {
                    organization.zone = parsed(&text)?;
                    self.zone = organization.zone;
                }
                other => return Err(format!("an organization has no {other:?} in a story")),
            }
        }
        Ok(())
    }
}

fn value(kind: ParameterKind, text: String) -> Result<Value, String> {
    Ok(match kind {
        ParameterKind::Date => Value::Date(parsed(&text)?),
        ParameterKind::Integer => Value::Integer(parsed(&text)?),
        ParameterKind::Number => Value::Number(parsed(&text)?),
        ParameterKind::Bool => Value::Bool(parsed(&text)?),
        ParameterKind::Text | ParameterKind::Email => Value::Text(text),
    })
}
