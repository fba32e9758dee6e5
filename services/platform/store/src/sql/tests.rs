//! One text, as each database gets it.

use super::*;
use super::{postgres, sqlite};

const TEXT: &str = "UPDATE a SET n = v.n, at = $2 FROM {rows $1: id uuid, n bigint} AS v \
                    WHERE a.id = v.id AND a.k IN {ids $3} /*pg FOR UPDATE */";

#[test]
fn one_text_renders_for_sqlite() {
    assert_eq!(
        sqlite::render(TEXT, 1),
        "UPDATE a SET n = v.n, at = $2 FROM (SELECT unhex(value->>0) AS id, value->>1 AS n \
         FROM jsonb_each($1)) AS v WHERE a.id = v.id AND a.k IN (SELECT unhex(value) FROM \
         json_each($3)) /*pg FOR UPDATE */"
    );
}

#[test]
fn the_same_text_renders_for_postgres() {
    assert_eq!(
        postgres::render(TEXT, true),
        "UPDATE a SET n = v.n, at = $3 FROM (SELECT id, n FROM UNNEST($1::uuid[], $2::bigint[]) \
         AS t(id, n)) AS v WHERE a.id = v.id AND a.k = ANY ($4::uuid[])  FOR UPDATE "
    );
}

#[test]
fn rows_to_insert_are_bound_one_by_one_on_sqlite() {
    let text = "INSERT INTO a (id, n, at) SELECT id, n, $2 FROM {values $1: id uuid, n bigint}";
    assert_eq!(
        sqlite::render(text, 4),
        "INSERT INTO a (id, n, at) SELECT id, n, $9 FROM (SELECT column1 AS id, column2 AS n \
         FROM (VALUES (?,?),(?,?),(?,?),(?,?)) WHERE column1 IS NOT NULL)"
    );
    assert_eq!(
        postgres::render(text, true),
        "INSERT INTO a (id, n, at) SELECT id, n, $3 FROM (SELECT id, n FROM UNNEST($1::uuid[], \
         $2::bigint[]) AS t(id, n))"
    );
    assert_eq!([1, 4, 5, 1000].map(|rows| SHAPES[shape_for(rows)]), [1, 4, 16, 1024]);
}

#[test]
fn json_travels_to_postgres_as_text_and_becomes_what_its_column_is() {
    let text = "INSERT INTO a SELECT * FROM {rows $1: id uuid, data json, state jsonb} AS v";
    assert_eq!(
        postgres::render(text, true),
        "INSERT INTO a SELECT * FROM (SELECT id, data::json AS data, state::jsonb AS state FROM \
         UNNEST($1::uuid[], $2::text[], $3::text[]) AS t(id, data, state)) AS v"
    );
}

#[test]
fn who_only_reads_locks_nothing() {
    let text = "SELECT a FROM b WHERE c NOT IN {texts $1} /*pg FOR UPDATE SKIP LOCKED */";
    assert_eq!(postgres::render(text, false), "SELECT a FROM b WHERE c <> ALL ($1::text[]) ");
    assert_eq!(postgres::render("SELECT $1 /*pg ::jsonb */", false), "SELECT $1  ::jsonb ");
}
