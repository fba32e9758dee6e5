-- How PostgreSQL keeps the hot tables; SQLite has nothing to do here.

/*pg
-- Room in the page for the next version of a row, so that a change touches no index.
ALTER TABLE case_ SET (fillfactor = 60);
ALTER TABLE duty SET (fillfactor = 70);
ALTER TABLE rollup SET (fillfactor = 50);
ALTER TABLE rollup_stage SET (fillfactor = 50);
ALTER TABLE rollup_day SET (fillfactor = 50);
ALTER TABLE chain_head SET (fillfactor = 10);

-- What is owed is written and deleted at the speed of events: a fifth of the table is too late.
ALTER TABLE delivery SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000,
                          autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 5000);
ALTER TABLE duty SET (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE case_ SET (autovacuum_vacuum_scale_factor = 0.05);
*/
