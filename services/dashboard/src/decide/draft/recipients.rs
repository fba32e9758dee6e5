//! `POST /drafts/{id}/recipients`: whom the letter binds; a sheet of numbers is read in a confined
//! child.

use super::change::change;
use crate::door::parcel::Parcel;
use crate::failure::Failure;
use crate::show::draft::opened;
use crate::state::DashboardState;
use axum::extract::{Path, State};
use axum::response::Redirect;
use uuid::Uuid;
use vekha_drafting::addressed::{Chosen, numbers};
use vekha_model::Extracted;

/// Keeps the choice.
///
/// # Errors
/// [`Failure::Forbidden`] for who is not the issuer.
pub async fn choose(
    State(state): State<DashboardState>,
    Path(id): Path<Uuid>,
    parcel: Parcel,
) -> Result<Redirect, Failure> {
    parcel.fields.visitor.must_decide()?;
    let Some(chosen) = chosen(&state, &parcel).await? else {
        return Ok(Redirect::to(&format!("/drafts/{id}/recipients?unreadable=true")));
    };
    let seen = (id, parcel.fields.read("version")?);
    change(&state, &parcel.fields.visitor, seen, "/recipients#count", |draft| {
        draft.changes.chosen = Some(chosen);
        Ok(())
    })
    .await
}

/// None for a sheet that cannot be read.
async fn chosen(state: &DashboardState, parcel: &Parcel) -> Result<Option<Chosen>, Failure> {
    let kinds = || parcel.fields.all("kind").map(str::to_owned).collect();
    Ok(Some(match parcel.fields.get("who") {
        "list" => {
            let typed = numbers(parcel.fields.get("inns"));
            let Some((name, bytes)) = &parcel.file else {
                return Ok(Some(Chosen::Listed { inns: typed }));
            };
            let Some(mut inns) = sheet(state, name, bytes).await else { return Ok(None) };
            inns.extend(typed);
            Chosen::Listed { inns }
        }
        "silent" => Chosen::Silent { campaign: parcel.fields.read("campaign")? },
        "places" => {
            let paths = parcel.fields.all("place").map(str::to_owned).collect();
            Chosen::Below { paths, kinds: kinds() }
        }
        _ => {
            let mut tx = state.parts.store.read().await?;
            let register = opened::register(state, &mut tx, parcel.fields.visitor.scope()).await?;
            let root = register.first().map(|root| root.path.clone());
            Chosen::Below { paths: root.into_iter().collect(), kinds: kinds() }
        }
    }))
}

/// The numbers in a sheet, or in a file of text.
async fn sheet(state: &DashboardState, name: &str, bytes: &[u8]) -> Option<Vec<String>> {
    let read = state.parts.extractor.extract(bytes, name).await.ok()?;
    let Extracted { text, tables, .. } = read.outcome.ok()?;
    let cells = tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    let cells = cells.map(|cell| cell.text.as_str());
    let all: Vec<&str> = cells.chain([text.as_str()]).collect();
    Some(numbers(&all.join(" ")))
}
