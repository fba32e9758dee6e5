//! The register as people look at it, inside a [`Scope`].

use crate::organization::{fold, read};
use crate::sql::statements;
use crate::{Result, Scope, Tx};
use vekha_model::{Organization, OrganizationId};

statements! {
    PAGE = "
        SELECT id, parent_id, level, path, name, inn, ogrn, email, phone, zone, kind, score, pupils
        FROM organization
        WHERE tenant_id = $1 AND path >= $2 AND path < $3 AND path > $4 AND retired_at IS NULL
          AND ($5 = '%%' OR name_fold LIKE $5 ESCAPE '\\' OR inn = $6 OR ogrn = $6 OR email = $6
               OR path = $6)
        ORDER BY path LIMIT $7";
    GET = "
        SELECT id, parent_id, level, path, name, inn, ogrn, email, phone, zone, kind, score, pupils
        FROM organization WHERE tenant_id = $1 AND path >= $2 AND path < $3 AND id = $4";
    BY_PATH = "
        SELECT id, parent_id, level, path, name, inn, ogrn, email, phone, zone, kind, score, pupils
        FROM organization
        WHERE tenant_id = $1 AND path >= $2 AND path < $3 AND path IN {texts $4} ORDER BY path";
}

/// A page of the register in the order of the tree, after a path. What is typed is sought in names,
/// and as a whole number, address or path.
///
/// # Errors
/// Database errors.
pub async fn page(
    tx: &mut Tx,
    scope: &Scope,
    typed: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<Organization>> {
    let typed = typed.trim();
    let args = scope.args().text(after).text(pattern(typed)).text(typed.to_lowercase()).i64(limit);
    tx.all(&PAGE, args).await?.iter().map(read).collect()
}

/// A node, if it is in the scope.
///
/// # Errors
/// Database errors.
pub async fn get(tx: &mut Tx, scope: &Scope, id: OrganizationId) -> Result<Option<Organization>> {
    tx.one(&GET, scope.args().uuid(id.0)).await?.map(|row| read(&row)).transpose()
}

/// The nodes above a path that are in the scope, root first.
///
/// # Errors
/// Database errors.
pub async fn above(tx: &mut Tx, scope: &Scope, path: &str) -> Result<Vec<Organization>> {
    let ends = path.match_indices('/').map(|(at, _)| path[..=at].to_owned());
    let above: Vec<String> = ends.filter(|prefix| prefix != path).collect();
    tx.all(&BY_PATH, scope.args().texts(above)).await?.iter().map(read).collect()
}

/// What is typed as a LIKE pattern in which nothing typed is a wildcard.
fn pattern(typed: &str) -> String {
    let mut pattern = String::from("%");
    for c in fold(typed).chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_sought_as_it_is() {
        assert_eq!(pattern("Ёлка 100%_"), "%елка 100\\%\\_%");
        assert_eq!(pattern(""), "%%");
    }
}
