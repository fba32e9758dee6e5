-- The history of a case is how it moved; the event that moved it is named there. So only those rows
-- are indexed: an index over every event about a case is a random page for each document that comes.
-- An older version beside this one finds the history of a case still, only slower.
DROP INDEX event_case;
CREATE INDEX event_case ON event (case_id, seq) WHERE type = 'CaseAdvanced';
