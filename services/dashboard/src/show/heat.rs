//! The heat table: municipality × obligation or stage, those most behind first.

use super::sums::{Standings, obligations, title};
use crate::desk::Desk;
use crate::page::campaign::{Heat, HeatCell, HeatRow};
use std::collections::BTreeMap;
use vekha_campaigns::Running;
use vekha_core::Definition;
use vekha_model::{CampaignId, OrganizationId};
use vekha_store::view_campaign::{AuthorityView, DutySum, StageSum};

/// Everything the table is made of.
#[derive(Debug)]
pub struct Sources<'a> {
    /// The campaign.
    pub campaign: CampaignId,
    /// Its workflow, when it could be read.
    pub running: Option<&'a Running>,
    /// The rows.
    pub authorities: &'a [AuthorityView],
    /// Duties by authority.
    pub duties: &'a [DutySum],
    /// Cases by authority and stage; none for the table by obligation.
    pub stages: Option<&'a [StageSum]>,
    /// The most rows.
    pub rows: usize,
}

/// Makes the table.
pub fn heat(sources: &Sources<'_>, desk: &Desk<'_>) -> Heat {
    let definition = sources.running.map(|running| &running.definition);
    let obligations = obligations(sources.duties, definition);
    let columns = stage_columns(sources, definition);
    let mut rows: Vec<HeatRow> = sources
        .authorities
        .iter()
        .map(|authority| row(sources, authority, (&obligations, &columns), desk))
        .collect();
    rows.sort_by(|a, b| (b.late, a.done_percent).cmp(&(a.late, b.done_percent)));
    let left_out = rows.len().saturating_sub(sources.rows);
    rows.truncate(sources.rows);
    let by_stage = sources.stages.is_some();
    Heat {
        caption: desk.words.say(if by_stage {
            "heat-caption-stage"
        } else {
            "heat-caption-obligation"
        }),
        columns: if by_stage {
            columns.into_iter().map(|column| column.title).collect()
        } else {
            obligations.iter().map(|obligation| title(definition, obligation)).collect()
        },
        rows,
        left_out: i64::try_from(left_out).unwrap_or(i64::MAX),
    }
}

struct StageColumn {
    track: String,
    stage: String,
    title: String,
}

/// The stages in the order of the definition; those it does not name come last.
fn stage_columns(sources: &Sources<'_>, definition: Option<&Definition>) -> Vec<StageColumn> {
    let Some(stages) = sources.stages else { return Vec::new() };
    let tracks = definition.map(|d| d.tracks.as_slice()).unwrap_or_default();
    let known = tracks.iter().flat_map(|track| {
        track.stages.iter().map(|stage| StageColumn {
            track: track.name.clone(),
            stage: stage.name.clone(),
            title: format!("{}: {}", track.title, stage.title),
        })
    });
    let mut columns: Vec<StageColumn> = known.collect();
    if definition.is_none() {
        let mut names: Vec<_> = stages.iter().map(|s| (s.track.clone(), s.stage.clone())).collect();
        names.sort_unstable();
        names.dedup();
        columns.extend(names.into_iter().map(|(track, stage)| StageColumn {
            title: format!("{track}: {stage}"),
            track,
            stage,
        }));
    }
    columns
}

fn row(
    sources: &Sources<'_>,
    authority: &AuthorityView,
    (obligations, columns): (&[String], &[StageColumn]),
    desk: &Desk<'_>,
) -> HeatRow {
    let definition = sources.running.map(|running| &running.definition);
    let own = |sum: &&DutySum| sum.authority == Some(authority.id);
    let all = Standings::of(sources.duties.iter().filter(own), definition, desk.now);
    let cells = match sources.stages {
        Some(stages) => stage_cells(stages, authority.id, columns),
        None => obligations
            .iter()
            .map(|obligation| {
                let of = sources.duties.iter().filter(own).filter(|s| s.obligation == *obligation);
                let standing = Standings::of(of, definition, desk.now);
                cell(standing.waiting(), standing.total(), standing.n("late"))
            })
            .collect(),
    };
    HeatRow {
        name: authority.name.clone(),
        href: format!("/campaigns/{}/authorities/{}", sources.campaign, authority.id),
        cells,
        late: all.n("late"),
        done_percent: all.done_percent(),
    }
}

fn stage_cells(
    stages: &[StageSum],
    authority: OrganizationId,
    columns: &[StageColumn],
) -> Vec<HeatCell> {
    let mut totals: BTreeMap<&str, i64> = BTreeMap::new();
    for sum in stages.iter().filter(|sum| sum.authority == authority) {
        *totals.entry(&sum.track).or_default() += sum.n;
    }
    let n = |column: &StageColumn| -> i64 {
        let here = stages.iter().filter(|sum| sum.authority == authority);
        here.filter(|s| s.track == column.track && s.stage == column.stage).map(|s| s.n).sum()
    };
    columns
        .iter()
        .map(|column| cell(n(column), totals.get(&*column.track).copied().unwrap_or(0), 0))
        .collect()
}

fn cell(n: i64, of: i64, late: i64) -> HeatCell {
    HeatCell { n, of, band: band(n, of), late }
}

/// Meaningful bands, so that equal colours mean equal trouble: none, ≤5 %, ≤20 %, ≤50 %, more.
fn band(n: i64, of: i64) -> u8 {
    match n * 100 {
        _ if n <= 0 || of <= 0 => 0,
        share if share <= 5 * of => 1,
        share if share <= 20 * of => 2,
        share if share <= 50 * of => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::band;

    #[test]
    fn bands_have_fixed_meanings() {
        let bands: Vec<_> = [(0, 20), (1, 20), (4, 20), (10, 20), (11, 20), (0, 0)]
            .into_iter()
            .map(|(n, of)| band(n, of))
            .collect();
        assert_eq!(bands, [0, 1, 2, 3, 4, 0]);
    }
}
